// Batches while they are being improved: which order is in which, what each holds and how long its walk is.

import { addLoads, type BatchCapacity, fitTogether, type Load, noLoad, takeLoad } from './batch-load.ts';
import type { BatchMeter, OrderSet } from './batch-meter.ts';

export interface OpenBatch {
  set: OrderSet;
  load: Load;
  length: number;
  /** Another number after each change. */
  version: number;
}

export interface BatchPlan {
  readonly batches: OpenBatch[];
  readonly loads: readonly Load[];
  readonly capacity: BatchCapacity;
  readonly meter: BatchMeter;
  /** By order: where its places lie on average, counted in aisles. */
  readonly middles: readonly number[];
  lastVersion: number;
}

export function openPlan(
  parts: Pick<BatchPlan, 'loads' | 'capacity' | 'meter' | 'middles'>,
  batches: readonly (readonly number[])[],
): BatchPlan {
  const plan: BatchPlan = { ...parts, batches: [], lastVersion: 0 };
  for (const orders of batches) addBatch(plan, orders);
  return plan;
}

export function addBatch(plan: BatchPlan, orders: readonly number[]): OpenBatch {
  plan.lastVersion += 1;
  const set = plan.meter.setOf([...orders]);
  const batch: OpenBatch = {
    set,
    load: loadTogether(plan, orders),
    length: plan.meter.lengthOf(set),
    version: plan.lastVersion,
  };
  plan.batches.push(batch);
  return batch;
}

function loadOf(plan: BatchPlan, order: number): Load {
  return plan.loads[order] ?? noLoad;
}

function loadTogether(plan: BatchPlan, orders: readonly number[]): Load {
  return orders.reduce((sum, order) => addLoads(sum, loadOf(plan, order)), noLoad);
}

/** An order that is too much by itself goes alone. */
export function takesOrder(plan: BatchPlan, batch: OpenBatch, order: number): boolean {
  return batch.set.orders.length === 0 || fitTogether(batch.load, loadOf(plan, order), plan.capacity);
}

export function takesInstead(plan: BatchPlan, batch: OpenBatch, instead: number, order: number): boolean {
  if (batch.set.orders.length === 1) return true;
  const without = takeLoad(batch.load, loadOf(plan, instead));
  return fitTogether(without, loadOf(plan, order), plan.capacity);
}

/** `but` leaves, `and` comes (-1: none). */
export function changeBatch(plan: BatchPlan, batch: OpenBatch, but: number, and: number): void {
  const orders = batch.set.orders.filter((order) => order !== but);
  if (and >= 0) orders.push(and);
  batch.set = plan.meter.setOf(orders);
  // Summed anew, so that decimal weights never drift.
  batch.load = loadTogether(plan, orders);
  batch.length = plan.meter.lengthOf(batch.set);
  plan.lastVersion += 1;
  batch.version = plan.lastVersion;
}

export function totalLength(plan: BatchPlan): number {
  return plan.batches.reduce((sum, batch) => sum + batch.length, 0);
}

export function dropEmpty(plan: BatchPlan): void {
  for (let index = plan.batches.length - 1; index >= 0; index -= 1) {
    if (plan.batches[index]?.set.orders.length === 0) plan.batches.splice(index, 1);
  }
}

export type Snapshot = readonly Readonly<OpenBatch>[];

export function keepPlan(plan: BatchPlan): Snapshot {
  return plan.batches.map((batch) => ({ ...batch }));
}

export function restorePlan(plan: BatchPlan, kept: Snapshot): void {
  plan.batches.splice(0, plan.batches.length, ...kept.map((batch) => ({ ...batch })));
}
