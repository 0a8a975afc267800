// A cart: what one person walks for in one go, out of one wave. Its list is walked by whoever has taken it; nobody else at that time.

import type { ParcelId, WaveId } from '../../basics/ids.ts';
import type { PickLine } from '../lay-out-wave.ts';

export type CartId = string & { readonly brand: 'CartId' };

/**
 * - `list`: a wave by a person's choice, one list with a slot for each parcel.
 * - `run`: one bin after the other, nothing to sort.
 * - `cluster`: a tote for each parcel, filled at the shelf.
 * - `wall`: one heap, sorted at the put wall.
 */
export type CartMode = 'list' | 'run' | 'cluster' | 'wall';

/** How long the walk is. Null as a whole where no plan of the warehouse tells it. */
export interface WalkCost {
  readonly lengthMetres: number;
  /** No walk past these bins is shorter. */
  readonly boundMetres: number;
  /** What the bins in plain order of their codes would have cost. */
  readonly plainMetres: number;
}

/** A cart that is about to be released. Positions and slots count from 1 in each cart. */
export interface LaidCart {
  readonly lines: readonly LaidLine[];
  /** The parcel at index n has slot n + 1. */
  readonly parcelIds: readonly ParcelId[];
  readonly cost: WalkCost | null;
}

export interface LaidLine extends PickLine {
  /** What should lie in the bin when everything that was promised is fetched; null where nobody counts. */
  readonly leftInBin: number | null;
}

export interface CartView {
  readonly cartId: CartId;
  readonly waveId: WaveId;
  readonly cartNo: number;
  readonly mode: CartMode;
  readonly parcelCount: number;
  readonly cost: WalkCost | null;
  /** Who walks it now; null where nobody does, or nobody has for too long. */
  readonly takenBy: string | null;
  readonly takenUntil: number | null;
  /** The line whose bin was scanned, and the line whose piece is in the hand and has no tote yet. */
  readonly atBin: number | null;
  readonly inHand: number | null;
  readonly finishedAt: number | null;
}
