import { expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../../main/basics/clock.ts';
import { settle } from '../../builders/moved-clock.ts';
import { testStation } from '../../builders/test-station.ts';
import { trainingBooks } from '../../builders/training-books.ts';

it('opens the training shop with goods and a morning of orders at the first start', async () => {
  await using station = testStation({ mode: 'training' });

  station.start();

  const [shop] = await station.ask('shops.list', {});
  const counts = station.parts.database.get<{ orders: number; skus: number }>(
    `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM skus) AS skus`,
  );
  expect(shop).toMatchObject({ shopId: 'training', connection: 'training', market: 'douyin' });
  expect(counts).toEqual({ orders: 62, skus: 41 });
});

it('opens it once: a second start finds what the first one made', async () => {
  const first = testStation({ mode: 'training' });
  first.start();
  await first.stop();
  first.parts.database.close();
  await using again = testStation({ mode: 'training', dataDir: first.dataDir, clock: first.clock });

  again.start();
  await settle();

  expect(await again.ask('shops.list', {})).toHaveLength(1);
  expect(await again.ask('training.describe', {})).toMatchObject({ orderCount: 62, shippedCount: 0 });
});

it('has no training shop in a station for real shops', async () => {
  await using station = testStation({ mode: 'shop' });
  station.start();

  const refusal = await station.askRefused('training.describe', {});

  expect(refusal.code).toBe('training.no-shop');
});

it('sells as time passes and the station learns of it by itself', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();

  await station.clock.pass(21 * minuteMs);

  const row = station.parts.database.get<{ count: number }>(`SELECT count(*) AS count FROM orders`);
  expect(row?.count).toBe(62 + 4);
});

it('lets a buyer change their mind after the morning has begun', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await station.clock.pass(10 * minuteMs);
  const heldAt10 = heldOrders(station);

  await station.clock.pass(20 * minuteMs);

  expect(heldOrders(station).length).toBe(heldAt10.length + 1);
});

it('greets a station that was closed for a week with forty orders, not two thousand', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();
  await station.ask('training.setBehaviour', { behaviour: 'offline' });
  await station.clock.pass(hourMs);
  station.clock.set(station.clock.now() + 7 * 24 * hourMs);
  await station.ask('training.setBehaviour', { behaviour: 'normal' });

  const pulled = await station.ask('orders.pull', {});

  expect(pulled.new).toBe(40);
});

it('goes on selling after the clock was moved back a day', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();
  station.clock.set(station.clock.now() - 24 * hourMs);
  await station.ask('orders.pull', {});
  station.clock.set(station.clock.now() + 6 * minuteMs);

  await station.ask('orders.pull', {});

  expect(trainingBooks(station.dataDir).orders).toHaveLength(63);
});

it('pulls the same orders again without changing anything', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();

  const pulled = await station.ask('orders.pull', {});

  expect(pulled).toMatchObject({ new: 0, changed: 0 });
});

it('keeps two stations apart: each has books of its own', async () => {
  await using one = testStation({ mode: 'training' });
  await using other = testStation({ mode: 'training' });
  one.start();
  other.start();

  await one.ask('training.addOrders', { count: 5 });

  expect(await one.ask('training.describe', {})).toMatchObject({ orderCount: 67 });
  expect(await other.ask('training.describe', {})).toMatchObject({ orderCount: 62 });
});

it('refuses to cancel an order that nobody placed', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();

  const refusal = await station.askRefused('training.cancelOrder', { orderId: '6925000000000000000' });

  expect(refusal).toMatchObject({ code: 'training.order-unknown' });
});

it('holds the order of a buyer who asks to cancel, at the next pull', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();
  const before = heldOrders(station);
  const open = trainingBooks(station.dataDir).orders.find((order) => order.hold === null);

  await station.ask('training.cancelOrder', { orderId: open?.orderId ?? '' });
  await station.ask('orders.pull', { shopId: 'training' });

  expect(heldOrders(station)).toHaveLength(before.length + 1);
});

it('refuses to pull for a shop that it does not know', async () => {
  await using station = testStation();

  const refusal = await station.askRefused('orders.pull', { shopId: 'nobody' });

  expect(refusal).toMatchObject({ code: 'shop.unknown' });
});

it('says that the shop is silent, and learns the orders when it is heard again', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();
  await station.ask('training.addOrders', { count: 3 });
  await station.ask('training.setBehaviour', { behaviour: 'offline' });
  const refusal = await station.askRefused('orders.pull', {});
  await station.ask('training.setBehaviour', { behaviour: 'normal' });

  const pulled = await station.ask('orders.pull', {});

  expect(refusal.code).toBe('fault.platform.offline');
  expect(pulled.new).toBe(3);
});

function heldOrders(station: ReturnType<typeof testStation>): unknown[] {
  return station.parts.database.all(`SELECT order_id FROM orders WHERE hold IS NOT NULL`);
}
