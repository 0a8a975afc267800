import { expect, it } from 'vitest';
import type { OrderKey } from '../../main/orders/order.ts';
import { listOrderLines, listOrders } from '../../main/orders/orders-table.ts';
import { openRecipient } from '../../main/orders/recipient.ts';
import type { IncomingOrder } from '../../main/platforms/incoming-order.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { aShop, type TestStation, testStation } from '../builders/test-station.ts';

const orderId = anOrder().orderId;

function storedOrder(station: TestStation) {
  const { database } = station.parts;
  const row = database.get<{ key: OrderKey }>(
    `SELECT order_key AS key FROM orders WHERE shop_id = ? AND order_id = ?`,
    [aShop.shopId, orderId],
  );
  const [order] = listOrders(database, row ? [row.key] : []);
  if (!order) throw new Error('the order was not taken in');
  return order;
}

function verbs(station: TestStation): string[] {
  return station.parts.database
    .all<{ verb: string }>(`SELECT verb FROM audit WHERE subject_kind = 'order' ORDER BY entry_no`)
    .map(({ verb }) => verb);
}

/** A parcel with every line of the order, as planning would make it. */
function putIntoParcel(station: TestStation, order: IncomingOrder): void {
  const { orderKey } = storedOrder(station);
  station.parts.database.write((writer) => {
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) VALUES ('P1', ?, 'planned', 'untagged', 0)`,
      [aShop.shopId],
    );
    for (const line of order.lines) {
      writer.run(
        `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) VALUES ('P1', ?, ?, ?)`,
        [orderKey, line.lineId, line.quantity],
      );
    }
  });
}

it('takes a new order in with its lines', async () => {
  await using station = testStation();

  const taken = withOrders(station, [anOrder({ lines: [{ quantity: 2 }, { skuCode: 'CAP-BLUE' }] })]);

  expect(taken).toMatchObject({ new: 1, changed: 0, same: 0 });
  expect(storedOrder(station)).toMatchObject({ state: 'to-ship', lineCount: 2, pieceCount: 3 });
  expect(listOrderLines(station.parts.database, taken.changedKeys)).toMatchObject([
    { skuCode: 'MUG-RED', quantity: 2 },
    { skuCode: 'CAP-BLUE', quantity: 1 },
  ]);
  expect(verbs(station)).toEqual(['order.taken-in']);
});

it('writes nothing when the same order comes again', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);
  station.parts.database.write((writer) => writer.run(`UPDATE orders SET is_search_stale = 0`));

  const taken = withOrders(station, [anOrder()]);

  expect(taken).toEqual({ new: 0, changed: 0, same: 1, changedKeys: [] });
  expect(station.parts.database.get(`SELECT is_search_stale FROM orders`)).toEqual({ is_search_stale: 0 });
  expect(verbs(station)).toEqual(['order.taken-in']);
});

it('keeps the order key when an order changes and marks it for the search', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);
  const before = storedOrder(station).orderKey;
  station.parts.database.write((writer) => writer.run(`UPDATE orders SET is_search_stale = 0`));

  const taken = withOrders(station, [anOrder({ buyerNote: '请放门口' })]);

  expect(taken).toMatchObject({ changed: 1, changedKeys: [before] });
  expect(storedOrder(station)).toMatchObject({ orderKey: before, buyerNote: '请放门口' });
  expect(station.parts.database.get(`SELECT is_search_stale FROM orders`)).toEqual({ is_search_stale: 1 });
});

it('tells the screens once, and only when something changed', async () => {
  await using station = testStation();
  withOrders(station, []);
  const told: string[] = [];
  station.events.on((event) => told.push(event.kind));

  withOrders(station, [anOrder(), anOrder({ orderId: '576000000000000002' })]);
  withOrders(station, [anOrder()]);

  expect(told).toEqual(['orders.changed']);
});

it('holds an order when a cancellation is asked and remembers since when', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);
  const askedAt = station.clock.now();

  withOrders(station, [anOrder({ hold: 'cancel-requested' })]);
  await station.clock.pass(60_000);
  withOrders(station, [anOrder({ hold: 'cancel-requested', sellerNote: 'x' })]);

  expect(storedOrder(station).hold).toBe('cancel-requested');
  expect(station.parts.database.get(`SELECT hold_at FROM orders`)).toEqual({ hold_at: askedAt });
  expect(verbs(station)).toEqual(['order.taken-in', 'order.held', 'order.changed']);
});

it('keeps a hold when a source that knows no cancellations tells the order anew', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ hold: 'refund-requested', lines: [{ hold: 'refund-requested' }] })]);

  withOrders(station, [anOrder({ tellsHold: false, sellerNote: 'from a short file' })]);

  expect(storedOrder(station)).toMatchObject({ hold: 'refund-requested', sellerNote: 'from a short file' });
});

it('frees an order when the source says that the request was withdrawn', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ hold: 'cancel-requested' })]);

  withOrders(station, [anOrder()]);

  expect(storedOrder(station).hold).toBeNull();
});

it('keeps a tag that a file without tags does not mention', async () => {
  await using station = testStation();
  const tags = [{ key: 'sug_home_deliver', text: '音需达' }];
  withOrders(station, [anOrder({ doorTag: 'tagged', tags })]);

  withOrders(station, [anOrder({ doorTag: 'unknown', lines: [{ doorTag: 'unknown' }] })]);

  expect(storedOrder(station)).toMatchObject({ doorTag: 'tagged', tags });
  expect(listOrderLines(station.parts.database, [storedOrder(station).orderKey])[0]?.doorTag).toBe('tagged');
});

it('forgets a line that is gone when no parcel holds it', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ lines: [{}, { skuCode: 'CAP-BLUE' }] })]);

  withOrders(station, [anOrder({ lines: [{}] })]);

  expect(listOrderLines(station.parts.database, [storedOrder(station).orderKey])).toHaveLength(1);
  expect(storedOrder(station).lineCount).toBe(1);
});

it('holds a line that is gone from the order but lies in a parcel', async () => {
  await using station = testStation();
  const order = anOrder({ lines: [{}, { skuCode: 'CAP-BLUE' }] });
  withOrders(station, [order]);
  putIntoParcel(station, order);

  withOrders(station, [anOrder({ lines: [{}] })]);

  const lines = listOrderLines(station.parts.database, [storedOrder(station).orderKey]);
  expect(lines.map(({ skuCode, hold }) => [skuCode, hold])).toEqual([
    ['MUG-RED', null],
    ['CAP-BLUE', 'refunded'],
  ]);
});

it('does not bring a shipped order back when an older file is imported late', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ state: 'shipped', shippedAt: station.clock.now() })]);

  const taken = withOrders(station, [anOrder({ state: 'to-ship' })]);

  expect(taken).toMatchObject({ same: 1, changed: 0 });
  expect(storedOrder(station).state).toBe('shipped');
});

it('writes a cancellation down as what it is and takes the deadline away', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);
  expect(storedOrder(station).dueAt).not.toBeNull();

  withOrders(station, [anOrder({ state: 'cancelled' })]);

  expect(storedOrder(station)).toMatchObject({ state: 'cancelled', dueAt: null });
  expect(verbs(station)).toEqual(['order.taken-in', 'order.cancelled']);
});

it('seals a clear recipient and shows only a mask', async () => {
  await using station = testStation();
  const clear = { name: '王小明', phone: '13800000001', address: '浙江省杭州市西湖区示例路1号' };

  withOrders(station, [anOrder({ recipient: { ...clear, key: 'clear:x', isMasked: false } })]);

  const row = station.parts.database.get<{ recipient_mask: string; recipient_sealed: Uint8Array }>(
    `SELECT recipient_mask, recipient_sealed FROM orders`,
  );
  expect(row?.recipient_mask).toBe('王** · 138****0001 · 浙江省杭州市 ****');
  expect(row && openRecipient(station.parts.vault, row.recipient_sealed)).toEqual(clear);
});

it('keeps the known recipient when a later file tells none', async () => {
  await using station = testStation();
  withOrders(station, [anOrder()]);

  withOrders(station, [anOrder({ recipient: { key: null, name: '', phone: '', address: '', region: '' } })]);

  expect(storedOrder(station).recipientMask).toContain('王**');
});

it('does not keep a clear recipient whose parcel left long ago', async () => {
  await using station = testStation();
  const clear = {
    name: '王小明',
    phone: '13800000001',
    address: '示例路1号',
    key: 'clear:x',
    isMasked: false,
  };

  withOrders(station, [
    anOrder({
      state: 'shipped',
      shippedAt: station.clock.now() - 91 * 86_400_000,
      recipient: clear,
    }),
  ]);

  expect(station.parts.database.get(`SELECT recipient_key, recipient_sealed FROM orders`)).toEqual({
    recipient_key: null,
    recipient_sealed: null,
  });
});

it('keeps codes in the one spelling in which they are scanned', async () => {
  await using station = testStation();

  const { changedKeys } = withOrders(station, [anOrder({ lines: [{ skuCode: ' mug-red\t' }] })]);

  expect(listOrderLines(station.parts.database, changedKeys)[0]?.skuCode).toBe('MUG-RED');
});
