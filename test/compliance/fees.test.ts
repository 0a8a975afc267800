import { expect, it } from 'vitest';
import { dayMs, hourMs } from '../../main/basics/clock.ts';
import { withDoorParcel, withDoorShop } from '../builders/door-parcels.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { testStation } from '../builders/test-station.ts';

const tagged = { doorTag: 'tagged', lines: [{ skuCode: 'TEA' }] } as const;

it('foresees a fee for every tagged parcel that left, whoever carries it', async () => {
  await using station = testStation();
  withDoorShop(station);
  await station.ask('terms.set', { name: 'feeCents', value: 150, validFrom: aMorning });
  withDoorParcel(station, { orderId: '1' });
  withDoorParcel(station, { orderId: '2', carrier: '申通快递', source: 'hand' });

  const fees = await station.ask('fees.read', {});

  expect(fees).toMatchObject({ feeCents: 150, unpriced: 0, total: 2 });
  expect(fees.counts.open).toEqual({ parcels: 2, cents: 300 });
});

it('comes back when nobody signed within 30 days of the order', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: 'lost' });
  const ordered = aMorning - 65 * 60_000;

  station.clock.set(ordered + 30 * dayMs);
  const onTheDay = await station.ask('fees.read', {});
  station.clock.set(ordered + 30 * dayMs + hourMs);
  const after = await station.ask('fees.read', {});

  expect(onTheDay.rows).toMatchObject([{ state: 'open', backAt: ordered + 30 * dayMs }]);
  expect(after.rows).toMatchObject([{ state: 'comes-back', orderIds: ['lost'] }]);
});

it('stays when the parcel was signed for in time, and comes back when it was too late', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: 'quick' });
  withDoorParcel(station, { orderId: 'slow' });
  station.clock.set(aMorning + 3 * dayMs);
  withOrders(station, [anOrder({ orderId: 'quick', ...tagged, state: 'finished' })]);
  station.clock.set(aMorning + 40 * dayMs);
  withOrders(station, [anOrder({ orderId: 'slow', ...tagged, state: 'finished' })]);

  const fees = await station.ask('fees.read', {});

  expect(Object.fromEntries(fees.rows.map((fee) => [fee.orderIds[0], fee.state]))).toEqual({
    quick: 'stays',
    slow: 'comes-back',
  });
  expect((await station.ask('fees.read', { state: 'stays' })).total).toBe(1);
});

it('says how many left without anybody having told the price', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: '1' });

  const fees = await station.ask('fees.read', {});

  expect(fees).toMatchObject({ feeCents: null, unpriced: 1 });
});
