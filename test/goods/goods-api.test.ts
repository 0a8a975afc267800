import { expect, it } from 'vitest';
import { withGoods } from '../builders/orders.ts';
import { packer, testStation } from '../builders/test-station.ts';

it('lists SKUs by code, page by page', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'C' }, { skuCode: 'A' }, { skuCode: 'B' }]);

  const page = await station.ask('goods.list', { offset: 1, limit: 2 });

  expect(page.total).toBe(3);
  expect(page.rows.map((sku) => sku.skuCode)).toEqual(['B', 'C']);
});

it.each(['mug', '马克', 'b-07', '690000', 'ＭＵＧ'])('finds a SKU by %s', async (search) => {
  await using station = testStation();
  withGoods(station, [
    { skuCode: 'MUG-RED', name: '马克杯', binCode: 'B-07-1-1', barcodes: ['6900001'] },
    { skuCode: 'CAP-BLUE', name: '帽子' },
  ]);

  const page = await station.ask('goods.list', { search });

  expect(page.rows.map((sku) => sku.skuCode)).toEqual(['MUG-RED']);
});

it('corrects what is given of one SKU, tells the screens and writes it down', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', name: '马克杯', stock: 4 }]);
  const told: string[] = [];
  station.events.on((event) => told.push(event.kind));

  const sku = await station.ask('goods.set', {
    skuCode: 'mug-red',
    stock: 9,
    binCode: 'c-01-2-3',
    isDoorBound: true,
  });

  expect(sku).toMatchObject({
    skuCode: 'MUG-RED',
    name: '马克杯',
    stock: 9,
    binCode: 'C-01-2-3',
    isDoorBound: true,
  });
  expect(told).toEqual(['warehouse.changed', 'goods.changed']);
  expect(station.parts.database.all(`SELECT person FROM audit WHERE verb = 'sku.changed'`)).toEqual([
    { person: 'Lin' },
  ]);
});

it('refuses a barcode that another SKU has', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', barcodes: ['6900001'] }, { skuCode: 'CAP-BLUE' }]);

  const refusal = await station.askRefused('goods.set', { skuCode: 'CAP-BLUE', barcodes: ['690 0001'] });

  expect(refusal).toEqual({
    code: 'goods.barcode-taken',
    facts: { barcode: '690 0001', otherSku: 'MUG-RED' },
  });
});

it('refuses a code of blanks', async () => {
  await using station = testStation();

  expect((await station.askRefused('goods.set', { skuCode: '  ' })).code).toBe('goods.no-code');
});

it('lets only a supervisor change goods', async () => {
  await using station = testStation();

  const reply = await station.call(packer, 'goods.set', { skuCode: 'MUG', stock: 1 });

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
});
