import { expect, it } from 'vitest';
import { complianceRead, toGoRead } from '../../main/compliance/heavy-reads.ts';
import { createBeside } from '../../main/database/beside.ts';
import { withDoorParcel, withDoorShop, withShippedDay } from '../builders/door-parcels.ts';
import { testStation } from '../builders/test-station.ts';

const workerFile = new URL('../../main/reading-worker.ts', import.meta.url);

it('tells beside the station’s thread what it tells in it: the day, and the parcels still to go', async () => {
  await using station = testStation();
  const shop = withDoorShop(station);
  withShippedDay(station, 19, 1);
  withDoorParcel(station, { orderId: 'by-hand', state: 'packed', source: 'hand' });
  withDoorParcel(station, { orderId: 'right', state: 'packed' });
  const beside = createBeside({ ...station.parts, isMuch: () => true, workerFile });

  const day = await beside.read(complianceRead, { shop });
  const failing = await beside.read(toGoRead, {
    shopId: shop.shopId,
    onlyFailing: true,
    offset: 0,
    limit: 10,
  });
  await beside.stop();

  expect(day).toEqual(await station.ask('compliance.read', {}));
  expect(failing).toEqual(
    await station.ask('compliance.parcels', { which: 'failing', offset: 0, limit: 10 }),
  );
  expect(failing.rows.map((row) => row.orderIds)).toEqual([['by-hand']]);
  expect(day).toMatchObject({ orders: { compliant: 19, all: 20 }, wouldFail: 1 });
});

it('sees in one pass the lines of many parcels that would fail, each with its own order', async () => {
  await using station = testStation();
  withDoorShop(station);
  for (const number of [1, 2, 3]) {
    withDoorParcel(station, {
      orderId: `order-${number}`,
      skuCode: `TEA-${number}`,
      state: 'planned',
      carrier: '申通快递',
      order: { recipient: { key: `#${number}`, name: `Buyer ${number}` } },
    });
  }

  const { rows } = await station.ask('compliance.parcels', { which: 'failing', offset: 0, limit: 10 });
  const { products } = await station.ask('compliance.read', {});

  const content = rows.map((row) => [row.orderIds.join(), row.lines.map((line) => line.skuCode).join()]);
  expect(content.sort()).toEqual([
    ['order-1', 'TEA-1'],
    ['order-2', 'TEA-2'],
    ['order-3', 'TEA-3'],
  ]);
  expect(products.map((product) => [product.skuCode, product.wouldFail])).toEqual([
    ['TEA-1', 1],
    ['TEA-2', 1],
    ['TEA-3', 1],
  ]);
});
