import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { listParcelsIn, withProposals } from '../builders/parcels.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';

const paidAt = (hoursAgo: number) => aMorning - hoursAgo * hourMs;

/** Orders by what is due first, with when. */
async function listDue(station: TestStation) {
  const { rows } = await station.ask('orders.page', { filter: { state: ['open'] } });
  return rows.map((row) => [row.orderId, row.dueAt, row.dueRule]);
}

it('counts the deadlines of open orders anew when their setting changes', async () => {
  await using station = testStation();
  station.start();
  withOrders(station, [
    anOrder({ orderId: '1', paidAt: paidAt(1) }),
    anOrder({ orderId: '2', paidAt: paidAt(2) }),
    anOrder({ orderId: 'told', paidAt: paidAt(3), shipByAt: aMorning + 30 * hourMs }),
  ]);
  await station.clock.pass(100);
  expect((await listDue(station)).map(([orderId]) => orderId)).toEqual(['told', '2', '1']);

  await station.ask('settings.set', { name: 'deadline.prepareHours', value: 24 });
  await station.clock.pass(1_000);

  expect(await listDue(station)).toEqual([
    ['2', paidAt(2) + 24 * hourMs, 'sla.prepare'],
    ['1', paidAt(1) + 24 * hourMs, 'sla.prepare'],
    ['told', aMorning + 30 * hourMs, 'sla.prepare'],
  ]);
});

it('counts orders anew that come to a deadline or lose theirs, and leaves closed ones alone', async () => {
  await using station = testStation();
  withShop(station);
  station.start();
  const onHold = { hold: 'cancel-requested', hold_at: aMorning } as const;
  withOrders(station, [
    anOrder({ orderId: 'gone', state: 'shipped', shippedAt: aMorning }),
    anOrder({ orderId: 'held', hold: onHold.hold, paidAt: paidAt(1) }),
  ]);
  await station.clock.pass(100);

  await station.ask('settings.set', { name: 'deadline.cancelAnswerHours', value: 4 });
  await station.clock.pass(1_000);

  expect(await listDue(station)).toEqual([['held', aMorning + 4 * hourMs, 'sla.cancel-answer']]);
  const gone = station.parts.database.get(`SELECT due_at FROM orders WHERE order_id = 'gone'`);
  expect(gone).toEqual({ due_at: null });
});

it('moves the deadline of a planned parcel with that of its orders', async () => {
  await using station = testStation();
  station.start();
  await withProposals(station, [anOrder({ orderId: '1', paidAt: paidAt(1) })]);

  await station.ask('settings.set', { name: 'deadline.prepareHours', value: 12 });
  await station.clock.pass(1_000);

  const [parcel] = await listParcelsIn(station, 'proposed');
  expect(parcel?.dueAt).toBe(paidAt(1) + 12 * hourMs);
});

it('goes on at the next start with what a stop has interrupted', async () => {
  await using station = testStation();
  const orders = Array.from({ length: 500 }, (_, index) =>
    anOrder({ orderId: String(1_000 + index), paidAt: paidAt(1) + index }),
  );
  withOrders(station, orders);
  station.start();
  await station.clock.pass(1_000);
  await station.ask('settings.set', { name: 'deadline.prepareHours', value: 24 });
  await station.clock.pass(0);
  await station.stop();
  const countOld = `SELECT count(*) AS count FROM orders WHERE due_at > ordered_at + ${26 * hourMs}`;
  const left = station.parts.database.get<{ count: number }>(countOld)?.count;

  await using again = testStation({ dataDir: station.dataDir, clock: station.clock });
  again.start();
  await again.clock.pass(5_000);

  expect(left).toBeGreaterThan(0);
  expect(again.parts.database.get(countOld)).toEqual({ count: 0 });
});

it('counts by the newest hours when a setting changes twice in a row', async () => {
  await using station = testStation();
  station.start();
  withOrders(
    station,
    Array.from({ length: 300 }, (_, index) => anOrder({ orderId: String(index), paidAt: paidAt(1) })),
  );
  await station.clock.pass(1_000);

  await station.ask('settings.set', { name: 'deadline.prepareHours', value: 24 });
  await station.clock.pass(1);
  await station.ask('settings.set', { name: 'deadline.prepareHours', value: 36 });
  await station.clock.pass(1_000);

  const due = station.parts.database.all(`SELECT DISTINCT due_at FROM orders`);
  expect(due).toEqual([{ due_at: paidAt(1) + 36 * hourMs }]);
});
