// Moves one order to another batch, or lets two change places, as long as that makes the whole shorter. Two batches that have not
// changed since they were last compared are not compared again.

import {
  type BatchPlan,
  changeBatch,
  dropEmpty,
  type OpenBatch,
  takesInstead,
  takesOrder,
} from './batch-plan.ts';

/** Less than this is no gain but the order of additions. */
export const leastGain = 1e-6;

/** Pairs of batch versions that were compared without finding anything. */
export type Compared = Set<number>;

/** With more batches than this each is compared only with so many on either side, by where their orders lie. */
const mostWithAll = 100;
const neighbours = 12;

/** True when it came to its end; false when it was stopped. */
export function searchLocally(plan: BatchPlan, compared: Compared, shouldStop: () => boolean): boolean {
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    const isMany = plan.batches.length > mostWithAll;
    if (isMany) plan.batches.sort((a, b) => middleOf(plan, a) - middleOf(plan, b) || a.version - b.version);
    for (let a = 0; a < plan.batches.length; a += 1) {
      const end = isMany ? Math.min(plan.batches.length, a + 1 + neighbours) : plan.batches.length;
      for (let b = a + 1; b < end; b += 1) {
        const [one, other] = [plan.batches[a], plan.batches[b]];
        if (!one || !other) continue;
        while (!compared.has(pairKey(one, other))) {
          if (shouldStop()) {
            dropEmpty(plan);
            return false;
          }
          if (improvePair(plan, one, other)) isBetter = true;
          else compared.add(pairKey(one, other));
        }
      }
    }
    dropEmpty(plan);
    // Versions only grow: what is old is never asked for again.
    if (compared.size > 2_000_000) compared.clear();
  }
  return true;
}

function middleOf(plan: BatchPlan, { set }: OpenBatch): number {
  const sum = set.orders.reduce((all, order) => all + (plan.middles[order] ?? 0), 0);
  return sum / Math.max(1, set.orders.length);
}

function pairKey(one: OpenBatch, other: OpenBatch): number {
  const [low, high] =
    one.version < other.version ? [one.version, other.version] : [other.version, one.version];
  return high * 2 ** 26 + low;
}

/** The best move between the two, if any makes them shorter. */
function improvePair(plan: BatchPlan, one: OpenBatch, other: OpenBatch): boolean {
  const { meter } = plan;
  const gainOf = (batch: OpenBatch) =>
    batch.set.orders.map((order) => batch.length - meter.lengthOf(batch.set, order));
  const [gainsOfOne, gainsOfOther] = [gainOf(one), gainOf(other)];
  let best = leastGain;
  let [fromOne, fromOther] = [-1, -1];

  for (const [from, to, gains] of [
    [one, other, gainsOfOne],
    [other, one, gainsOfOther],
  ] as const) {
    from.set.orders.forEach((order, index) => {
      const gain = gains[index] ?? 0;
      if (gain <= best || !takesOrder(plan, to, order)) return;
      const whole = gain - (meter.lengthOf(to.set, -1, order) - to.length);
      if (whole <= best) return;
      best = whole;
      [fromOne, fromOther] = from === one ? [order, -1] : [-1, order];
    });
  }
  one.set.orders.forEach((order, index) => {
    other.set.orders.forEach((instead, at) => {
      // A walk never gets shorter by another order: no more than this can be won.
      if ((gainsOfOne[index] ?? 0) + (gainsOfOther[at] ?? 0) <= best) return;
      if (!takesInstead(plan, one, order, instead) || !takesInstead(plan, other, instead, order)) return;
      const first = one.length - meter.lengthOf(one.set, order, instead);
      if (first + (gainsOfOther[at] ?? 0) <= best) return;
      const whole = first + other.length - meter.lengthOf(other.set, instead, order);
      if (whole <= best) return;
      best = whole;
      [fromOne, fromOther] = [order, instead];
    });
  });
  if (fromOne < 0 && fromOther < 0) return false;
  changeBatch(plan, one, fromOne, fromOther);
  changeBatch(plan, other, fromOther, fromOne);
  return true;
}
