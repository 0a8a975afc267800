import { expect, it } from 'vitest';
import { findSku } from '../../main/goods/skus-table.ts';
import { takeInSkus } from '../../main/goods/take-in-skus.ts';
import { anOrder, asSkuCode, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { withPlannedParcels } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

let scanNo = 0;
async function scan(station: TestStation, ...codes: string[]) {
  for (const code of codes) {
    scanNo += 1;
    await station.ask('bench.scan', { benchId: 'A', scanId: `stock-${scanNo}`, code });
  }
}

const stockOf = (station: TestStation, skuCode: string) =>
  findSku(station.parts.database, asSkuCode(skuCode))?.stock;

/** Two mugs and a cup in one parcel; ten mugs on the shelf, cups uncounted. */
function aTableware(station: TestStation) {
  withGoods(station, [
    { skuCode: 'MUG-RED', stock: 10 },
    { skuCode: 'CUP', stock: null },
  ]);
  withOrders(station, [anOrder({ orderId: '1001', lines: [{ quantity: 2 }, { skuCode: 'CUP' }] })]);
  return withParcel(station, ['1001']);
}

it('takes the packed pieces off the stock when the parcel is sealed, not before', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);

  await scan(station, parcelId, 'MUG-RED', 'MUG-RED');
  const before = stockOf(station, 'MUG-RED');
  await scan(station, 'CUP');

  expect(before).toBe(10);
  expect(stockOf(station, 'MUG-RED')).toBe(8);
});

it('leaves stock that nobody counts uncounted', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);

  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');

  expect(stockOf(station, 'CUP')).toBeNull();
});

it('gives the pieces back when the parcel is opened again, and takes them once more when it is sealed again', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');

  await scan(station, 'PB-UNDO');
  const reopened = stockOf(station, 'MUG-RED');
  await scan(station, 'CUP');

  expect(reopened).toBe(10);
  expect(stockOf(station, 'MUG-RED')).toBe(8);
});

it('gives back what it took, also when the order line has become another SKU meanwhile', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  withGoods(station, [{ skuCode: 'MUG-BLUE', stock: 5 }]);
  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');
  withOrders(station, [
    anOrder({ orderId: '1001', lines: [{ skuCode: 'MUG-BLUE', quantity: 2 }, { skuCode: 'CUP' }] }),
  ]);

  await scan(station, 'PB-UNDO');

  expect([stockOf(station, 'MUG-RED'), stockOf(station, 'MUG-BLUE')]).toEqual([10, 5]);
});

it('gives the pieces back when a packed parcel is withdrawn from shipping', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');
  const { rows } = await station.ask('shipping.page', {});

  await station.ask('shipping.withdraw', { outboxNo: rows[0]?.outboxNo ?? 0, reason: 'damaged' });

  expect(stockOf(station, 'MUG-RED')).toBe(10);
});

it('keeps the stock when a parcel is put aside half packed', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);

  await scan(station, parcelId, 'MUG-RED', 'PB-HOLD');

  expect(stockOf(station, 'MUG-RED')).toBe(10);
});

it('goes below nothing only where the shelf held more than its count, and tells it as a shortage', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  withGoods(station, [{ skuCode: 'MUG-RED', stock: 1 }]);

  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');
  const today = await station.ask('today.read', {});
  await withPlannedParcels(station, [anOrder({ orderId: '1002', recipient: { key: 'b' } })]);
  const preview = await station.ask('waves.preview', {});

  expect(stockOf(station, 'MUG-RED')).toBe(-1);
  expect(today.needsPerson).toContainEqual({
    kind: 'miscounted',
    count: 1,
    openWith: { screen: 'orders', search: 'MUG-RED' },
  });
  expect(preview.shortages).toMatchObject([{ skuCode: 'MUG-RED', needed: 1, stock: 0 }]);
});

it('never promises the same pieces to two waves, whatever was packed or opened again in between', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', stock: 3 }]);
  const orders = ['1', '2', '3', '4'].map((id) => anOrder({ orderId: id, recipient: { key: id } }));
  const parcelIds = (await withPlannedParcels(station, orders)).map((parcel) => parcel.parcelId);
  await station.ask('waves.release', { parcelIds: parcelIds.slice(0, 2) });
  await scan(station, parcelIds[0] ?? '', 'MUG-RED');

  const both = await station.askRefused('waves.release', { parcelIds: parcelIds.slice(2) });
  await scan(station, 'PB-UNDO');
  const stillBoth = await station.askRefused('waves.release', { parcelIds: parcelIds.slice(2) });
  const one = await station.ask('waves.release', { parcelIds: parcelIds.slice(2, 3) });

  expect([both.code, stillBoth.code]).toEqual(['wave.short-stock', 'wave.short-stock']);
  expect(one.parcelCount).toBe(1);
});

/** What a goods list of this file tells of one SKU. */
function importList(station: TestStation, listHash: string, stock: number, name = '马克杯') {
  const sku = { skuCode: asSkuCode('MUG-RED'), name, stock };
  return station.parts.database.write((writer) => takeInSkus(station.parts, writer, [sku], listHash));
}

it('takes the same goods list twice as one count: what was packed since stays off the stock', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  importList(station, 'list-1', 10);
  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');

  const again = importList(station, 'list-1', 10);

  expect(again).toEqual({ new: 0, changed: 0, same: 1 });
  expect(stockOf(station, 'MUG-RED')).toBe(8);
});

it('takes a new goods list as a new count, also where its row reads as before', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  importList(station, 'list-1', 10);
  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');

  const anew = importList(station, 'list-2', 10);
  const oldOne = importList(station, 'list-1', 4);

  expect([anew.changed, oldOne.changed]).toEqual([1, 1]);
  expect(stockOf(station, 'MUG-RED')).toBe(4);
});

it('goes by the newest list, also when that one told nothing new', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  importList(station, 'list-1', 10);
  importList(station, 'list-2', 10);
  await scan(station, parcelId, 'MUG-RED', 'MUG-RED', 'CUP');

  importList(station, 'list-2', 10);

  expect(stockOf(station, 'MUG-RED')).toBe(8);
});

it('keeps a count typed by hand when the old list comes again', async () => {
  await using station = testStation();
  importList(station, 'list-1', 10);
  await station.ask('goods.set', { skuCode: 'MUG-RED', stock: 7 });

  importList(station, 'list-1', 10);

  expect(stockOf(station, 'MUG-RED')).toBe(7);
});
