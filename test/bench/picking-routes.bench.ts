// How long the proven shortest walk past 30 bins takes, order and path rebuilt, with one block and with two by turns; and how long
// it takes to form batches of 200 orders by savings and local search. Prints one JSON line: {"route.us_30_picks":…,
// "batch.200_orders_s":…}.

import { drawNumbers } from '../../main/picks/batches/draw-number.ts';
import { formBatches } from '../../main/picks/batches/form-batches.ts';
import { findShortestWalk } from '../../main/picks/routes/walk.ts';
import type { BinPlace } from '../../main/picks/warehouse/layout.ts';
import { aWarehouse } from '../builders/warehouses.ts';

const draw = drawNumbers(7);
const aisleCount = 10;
/** A layout anew for each round: nothing that was found out about one is kept for the next. */
const oneBlock = () => aWarehouse({ aisleCount, bays: 45 });
const twoBlocks = () => aWarehouse({ aisleCount, bays: 22, blockCount: 2 });

function drawPlaces(count: number, blockCount: number, bays: number): BinPlace[] {
  return Array.from({ length: count }, () => {
    const [aisle, block, bay] = [draw(aisleCount), draw(blockCount), draw(bays)];
    return { binCode: '', aisle, block, positionMetres: 1 + bay, face: null, level: '', slot: '' };
  });
}

function timeWalks(): number {
  const times: number[] = [];
  for (let round = 0; round < 3_000; round += 1) {
    const isOne = round % 2 === 0;
    const layout = isOne ? oneBlock() : twoBlocks();
    const places = isOne ? drawPlaces(30, 1, 45) : drawPlaces(30, 2, 22);
    const startedAt = performance.now();
    findShortestWalk(layout, places);
    const took = (performance.now() - startedAt) * 1_000;
    if (round >= 1_000) times.push(took);
  }
  times.sort((a, b) => a - b);
  process.stderr.write(`30 picks: p99 ${round3(times[Math.floor(times.length * 0.99)] ?? 0)} µs\n`);
  return times[Math.floor(times.length / 2)] ?? 0;
}

/** Small orders as a shop has them: 1 to 4 lines, 12 to a cart. */
function timeBatches(): number {
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const layout = oneBlock();
    const orders = Array.from({ length: 200 }, () => ({
      places: drawPlaces(1 + draw(4), 1, 45),
      weightGrams: 0,
      volumeMillilitres: 0,
      pieces: 1,
    }));
    const startedAt = performance.now();
    formBatches(layout, orders, { orders: 12 }, { seed: round, budget: { steps: 0 } });
    times.push((performance.now() - startedAt) / 1_000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function round3(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}

const numbers = { 'route.us_30_picks': round3(timeWalks()), 'batch.200_orders_s': round3(timeBatches()) };
process.stdout.write(`${JSON.stringify(numbers)}\n`);
