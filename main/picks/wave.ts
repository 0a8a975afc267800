// A wave: parcels released for picking together; and its picking list, one line for each SKU and bin, in walking order.

import type { BinCode, OrderId, ParcelId, SkuCode, WaveId } from '../basics/ids.ts';

/** released → picked (every line fetched) → closed. Taking a tick back makes a picked wave released again. */
export type WaveState = 'released' | 'picked' | 'closed';

export interface WaveView {
  readonly waveId: WaveId;
  readonly name: string;
  readonly state: WaveState;
  readonly parcelCount: number;
  readonly lineCount: number;
  readonly pickedLines: number;
  readonly releasedAt: number;
  readonly releasedBy: string;
  readonly finishedAt: number | null;
}

export interface PickSlot {
  /** The box, tote or compartment: the parcel's number in its wave. */
  readonly slot: number;
  readonly parcelId: ParcelId;
  /** The first of the parcel's orders that wants this SKU. */
  readonly orderId: OrderId;
  readonly quantity: number;
}

export interface PickLineView {
  readonly position: number;
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  /** Null: nobody has said where it lies; such lines come last. */
  readonly binCode: BinCode | null;
  /** Pieces to fetch. Pieces of parcels that were stopped since the release are not counted here. */
  readonly quantity: number;
  readonly pickedQuantity: number;
  /** Pieces that were to be fetched and are not any more: their parcel is held, pulled or dissolved. */
  readonly stoppedQuantity: number;
  readonly stock: number | null;
  readonly slots: readonly PickSlot[];
}

/** More is wanted than lies there. */
export interface Shortage {
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly needed: number;
  /** What is there for this wave: counted stock less what other waves have taken and nobody has packed yet; never below 0. */
  readonly stock: number;
}
