import { expect, it } from 'vitest';
import { dayMs } from '../../main/basics/clock.ts';
import { withDoorParcel, withDoorShop } from '../builders/door-parcels.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { packer, testStation } from '../builders/test-station.ts';

it('is one per order in all', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: '1' });
  await station.ask('tickets.record', { orderId: '1' });

  const second = await station.askRefused('tickets.record', { orderId: '1', filedBy: 'merchant' });

  expect(second).toEqual({
    code: 'ticket.recorded-already',
    facts: { orderId: '1', outcome: 'open', recordedBy: 'Lin' },
  });
});

it('costs what the term of its day says when it is upheld', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: '1', source: 'hand' });
  withDoorParcel(station, { orderId: '2' });
  await station.ask('terms.set', { name: 'penaltyCents', value: 1_500, validFrom: aMorning + dayMs });
  await station.ask('tickets.record', { orderId: '1' });
  station.clock.set(aMorning + 2 * dayMs);

  const first = await station.ask('tickets.settle', { orderId: '1', outcome: 'upheld' });
  const second = await station.ask('tickets.record', { orderId: '2', outcome: 'upheld' });
  const page = await station.ask('tickets.page', {});

  expect([first.costCents, second.costCents]).toEqual([1_000, 1_500]);
  expect(first.left).toMatchObject({ isCompliant: false, reasons: ['waybill'] });
  expect(page).toMatchObject({ counts: { open: 0, upheld: 2, rejected: 0 }, costCents: 2_500, total: 2 });
});

it('costs nothing when it is rejected, and is settled once', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: '1' });
  await station.ask('tickets.record', { orderId: '1' });
  const settled = await station.ask('tickets.settle', { orderId: '1', outcome: 'rejected' });

  const again = await station.askRefused('tickets.settle', { orderId: '1', outcome: 'upheld' });

  expect(settled).toMatchObject({ outcome: 'rejected', costCents: 0 });
  expect(again).toEqual({ code: 'ticket.settled-already', facts: { orderId: '1', outcome: 'rejected' } });
});

it('is refused for an order that is unknown, untagged, not ticketed, or filed tomorrow', async () => {
  await using station = testStation();
  withDoorShop(station);
  withOrders(station, [anOrder({ orderId: 'plain' }), anOrder({ orderId: 'door', doorTag: 'tagged' })]);

  const codes = [
    await station.askRefused('tickets.record', { orderId: 'nobody' }),
    await station.askRefused('tickets.record', { orderId: 'plain' }),
    await station.askRefused('tickets.record', { orderId: 'door', filedAt: aMorning + dayMs }),
    await station.askRefused('tickets.settle', { orderId: 'door', outcome: 'upheld' }),
  ].map((refusal) => refusal.code);

  expect(codes).toEqual([
    'ticket.order-unknown',
    'ticket.not-tagged',
    'ticket.from-the-future',
    'ticket.unknown',
  ]);
});

it('asks which shop when two have an order of that number', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorShop(station, { shopId: 'shop-2' as never });
  withOrders(station, [anOrder({ orderId: '1', doorTag: 'tagged' })]);
  withOrders(station, [anOrder({ orderId: '1', doorTag: 'tagged' })], 'shop-2');

  const refused = await station.askRefused('tickets.record', { orderId: '1' });
  const recorded = await station.ask('tickets.record', { orderId: '1', shopId: 'shop-2' });

  expect(refused.code).toBe('ticket.choose-shop');
  expect(recorded.shopId).toBe('shop-2');
});

it('is recorded by a supervisor', async () => {
  await using station = testStation();
  withDoorShop(station);
  withDoorParcel(station, { orderId: '1' });

  const reply = await station.call(packer, 'tickets.record', { orderId: '1' });

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
});
