// A selection becomes consecutive batches that hold every label once.

import { expect, it } from 'vitest';
import { planBatches } from '../../renderer/printing/plan-batches.ts';
import { fc } from '../builders/laws.ts';

it('shows 120 labels as batches of 50, 50 and 20', () => {
  const batches = planBatches(120, 50);

  expect(batches).toEqual([50, 50, 20]);
});

it('shows no batch for nothing', () => {
  expect(planBatches(0, 50)).toEqual([]);
});

it('holds every label once, and no batch is over the size', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 600 }), (count, size) => {
      const batches = planBatches(count, size);

      expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(count);
      expect(batches.every((batch) => batch >= 1 && batch <= size)).toBe(true);
    }),
  );
});
