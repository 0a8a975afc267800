// Puts orders together so that the walks for them are short in all: savings, then local search, then improvement for as long as one
// may, all on the length of the shortest walk. An order is never split, no batch holds more than the capacity (but for an order that
// is too much by itself: it goes alone), the result is never longer than first come first served, nor, stopped early, than without
// improvement, and one seed and number of steps always give the same batches.

import type { BinPlace, WarehouseLayout } from '../warehouse/layout.ts';
import { addLoads, type BatchCapacity, fitTogether, type Load, noLoad } from './batch-load.ts';
import { createBatchMeter } from './batch-meter.ts';
import { type BatchPlan, dropEmpty, keepPlan, openPlan, restorePlan, totalLength } from './batch-plan.ts';
import { drawNumbers } from './draw-number.ts';
import { type Compared, leastGain, searchLocally } from './local-search.ts';
import { ruinAndRecreate } from './ruin-and-recreate.ts';
import { batchBySavings, mostAtOnce } from './savings.ts';

export type { BatchCapacity };

export interface OrderToBatch {
  readonly places: readonly BinPlace[];
  readonly weightGrams: number;
  readonly volumeMillilitres: number;
  readonly pieces: number;
}

/**
 * `steps`: rounds of improvement after the local search, none for 0; as many as `shouldStop` allows where only that is given.
 * `shouldStop`: once it says so, the best so far is taken. Up to `mostAtOnce` orders, which take less than a second, that is never
 * before savings and local search are through: what a preview without improvement has shown is kept. More are asked about all the time.
 */
export type BatchBudget =
  | { readonly steps: number; readonly shouldStop?: () => boolean }
  | { readonly steps?: number; readonly shouldStop: () => boolean };

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
  { seed, budget, onBetter }: BatchOptions,
): Batch[] {
  const draw = drawNumbers(seed);
  const loads = orders.map(
    ({ weightGrams, volumeMillilitres, pieces }): Load => ({
      orders: 1,
      weightGrams,
      volumeMillilitres,
      pieces,
    }),
  );
  const middles = orders.map(middleOf);
  const parts = { loads, capacity, middles, meter: createBatchMeter(layout, orders, draw) };
  const asTheyCome = openPlan(parts, firstComeFirstServed(loads, capacity));
  let best = asTheyCome;
  const never = () => false;
  const shouldStop = budget.shouldStop ?? never;
  const shouldStopEarly = orders.length > mostAtOnce ? shouldStop : never;
  const steps = budget.steps ?? Infinity;
  const tell = () => onBetter?.(toBatches(best));
  // A few are told of when they are as good as the preview: nobody is shown longer ways than before.
  if (shouldStopEarly !== never) tell();
  if (shouldStopEarly()) return toBatches(best);

  const plan = openPlan(parts, batchBySavings(parts, shouldStopEarly));
  const compared: Compared = new Set();
  const isWhole = searchLocally(plan, compared, shouldStopEarly);
  if (totalLength(plan) < totalLength(asTheyCome) + leastGain) best = plan;
  tell();
  if (!isWhole) return toBatches(best);
  return toBatches(improve());

  function improve(): BatchPlan {
    if (plan.batches.length < 2) return best;
    let kept = keepPlan(plan);
    let length = totalLength(plan);
    let shortest = totalLength(best);
    let bestKept = best === plan ? kept : undefined;
    for (let step = 0; step < steps && !shouldStop(); step += 1) {
      ruinAndRecreate(plan, draw);
      dropEmpty(plan);
      const there = totalLength(plan);
      // A little worse is gone on from now and then, or there is no way out of a hollow.
      const mostWorse = (worseOfBatch * there) / plan.batches.length;
      if (there > length + leastGain && there > shortest + mostWorse) {
        restorePlan(plan, kept);
        continue;
      }
      if (there < shortest - leastGain) searchLocally(plan, compared, shouldStop);
      length = totalLength(plan);
      kept = keepPlan(plan);
      if (length < shortest - leastGain) {
        shortest = length;
        bestKept = kept;
        best = plan;
        tell();
      }
    }
    if (!bestKept) return best;
    restorePlan(plan, bestKept);
    return plan;
  }
}

/** How much longer than the shortest so far one may go on from: this share of one batch's walk. */
const worseOfBatch = 0.05;

/** One after the other, a new batch when the next does not fit. Answers indexes into the orders. */
export function firstComeFirstServed(
  loads: readonly Omit<Load, 'orders'>[],
  capacity: BatchCapacity,
): number[][] {
  const batches: number[][] = [];
  let held = noLoad;
  loads.forEach(({ weightGrams, volumeMillilitres, pieces }, order) => {
    const load = { orders: 1, weightGrams, volumeMillilitres, pieces };
    const last = batches.at(-1);
    if (last && fitTogether(held, load, capacity)) {
      last.push(order);
      held = addLoads(held, load);
    } else {
      batches.push([order]);
      held = load;
    }
  });
  return batches;
}

function middleOf({ places }: OrderToBatch): number {
  return places.reduce((sum, { aisle }) => sum + aisle, 0) / Math.max(1, places.length);
}

function toBatches(plan: BatchPlan): Batch[] {
  return plan.batches
    .filter(({ set }) => set.orders.length > 0)
    .map(({ set, length }) => ({ orders: [...set.orders].sort((a, b) => a - b), lengthMetres: length }))
    .sort((a, b) => (a.orders[0] ?? 0) - (b.orders[0] ?? 0));
}
