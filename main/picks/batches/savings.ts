// Batches by savings (Clarke and Wright 1964, with the savings worked out anew after each merge): again and again the two batches
// that save most by going together go together.

import { addLoads, type BatchCapacity, fitTogether, type Load } from './batch-load.ts';
import type { BatchMeter } from './batch-meter.ts';
import type { BatchPlan } from './batch-plan.ts';

/** More than so many at once would take a second or two; beyond it neighbours are put together in portions. */
export const mostAtOnce = 700;

/** Stopped before its end, it leaves what it has not come to one by one. */
export function batchBySavings(
  { meter, loads, capacity, middles }: Pick<BatchPlan, 'meter' | 'loads' | 'capacity' | 'middles'>,
  shouldStop: () => boolean,
): number[][] {
  const orders = [...loads.keys()].sort((a, b) => (middles[a] ?? 0) - (middles[b] ?? 0) || a - b);
  const portions = Math.ceil(orders.length / mostAtOnce);
  const size = Math.ceil(orders.length / Math.max(1, portions));
  const batches: number[][] = [];
  for (let from = 0; from < orders.length; from += size) {
    const portion = orders.slice(from, from + size);
    if (shouldStop()) batches.push(...portion.map((order) => [order]));
    else batches.push(...mergePortion(meter, portion, loads, capacity));
  }
  return batches;
}

interface Part {
  orders: number[];
  load: Load;
  length: number;
}

function mergePortion(
  meter: BatchMeter,
  orders: readonly number[],
  loads: readonly Load[],
  capacity: BatchCapacity,
): number[][] {
  const parts: (Part | undefined)[] = orders.map((order) => ({
    orders: [order],
    load: loads[order] ?? { orders: 1, weightGrams: 0, volumeMillilitres: 0, pieces: 0 },
    length: meter.lengthTogether([order], []),
  }));
  const count = parts.length;
  const saving = new Float64Array(count * count).fill(-1);
  const bestOf = new Int32Array(count).fill(-1);
  const work = (a: number, b: number): void => {
    const [one, other] = [parts[a], parts[b]];
    let saved = -1;
    if (one && other && fitTogether(one.load, other.load, capacity)) {
      saved = one.length + other.length - meter.lengthTogether(one.orders, other.orders);
    }
    saving[a * count + b] = saved;
    saving[b * count + a] = saved;
  };
  const lookForBest = (a: number): void => {
    let best = -1;
    for (let b = 0; b < count; b += 1) {
      const saved = saving[a * count + b] ?? -1;
      if (saved >= 0 && (best < 0 || saved > (saving[a * count + best] ?? 0))) best = b;
    }
    bestOf[a] = best;
  };
  for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) work(a, b);
  for (let a = 0; a < count; a += 1) lookForBest(a);

  for (;;) {
    let a = -1;
    for (let part = 0; part < count; part += 1) {
      const best = bestOf[part] ?? -1;
      if (best < 0) continue;
      if (a < 0 || (saving[part * count + best] ?? 0) > (saving[a * count + (bestOf[a] ?? 0)] ?? 0)) a = part;
    }
    const b = a < 0 ? -1 : (bestOf[a] ?? -1);
    const [one, other] = [parts[a], parts[b]];
    if (!one || !other) break;
    const together = [...one.orders, ...other.orders];
    parts[a] = {
      orders: together,
      load: addLoads(one.load, other.load),
      length: meter.lengthTogether(together, []),
    };
    parts[b] = undefined;
    for (let part = 0; part < count; part += 1) {
      if (part !== b) {
        saving[b * count + part] = -1;
        saving[part * count + b] = -1;
      }
      if (part !== a && parts[part]) work(a, part);
    }
    bestOf[b] = -1;
    for (let part = 0; part < count; part += 1) if (parts[part]) lookForBest(part);
  }
  return parts.flatMap((part) => (part ? [part.orders] : []));
}
