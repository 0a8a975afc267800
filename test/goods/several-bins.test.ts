import { expect, it } from 'vitest';
import type { BinCode, SkuCode } from '../../main/basics/ids.ts';
import { listBinsOf } from '../../main/goods/sku-bins-table.ts';
import { compareSku, type IncomingSku, takeInSkus } from '../../main/goods/take-in-skus.ts';
import { readGoodsList } from '../../main/platforms/files/goods-list.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

const TEA = 'TEA' as SkuCode;
const bin = (binCode: string, stock: number | null = null) => ({ binCode: binCode as BinCode, stock });

function takeIn(station: TestStation, sku: Partial<IncomingSku>, list: string | null = null) {
  return station.parts.database.write((writer) =>
    takeInSkus(station.parts, writer, [{ skuCode: TEA, ...sku }], list),
  );
}

const binsOf = (station: TestStation) =>
  listBinsOf(station.parts.database, TEA).map((each) => [each.binCode, each.stock]);

it('keeps each bin of a SKU with what lies there, and forgets them when it has one bin again', async () => {
  await using station = testStation();

  const first = takeIn(station, {
    binCode: 'A-1' as BinCode,
    bins: [bin('A-1', 3), bin('C-2', 7)],
    stock: 10,
  });
  const known = binsOf(station);
  const again = takeIn(station, { binCode: 'A-1' as BinCode, bins: [bin('A-1'), bin('C-2', 7)] });
  const other = takeIn(station, { binCode: 'A-1' as BinCode, bins: [bin('A-1', 5), bin('C-2')] });
  const counted = binsOf(station);
  const nameOnly = takeIn(station, { name: '龙井茶' });
  const oneBin = takeIn(station, { binCode: 'D-9' as BinCode });

  expect(
    [first, again, other, nameOnly, oneBin].map((counts) => [counts.new, counts.changed, counts.same]),
  ).toEqual([
    [1, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
    [0, 1, 0],
    [0, 1, 0],
  ]);
  expect(known).toEqual([
    ['A-1', 3],
    ['C-2', 7],
  ]);
  expect(counted).toEqual([
    ['A-1', 5],
    ['C-2', 7],
  ]);
  expect(binsOf(station)).toEqual([]);
});

it('takes the same list again for the same count, also of bins', async () => {
  await using station = testStation();
  const told = { binCode: 'A-1' as BinCode, bins: [bin('A-1', 3), bin('C-2', 7)], stock: 10 };
  takeIn(station, told, 'list-1');
  station.parts.database.write((writer) =>
    writer.run(`UPDATE sku_bins SET stock = 1 WHERE bin_code = 'A-1'`),
  );

  const { database } = station.parts;
  const same = compareSku(database, { skuCode: TEA, ...told }, 'list-1');
  const news = compareSku(database, { skuCode: TEA, ...told }, 'list-2');

  expect([same, news]).toEqual(['same', 'changed']);
  expect(binsOf(station)).toEqual([
    ['A-1', 1],
    ['C-2', 7],
  ]);
});

it('reads several bins out of one cell, with or without counts, and one bin as before', () => {
  const cells = ['A-1:30; C-04 ×12', 'A-1；C-2', ' a-1 ', '-', 'A-1;A-1'];
  const sheet = {
    rows: cells.map((_, index) => ({ row: index + 2, cells: [] })),
    has: (meaning: string) => meaning === 'bin' || meaning === 'skuCode',
    header: (meaning: string) => meaning,
    cell: (row: { row: number }, meaning: string) =>
      meaning === 'skuCode' ? `S${row.row}` : meaning === 'bin' ? (cells[row.row - 2] ?? '') : '',
  };

  const skus = readGoodsList(sheet as unknown as Parameters<typeof readGoodsList>[0], []); // as much of a sheet as is read

  expect(
    skus.map(({ binCode, bins, stock }) => [binCode, bins?.map((each) => each.stock) ?? null, stock]),
  ).toEqual([
    ['A-1', [30, 12], 42],
    ['A-1', [null, null], undefined],
    ['A-1', null, undefined],
    [null, null, undefined],
    ['A-1', null, undefined],
  ]);
});
