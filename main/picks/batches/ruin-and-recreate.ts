// Takes some orders out of a few batches and puts each back where it costs least: the round of improvement that gets out of the
// hollows in which moving single orders ends (Schrimpf and others 2000, Journal of Computational Physics 159(2), 139-171).

import { addBatch, type BatchPlan, changeBatch, type OpenBatch, takesOrder } from './batch-plan.ts';
import type { DrawNumber } from './draw-number.ts';

/** So many orders at most leave in one round, out of so many batches. */
const mostOut = 6;
const mostBatches = 3;
/** Now and then the cheapest place is passed over, one time in so many. */
const blinkOneIn = 8;

export function ruinAndRecreate(plan: BatchPlan, draw: DrawNumber): void {
  const out = ruin(plan, draw);
  shuffle(out, draw);
  // The big ones first, mostly: they find room last.
  if (draw(3) > 0) out.sort((a, b) => sizeOf(plan, b) - sizeOf(plan, a));
  for (const order of out) {
    let best: OpenBatch | undefined;
    let cost = Infinity;
    for (const batch of plan.batches) {
      if (batch.set.orders.length === 0 || !takesOrder(plan, batch, order) || draw(blinkOneIn) === 0)
        continue;
      const more = plan.meter.lengthOf(batch.set, -1, order) - batch.length;
      if (more >= cost) continue;
      cost = more;
      best = batch;
    }
    if (best && cost <= plan.meter.lengthOf(plan.meter.setOf([order]))) changeBatch(plan, best, -1, order);
    else addBatch(plan, [order]);
  }
}

function ruin(plan: BatchPlan, draw: DrawNumber): number[] {
  const out: number[] = [];
  const from = 2 + draw(mostBatches - 1);
  const wanted = 2 + draw(mostOut - 1);
  for (let turn = 0; turn < from; turn += 1) {
    const batch = plan.batches[draw(plan.batches.length)];
    if (!batch) continue;
    const share = Math.ceil((wanted - out.length) / (from - turn));
    for (let taken = 0; taken < share && batch.set.orders.length > 0; taken += 1) {
      const order = batch.set.orders[draw(batch.set.orders.length)];
      if (order === undefined) break;
      out.push(order);
      changeBatch(plan, batch, order, -1);
    }
  }
  return out;
}

function shuffle(list: number[], draw: DrawNumber): void {
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = draw(index + 1);
    const [a, b] = [list[index], list[other]];
    if (a === undefined || b === undefined) continue;
    list[index] = b;
    list[other] = a;
  }
}

function sizeOf(plan: BatchPlan, order: number): number {
  const load = plan.loads[order];
  return load ? load.weightGrams + load.volumeMillilitres + load.pieces : 0;
}
