import { expect, it } from 'vitest';
import { judgeParcel } from '../../main/merges/judge-parcel.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import type { GuardFacts, LineRef } from '../../main/merges/verdict.ts';
import { fc } from '../builders/laws.ts';
import { askedAt, someFacts } from './guard-cases.ts';
import { openOracle } from './guard-oracle.ts';
import { movesOf } from './split-moves.ts';

const at = askedAt;
const rules = rulesAt(at);

const randomCases = Number(process.env.GUARD_RANDOM_CASES ?? 100_000);

/** The verdict, as few parcels and as few moves, and each of the parcels right by itself. */
function expectAgreed(facts: GuardFacts): void {
  const { verdict, split } = judgeParcel(facts, rules);
  const oracle = openOracle(facts, at);
  const answer = { verdict, parcelCount: split.length, moveCount: movesOf(split) };
  expect(answer).toEqual(oracle.ask(facts.carrier));
  expect(oracle.isRightSplit(split)).toBe(true);
}

it('says what every way of packing says, with as few parcels and moves, for up to five lines', () => {
  fc.assert(
    fc.property(someFacts(5), (facts) => {
      expectAgreed(facts);
    }),
    { numRuns: 10_000, verbose: true },
  );
});

it('says so for up to eight lines too', () => {
  fc.assert(
    fc.property(someFacts(8), (facts) => {
      expectAgreed(facts);
    }),
    { numRuns: randomCases, verbose: true },
  );
}, 1_800_000);

it('puts every line that nothing holds into exactly one part, and no part is blocked', () => {
  fc.assert(
    fc.property(someFacts(12), (facts) => {
      const { split, reasons } = judgeParcel(facts, rules);
      const held = new Set(
        reasons
          .filter((reason) => reason.rule === 'merge.hold' || reason.rule === 'merge.remorse')
          .flatMap((reason) => reason.lines.map((line) => line.lineId)),
      );
      const packed = split.flat().map((line) => line.lineId);
      expect([...packed].sort()).toEqual(
        facts.lines
          .map((line) => line.lineId)
          .filter((lineId) => !held.has(lineId))
          .sort(),
      );
      // How the parcel travels is not mended by taking it apart.
      const alone = { ...facts, waybill: null, carrier: null, siblings: [] };
      for (const part of split)
        expect(judgeParcel({ ...alone, lines: part }, rules).verdict).not.toBe('block');
    }),
    { numRuns: 3_000, verbose: true },
  );
});

it('answers the same whatever order the lines come in', () => {
  fc.assert(
    fc.property(
      someFacts(8).chain((facts) =>
        fc.tuple(
          fc.constant(facts),
          fc.shuffledSubarray([...facts.lines], { minLength: facts.lines.length }),
        ),
      ),
      ([facts, shuffled]) => {
        const one = judgeParcel(facts, rules);
        const other = judgeParcel({ ...facts, lines: shuffled }, rules);
        const plain = (split: readonly (readonly LineRef[])[]) =>
          split
            .map((part) =>
              part
                .map((line) => line.lineId)
                .sort()
                .join(),
            )
            .sort();
        expect(other.verdict).toBe(one.verdict);
        expect(plain(other.split)).toEqual(plain(one.split));
        expect(new Set(other.reasons.map((reason) => reason.rule))).toEqual(
          new Set(one.reasons.map((reason) => reason.rule)),
        );
      },
    ),
    { numRuns: 2_000, verbose: true },
  );
});
