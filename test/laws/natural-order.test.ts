import { expect, it } from 'vitest';
import { compareNatural } from '../../main/picks/natural-order.ts';
import { fc } from '../builders/laws.ts';

const sorted = (codes: readonly string[]) => [...codes].sort(compareNatural);

it('walks 1, 2, 10, not 1, 10, 2', () => {
  expect(sorted(['A-10', 'A-1', 'A-2'])).toEqual(['A-1', 'A-2', 'A-10']);
  expect(sorted(['A-03-10-1', 'A-03-2-4', 'A-3-1-9', 'A-03-2-10'])).toEqual([
    'A-3-1-9',
    'A-03-2-4',
    'A-03-2-10',
    'A-03-10-1',
  ]);
});

it('reads full-width letters and digits, and Chinese zones', () => {
  expect(sorted(['Ａ－１０', 'A-9', 'a-11'])).toEqual(['A-9', 'Ａ－１０', 'a-11']);
  expect(sorted(['冷库12', '冷库2', '冷库1', 'A1'])).toEqual(['A1', '冷库1', '冷库2', '冷库12']);
});

it('puts a shelf before its own bins, and numbers before letters', () => {
  expect(sorted(['A-1-2', 'A-1', 'A-B', 'A-10'])).toEqual(['A-1', 'A-1-2', 'A-10', 'A-B']);
});

const code = fc.oneof(
  fc.stringMatching(/^[A-Ca-c0-9-]{0,6}$/),
  fc
    .array(fc.constantFrom('A', 'a', 'B', '0', '1', '01', '2', '10', '-', ' ', '冷', '库', 'Ａ', '１'), {
      maxLength: 6,
    })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

it('is a total order: two different codes never tie, and there are no circles', () => {
  fc.assert(
    fc.property(code, code, code, (a, b, c) => {
      expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
      expect(compareNatural(a, b) === 0).toBe(a === b);
      if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0) expect(compareNatural(a, c)).toBeLessThan(0);
    }),
    { numRuns: 5_000, verbose: true },
  );
});

it('orders numbers of any length by their value', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 30n }),
      fc.bigInt({ min: 0n, max: 10n ** 30n }),
      (one, other) => {
        const expected = one < other ? -1 : one > other ? 1 : 0;
        expect(Math.sign(compareNatural(`A-${one}`, `A-${other}`))).toBe(expected);
      },
    ),
    { verbose: true },
  );
});
