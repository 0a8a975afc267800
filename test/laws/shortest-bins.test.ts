import { expect, it } from 'vitest';
import { fewestBins, findShortestBins } from '../../main/picks/routes/shortest-bins.ts';
import { walkLength } from '../../main/picks/routes/walk.ts';
import type { BinPlace } from '../../main/picks/warehouse/layout.ts';
import { fc } from '../builders/laws.ts';
import { aWarehouse, placesOf } from '../builders/warehouses.ts';

const layout = aWarehouse({ aisleCount: 5, bays: 6, blockCount: 2 });

const place = fc
  .record({ aisle: fc.constantFrom('A', 'B', 'C', 'D', 'E'), bay: fc.integer({ min: 1, max: 12 }) })
  .map(({ aisle, bay }) => placesOf(layout, [`${aisle}-${bay}`])[0] as BinPlace); // one code, one place

it('chooses the bins that make the walk shortest of all choices', () => {
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 4 }),
      fc.array(fc.array(fc.array(place, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), {
        maxLength: 4,
      }),
      (fixed, lines) => {
        const lengths: number[] = [];
        const tryAll = (line: number, places: readonly BinPlace[]) => {
          const options = lines[line];
          if (options) for (const option of options) tryAll(line + 1, [...places, ...option]);
          else lengths.push(walkLength(layout, places));
        };
        tryAll(0, fixed);

        const choice = findShortestBins(layout, fixed, lines);

        const chosen = lines.flatMap((options, line) => options[choice.options[line] ?? -1] ?? []);
        expect(choice.lengthMetres).toBeCloseTo(Math.min(...lengths), 6);
        expect(walkLength(layout, [...fixed, ...chosen])).toBeCloseTo(choice.lengthMetres, 6);
        expect(choice.isProvenShortest).toBe(true);
      },
    ),
    { numRuns: 150, verbose: true },
  );
});

it('tells a true bound where there are too many choices to look at', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.array(place, { minLength: 1, maxLength: 1 }), { minLength: 4, maxLength: 4 }), {
        minLength: 25,
        maxLength: 25,
      }),
      (lines) => {
        const choice = findShortestBins(layout, [], lines);

        const chosen = lines.flatMap((options, line) => options[choice.options[line] ?? -1] ?? []);
        expect(choice.lowerBoundMetres).toBeLessThanOrEqual(choice.lengthMetres);
        expect(walkLength(layout, chosen)).toBeCloseTo(choice.lengthMetres, 6);
        for (const options of lines) {
          const least = Math.min(...options.map((places) => walkLength(layout, places)));
          expect(least).toBeLessThanOrEqual(choice.lengthMetres + 1e-6);
        }
      },
    ),
    { numRuns: 4, verbose: true },
  );
});

it('takes as few bins as hold enough', () => {
  expect(fewestBins([3, 10, 12], 9)).toEqual([[2], [1]]);
  expect(fewestBins([3, 10, 12], 14)).toEqual([
    [2, 1],
    [2, 0],
  ]);
  expect(fewestBins([3, null, 1], 500)).toEqual([[1]]);
});

it('takes every bin that holds anything where all of them are too few, and the first where none does', () => {
  expect(fewestBins([3, 0, 4], 20)).toEqual([[2, 0]]);
  expect(fewestBins([0, -2], 1)).toEqual([[0]]);
  expect(fewestBins([], 1)).toEqual([]);
});
