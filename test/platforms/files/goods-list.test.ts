import { describe, expect, it } from 'vitest';
import { csvOf } from '../../builders/order-files.ts';
import { readGoods } from '../../builders/read-file.ts';

const zh = ['商品编码', '商品名称', '条码', '库位', '库存', '重量(克)', '送货上门', '生鲜'];

it('reads a Chinese goods list', async () => {
  const { skus, problems } = await readGoods(
    csvOf([zh, ['mug-red', '马克杯', '6900001;6900002', 'a-03-2-4', '12', '350', '是', '否']]),
  );

  expect(problems).toEqual([]);
  expect(skus).toEqual([
    {
      skuCode: 'MUG-RED',
      name: '马克杯',
      barcodes: ['6900001', '6900002'],
      binCode: 'A-03-2-4',
      stock: 12,
      weightGrams: 350,
      isDoorBound: true,
      isFresh: false,
    },
  ]);
});

it('reads an English one with a title above it and kilograms', async () => {
  const { skus } = await readGoods(
    csvOf([
      ['Our goods, September', '', '', ''],
      ['SKU', 'Name', 'Weight (kg)', 'Door-bound'],
      ['MUG', 'Mug', '0.35', ''],
    ]),
  );

  expect(skus).toEqual([{ skuCode: 'MUG', name: 'Mug', weightGrams: 350, isDoorBound: null }]);
});

it.each([
  ['体积(毫升)', '1,250', 1_250],
  ['体积（升）', '1.25', 1_250],
  ['Volume (ml)', '1250', 1_250],
  ['Volume (cm³)', '1250', 1_250],
  ['Volume (L)', '1.25', 1_250],
  ['Volumen (ml)', '1250', 1_250],
  ['Thể tích', '1250', 1_250],
  ['ปริมาตร', '-', null],
])('reads what a piece takes up from %s', async (header, cell, volumeMillilitres) => {
  const { skus, problems } = await readGoods(
    csvOf([
      ['SKU', header],
      ['MUG', cell],
    ]),
  );

  expect(problems).toEqual([]);
  expect(skus).toEqual([{ skuCode: 'MUG', volumeMillilitres }]);
});

it('tells a volume of more than a cubic metre', async () => {
  const { skus, problems } = await readGoods(
    csvOf([
      ['SKU', '体积(升)'],
      ['MUG', '2000'],
    ]),
  );

  expect(skus).toEqual([]);
  expect(problems).toMatchObject([{ row: 2, reason: 'import.row.volume', column: '体积(升)' }]);
});

it('says nothing about what the list has no column for', async () => {
  const { skus } = await readGoods(
    csvOf([
      ['SKU', '库存'],
      ['MUG', '4'],
    ]),
  );

  expect(skus).toEqual([{ skuCode: 'MUG', stock: 4 }]);
});

describe('rows that are not understood', () => {
  const row = (overrides: Partial<Record<number, string>>) =>
    ['MUG-2', '马克杯', '6900003', 'A-1', '1', '10', '是', '否'].map(
      (cell, place) => overrides[place] ?? cell,
    );
  const good = ['MUG-1', '马克杯', '6900001', 'A-1', '1', '10', '是', '否'];

  it.each([
    ['no SKU', row({ 0: '' }), 'import.row.sku-missing', '商品编码'],
    ['negative stock', row({ 4: '-3' }), 'import.row.stock', '库存'],
    ['a weight that is no number', row({ 5: 'heavy' }), 'import.row.weight', '重量(克)'],
    ['a weight of a tonne', row({ 5: '1000000' }), 'import.row.weight', '重量(克)'],
    ['a barcode of another SKU', row({ 2: '6900001' }), 'import.row.barcode-twice', '条码'],
    ['neither yes nor no', row({ 6: 'maybe' }), 'import.row.yes-no', '送货上门'],
    [
      'a SKU again with other values',
      ['MUG-1', ...row({}).slice(1)],
      'import.row.conflicting-sku',
      '商品编码',
    ],
  ])('tells %s and takes the others in', async (_what, bad, reason, column) => {
    const { skus, problems } = await readGoods(csvOf([zh, good, bad]));

    expect(skus).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 3, reason, column, isNotice: false }]);
  });

  it('counts a repeated row once', async () => {
    const { skus, problems } = await readGoods(csvOf([zh, good, good]));

    expect(skus).toHaveLength(1);
    expect(problems).toMatchObject([{ reason: 'import.row.repeated-sku', isNotice: true }]);
  });
});
