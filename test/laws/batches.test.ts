import { expect, it } from 'vitest';
import {
  type Batch,
  type BatchBudget,
  type BatchCapacity,
  formBatches,
  type OrderToBatch,
} from '../../main/picks/batches/form-batches.ts';
import { walkLength } from '../../main/picks/routes/walk.ts';
import type { WarehouseLayout } from '../../main/picks/warehouse/layout.ts';
import { fc } from '../builders/laws.ts';
import { aWarehouse } from '../builders/warehouses.ts';

interface Case {
  readonly layout: WarehouseLayout;
  readonly orders: readonly OrderToBatch[];
  readonly capacity: BatchCapacity;
  readonly seed: number;
}

const aCase: fc.Arbitrary<Case> = fc
  .record({
    blockCount: fc.integer({ min: 1, max: 3 }),
    depot: fc.constantFrom(
      { xMetres: 0, yMetres: 0, isAssumed: false },
      { xMetres: 7, yMetres: -2, isAssumed: false },
      { xMetres: 6, yMetres: 4, isAssumed: false },
    ),
    seed: fc.nat(),
    capacity: fc.record(
      {
        orders: fc.integer({ min: 1, max: 12 }),
        weightGrams: fc.integer({ min: 100, max: 3_000 }),
        volumeMillilitres: fc.integer({ min: 100, max: 3_000 }),
        pieces: fc.integer({ min: 1, max: 30 }),
      },
      { requiredKeys: [] },
    ),
  })
  .chain(({ blockCount, depot, capacity, seed }) => {
    const layout = aWarehouse({ aisleCount: 5, bays: 8, blockCount, depot });
    const place = fc
      .record({ aisle: fc.nat(4), block: fc.nat(blockCount - 1), bay: fc.nat(7) })
      .map(({ aisle, block, bay }) => ({
        binCode: '',
        aisle,
        block,
        positionMetres: 1 + bay,
        face: null,
        level: '',
        slot: '',
      }));
    const order = fc.record({
      places: fc.array(place, { maxLength: 5 }),
      weightGrams: fc.integer({ min: 0, max: 900 }),
      volumeMillilitres: fc.integer({ min: 0, max: 900 }),
      pieces: fc.integer({ min: 1, max: 12 }),
    });
    return fc.record({
      layout: fc.constant(layout),
      orders: fc.array(order, { maxLength: 30 }),
      capacity: fc.constant(capacity),
      seed: fc.constant(seed),
    });
  });

const totalOf = (batches: readonly Batch[]) => batches.reduce((sum, batch) => sum + batch.lengthMetres, 0);

function placesIn(orders: readonly OrderToBatch[], chosen: readonly number[]) {
  return chosen.flatMap((order) => orders[order]?.places ?? []);
}

function fits(orders: readonly OrderToBatch[], chosen: readonly number[], capacity: BatchCapacity): boolean {
  const sum = (of: (order: OrderToBatch) => number) =>
    chosen.reduce((all, order) => all + (orders[order] ? of(orders[order]) : 0), 0);
  return (
    chosen.length <= (capacity.orders ?? Infinity) &&
    sum((order) => order.weightGrams) <= (capacity.weightGrams ?? Infinity) &&
    sum((order) => order.volumeMillilitres) <= (capacity.volumeMillilitres ?? Infinity) &&
    sum((order) => order.pieces) <= (capacity.pieces ?? Infinity)
  );
}

/** Written anew: one after the other, a new batch when the next does not fit. */
function firstComeFirstServed({ layout, orders, capacity }: Case): number {
  const batches: number[][] = [];
  orders.forEach((_, order) => {
    const last = batches.at(-1);
    if (last && fits(orders, [...last, order], capacity)) last.push(order);
    else batches.push([order]);
  });
  return batches.reduce((sum, batch) => sum + walkLength(layout, placesIn(orders, batch)), 0);
}

it('puts every order into exactly one batch, and no batch over its capacity', () => {
  fc.assert(
    fc.property(aCase, ({ layout, orders, capacity, seed }) => {
      const batches = formBatches(layout, orders, capacity, { seed, budget: { steps: 10 } });

      const all = batches.flatMap((batch) => batch.orders).sort((a, b) => a - b);
      expect(all).toEqual([...orders.keys()]);
      for (const batch of batches) {
        expect(batch.orders.length === 1 || fits(orders, batch.orders, capacity)).toBe(true);
        expect(batch.lengthMetres).toBeCloseTo(walkLength(layout, placesIn(orders, batch.orders)), 6);
      }
    }),
    { numRuns: 100, verbose: true },
  );
});

it('never walks further than first come first served or than the preview, stopped at once or after a while', () => {
  fc.assert(
    fc.property(aCase, fc.nat(30), (one, asks) => {
      let left = asks;
      const budget = { shouldStop: () => left-- <= 0 };

      const form = (within: BatchBudget) =>
        formBatches(one.layout, one.orders, one.capacity, { seed: one.seed, budget: within });

      const [stopped, preview] = [form(budget), form({ steps: 0 })];

      expect(totalOf(stopped)).toBeLessThanOrEqual(firstComeFirstServed(one) + 1e-6);
      expect(totalOf(stopped)).toBeLessThanOrEqual(totalOf(preview) + 1e-6);
    }),
    { numRuns: 100, verbose: true },
  );
});

it('forms the same batches from the same seed, and more rounds never walk further', () => {
  fc.assert(
    fc.property(aCase, ({ layout, orders, capacity, seed }) => {
      const told: number[] = [];
      const form = (steps: number) =>
        formBatches(layout, orders, capacity, {
          seed,
          budget: { steps },
          onBetter: (batches) => told.push(totalOf(batches)),
        });

      const [once, again, longer] = [form(8), form(8), form(30)];

      expect(again).toEqual(once);
      expect(totalOf(longer)).toBeLessThanOrEqual(totalOf(once) + 1e-6);
      expect(Math.min(...told)).toBeCloseTo(totalOf(longer), 6);
    }),
    { numRuns: 60, verbose: true },
  );
});
