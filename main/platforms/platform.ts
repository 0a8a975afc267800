// The far side: what a shop's platform can do for the station. Training, Douyin, TikTok and files all stand behind this.
// Every method may throw Fault (`platform.offline`, `platform.refused-us`, …) with `retry`; per-item refusals are answers, not throws.

import type { OrderId, ParcelId, ShopId, TrackingNumber } from '../basics/ids.ts';
import type { IncomingOrder } from './incoming-order.ts';

export interface Waybill {
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly source: 'platform' | 'file';
}

export interface WaybillRequest {
  /** Also the idempotency key: the same parcel asked twice gets the same number. */
  readonly parcelId: ParcelId;
  readonly orderIds: readonly OrderId[];
  readonly carrier: string | null;
  readonly doorDelivery: boolean;
}

/** Per parcel: a waybill, or why not (`code` of the closed list in waybill refusals, platform's own words). */
export type WaybillAnswer =
  | { readonly parcelId: ParcelId; readonly ok: true; readonly waybill: Waybill }
  | { readonly parcelId: ParcelId; readonly ok: false; readonly code: string; readonly words: string };

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

export interface PulledOrders {
  readonly orders: readonly IncomingOrder[];
  /** Hand this back at the next pull. */
  readonly cursor: string;
  /** False when nothing more is waiting now. */
  readonly hasMore: boolean;
}

export interface Platform {
  readonly shopId: ShopId;
  /** True for one that works on this machine alone and needs no network (files). */
  readonly isLocal: boolean;
  /** Most parcels one `ship` call takes. */
  readonly shipBatchLimit: number;
  pullOrders(cursor: string | null): Promise<PulledOrders>;
  /** The orders as the platform has them now; unknown ids are missing from the answer. Asked right before shipping. */
  readOrders(orderIds: readonly OrderId[]): Promise<readonly IncomingOrder[]>;
  takeWaybills(requests: readonly WaybillRequest[]): Promise<readonly WaybillAnswer[]>;
  cancelWaybill(trackingNumber: TrackingNumber): Promise<void>;
  /** One answer per shipment, in any order. A Fault means that nobody knows: re-read before anything is sent again. */
  ship(shipments: readonly Shipment[]): Promise<readonly ShipmentAnswer[]>;
  /** Orders that came by file: the training shop's books learn of them, so that they can be shipped there. */
  adoptOrders?(orders: readonly IncomingOrder[]): void;
  stop(): Promise<void>;
}
