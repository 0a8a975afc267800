// The guard's split becomes moves that lead to it and nothing else.

import { expect, it } from 'vitest';
import { splitSteps } from '../../renderer/waves/split-steps.ts';
import { fc } from '../builders/laws.ts';

const line = (lineId: string, quantity = 1) => ({ orderKey: 1, lineId, quantity });

it('leaves the first set where it is and gives every other set a parcel of its own', () => {
  const steps = splitSteps([[line('a'), line('b')], [line('c')], [line('d'), line('e')]]);

  expect(steps).toEqual([
    { line: line('c'), group: 0, isFirst: true },
    { line: line('d'), group: 1, isFirst: true },
    { line: line('e'), group: 1, isFirst: false },
  ]);
});

it('has nothing to do when everything may stay together', () => {
  expect(splitSteps([[line('a'), line('b')]])).toEqual([]);
});

it('moves each line of the other sets once, the first of a set making its parcel', () => {
  const sets = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }), { maxLength: 6 });
  fc.assert(
    fc.property(sets, (quantities) => {
      const split = quantities.map((set, at) =>
        set.map((quantity, index) => line(`${at}-${index}`, quantity)),
      );

      const steps = splitSteps(split);

      const others = split.filter((set) => set.length > 0).slice(1);
      expect(steps.map((step) => step.line)).toEqual(others.flat());
      expect(steps.filter((step) => step.isFirst)).toHaveLength(others.length);
    }),
  );
});
