import { expect, it } from 'vitest';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { testStation } from '../builders/test-station.ts';

it('names what a code stands for, in the order of trust', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', barcodes: ['6901234567892'] }]);
  withOrders(station, [anOrder({ orderId: '570000000000000001', trackingNumber: 'YT1000000001' as never })]);
  const parcelId = withParcel(station, ['570000000000000001'], { trackingNumber: 'ZT2000000002' });
  const resolve = (code: string) => station.ask('search.resolve', { code });

  expect(await resolve('pb-ok')).toMatchObject({ kind: 'action', action: 'PB-OK' });
  expect(await resolve(parcelId.toLowerCase())).toMatchObject({ kind: 'parcel', parcelId });
  expect(await resolve(']C1ZT2000000002')).toMatchObject({ kind: 'parcel', parcelId });
  expect(await resolve(' YT 1000000001 ')).toMatchObject({ kind: 'order', orderId: '570000000000000001' });
  expect(await resolve('570000000000000001')).toMatchObject({ kind: 'order' });
  expect(await resolve('６９０１２３４５６７８９２')).toMatchObject({ kind: 'sku', skuCodes: ['MUG-RED'] });
});

it.each([
  ['', 'empty'],
  ['P0123456789', 'misread-parcel'],
  ['4006381333931', 'goods-not-taken-in'],
  ['576012345678901234', 'order-not-taken-in'],
  ['YT7412589630123', 'tracking-number-of-another-station'],
  ['BOWL-BLUE', 'goods-not-taken-in'],
  ['x'.repeat(10_000), 'too-long'],
])('says of an unknown code what it might be (%#)', async (code, hint) => {
  await using station = testStation();

  expect(await station.ask('search.resolve', { code })).toMatchObject({ kind: 'unknown', hint });
});

it('does not take a parcel id with a misread character for a parcel', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);
  const parcelId = withParcel(station, ['576000000000000001']);
  const misread = `${parcelId.slice(0, 4)}${parcelId[4] === 'A' ? 'B' : 'A'}${parcelId.slice(5)}`;

  expect(await station.ask('search.resolve', { code: misread })).toMatchObject({ hint: 'misread-parcel' });
});

it('finds orders, parcels, goods and waves by one text, the exact one first', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', name: '红色马克杯' }]);
  withOrders(station, [anOrder({ orderId: '5701' })]);
  const parcelId = withParcel(station, ['5701'], { trackingNumber: 'ZT5701' });
  station.parts.database.write((writer) =>
    writer.run(
      `INSERT INTO waves (wave_id, name, state, parcel_count, released_at, released_by) VALUES ('W1', '早班 5701', 'released', 1, 0, 'Lin')`,
    ),
  );
  const kinds = async (text: string) =>
    (await station.ask('search.everything', { text, limit: 20 })).map((thing) => `${thing.kind} ${thing.id}`);

  expect(await kinds('5701')).toEqual(['order 5701', 'wave W1']);
  expect((await kinds('ZT5701'))[0]).toBe(`parcel ${parcelId}`);
  expect(await kinds('马克杯')).toEqual(['sku MUG-RED']);
  expect(await kinds('   ')).toEqual([]);
});
