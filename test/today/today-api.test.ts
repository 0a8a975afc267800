import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { testStation } from '../builders/test-station.ts';

it('counts what is due, each order once', async () => {
  await using station = testStation();
  const dueIn = (hours: number) => aMorning + hours * hourMs;
  withOrders(station, [
    anOrder({ orderId: '1', shipByAt: dueIn(-1) }),
    anOrder({ orderId: '2', shipByAt: dueIn(1) }),
    anOrder({ orderId: '3', shipByAt: dueIn(5) }),
    anOrder({ orderId: '4', shipByAt: dueIn(30) }),
    anOrder({ orderId: '5', shipByAt: dueIn(-1), state: 'finished' }),
  ]);

  const today = await station.ask('today.read', {});

  expect(today.due).toEqual({ overdue: 1, within2h: 1, within12h: 1, later: 1 });
});

it('counts anew when the minute is over, though nothing was written', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1', shipByAt: aMorning + 59_000 })]);
  await station.clock.pass(50_000);
  const before = await station.ask('today.read', {});

  await station.clock.pass(10_000);

  expect(before.due).toMatchObject({ overdue: 0, within2h: 1 });
  expect((await station.ask('today.read', {})).due).toMatchObject({ overdue: 1, within2h: 0 });
});

it('shows where everything stands', async () => {
  await using station = testStation();
  const orderIds = ['1', '2', '3', '4', '5', '6'];
  withOrders(
    station,
    orderIds.map((orderId) => anOrder({ orderId })),
  );
  withParcel(station, ['2'], { state: 'proposed' });
  withParcel(station, ['3'], { state: 'planned' });
  withParcel(station, ['4'], { state: 'open' });
  withParcel(station, ['5'], { state: 'packed' });
  withParcel(station, ['6'], { state: 'shipped' });

  const today = await station.ask('today.read', {});

  expect(today.flow).toMatchObject({ toPlan: 2, planned: 1, printed: 1, packed: 1, waiting: 0 });
});

it('names what needs a person, and where to go', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1', hold: 'cancel-requested' })]);

  const today = await station.ask('today.read', {});

  expect(today.needsPerson).toEqual([
    { kind: 'held', count: 1, openWith: { screen: 'orders', filter: { state: ['held'] } } },
  ]);
});

it('counts parcels packed in each hour of today and yesterday', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1' }), anOrder({ orderId: '2' })]);
  const today = withParcel(station, ['1'], { state: 'packed' });
  const yesterday = withParcel(station, ['2'], { state: 'packed' });
  station.parts.database.write((writer) => {
    writer.run(`UPDATE parcels SET packed_at = ? WHERE parcel_id = ?`, [aMorning, today]);
    writer.run(`UPDATE parcels SET packed_at = ? WHERE parcel_id = ?`, [aMorning - 22 * hourMs, yesterday]);
  });

  const { throughput } = await station.ask('today.read', {});

  expect(throughput).toHaveLength(24);
  expect(throughput[9]).toEqual({ hourAt: aMorning, packed: 1, packedYesterday: 0 });
  expect(throughput[11]).toMatchObject({ packed: 0, packedYesterday: 1 });
});
