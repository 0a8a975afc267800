// Every scan on a walk, whatever the facts: a piece is put only where one is lacking, a wrong tote never takes one, and while a piece
// is in the hand nothing but a tote moves it.

import { expect, it } from 'vitest';
import { type LineAhead, stepAtShelf, toteOfCode } from '../../main/picks/shelf/step-at-shelf.ts';
import { fc } from '../builders/laws.ts';

const line: fc.Arbitrary<LineAhead> = fc.record({
  position: fc.integer({ min: 1, max: 9 }),
  binCode: fc.constantFrom('A-1', null),
  openSlots: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
});
const anyFacts = fc.record({
  isToTotes: fc.boolean(),
  ahead: fc.option(line, { nil: null }),
  inHand: fc.option(line, { nil: null }),
  tote: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }),
  bin: fc.constantFrom('this' as const, 'other' as const, null),
  goods: fc.constantFrom('this' as const, 'later' as const, 'full' as const, 'not-here' as const, null),
});

it('puts a piece only where one is lacking', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const step = stepAtShelf(facts);

      if (step.outcome !== 'put') return;
      if (facts.inHand) expect(facts.inHand.openSlots).toContain(step.slot);
      else expect([facts.isToTotes, facts.goods, step.slot]).toEqual([false, 'this', null]);
    }),
  );
});

it('lets nothing but a right tote take what is in the hand', () => {
  fc.assert(
    fc.property(anyFacts, line, (facts, inHand) => {
      const step = stepAtShelf({ ...facts, inHand });

      const isRight = facts.tote !== null && inHand.openSlots.includes(facts.tote);
      expect(step.outcome === 'put').toBe(isRight);
      expect(['put', 'wrong-tote', 'tote-first', 'unknown']).toContain(step.outcome);
    }),
  );
});

it('reads totes as they are printed, and nothing else as a tote', () => {
  expect(['T5', 'T-05', 'PB-T05', 'PB-T12'].map(toteOfCode)).toEqual([5, 5, 5, 12]);
  expect(['T0', 'TEA', '5', 'T12345', 'XT5', 'T5X', ''].map(toteOfCode)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
