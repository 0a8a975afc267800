// An order as a platform or a file tells it, in our words, before the station has taken it in. The one shape every source produces.

import type { LineId, OrderId, SkuCode, TrackingNumber } from '../basics/ids.ts';

export type OrderState =
  | 'unpaid'
  | 'on-hold'
  | 'to-ship'
  | 'part-shipped'
  | 'awaiting-collection'
  | 'shipped'
  | 'finished'
  | 'cancelled'
  | 'unknown';

/** Why an order or line must not go on; the order says so itself. Null: nothing stands in the way. */
export type Hold =
  | 'cancel-requested'
  | 'refund-requested'
  | 'refunded'
  | 'remorse-hour'
  | 'risk-review'
  /** Said by no platform: a person here has decided it, and the platform has not confirmed it yet. */
  | 'seller-cancels';

/**
 * `tagged`: sold with door delivery. `look`: a tag nobody knows whose text reads like door delivery.
 * `unknown`: the source tells no tags at all (an order file); the goods' binding decides then.
 */
export type DoorTag = 'tagged' | 'untagged' | 'look' | 'unknown';

export interface IncomingTag {
  readonly key: string;
  readonly text: string;
}

/** The platform wants the order in several packages. Ours: it is told in another way than tags are. */
export const mustSplitTag: IncomingTag = { key: 'must-split', text: '' };

export interface IncomingRecipient {
  /**
   * The platform's own key of recipient and address (Douyin `open_address_id`, a TikTok combinable package), or one made
   * from clear text by `recipientKeyOf`. Null where only masks or ciphertext are known: such orders never merge.
   */
  readonly key: string | null;
  /** What may be shown and printed: masks stay masks. */
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** Province / state and city, for filters and reachability; never a street. */
  readonly region: string;
  /** False when any of name, phone, address is clear text: then it is sealed at rest. */
  readonly isMasked: boolean;
}

const groupPrefix = 'group:';

/**
 * The key of an order whose address nobody may read, where the platform says which orders go together. Orders of one group and mark
 * share a recipient. The group may be named anew at any time; only another `mark` says that the address has changed.
 */
export function groupKey(group: string, mark: string): string {
  return `${groupPrefix}${group}${mark === '' ? '' : `@${mark}`}`;
}

/** What a key of a group says of a changed address; '' for every other key. */
export function addressMark(key: string | null): string {
  return key?.startsWith(groupPrefix) ? (key.split('@')[1] ?? '') : '';
}

/** True when what an order's key says now is another address than what it said before. */
export function isOtherAddress(before: string | null, now: string | null): boolean {
  const isGroup = before?.startsWith(groupPrefix) === true || now?.startsWith(groupPrefix) === true;
  if (isGroup) return addressMark(before) !== addressMark(now);
  return before !== null && now !== null && before !== now;
}

export interface IncomingLine {
  readonly lineId: LineId;
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  /** Pieces, at least 1. */
  readonly quantity: number;
  readonly isGift: boolean;
  /** The main line a gift belongs to, where the source tells it. */
  readonly giftOf: LineId | null;
  readonly doorTag: DoorTag;
  readonly hold: Hold | null;
  readonly priceCents: number | null;
}

/** A buyer asked to cancel, and nobody has answered yet. */
export interface AskedCancellation {
  readonly cancelId: string;
  readonly askedAt: number;
  /** After it the platform answers by itself; null where it does not tell. */
  readonly answerBy: number | null;
  /** The buyer's reason in the platform's words. */
  readonly reason: string;
}

export interface IncomingOrder {
  readonly orderId: OrderId;
  readonly state: OrderState;
  /** The state in the source's own words, shown as given. */
  readonly platformState: string;
  readonly hold: Hold | null;
  /** False when the source has no place for cancellations and refunds: a hold that is known already stays. */
  readonly tellsHold?: boolean;
  readonly doorTag: DoorTag;
  readonly tags: readonly IncomingTag[];
  readonly recipient: IncomingRecipient;
  readonly buyerNote: string;
  readonly sellerNote: string;
  /** Who took it; before that, the carrier the buyer or the platform asks for. */
  readonly carrier: string | null;
  readonly trackingNumber: TrackingNumber | null;
  /** Every number already shipped under, where the source tells more than one (a split order). */
  readonly trackingNumbers?: readonly TrackingNumber[];
  /** The platform's own package: orders that share one were combined by the platform. */
  readonly packageId: string | null;
  readonly orderedAt: number | null;
  readonly paidAt: number | null;
  /** The platform's own ship-by time, where it tells one. */
  readonly shipByAt: number | null;
  readonly shippedAt: number | null;
  /** Later times of the platform, where it tells them: on its way by, collected by. */
  readonly transitByAt?: number | null;
  readonly collectByAt?: number | null;
  /** Undefined where the source tells nothing of cancellations; null when none is asked. */
  readonly cancellation?: AskedCancellation | null;
  /** When the platform last changed it: what is older than what is known is no news. */
  readonly updatedAt?: number | null;
  /** At least one. */
  readonly lines: readonly IncomingLine[];
}
