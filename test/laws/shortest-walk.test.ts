import { expect, it } from 'vitest';
import { findGoodTour } from '../../main/picks/routes/good-tour.ts';
import { netOf, spotOf } from '../../main/picks/routes/net.ts';
import { serpentineOrder } from '../../main/picks/routes/serpentine.ts';
import { findShortestWalk, measureWalk, type Walk, walkLength } from '../../main/picks/routes/walk.ts';
import type { Barrier, BinPlace, WarehouseLayout } from '../../main/picks/warehouse/layout.ts';
import { fc } from '../builders/laws.ts';
import { aWarehouse } from '../builders/warehouses.ts';
import { walkOracle } from './walk-oracle.ts';

interface Case {
  readonly layout: WarehouseLayout;
  readonly places: readonly BinPlace[];
}

/** Distances in tenths, so that some lengths are no round numbers. */
const tenths = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((each) => each / 10);

function aCase(options: { blocks: readonly number[]; most: number; barred: boolean }): fc.Arbitrary<Case> {
  return fc
    .record({
      gaps: fc.array(tenths(5, 60), { minLength: 0, maxLength: 4 }),
      blockCount: fc.constantFrom(...options.blocks),
      bays: fc.integer({ min: 1, max: 6 }),
      bayMetres: tenths(3, 20),
      endMetres: tenths(2, 20),
    })
    .chain(({ gaps, blockCount, bays, bayMetres, endMetres }) => {
      const xs = [0];
      for (const gap of gaps) xs.push((xs.at(-1) ?? 0) + gap);
      const plain = aWarehouse({
        aisleCount: xs.length,
        blockCount,
        bays,
        bayMetres,
        endMetres,
        aisles: xs.map((xMetres, index) => ({ faces: [`${index}`], xMetres })),
      });
      const back = plain.crossAisles.at(-1) ?? 0;
      const atCross = fc.record({
        xMetres: fc.oneof(fc.constantFrom(...xs), tenths(-50, 250)),
        yMetres: fc.oneof(
          fc.constantFrom(...plain.crossAisles),
          tenths(-30, 0),
          tenths(0, 30).map((y) => back + y),
        ),
      });
      const inAisle = fc.record({
        xMetres: fc.constantFrom(...xs),
        yMetres: fc.integer({ min: 1, max: 99 }).map((share) => (back * share) / 100),
      });
      const someBarrier: fc.Arbitrary<Barrier> = fc.oneof(
        fc.record({
          kind: fc.constant('aisle-end' as const),
          aisle: fc.nat(xs.length - 1),
          block: fc.nat(blockCount - 1),
          end: fc.constantFrom('front' as const, 'back' as const),
        }),
        fc.record({
          kind: fc.constant('cross-aisle' as const),
          crossAisle: fc.nat(blockCount),
          afterAisle: fc.nat(Math.max(0, xs.length - 2)),
        }),
      );
      const place = fc
        .record({ aisle: fc.nat(xs.length - 1), block: fc.nat(blockCount - 1), bay: fc.nat(bays - 1) })
        .map(
          ({ aisle, block, bay }): BinPlace => ({
            binCode: `${aisle}-${block * bays + bay + 1}`,
            aisle,
            block,
            positionMetres: endMetres + bay * bayMetres,
            face: null,
            level: '',
            slot: '',
          }),
        );
      return fc.record({
        layout: fc
          .record({
            depot: fc.oneof(atCross, inAisle),
            barriers: fc.array(someBarrier, { maxLength: options.barred ? 4 : 0 }),
          })
          .map(({ depot, barriers }) => ({
            ...plain,
            depot: { ...depot, isAssumed: false },
            barriers: barriers.filter((one) => one.kind === 'aisle-end' || xs.length > 1),
          })),
        places: fc.array(place, { maxLength: options.most }),
      });
    });
}

function pathLength(walk: Walk): number {
  return walk.path.reduce((sum, { x, y }, index) => {
    const before = walk.path[index - 1];
    return before ? sum + Math.abs(x - before.x) + Math.abs(y - before.y) : sum;
  }, 0);
}

function expectShortest({ layout, places }: Case) {
  const oracle = walkOracle(layout, places);
  const shortest = oracle.shortest();

  const walk = findShortestWalk(layout, places);

  expect(walkLength(layout, places)).toBeCloseTo(shortest, 6);
  expect(walk.lengthMetres).toBeCloseTo(shortest, 6);
  expect(walk.lowerBoundMetres).toBeCloseTo(shortest, 6);
  if (shortest === Infinity) return;
  expect(walk.isProvenShortest).toBe(true);
  expect([...walk.order].sort((a, b) => a - b)).toEqual([...places.keys()]);
  expect(oracle.inOrder(walk.order)).toBeCloseTo(shortest, 6);
  expect(pathLength(walk)).toBeCloseTo(shortest, 6);
  const serpentine = serpentineOrder(layout, places);
  const metres = measureWalk(
    layout,
    serpentine.flatMap((index) => places[index] ?? []),
  );
  expect(metres).toBeCloseTo(oracle.inOrder(serpentine), 6);
  expect(walk.lengthMetres).toBeLessThanOrEqual(metres + 1e-6);
}

it('walks one block as short as any order of the places, wherever the depot is', () => {
  fc.assert(fc.property(aCase({ blocks: [1], most: 8, barred: false }), expectShortest), {
    numRuns: 300,
    verbose: true,
  });
});

it('walks two blocks as short as any order of the places, wherever the depot is', () => {
  fc.assert(fc.property(aCase({ blocks: [2], most: 8, barred: false }), expectShortest), {
    numRuns: 300,
    verbose: true,
  });
});

it('walks around what is barred, in up to five blocks', () => {
  fc.assert(fc.property(aCase({ blocks: [1, 2, 3, 5], most: 6, barred: true }), expectShortest), {
    numRuns: 300,
    verbose: true,
  });
});

it('walks few places among very many cross aisles as short as can be', () => {
  fc.assert(fc.property(aCase({ blocks: [6, 7], most: 6, barred: true }), expectShortest), {
    numRuns: 100,
    verbose: true,
  });
});

it('tells truly how far a good walk may be from the shortest', () => {
  fc.assert(
    fc.property(aCase({ blocks: [2, 3], most: 40, barred: false }), ({ layout, places }) => {
      fc.pre(places.length > 0);
      const net = netOf(layout);
      const spots = places.map((place) => spotOf(net, layout, place));
      const exact = walkLength(layout, places) - 2 * net.awayMetres;

      const good = findGoodTour(net, spots, serpentineOrder(layout, places));

      expect(good.lowerBoundMetres).toBeLessThanOrEqual(exact + 1e-6);
      expect(good.lengthMetres).toBeGreaterThanOrEqual(exact - 1e-6);
      expect(good.lengthMetres).toBeLessThanOrEqual(exact * 1.1 + 1e-6);
      expect([...good.order].sort((a, b) => a - b)).toEqual([...places.keys()]);
    }),
    { numRuns: 15, verbose: true },
  );
});
