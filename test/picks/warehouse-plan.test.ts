// The plan of the warehouse: drawn from the bins of the goods list, checked, saved, walked by.

import { expect, it } from 'vitest';
import type { SkuCode } from '../../main/basics/ids.ts';
import { isRefusal } from '../../main/basics/refusal.ts';
import { takeInSkus } from '../../main/goods/take-in-skus.ts';
import { checkLayout } from '../../main/picks/warehouse/check-layout.ts';
import { drawLayout } from '../../main/picks/warehouse/draw-layout.ts';
import { placeBin, type WarehouseLayout } from '../../main/picks/warehouse/layout.ts';
import { readLayout } from '../../main/picks/warehouse/warehouse-table.ts';
import { supervisor, type TestStation, testStation, withShop } from '../builders/test-station.ts';
import { aWarehouse } from '../builders/warehouses.ts';

const drawing = {
  pairing: 'none',
  bayOrder: 'in-row',
  aisleMetres: 3,
  bayMetres: 1,
  endMetres: 1,
} as const;

function drawn(
  binCodes: readonly string[],
  more: Partial<Parameters<typeof drawLayout>[1]> = {},
): WarehouseLayout {
  const layout = drawLayout(binCodes, { ...drawing, ...more });
  if (isRefusal(layout)) throw new Error(`refused: ${layout.code}`);
  return layout;
}

/** Every aisle with every bay, level 1. */
function bins(aisles: readonly string[], bays: readonly number[]): string[] {
  return aisles.flatMap((aisle) => bays.map((bay) => `${aisle}-${String(bay).padStart(2, '0')}-1`));
}

function putGoods(station: TestStation, binCodes: readonly (string | null)[]): void {
  station.parts.database.write((writer) =>
    takeInSkus(
      station,
      writer,
      binCodes.map((binCode, index) => ({ skuCode: `SKU-${index}` as SkuCode, binCode: binCode as never })), // any text may name a bin
    ),
  );
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

it('draws an aisle for each first part of the codes, in natural order', () => {
  const layout = drawn(bins(['A2', 'A10', 'A1'], range(1, 20)));

  expect(layout.aisles.map(({ faces, xMetres }) => [faces[0], xMetres])).toEqual([
    ['A1', 0],
    ['A2', 3],
    ['A10', 6],
  ]);
  expect(layout.blocks).toEqual([{ fromBay: 1, toBay: 20, frontMetres: 0, backMetres: 21 }]);
  expect(layout.depot).toEqual({ xMetres: 0, yMetres: 0, isAssumed: true });
});

it.each([
  ['A-03-2-4', { aisle: 0, positionMetres: 3, level: '2', slot: '4' }],
  ['ａ－０３－２', { aisle: 0, positionMetres: 3, level: '2', slot: '' }],
  ['B-10', { aisle: 1, positionMetres: 10, level: '', slot: '' }],
])('finds the place of %s', (code, expected) => {
  const layout = drawn([...bins(['A', 'B'], range(1, 12)), 'A-3-2-4']);

  expect(placeBin(layout, code)).toMatchObject(expected);
});

it.each([
  ['??', 'not-like-pattern'],
  ['', 'not-like-pattern'],
  ['A', 'not-like-pattern'],
  ['C-01', 'aisle-unknown'],
  ['A-99', 'bay-beyond'],
  ['A-0', 'bay-beyond'],
])('says why %s has no place: %s', (code, why) => {
  const layout = drawn(bins(['A', 'B'], range(1, 12)));

  expect(placeBin(layout, code)).toBe(why);
});

it.each([
  [
    ['A0102', 'A0203', 'B1201'],
    ['A', 'B'],
  ],
  [
    ['1.2.3', '1.4.1', '12.1.1'],
    ['1', '12'],
  ],
  [
    ['冷库-01-1', '冷库-02-1', '常温-01-1'],
    ['冷库', '常温'],
  ],
  [
    ['E-A-01-02-3', 'W-A-01-02-3'],
    ['E-A', 'W-A'],
  ],
  [
    ['A12-3-1', 'A13-4-2'],
    ['A12', 'A13'],
  ],
])('reads how %j are written', (codes, aisles) => {
  const layout = drawn(codes);

  expect(layout.aisles.map(({ faces }) => faces[0])).toEqual(aisles);
  expect(codes.map((code) => typeof placeBin(layout, code))).toEqual(codes.map(() => 'object'));
});

it('takes a jump of bay numbers to the next hundred for a cross aisle', () => {
  const layout = drawn(bins(['A', 'B'], [...range(1, 18), ...range(103, 118)]));

  expect(layout.blocks.map(({ fromBay, toBay }) => [fromBay, toBay])).toEqual([
    [1, 18],
    [101, 118],
  ]);
  expect(layout.crossAisles).toEqual([0, 19, 38]);
  expect(placeBin(layout, 'B-103')).toMatchObject({ block: 1, positionMetres: 3 });
});

it('does not take a long aisle for two', () => {
  const layout = drawn(bins(['A'], range(1, 130)));

  expect(layout.blocks).toHaveLength(1);
});

it('knows that bays numbered 10, 20, 30 are one bay apart', () => {
  const layout = drawn(bins(['A'], [10, 20, 30, 40]));

  expect(placeBin(layout, 'A-40')).toMatchObject({ positionMetres: 4 });
});

it('pairs rack faces into walkways, and lets odd and even bays face each other', () => {
  const paired = drawn(bins(['01', '02', '03', '04'], range(1, 10)), { pairing: 'first-with-second' });
  const alone = drawn(bins(['01', '02', '03', '04'], range(1, 10)), { pairing: 'first-alone' });
  const facing = drawn(bins(['A'], range(1, 10)), { bayOrder: 'alternate' });

  expect(paired.aisles.map(({ faces }) => faces)).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(alone.aisles.map(({ faces }) => faces)).toEqual([['1'], ['2', '3'], ['4']]);
  expect(placeBin(paired, '02-05-1')).toMatchObject({ aisle: 0, face: 'right' });
  expect(placeBin(facing, 'A-5')).toMatchObject({ positionMetres: 3, face: 'left' });
  expect(placeBin(facing, 'A-6')).toMatchObject({ positionMetres: 3, face: 'right' });
});

it.each([
  [[], {}, 'warehouse.no-bins'],
  [['??', '!!'], {}, 'warehouse.no-pattern'],
  [['A-1'], { pattern: '{aisle}-{shelf}' }, 'warehouse.pattern-unreadable'],
  [['A-1'], { pattern: '{aisle}[-{bay}' }, 'warehouse.pattern-unreadable'],
  [range(1, 600).map((aisle) => `${aisle}-1`), {}, 'warehouse.too-many-aisles'],
])('refuses to draw from %j %j', (codes, more, code) => {
  expect(drawLayout(codes, { ...drawing, ...more })).toMatchObject({ kind: 'refusal', code });
});

const good = aWarehouse({ aisleCount: 3, blockCount: 2 });
const shut = (aisle: number, block: number) =>
  (['front', 'back'] as const).map((end) => ({ kind: 'aisle-end' as const, aisle, block, end }));

it.each<[string, Partial<WarehouseLayout>, string]>([
  ['an unreadable pattern', { pattern: 'A-1' }, 'warehouse.pattern-unreadable'],
  [
    'an aisle that is there twice',
    {
      aisles: [
        { faces: ['A'], xMetres: 0 },
        { faces: ['a'], xMetres: 3 },
      ],
    },
    'warehouse.aisle-twice',
  ],
  [
    'two aisles at one place',
    {
      aisles: [
        { faces: ['A'], xMetres: 3 },
        { faces: ['B'], xMetres: 3 },
      ],
    },
    'warehouse.aisles-same-place',
  ],
  [
    'blocks that overlap',
    {
      blocks: [
        { fromBay: 1, toBay: 10, frontMetres: 0, backMetres: 0 },
        { fromBay: 10, toBay: 20, frontMetres: 0, backMetres: 0 },
      ],
    },
    'warehouse.blocks-overlap',
  ],
  [
    'a block without length',
    { endMetres: 0, blocks: [{ fromBay: 1, toBay: 1, frontMetres: 0, backMetres: 9 }] },
    'warehouse.no-length',
  ],
  ['a barrier nowhere', { barriers: shut(7, 0) }, 'warehouse.barrier-nowhere'],
  ['an island', { barriers: shut(1, 1) }, 'warehouse.island'],
])('refuses a plan with %s', (_what, change, code) => {
  expect(checkLayout({ ...good, ...change })).toMatchObject({ kind: 'refusal', code });
});

it('names the aisles of an island', () => {
  const rightOfA = good.crossAisles.map((_, crossAisle) => ({
    kind: 'cross-aisle' as const,
    crossAisle,
    afterAisle: 0,
  }));

  expect(checkLayout({ ...good, barriers: rightOfA })).toMatchObject({
    code: 'warehouse.island',
    facts: { aisles: ['B', 'C'], count: 2 },
  });
});

it('puts moved aisles from the left and keeps their barriers with them', () => {
  const [a, b, c] = good.aisles;
  const moved = checkLayout({
    ...good,
    aisles: [a, b, c].flatMap((aisle, index) => (aisle ? [{ ...aisle, xMetres: 20 - index }] : [])),
    barriers: [{ kind: 'aisle-end', aisle: 0, block: 0, end: 'front' }],
  });

  expect(isRefusal(moved) ? moved : [moved.aisles[2]?.faces, moved.barriers]).toEqual([
    ['A'],
    [{ kind: 'aisle-end', aisle: 2, block: 0, end: 'front' }],
  ]);
});

it('draws, saves and shows a plan, with the bins that have no place on it', async () => {
  await using station = testStation();
  putGoods(station, [...bins(['A', 'B'], range(1, 10)), '??', 'A-1-1', 'A-01-01', null]);

  const { layout } = await station.ask('warehouse.draw', {});
  const saved = await station.ask('warehouse.save', { layout });
  const seen = await station.ask('warehouse.view', {});

  expect(seen).toMatchObject(saved);
  expect(seen).toMatchObject({ isOwn: true, changedBy: 'Lin', bins: { total: 23, placed: 22 } });
  expect(seen.bins?.unplaced).toEqual([{ binCode: '??', skus: 1, why: 'not-like-pattern' }]);
  expect(seen.bins?.sameBins).toEqual([['A-01-01', 'A-01-1', 'A-1-1']]);
  const audit = station.parts.database.all<{ verb: string }>(
    `SELECT verb FROM audit WHERE verb LIKE 'warehouse.%'`,
  );
  expect(audit).toEqual([{ verb: 'warehouse.saved' }]);
});

it('a shop has a plan of its own, or goes by the station’s', async () => {
  await using station = testStation();
  const { shopId } = withShop(station);
  putGoods(station, bins(['A', 'B'], range(1, 10)));
  const { layout } = await station.ask('warehouse.draw', {});
  await station.ask('warehouse.save', { layout });

  const before = await station.ask('warehouse.view', { shopId });
  await station.ask('warehouse.save', { shopId, layout: { ...layout, bayMetres: 2 } });
  const own = await station.ask('warehouse.view', { shopId });
  const taken = await station.ask('warehouse.remove', { shopId });

  expect([before.isOwn, own.isOwn, taken.isOwn]).toEqual([false, true, false]);
  expect([before, own, taken].map((view) => view.layout?.bayMetres)).toEqual([1, 2, 1]);
  expect(own.layout?.crossAisles).toEqual([0, 20]);
  expect(await station.askRefused('warehouse.save', { shopId: 'nobody', layout })).toMatchObject({
    code: 'warehouse.shop-unknown',
  });
});

it('a plan whose saved shape is no longer known counts as none', async () => {
  await using station = testStation();
  station.parts.database.write((writer) =>
    writer.run(
      `INSERT INTO warehouse_plans (plan_json, changed_at, changed_by) VALUES ('{"old": 1}', 1, 'Lin')`,
    ),
  );

  expect(readLayout(station.parts.database)).toBeNull();
});

it('walks the shortest way past bins and says what plain order would cost; what has no place comes last', async () => {
  await using station = testStation();
  putGoods(station, bins(['A', 'B', 'C'], range(1, 10)));
  const { layout } = await station.ask('warehouse.draw', {});
  await station.ask('warehouse.save', { layout });

  const walk = await station.ask('warehouse.walk', {
    binCodes: ['C-09-1', '??', 'A-10-1', 'A-2-1', 'B-03-1'],
  });

  expect(walk.binCodes.at(-1)).toBe('??');
  expect(walk.walk).toMatchObject({ lengthMetres: 38, lowerBoundMetres: 38, isProvenShortest: true });
  expect(walk.textMetres).toBeGreaterThanOrEqual(38);
  expect(walk.serpentineMetres).toBeGreaterThanOrEqual(38);
});

it('without a plan walks up one aisle and down the next by the codes, never as text', async () => {
  await using station = testStation();

  const { binCodes, walk } = await station.ask('warehouse.walk', {
    binCodes: ['A-10', 'B-1', 'A-9', 'B-2-2', 'B-2-1', 'C-1', 'A-1', 'C-12'],
  });

  expect(walk).toBeNull();
  expect(binCodes).toEqual(['A-1', 'A-9', 'A-10', 'B-2-1', 'B-2-2', 'B-1', 'C-1', 'C-12']);
});

it('begins at the front of the first aisle while nobody has said where the depot is, and saves no plan without one', async () => {
  await using station = testStation();
  putGoods(station, bins(['A', 'B'], range(1, 10)));
  const { layout } = await station.ask('warehouse.draw', {});
  const { depot, ...withoutDepot } = layout;

  const reply = await station.call(supervisor, 'warehouse.save', { layout: withoutDepot });
  await station.ask('warehouse.save', { layout });
  const { walk } = await station.ask('warehouse.walk', { binCodes: ['A-01-1'] });

  expect(depot).toEqual({ xMetres: 0, yMetres: 0, isAssumed: true });
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.malformed' } });
  expect(walk?.path[0]).toEqual({ x: 0, y: 0 });
  expect(walk?.path.at(-1)).toEqual({ x: 0, y: 0 });
});

it('tells the screens of another plan and of other bins, not of every piece that leaves a shelf', async () => {
  await using station = testStation();
  const told: string[] = [];
  station.events.on(({ kind }) => told.push(kind));
  const toldOf = async (what: () => unknown) => {
    told.length = 0;
    await what();
    return told.includes('warehouse.changed');
  };

  const byBins = await toldOf(() => putGoods(station, bins(['A'], range(1, 4))));
  const bySame = await toldOf(() => putGoods(station, bins(['A'], range(1, 4))));
  const { layout } = await station.ask('warehouse.draw', {});
  const byPlan = await toldOf(() => station.ask('warehouse.save', { layout }));
  const byCount = await toldOf(() =>
    station.ask('goods.count', { skuCode: 'SKU-0', binCode: 'A-01-1', pieces: 3, reason: 'recount' }),
  );
  const byMove = await toldOf(() => station.ask('goods.set', { skuCode: 'SKU-0', binCode: 'A-09-1' }));

  expect({ byBins, bySame, byPlan, byCount, byMove }).toEqual({
    byBins: true,
    bySame: false,
    byPlan: true,
    byCount: false,
    byMove: true,
  });
});

it('draws and shows 50,000 bins', async () => {
  await using station = testStation();
  const codes = range(1, 50).flatMap((aisle) =>
    range(1, 100).flatMap((bay) => range(1, 10).map((level) => `${aisle}-${bay}-${level}`)),
  );
  putGoods(station, codes);

  const { layout, bins: onPlan } = await station.ask('warehouse.draw', {});
  await station.ask('warehouse.save', { layout });
  const seen = await station.ask('warehouse.view', {});

  expect(layout.aisles).toHaveLength(50);
  expect(onPlan).toMatchObject({ total: 50_000, placed: 50_000 });
  expect(seen.bins).toEqual(onPlan);
});
