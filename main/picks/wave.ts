// A wave: parcels released for picking together; and its picking list, one line for each SKU and bin of a cart, in walking order.

import type { BinCode, OrderId, ParcelId, SkuCode, WaveId } from '../basics/ids.ts';
import type { WhyGrouped } from './grouping/propose-waves.ts';
import type { WaveKind } from './grouping/wave-rules.ts';

/** released → picked (every line fetched) → closed. Taking a tick back makes a picked wave released again. */
export type WaveState = 'released' | 'picked' | 'closed';

export interface WaveView {
  readonly waveId: WaveId;
  readonly name: string;
  readonly state: WaveState;
  /** The rule that grouped it; `chosen` by a person. */
  readonly kind: WaveKind | 'chosen';
  /** What its parcels have together; null where a person chose them. */
  readonly why: WhyGrouped | null;
  readonly cartCount: number;
  readonly parcelCount: number;
  readonly lineCount: number;
  readonly pickedLines: number;
  readonly releasedAt: number;
  readonly releasedBy: string;
  readonly finishedAt: number | null;
}

export interface PickSlot {
  /** The box, tote or compartment: the parcel's number in its cart. */
  readonly slot: number;
  readonly parcelId: ParcelId;
  /** The first of the parcel's orders that wants this SKU. */
  readonly orderId: OrderId;
  readonly quantity: number;
  /** Pieces that lie in it. */
  readonly pickedQuantity: number;
}

export interface PickLineView {
  readonly position: number;
  readonly cartNo: number;
  /** 0 goes the way of the list; a line that was put last has a later turn. */
  readonly turn: number;
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
  /** Pieces that were not there, and were settled: from another bin, in another parcel, or not at all. */
  readonly shortQuantity: number;
  /** What should lie in the bin when everything promised is fetched; 0 asks whether it is empty. Null where nobody counts. */
  readonly leftInBin: number | null;
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
