import { expect, it } from 'vitest';
import { findSku, listSkuCodesByScan } from '../../main/goods/skus-table.ts';
import { takeInSkus } from '../../main/goods/take-in-skus.ts';
import { asSkuCode } from '../builders/orders.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

function takeIn(station: TestStation, ...skus: Parameters<typeof takeInSkus>[2]) {
  return station.parts.database.write((writer) => takeInSkus(station.parts, writer, skus));
}

it('takes a SKU in with its barcodes, found by either', async () => {
  await using station = testStation();

  const taken = takeIn(station, {
    skuCode: asSkuCode('mug-red'),
    name: '马克杯',
    barcodes: ['690 0001', 'x1'],
  });

  expect(taken).toEqual({ new: 1, changed: 0, same: 0 });
  expect(listSkuCodesByScan(station.parts.database, '6900001')).toEqual(['MUG-RED']);
  expect(listSkuCodesByScan(station.parts.database, 'MUG-RED')).toEqual(['MUG-RED']);
});

it('changes nothing when the same list comes again', async () => {
  await using station = testStation();
  const sku = { skuCode: asSkuCode('MUG-RED'), stock: 4, barcodes: ['2', '1'] };
  takeIn(station, sku);
  await station.clock.pass(1_000);

  const taken = takeIn(station, { ...sku, barcodes: ['1', '2', '1'] });

  expect(taken).toEqual({ new: 0, changed: 0, same: 1 });
});

it('leaves alone what the list does not tell', async () => {
  await using station = testStation();
  takeIn(station, {
    skuCode: asSkuCode('MUG-RED'),
    name: '马克杯',
    stock: 4,
    isDoorBound: true,
    barcodes: ['1'],
  });

  const taken = takeIn(station, { skuCode: asSkuCode('MUG-RED'), stock: 9 });

  expect(taken.changed).toBe(1);
  expect(findSku(station.parts.database, asSkuCode('MUG-RED'))).toMatchObject({
    name: '马克杯',
    stock: 9,
    isDoorBound: true,
    barcodes: ['1'],
  });
});
