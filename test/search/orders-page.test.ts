import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { testStation } from '../builders/test-station.ts';

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
  const closed = Array.from({ length: 5 }, (_, index) => anOrder({ orderId: `30${index}`, state: 'shipped' }));
  withOrders(station, [...open, ...closed]);

  const page = await station.ask('orders.page', { filter: {}, offset: 3, limit: 4 });

  expect(page.rows.map((row) => row.orderId)).toEqual(['203', '204', '304', '303']);
});
