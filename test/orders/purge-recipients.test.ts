import { expect, it } from 'vitest';
import { dayMs } from '../../main/basics/clock.ts';
import { purgeRecipients } from '../../main/orders/purge-recipients.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { aShop, type TestStation, testStation } from '../builders/test-station.ts';

const clear = { name: '王小明', phone: '13800000001', address: '示例路1号', key: 'clear:x', isMasked: false };

function sealedOrders(station: TestStation): string[] {
  return station.parts.database
    .all<{ order_id: string }>(
      `SELECT order_id FROM orders WHERE recipient_sealed IS NOT NULL ORDER BY order_id`,
    )
    .map((row) => row.order_id);
}

it('forgets recipients ninety days after their parcel left, and keeps the mask', async () => {
  await using station = testStation();
  const now = station.clock.now();
  withOrders(station, [
    anOrder({ orderId: '1', state: 'shipped', shippedAt: now - 89 * dayMs, recipient: clear }),
    anOrder({ orderId: '2', state: 'shipped', shippedAt: now - 80 * dayMs, recipient: clear }),
    anOrder({ orderId: '3', state: 'to-ship', recipient: clear }),
  ]);
  await station.clock.pass(2 * dayMs);

  const purged = station.parts.database.write((writer) => purgeRecipients(station.parts, writer));

  expect(purged).toMatchObject({ purged: [1], next: null });
  expect(sealedOrders(station)).toEqual(['2', '3']);
  expect(
    station.parts.database.get(`SELECT recipient_key, recipient_mask FROM orders WHERE order_id = '1'`),
  ).toEqual({
    recipient_key: null,
    recipient_mask: '王** · 138****0001 · 浙江省杭州市 ****',
  });
});

it('counts from our own parcel where the file never tells that an order left', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1', recipient: clear })]);
  const { database, clock } = station.parts;
  database.write((writer) => {
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at, shipped_at)
       VALUES ('P1', ?, 'shipped', 'untagged', 0, ?)`,
      [aShop.shopId, clock.now()],
    );
    writer.run(
      `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) SELECT 'P1', order_key, line_id, 1 FROM order_lines`,
    );
  });
  await station.clock.pass(91 * dayMs);

  database.write((writer) => purgeRecipients(station.parts, writer));

  expect(sealedOrders(station)).toEqual([]);
});

it('walks over more orders than one bite, and forgets those that are due', async () => {
  await using station = testStation();
  const now = station.clock.now();
  const left = (index: number) => now - (index % 2 === 0 ? 100 : 10) * dayMs;
  withOrders(
    station,
    Array.from({ length: 450 }, (_, index) =>
      anOrder({ orderId: String(index), state: 'shipped', shippedAt: left(index), recipient: clear }),
    ),
  );
  // Taken in as purged already: as if they had been sealed when they came.
  station.parts.database.write((writer) => writer.run(`UPDATE orders SET recipient_sealed = x'00'`));

  let next: number | null = 0;
  let count = 0;
  while (next !== null) {
    const from: number = next;
    const bite = station.parts.database.write((writer) => purgeRecipients(station.parts, writer, from));
    count += bite.purged.length;
    next = bite.next;
  }

  expect([count, sealedOrders(station).length]).toEqual([225, 225]);
});
