// The far side: what a shop's platform can do for the station. Training, Douyin, TikTok and files all stand behind this.
// Every method may throw Fault (`platform.offline`, `platform.refused-us`, …) with `retry`; per-item refusals are answers, not throws.

import type { OrderId, ParcelId, ShopId, TrackingNumber } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { IncomingOrder } from './incoming-order.ts';

export interface Waybill {
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  /** Other numbers that its label may carry: across a border the far carrier has one of its own. */
  readonly otherNumbers?: readonly TrackingNumber[];
  readonly source: 'platform' | 'file';
}

export interface WaybillRequest {
  /** Also the idempotency key: the same parcel asked twice gets the same number. */
  readonly parcelId: ParcelId;
  readonly orderIds: readonly OrderId[];
  /** What goes into it: a part of an order, or several. */
  readonly lines: readonly ShipmentLine[];
  readonly carrier: string | null;
  readonly doorDelivery: boolean;
  /** Numbers that other parcels of the same orders carry: what has one of these is not this parcel. */
  readonly otherNumbers?: readonly TrackingNumber[];
}

/** Per parcel: a waybill, or why not (`code` of the closed list in waybill refusals, platform's own words). */
export type WaybillAnswer =
  | { readonly parcelId: ParcelId; readonly ok: true; readonly waybill: Waybill }
  | { readonly parcelId: ParcelId; readonly ok: false; readonly code: string; readonly words: string };

/** How a parcel's number is asked for: in the platform's own words, without personal data. */
export interface AskedNumber {
  readonly parcelId: ParcelId;
  readonly question: string;
}

export interface ShipmentLine {
  readonly orderId: OrderId;
  readonly lineId: string;
  readonly quantity: number;
}

/** Telling the platform that a parcel left with tracking number T of carrier C. */
export interface Shipment {
  /** Made once with the fact and saved before the first call; a repeat with the same key ships nothing twice. */
  readonly idempotencyKey: string;
  readonly parcelId: ParcelId;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly lines: readonly ShipmentLine[];
}

/**
 * - `done`: the platform has it (also when it already had this very shipment).
 * - `hold`: an order in it was cancelled or a refund is pending: a person decides, the parcel stops.
 * - `fix`: the platform refuses the data; a person corrects and sends again.
 * - `retry`: busy, slow, limited; the same key may be sent again.
 */
export type ShipmentAnswer = {
  readonly idempotencyKey: string;
  readonly outcome: 'done' | 'hold' | 'fix' | 'retry';
  readonly code: string;
  /** The platform's own words, shown as given. */
  readonly words: string;
};

/** Another number for a parcel that was told: the first one was wrong. */
export interface NumberCorrection {
  readonly orderIds: readonly OrderId[];
  readonly before: TrackingNumber;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
}

/** An open order that the platform told and nobody could read. */
export interface UnreadOrder {
  /** '' when not even its number could be read. */
  readonly orderId: string;
  /** The field that stood in the way, in the platform's own name of it. */
  readonly place: string;
  /** In the platform's words; '' when it could not be read either. */
  readonly platformState: string;
}

export interface PulledOrders {
  readonly orders: readonly IncomingOrder[];
  readonly unread?: readonly UnreadOrder[];
  /** Hand this back at the next pull. */
  readonly cursor: string;
  /** False when nothing more is waiting now. */
  readonly hasMore: boolean;
}

/** Whether a shop can be reached with what is known of it. */
export type ConnectionTest =
  | {
      readonly isOk: true;
      /** The shop's name as the platform tells it. */
      readonly shopName: string;
      /** How far this machine's clock is off, where the platform tells its own. */
      readonly clockOffsetMs: number | null;
      /** When a person will have to authorise the shop again. */
      readonly authorisedUntil: number | null;
    }
  | {
      readonly isOk: false;
      /** Closed: `fault.` and a fault's code, or `link.*`. */
      readonly code: string;
      readonly facts: Readonly<Record<string, Fact>>;
      /** The platform's own words, shown as given. */
      readonly words: string;
      /** What the platform's people ask for when they are called. */
      readonly logId: string | null;
    };

/** A shop that a consent is good for. */
export interface AuthorisedShop {
  readonly platformShopId: string;
  readonly name: string;
  readonly region: string;
}

/** Which parcel a label or its print data is asked for. */
export interface LabelledParcel {
  readonly parcelId: ParcelId;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly orderIds: readonly OrderId[];
}

export interface LabelDocument {
  readonly kind: 'document';
  readonly format: 'pdf' | 'png';
  readonly bytes: Uint8Array;
  readonly trackingNumber: TrackingNumber;
}

/** `later`: being made; ask again. `none`: there is none, and why. */
export type LabelAnswer =
  | LabelDocument
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'none'; readonly code: string; readonly words: string };

/** What the print component is given for one label: the platform's sealed data, and `params` signed at the moment of sending. */
export interface ComponentPrintData {
  readonly printData: string;
  readonly signature: string;
  readonly templateUrl: string;
  signParams(): Promise<string>;
}

export interface CancelReason {
  readonly code: string;
  /** The platform's own words. */
  readonly words: string;
}

export interface CancellationAnswer {
  readonly idempotencyKey: string;
  readonly orderId: OrderId;
  readonly cancelId: string;
  readonly accept: boolean;
  /** One of `listCancelReasons`; needed to refuse. */
  readonly reasonCode: string | null;
  readonly note: string;
}

/** An order that the seller cancels, whole. */
export interface OrderCancelling {
  readonly idempotencyKey: string;
  readonly orderId: OrderId;
  /** One of `ownCancelReasons`. */
  readonly reasonCode: string;
}

/** Orders of a cross-border shop that travel the first mile as one. */
export interface FirstMileBundling {
  readonly orderIds: readonly OrderId[];
  /** Null: the platform comes for it. Else the seller's own carrier, which is registered there. */
  readonly dropOff: {
    readonly carrierId: string;
    readonly trackingNumber: string;
    /** The last four digits of the sender's phone. */
    readonly phoneTail: string;
  } | null;
}

export interface FirstMileAnswer extends Omit<ShipmentAnswer, 'idempotencyKey' | 'outcome'> {
  readonly outcome: 'done' | 'fix' | 'retry';
  /** The platform's number of the bundle; null when none was made. */
  readonly platformId: string | null;
  /** Where its waybill is, for a day. */
  readonly documentUrl: string | null;
  /** Orders that are not in it, and why, in the platform's words. */
  readonly leftOut: readonly { readonly orderId: string; readonly words: string }[];
}

/** What the platform itself says about orders of one recipient: each group may share a parcel. */
export interface MergeGroup {
  readonly orderIds: readonly OrderId[];
  /** The platform's key of recipient and address. */
  readonly key: string;
}

export interface Platform {
  readonly shopId: ShopId;
  /** True for one that works on this machine alone and needs no network (files). */
  readonly isLocal: boolean;
  /** Most parcels one `ship` call takes. */
  readonly shipBatchLimit: number;
  /** How many `ship` calls, and `readOrders` for them, may be under way at once; one where not said. */
  readonly shipCallsAtOnce?: number;
  pullOrders(cursor: string | null): Promise<PulledOrders>;
  /** The orders as the platform has them now; unknown ids are missing from the answer. Asked right before shipping. */
  readOrders(orderIds: readonly OrderId[]): Promise<readonly IncomingOrder[]>;
  /**
   * `beforeAsking` is called before questions leave by which the platform gives the same number again when it is asked once more, by
   * `giveBackAsked`.
   */
  takeWaybills(
    requests: readonly WaybillRequest[],
    beforeAsking?: (asked: readonly AskedNumber[]) => void,
  ): Promise<readonly WaybillAnswer[]>;
  /**
   * Gives back the number that this question brought, whose answer was lost, unless it is in use here. False: there is none. Faults: as
   * `cancelWaybill`.
   */
  giveBackAsked?(question: string, isInUse: (trackingNumber: TrackingNumber) => boolean): Promise<boolean>;
  /**
   * Gives a number back. Some platforms must be told whose it is. Faults: `platform.refused-us` (words) when the number cannot go back,
   * which a person then looks at.
   */
  cancelWaybill(trackingNumber: TrackingNumber, carrier?: string | null): Promise<void>;
  /** Of no order is there more than one parcel under way. One answer per shipment, in any order. A Fault means that nobody knows: re-read before anything is sent again. */
  ship(shipments: readonly Shipment[]): Promise<readonly ShipmentAnswer[]>;
  /** For the seller's own carrier. Asked twice it is done once. */
  correctNumber?(correction: NumberCorrection): Promise<Omit<ShipmentAnswer, 'idempotencyKey'>>;
  /** The page on which the merchant consents; null where this app needs no consent. `state` comes back with the code. */
  consentAddress?(state: string): string | null;
  /**
   * Trades the code of a consent ('' where none is needed) for tokens, keeps them, and tells which shops they are good for.
   * Faults: `platform.code-refused` (words), `platform.*`.
   */
  authorise?(code: string): Promise<readonly AuthorisedShop[]>;
  /** The shops that the present consent is good for; asked again when the choice was put off. Faults: `platform.*`. */
  listAuthorised?(): Promise<readonly AuthorisedShop[]>;
  /** When a person will have to consent again, as far as that is known; null where it is not, or nobody has to. Asks nobody. */
  consentEndsAt?(): number | null;
  /** Says which of the authorised shops this is. */
  chooseShop?(platformShopId: string): Promise<void>;
  /** Never throws. */
  testConnection?(): Promise<ConnectionTest>;
  /** The platform's own label of a parcel that has its number. Kept by the station for printing without a network. */
  fetchLabel?(parcel: LabelledParcel): Promise<LabelAnswer>;
  /** For labels that only the platform's print component can print. Faults: `platform.*`; needs the network. */
  readPrintData?(parcel: LabelledParcel): Promise<ComponentPrintData>;
  /** Reasons for refusing this cancellation. */
  listCancelReasons?(orderId: OrderId, cancelId: string): Promise<readonly CancelReason[]>;
  /** Accepts or refuses what a buyer asked; the same key twice has the effect of once. */
  answerCancellation?(answer: CancellationAnswer): Promise<ShipmentAnswer>;
  /** The reasons a seller may give for cancelling an order; missing where orders are not cancelled from here. Asks nobody. */
  ownCancelReasons?(): readonly CancelReason[];
  /** Cancels an order for the seller; asked twice it is done once. The platform sets the stock of its goods to 0. */
  cancelForSeller?(cancelling: OrderCancelling): Promise<ShipmentAnswer>;
  /** The region a cross-border shop's first-mile bundles are for; null where it has none. Asks nobody. */
  firstMileRegion?(): string | null;
  /** Makes a bundle. Nothing tells a lost answer from one that never came: never asked again by itself. */
  bundleFirstMile?(bundling: FirstMileBundling): Promise<FirstMileAnswer>;
  /** The waybill behind `documentUrl`. Faults: `platform.*`. */
  fetchBundleWaybill?(documentUrl: string): Promise<Uint8Array>;
  /** Which of these orders the platform itself would combine. */
  askMerge?(orderIds: readonly OrderId[]): Promise<readonly MergeGroup[]>;
  /** Orders that came by file: the training shop's books learn of them, so that they can be shipped there. */
  adoptOrders?(orders: readonly IncomingOrder[]): void;
  stop(): Promise<void>;
}
