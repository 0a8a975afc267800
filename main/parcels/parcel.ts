// A parcel: what is physically packed together and carries one waybill. It holds lines of one or more orders.

import type { LineId, OrderId, ParcelId, ShopId, SkuCode, WaveId } from '../basics/ids.ts';
import type { DoorTag, OrderKey } from '../orders/order.ts';

/**
 * proposed (planned by the machine, not yet accepted) → planned → released (in a wave) → open (on the bench) → packed → shipped.
 * pulled: taken out by a hold or a person, with a reason. dissolved: planned anew, its lines are free again.
 */
export const parcelStates = [
  'proposed',
  'planned',
  'released',
  'open',
  'packed',
  'shipped',
  'pulled',
  'dissolved',
] as const;

export type ParcelState = (typeof parcelStates)[number];

export interface ParcelLine {
  readonly orderKey: OrderKey;
  readonly orderId: OrderId;
  readonly lineId: LineId;
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  readonly quantity: number;
  readonly packedQuantity: number;
  readonly isGift: boolean;
  readonly doorTag: DoorTag;
}

export interface Parcel {
  readonly parcelId: ParcelId;
  readonly shopId: ShopId;
  readonly recipientKey: string | null;
  readonly state: ParcelState;
  readonly doorTag: DoorTag;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly waybillSource: 'platform' | 'file' | 'hand' | null;
  readonly waveId: WaveId | null;
  /** The one sort order for picking list, labels and packing (print.order). */
  readonly sortPosition: number | null;
  readonly slot: number | null;
  readonly dueAt: number | null;
  readonly weightGrams: number | null;
  readonly pulledReason: string | null;
  readonly lines: readonly ParcelLine[];
}
