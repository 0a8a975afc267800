// Orders that nobody can read: listed for a person with the field that stood in the way, and gone when they are read.

import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import { forgetUnread, noteUnread } from '../../main/orders/unread-orders-table.ts';
import type { PulledOrders, UnreadOrder } from '../../main/platforms/platform.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { aShop, type TestStation, testStation } from '../builders/test-station.ts';

const strange: UnreadOrder = {
  orderId: '576000000000000001',
  place: 'line_items.0.sku_id',
  platformState: 'AWAITING_SHIPMENT',
};

/** What a pull writes of one page. */
function told(station: TestStation, page: Partial<PulledOrders>, shopId: ShopId = aShop.shopId): void {
  station.parts.database.write((writer) =>
    noteUnread(writer, shopId, { orders: [], ...page }, station.clock.now()),
  );
}

it('lists what could not be read, and tells Today; told again it is the same one', async () => {
  await using station = testStation();
  withOrders(station, []);
  const firstSeenAt = station.clock.now();
  told(station, { unread: [strange] });
  await station.clock.pass(hourMs / 4);
  told(station, { unread: [strange] });

  const listed = await station.ask('orders.unread', {});
  const today = await station.ask('today.read', {});

  expect(listed).toMatchObject([
    { ...strange, shopName: aShop.name, orderKey: null, firstSeenAt, seenAt: firstSeenAt + hourMs / 4 },
  ]);
  expect(today.needsPerson).toContainEqual({
    kind: 'unread-orders',
    count: 1,
    openWith: { screen: 'shipping', state: 'unread' },
  });
});

it('is gone as soon as the order is read', async () => {
  await using station = testStation();
  withOrders(station, []);
  told(station, { unread: [strange, { orderId: '', place: 'id', platformState: '' }] });

  told(station, { orders: [anOrder({ orderId: strange.orderId as never })] });

  expect((await station.ask('orders.unread', {})).map(({ orderId }) => orderId)).toEqual(['']);
});

it('is gone when the shop answers and has not told it for an hour, and not while nobody asked', async () => {
  await using station = testStation();
  withOrders(station, []);
  told(station, { unread: [strange] });
  await station.clock.pass(2 * hourMs);

  const whileSilent = await station.ask('orders.unread', {});
  station.parts.database.write((writer) => forgetUnread(writer, aShop.shopId, station.clock.now()));

  expect(whileSilent).toHaveLength(1);
  expect(await station.ask('orders.unread', {})).toEqual([]);
});

it('leads to the order as it was known before', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: strange.orderId as never })]);

  told(station, { unread: [strange] });

  const [known] = (await station.ask('orders.page', { offset: 0, limit: 1 })).rows;
  expect(await station.ask('orders.unread', {})).toMatchObject([{ orderKey: known?.orderKey }]);
});
