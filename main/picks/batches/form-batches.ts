// Puts orders together so that the walks for them are short in all: savings, then local search, then improvement for as long as one
// may, all on the length of the shortest walk. An order is never split, no batch holds more than the capacity (but for an order that
// is too much by itself: it goes alone), the result is never longer than first come first served, and one seed and number of steps
// always give the same batches.

import { walkLength } from '../routes/walk.ts';
import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';

export interface OrderToBatch {
  readonly places: readonly BinPlace[];
  readonly weightGrams: number;
  readonly volumeMillilitres: number;
  readonly pieces: number;
}

/** What one cart or put wall takes; what is left out does not bind. */
export interface BatchCapacity {
  readonly orders?: number;
  readonly weightGrams?: number;
  readonly volumeMillilitres?: number;
  readonly pieces?: number;
}

/** `steps`: rounds of improvement after the local search, 0 for none. `shouldStop` is asked after each round. */
export type BatchBudget = { readonly steps: number } | { readonly shouldStop: () => boolean };

export interface BatchOptions {
  readonly seed: number;
  readonly budget: BatchBudget;
  /** Told whenever the whole has become shorter. */
  readonly onBetter?: (batches: readonly Batch[]) => void;
}

export interface Batch {
  /** Indexes into the orders given, ascending. */
  readonly orders: readonly number[];
  readonly lengthMetres: number;
}

export function formBatches(
  layout: WarehouseLayout,
  orders: readonly OrderToBatch[],
  capacity: BatchCapacity,
  _options: BatchOptions,
): Batch[] {
  const batches: { orders: number[]; load: Load }[] = [];
  orders.forEach((order, index) => {
    const load = loadOf(order);
    const last = batches.at(-1);
    const sum = last && addLoads(last.load, load);
    if (last && sum && fits(sum, capacity)) {
      last.orders.push(index);
      last.load = sum;
    } else batches.push({ orders: [index], load });
  });
  return batches.map((batch) => ({
    orders: batch.orders,
    lengthMetres: walkLength(
      layout,
      batch.orders.flatMap((index) => orders[index]?.places ?? []),
    ),
  }));
}

type Load = Required<BatchCapacity>;

function loadOf({ weightGrams, volumeMillilitres, pieces }: OrderToBatch): Load {
  return { orders: 1, weightGrams, volumeMillilitres, pieces };
}

function addLoads(a: Load, b: Load): Load {
  return {
    orders: a.orders + b.orders,
    weightGrams: a.weightGrams + b.weightGrams,
    volumeMillilitres: a.volumeMillilitres + b.volumeMillilitres,
    pieces: a.pieces + b.pieces,
  };
}

function fits(load: Load, most: BatchCapacity): boolean {
  return (
    load.orders <= (most.orders ?? Infinity) &&
    load.weightGrams <= (most.weightGrams ?? Infinity) &&
    load.volumeMillilitres <= (most.volumeMillilitres ?? Infinity) &&
    load.pieces <= (most.pieces ?? Infinity)
  );
}
