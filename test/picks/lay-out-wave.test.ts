import { expect, it } from 'vitest';
import type { BinCode, ParcelId, SkuCode } from '../../main/basics/ids.ts';
import { layOutStops, type ParcelToPick, sortStops } from '../../main/picks/lay-out-wave.ts';
import { fc } from '../builders/laws.ts';

const bins: Readonly<Record<string, string>> = { TEA: 'A-2', MUG: 'A-10', BAG: 'A-1' };
const binOf = (skuCode: SkuCode) => (bins[skuCode] ?? null) as BinCode | null;

const parcel = (
  parcelId: string,
  skus: Record<string, number>,
  dueAt: number | null = null,
): ParcelToPick => ({
  parcelId: parcelId as ParcelId,
  dueAt,
  lines: Object.entries(skus).map(([skuCode, quantity]) => ({ skuCode: skuCode as SkuCode, quantity })),
});

const layOutWave = (parcels: readonly ParcelToPick[], where: (skuCode: SkuCode) => BinCode | null) => {
  const skuCodes = new Set(parcels.flatMap((each) => each.lines.map((line) => line.skuCode)));
  const stops = [...skuCodes].map((skuCode) => ({ skuCode, binCode: where(skuCode), quantity: null }));
  return layOutStops(parcels, sortStops(stops));
};

it('walks the bins in natural order, those without a bin last, each SKU once with its slots', () => {
  const { lines } = layOutWave([parcel('P1', { MUG: 1, NEW: 1 }), parcel('P2', { TEA: 2, MUG: 3 })], binOf);

  expect(lines.map((line) => [line.position, line.binCode, line.skuCode, line.quantity])).toEqual([
    [1, 'A-2', 'TEA', 2],
    [2, 'A-10', 'MUG', 4],
    [3, null, 'NEW', 1],
  ]);
  expect(lines[1]?.slots).toEqual([
    { slot: 1, parcelId: 'P2', quantity: 3 },
    { slot: 2, parcelId: 'P1', quantity: 1 },
  ]);
});

it('numbers the slots in the order in which the goods arrive, the most urgent first among equals', () => {
  const { parcelIds } = layOutWave(
    [
      parcel('late', { BAG: 1 }, 200),
      parcel('far', { MUG: 1 }, 1),
      parcel('soon', { BAG: 1 }, 100),
      parcel('both', { BAG: 1, MUG: 1 }, 1),
    ],
    binOf,
  );

  expect(parcelIds).toEqual(['soon', 'late', 'both', 'far']);
});

it('counts two lines of one SKU in one parcel together', () => {
  const twice = {
    ...parcel('P1', {}),
    lines: [1, 2].map((quantity) => ({ skuCode: 'TEA' as SkuCode, quantity })),
  };

  expect(layOutWave([twice], binOf).lines).toMatchObject([
    { quantity: 3, slots: [{ slot: 1, quantity: 3 }] },
  ]);
});

it('puts every piece of every parcel into exactly one slot of one line, whatever order the parcels come in', () => {
  const content = fc.dictionary(
    fc.constantFrom('TEA', 'MUG', 'BAG', 'NEW', 'OLD'),
    fc.integer({ min: 1, max: 5 }),
    {
      minKeys: 1,
    },
  );
  fc.assert(
    fc.property(
      fc
        .array(content, { minLength: 1, maxLength: 12 })
        .map((contents) => contents.map((skus, index) => parcel(`P${index}`, skus, index % 3)))
        .chain((parcels) =>
          fc.tuple(fc.constant(parcels), fc.shuffledSubarray(parcels, { minLength: parcels.length })),
        ),
      ([parcels, shuffled]) => {
        const layout = layOutWave(parcels, binOf);
        for (const { parcelId, lines } of parcels) {
          for (const { skuCode, quantity } of lines) {
            const slots = layout.lines
              .filter((line) => line.skuCode === skuCode)
              .flatMap((line) => line.slots.filter((slot) => slot.parcelId === parcelId));
            expect(slots).toEqual([{ slot: layout.parcelIds.indexOf(parcelId) + 1, parcelId, quantity }]);
          }
        }
        expect(layOutWave(shuffled, binOf)).toEqual(layout);
      },
    ),
    { numRuns: 500, verbose: true },
  );
});

it('takes what one bin does not hold out of the next, the parcels that come first from the first', () => {
  const stops = [
    { skuCode: 'TEA' as SkuCode, binCode: 'A-2' as BinCode, quantity: 3 },
    { skuCode: 'TEA' as SkuCode, binCode: 'B-9' as BinCode, quantity: null },
  ];

  const { lines } = layOutStops([parcel('P1', { TEA: 2 }, 1), parcel('P2', { TEA: 2 }, 2)], stops);

  expect(lines.map((line) => [line.binCode, line.slots.map((slot) => [slot.slot, slot.quantity])])).toEqual([
    [
      'A-2',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    ['B-9', [[2, 1]]],
  ]);
});
