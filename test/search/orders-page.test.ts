import { expect, it } from 'vitest';
import type { RequestArgument } from '../../main/api.ts';
import { hourMs } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';

it('lists what is due first, open orders without a deadline next, closed ones last', async () => {
  await using station = testStation();
  withOrders(station, [
    anOrder({ orderId: '1001', state: 'finished' }),
    anOrder({ orderId: '1002', paidAt: null, orderedAt: null }),
    anOrder({ orderId: '1003', paidAt: aMorning - 2 * hourMs }),
    anOrder({ orderId: '1004', paidAt: aMorning - 30 * hourMs }),
  ]);

  const page = await station.ask('orders.page', { filter: {}, offset: 0, limit: 50 });

  expect(page.rows.map((row) => row.orderId)).toEqual(['1004', '1003', '1002', '1001']);
  expect(page.total).toBe(4);
});

it('answers any place of the list, across the border between open and closed', async () => {
  await using station = testStation();
  const open = Array.from({ length: 5 }, (_, index) => anOrder({ orderId: `20${index}` }));
  const closed = Array.from({ length: 5 }, (_, index) =>
    anOrder({ orderId: `30${index}`, state: 'shipped' }),
  );
  withOrders(station, [...open, ...closed]);

  const page = await station.ask('orders.page', { filter: {}, offset: 3, limit: 4 });

  expect(page.rows.map((row) => row.orderId)).toEqual(['203', '204', '304', '303']);
});

async function pageOf(station: TestStation, query: Partial<RequestArgument<'orders.page'>>) {
  const page = await station.ask('orders.page', { filter: {}, offset: 0, limit: 50, ...query });
  return page.rows.map((row) => row.orderId as string);
}

it('narrows by state, hold, shop, deadline and door tag', async () => {
  await using station = testStation();
  withShop(station, { shopId: 'shop-2' as ShopId, name: '二店' });
  withOrders(
    station,
    [
      anOrder({ orderId: '1', hold: 'cancel-requested' }),
      anOrder({ orderId: '2', doorTag: 'tagged', shipByAt: aMorning - hourMs }),
      anOrder({ orderId: '3', state: 'cancelled' }),
    ],
    'shop-1',
  );
  withOrders(station, [anOrder({ orderId: '4' })], 'shop-2');

  const held = await pageOf(station, { filter: { state: ['held'] } });
  const cancelled = await pageOf(station, { filter: { state: ['cancelled'] } });
  const open = await pageOf(station, { filter: { state: ['open'] } });
  const second = await pageOf(station, { filter: { shopId: 'shop-2' } });
  const overdue = await pageOf(station, { filter: { due: 'overdue' } });
  const tagged = await pageOf(station, { filter: { door: ['tagged'] } });

  expect([held, cancelled, second, overdue, tagged]).toEqual([['1'], ['3'], ['4'], ['2'], ['2']]);
  expect(open.toSorted()).toEqual(['1', '2', '4']);
});

it('lists orders that wait to be planned, and drops them when a parcel holds them', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1' }), anOrder({ orderId: '2', hold: 'risk-review' })]);

  const before = await pageOf(station, { filter: { unplanned: true } });
  withParcel(station, ['1']);
  station.parts.events.emit({ kind: 'parcels.changed' });
  const after = await pageOf(station, { filter: { unplanned: true } });

  expect([before, after]).toEqual([['1'], []]);
});

it('shows the parcels that hold an order', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1' })]);
  const parcelId = withParcel(station, ['1']);

  const page = await station.ask('orders.page', { filter: {}, offset: 0, limit: 50 });

  expect(page.rows[0]).toMatchObject({ shopName: '晨光小铺', parcels: [{ parcelId, state: 'planned' }] });
});

it('counts what each facet would leave, the others staying as they are', async () => {
  await using station = testStation();
  withOrders(station, [
    anOrder({ orderId: '1', doorTag: 'tagged', shipByAt: aMorning - hourMs }),
    anOrder({ orderId: '2', shipByAt: aMorning + hourMs }),
    anOrder({ orderId: '3', hold: 'refund-requested', shipByAt: aMorning + hourMs }),
    anOrder({ orderId: '4', state: 'finished' }),
  ]);

  const facets = await station.ask('orders.facets', { filter: { state: ['open'], due: '2h' } });

  expect(facets.state).toEqual({ 'to-ship': 2, open: 2, held: 1 });
  expect(facets.due).toEqual({ overdue: 1, '2h': 2 });
  expect(facets.door).toEqual({ untagged: 2 });
  expect(facets.shop).toEqual({ 'shop-1': 2 });
});

it('keeps the counts of closed orders right as orders close and shops change them', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1' }), anOrder({ orderId: '2', state: 'shipped' })]);
  withOrders(station, [
    anOrder({ orderId: '1', state: 'shipped' }),
    anOrder({ orderId: '2', state: 'finished' }),
  ]);

  const { state } = await station.ask('orders.facets', { filter: {} });

  expect(state).toEqual({ shipped: 1, finished: 1 });
});

it('reads every stretch of a long list as one walk from its start does', async () => {
  await using station = testStation();
  const orders = Array.from({ length: 60 }, (_, index) =>
    anOrder({
      orderId: `9${String(index).padStart(3, '0')}`,
      shipByAt: aMorning + (index % 7) * hourMs,
      ...(index % 4 === 0 ? { state: 'finished' as const } : {}),
    }),
  );
  withOrders(station, orders);
  const whole = await pageOf(station, { limit: 500 });

  for (const offset of [50, 3, 41, 17, 44, 58, 0, 29]) {
    const stretch = await pageOf(station, { offset, limit: 5 });
    expect(stretch).toEqual(whole.slice(offset, offset + 5));
  }
});

it('tells the whole story of an order', async () => {
  await using station = testStation();
  const recipient = { name: '测试员甲', phone: '13800000001', address: '测试市测试路 1 号', isMasked: false };
  withOrders(station, [anOrder({ orderId: '1', recipient })]);
  withOrders(station, [anOrder({ orderId: '1', recipient, hold: 'cancel-requested' })]);
  const parcelId = withParcel(station, ['1']);

  const story = await station.ask('orders.story', { orderKey: 1 });

  expect(story.hold).toEqual({ code: 'cancel-requested', at: aMorning, answerBy: aMorning + 48 * hourMs });
  expect(story.deadlines.map((deadline) => deadline.rule)).toEqual([
    'sla.prepare',
    'sla.cancel-answer',
    'sla.total',
  ]);
  expect(story.parcels.map((parcel) => parcel.parcelId)).toEqual([parcelId]);
  expect(story.timeline.map((entry) => entry.verb)).toEqual(['order.taken-in', 'order.held']);
  expect(story.recipient).toEqual({ name: '测试员甲', phone: '13800000001', address: '测试市测试路 1 号' });
});

it('refuses the story of an order that is not there', async () => {
  await using station = testStation();

  const refusal = await station.askRefused('orders.story', { orderKey: 99 });

  expect(refusal.code).toBe('order.unknown');
});
