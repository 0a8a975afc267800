// What the guard is asked and what it answers. Plain data: the same shapes at planning, scanning, printing and shipping.

import type { LineId, OrderId, ShopId, SkuCode } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { DoorTag, Hold, OrderKey, OrderState } from '../orders/order.ts';
import type { IncomingTag } from '../platforms/incoming-order.ts';
import type { Market } from '../shops/shops-table.ts';

/** Some pieces of one order line. */
export interface LineRef {
  readonly orderKey: OrderKey;
  readonly lineId: LineId;
  readonly quantity: number;
}

/** The rules of DOMAIN.md sections 3 and 4 that the guard knows; the id is the rule's name everywhere. */
export const ruleIds = [
  'door.order-untagged-mix',
  'door.gift-binding',
  'door.address-mix',
  'door.e-waybill',
  'door.carrier',
  'door.pickup-point',
  'merge.recipient',
  'merge.hold',
  'merge.platform',
  'merge.combine-limit',
  'merge.remorse',
  'merge.missed',
  'waybill.duplicate',
] as const;

export type RuleId = (typeof ruleIds)[number];

export interface ReasonLine {
  readonly orderId: OrderId;
  readonly lineId: LineId;
  readonly skuCode: SkuCode;
}

/** One rule that speaks. `facts.why` picks the sentence (`rule.<id>.<why>`), the other facts fill its blanks. */
export interface Reason {
  readonly rule: RuleId;
  /** `overridden`: it blocked, and a supervisor let it pass. */
  readonly verdict: 'warn' | 'block' | 'overridden';
  readonly lines: readonly ReasonLine[];
  readonly facts: Readonly<Record<string, Fact>> & { readonly why: string };
  /** The version of the rule that spoke: since when it holds. */
  readonly validFrom: number;
  /** What breaking it costs, from the rule's own data: fills the blanks of `rule.<id>.consequence`. */
  readonly consequence: Readonly<Record<string, number>>;
  /** Who let it pass, why, and when. */
  readonly overridden?: { readonly person: string; readonly why: string; readonly at: number };
}

/** What a rule itself says; its version and its price are added by the guard. */
export type Finding = Omit<Reason, 'validFrom' | 'consequence' | 'overridden'>;

export interface Verdict {
  readonly verdict: 'allow' | 'warn' | 'block';
  readonly reasons: readonly Reason[];
  /** The parcels that would be right. One part: as it is. A line in no part must not be packed at all (merge.hold). */
  readonly split: readonly (readonly LineRef[])[];
}

/** A line as the guard sees it; every line of an order is here, whether someone packs it now or not. */
export interface GuardLine {
  readonly lineId: LineId;
  readonly skuCode: SkuCode;
  readonly quantity: number;
  readonly isGift: boolean;
  readonly giftOf: LineId | null;
  readonly doorTag: DoorTag;
  readonly hold: Hold | null;
  /** Whether the product is bound to a door-delivery template; null where nobody has said. */
  readonly isDoorBound: boolean | null;
}

export interface GuardOrder {
  readonly orderKey: OrderKey;
  readonly orderId: OrderId;
  readonly shopId: ShopId;
  readonly state: OrderState;
  readonly hold: Hold | null;
  readonly doorTag: DoorTag;
  readonly tags: readonly IncomingTag[];
  readonly recipientKey: string | null;
  /** What may be shown of name, phone and address; it names a pickup point where the address does. */
  readonly recipientMask: string;
  readonly market: Market;
  /** IANA name of the shop's time zone: where the platform's rules differ by country. */
  readonly timeZone: string;
  readonly paidAt: number | null;
  /** The package or tracking number that the platform gave the order by itself; null where it gave none or we asked for it. */
  readonly ownPackage: string | null;
  /** By when the platform wants it shipped, where it tells; asked only of orders that ship on a day of their own. */
  readonly shipByAt?: number | null;
  /** Part of it was packed or shipped here: that the platform calls it shipped is our own doing. */
  readonly isShippedByUs: boolean;
  /** The number it carries is one that this station took or typed: that shipping is arranged is our own doing. */
  readonly isNumberedByUs: boolean;
  readonly lines: readonly GuardLine[];
}

/** Where a tracking number came from: the platform's e-waybill, the platform's order file, or somebody's hand. */
export type WaybillSource = 'platform' | 'file' | 'hand';

export interface GuardFacts {
  /** The orders of `lines`, whole. */
  readonly orders: readonly GuardOrder[];
  /** What someone is about to put into one parcel. */
  readonly lines: readonly LineRef[];
  /** The tracking number the parcel carries or is about to get, and who else has it. */
  readonly waybill: {
    readonly trackingNumber: string;
    /** Null where it is not known. */
    readonly source: WaybillSource | null;
    readonly otherParcelIds: readonly string[];
    readonly otherOrderIds: readonly string[];
  } | null;
  /** Who takes the parcel, as its source or the waybill names the carrier; null while that is open. */
  readonly carrier: string | null;
  /** What else is there for the same recipient without a label, each as it would be packed: parcels and unplanned orders. */
  readonly siblings: readonly Sibling[];
}

export interface Sibling {
  /** Null for an order that is in no parcel yet. */
  readonly parcelId: string | null;
  readonly orders: readonly GuardOrder[];
  readonly lines: readonly LineRef[];
}
