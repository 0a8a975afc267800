import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { settle } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { packParcels, parcelState } from '../builders/packed-parcels.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';
import { trainingBooks } from '../builders/training-books.ts';

async function trainingStation(): Promise<TestStation> {
  const station = testStation({ mode: 'training' });
  station.start();
  await settle();
  return station;
}

it('ships packed parcels, each once and each with its own result', async () => {
  await using station = await trainingStation();
  const parcels = packParcels(station.parts, { count: 8 });

  const owed = await station.ask('shipping.ship', { parcelIds: parcels.map((parcel) => parcel.parcelId) });
  await station.ask('shipping.sendNow', {});

  const books = trainingBooks(station.dataDir);
  const page = await station.ask('shipping.page', { state: 'done', offset: 0, limit: 100 });
  expect(owed).toEqual({ owed: 8, refused: [] });
  expect(books.shipments.map((shipment) => shipment.trackingNumber).sort()).toEqual(
    parcels.map((parcel) => parcel.trackingNumber).sort(),
  );
  expect(page.rows.map((row) => row.state)).toEqual(Array(8).fill('done'));
  expect(parcels.map((parcel) => parcelState(station.parts.database, parcel.parcelId))).toEqual(
    Array(8).fill('shipped'),
  );
});

it('sends a parcel by itself soon after it is owed', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });

  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  await station.clock.pass(1_000);

  expect(trainingBooks(station.dataDir).shipments).toHaveLength(1);
});

it('learns at once that the shop now calls the order shipped', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });

  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});

  const order = station.parts.database.get<{ state: string; tracking_number: string }>(
    `SELECT state, tracking_number FROM orders WHERE order_id = ?`,
    [parcel?.orderId ?? ''],
  );
  expect(order).toEqual({ state: 'shipped', tracking_number: parcel?.trackingNumber });
});

it('owes a parcel once, however often it is asked', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });
  const parcelIds = [parcel?.parcelId ?? ''];

  await station.ask('shipping.ship', { parcelIds });
  await station.ask('shipping.ship', { parcelIds });

  expect((await station.ask('shipping.page', { state: 'all', offset: 0, limit: 10 })).total).toBe(1);
});

it('counts what is packed and not told, and sends it all when asked', async () => {
  await using station = await trainingStation();
  const [held, ...others] = packParcels(station.parts, { count: 3 });
  await station.ask('training.cancelOrder', { orderId: held?.orderId ?? '' });
  await station.ask('orders.pull', {});
  const before = await station.ask('shipping.page', {});

  const answer = await station.ask('shipping.ship', { parcelIds: 'unsent' });

  const after = await station.ask('shipping.page', {});
  expect([before.unsent, after.unsent]).toEqual([3, 1]);
  expect(answer).toMatchObject({ owed: others.length, refused: [{ parcelId: held?.parcelId }] });
});

it('refuses each parcel for itself: unknown, not packed, without a waybill', async () => {
  await using station = await trainingStation();
  const [open, bare, good] = packParcels(station.parts, { count: 3 });
  station.parts.database.write((writer) => {
    writer.run(`UPDATE parcels SET state = 'open' WHERE parcel_id = ?`, [open?.parcelId ?? '']);
    writer.run(`UPDATE parcels SET tracking_number = NULL WHERE parcel_id = ?`, [bare?.parcelId ?? '']);
  });
  const parcelIds = ['P-NOBODY', open?.parcelId ?? '', bare?.parcelId ?? '', good?.parcelId ?? ''];

  const answer = await station.ask('shipping.ship', { parcelIds });

  expect(answer.owed).toBe(1);
  expect(answer.refused.map(({ parcelId, code }) => ({ parcelId, code }))).toEqual([
    { parcelId: 'P-NOBODY', code: 'shipment.parcel-unknown' },
    { parcelId: open?.parcelId, code: 'shipment.not-packed' },
    { parcelId: bare?.parcelId, code: 'shipment.no-waybill' },
  ]);
});

it('refuses a parcel whose order is held, and names the rule', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });
  await station.ask('training.cancelOrder', { orderId: parcel?.orderId ?? '' });
  await station.ask('orders.pull', {});

  const answer = await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });

  expect(answer.refused).toMatchObject([{ code: 'shipment.blocked', facts: { rule: 'merge.hold' } }]);
});

it('stops a parcel whose buyer asked to cancel after it was packed, and leaves the decision to a person', async () => {
  await using station = await trainingStation();
  const [cancelled, other] = packParcels(station.parts, { count: 2 });
  await station.ask('shipping.ship', { parcelIds: [cancelled?.parcelId ?? '', other?.parcelId ?? ''] });
  await station.ask('training.cancelOrder', { orderId: cancelled?.orderId ?? '' });

  const tally = await station.ask('shipping.sendNow', {});

  const { rows } = await station.ask('shipping.page', { state: 'needs-person', offset: 0, limit: 10 });
  expect(tally).toMatchObject({ done: 1, held: 1 });
  expect(rows).toMatchObject([{ parcelId: cancelled?.parcelId, state: 'held', lastCode: 'merge.hold' }]);
  expect(rows[0]?.lastWords).toContain('申请取消');
  expect(parcelState(station.parts.database, cancelled?.parcelId ?? '')).toBe('packed');
  expect(trainingBooks(station.dataDir).shipments).toHaveLength(1);
});

it('pulls the parcel and gives its waybill back when a held shipment is withdrawn', async () => {
  await using station = await trainingStation();
  const orderId = openOrderId(station);
  const [parcel] = packParcels(station.parts, { orderId });
  const parcelId = parcel?.parcelId ?? ('' as ParcelId);
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET tracking_number = NULL, carrier = NULL`),
  );
  await station.ask('parcels.takeWaybills', { parcelIds: [parcelId] });
  await station.ask('shipping.ship', { parcelIds: [parcelId] });
  await station.ask('training.cancelOrder', { orderId });
  await station.ask('shipping.sendNow', {});
  const { rows } = await station.ask('shipping.page', { state: 'needs-person', offset: 0, limit: 10 });

  await station.ask('shipping.withdraw', { outboxNo: rows[0]?.outboxNo ?? 0, reason: '买家取消' });
  await station.ask('shipping.sendNow', {});

  expect(parcelState(station.parts.database, parcelId)).toBe('pulled');
  expect(trainingBooks(station.dataDir).waybills).toMatchObject([{ parcelId, isCancelled: true }]);
  expect(trainingBooks(station.dataDir).shipments).toEqual([]);
});

it('shows the words of a shop that refuses, and sends again when a person says so', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });
  await station.ask('training.setBehaviour', { behaviour: 'refusing' });
  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});
  const { rows } = await station.ask('shipping.page', { state: 'needs-person', offset: 0, limit: 10 });
  await station.ask('training.setBehaviour', { behaviour: 'normal' });

  await station.ask('shipping.retry', { outboxNo: rows[0]?.outboxNo ?? 0 });
  await station.ask('shipping.sendNow', {});

  expect(rows[0]).toMatchObject({ state: 'needs-person', lastCode: 'ship.refused' });
  expect(rows[0]?.lastWords).not.toBe('');
  expect(trainingBooks(station.dataDir).shipments).toHaveLength(1);
});

it('sends the corrected number when a refused parcel is tried again', async () => {
  await using station = await trainingStation();
  const [first, second] = packParcels(station.parts, { count: 2 });
  await station.ask('shipping.ship', { parcelIds: [first?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});
  station.parts.database.write((writer) => {
    // The parcel of another station used the number: only the shop can know.
    writer.run(`UPDATE parcels SET tracking_number = 'FREED-1' WHERE parcel_id = ?`, [first?.parcelId ?? '']);
    writer.run(`UPDATE orders SET tracking_number = NULL WHERE order_id = ?`, [first?.orderId ?? '']);
    writer.run(`UPDATE parcels SET tracking_number = ? WHERE parcel_id = ?`, [
      first?.trackingNumber ?? '',
      second?.parcelId ?? '',
    ]);
  });
  await station.ask('shipping.ship', { parcelIds: [second?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});
  const { rows } = await station.ask('shipping.page', { state: 'needs-person', offset: 0, limit: 10 });
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET tracking_number = '78999000111222' WHERE parcel_id = ?`, [
      second?.parcelId ?? '',
    ]),
  );

  await station.ask('shipping.retry', { outboxNo: rows[0]?.outboxNo ?? 0 });
  await station.ask('shipping.sendNow', {});

  expect(rows[0]?.lastCode).toBe('ship.tracking-used');
  expect(trainingBooks(station.dataDir).shipments.map((shipment) => shipment.trackingNumber)).toContain(
    '78999000111222',
  );
});

it('puts a row that makes no sense before a person and goes on with the others', async () => {
  await using station = await trainingStation();
  const parcels = packParcels(station.parts, { count: 2 });
  await station.ask('shipping.ship', { parcelIds: parcels.map((parcel) => parcel.parcelId) });
  station.parts.database.write((writer) =>
    writer.run(`UPDATE outbox SET payload_json = '{"parcel":7}' WHERE subject_id = ?`, [
      parcels[0]?.parcelId ?? '',
    ]),
  );

  const tally = await station.ask('shipping.sendNow', {});

  const { rows } = await station.ask('shipping.page', { state: 'needs-person', offset: 0, limit: 10 });
  expect(tally.done).toBe(1);
  expect(rows).toMatchObject([{ parcelId: parcels[0]?.parcelId, state: 'unreadable', trackingNumber: null }]);
});

it('reads the parcel anew when a person retries an unreadable row', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  station.parts.database.write((writer) => writer.run(`UPDATE outbox SET payload_json = 'torn {'`));
  await station.ask('shipping.sendNow', {});

  await station.ask('shipping.retry', { outboxNo: 1 });
  await station.ask('shipping.sendNow', {});

  expect(trainingBooks(station.dataDir).shipments).toHaveLength(1);
});

it('puts a kind of debt that this version does not know before a person', async () => {
  await using station = await trainingStation();
  station.parts.database.write((writer) =>
    writer.run(
      `INSERT INTO outbox (idempotency_key, shop_id, kind, subject_id, payload_json, state, next_try_at, created_at)
       VALUES ('k', 'training', 'carrier-pigeon', 'x', '{}', 'waiting', 0, 0)`,
    ),
  );

  await station.ask('shipping.sendNow', {});

  const row = station.parts.database.get(`SELECT state FROM outbox WHERE kind = 'carrier-pigeon'`);
  expect(row).toEqual({ state: 'unreadable' });
});

it('refuses to retry or withdraw what is settled, unknown or under way', async () => {
  await using station = await trainingStation();
  const parcels = packParcels(station.parts, { count: 2 });
  await station.ask('shipping.ship', { parcelIds: [parcels[0]?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});
  await station.ask('training.setBehaviour', { behaviour: 'losing-answers' });
  await station.ask('shipping.ship', { parcelIds: [parcels[1]?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});

  const settled = await station.askRefused('shipping.retry', { outboxNo: 1 });
  const unknown = await station.askRefused('shipping.withdraw', { outboxNo: 99, reason: 'x' });
  const inFlight = await station.askRefused('shipping.withdraw', { outboxNo: 2, reason: 'x' });

  expect(settled).toMatchObject({ code: 'shipping.settled', facts: { state: 'done' } });
  expect(unknown.code).toBe('shipping.unknown');
  expect(inFlight.code).toBe('shipping.in-flight');
});

it('lets only a supervisor withdraw a shipment', async () => {
  await using station = await trainingStation();

  const reply = await station.call(packer, 'shipping.withdraw', { outboxNo: 1, reason: 'x' });

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
});

it('writes no name and no address into the outbox', async () => {
  await using station = await trainingStation();
  const parcels = packParcels(station.parts);
  await station.ask('shipping.ship', { parcelIds: parcels.map((parcel) => parcel.parcelId) });

  const payloads = station.parts.database.all<{ payload_json: string }>(`SELECT payload_json FROM outbox`);

  expect(payloads.length).toBeGreaterThan(40);
  for (const { payload_json } of payloads) {
    expect(Object.keys(JSON.parse(payload_json)).sort()).toEqual([
      'carrier',
      'lines',
      'parcelId',
      'trackingNumber',
    ]);
    expect(payload_json).not.toMatch(/\*\*|省|市|区/);
  }
});

it('takes at most as many parcels in one call as the setting allows', async () => {
  await using station = await trainingStation();
  await station.ask('settings.set', { name: 'shipping.batchLimit', value: 5 });
  const parcels = packParcels(station.parts, { count: 12 });
  await station.ask('shipping.ship', { parcelIds: parcels.map((parcel) => parcel.parcelId) });

  const tally = await station.ask('shipping.sendNow', {});

  expect(tally).toMatchObject({ sent: 12, done: 12 });
});

it('keeps two stations apart: what one ships the other does not know', async () => {
  await using one = await trainingStation();
  await using other = await trainingStation();
  const [parcel] = packParcels(one.parts, { count: 1 });

  await one.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  await one.ask('shipping.sendNow', {});

  expect(trainingBooks(one.dataDir).shipments).toHaveLength(1);
  expect(trainingBooks(other.dataDir).shipments).toHaveLength(0);
});

function openOrderId(station: TestStation): string {
  const row = station.parts.database.get<{ order_id: string }>(
    `SELECT order_id FROM orders WHERE hold IS NULL AND line_count = 1 ORDER BY order_key LIMIT 1`,
  );
  return row?.order_id ?? '';
}

it('refuses to send again a parcel that was opened or lost its waybill meanwhile', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  station.parts.database.write((writer) => writer.run(`UPDATE parcels SET tracking_number = NULL`));
  const bare = await station.askRefused('shipping.retry', { outboxNo: 1 });
  station.parts.database.write((writer) => writer.run(`UPDATE parcels SET state = 'open'`));

  const open = await station.askRefused('shipping.retry', { outboxNo: 1 });

  expect(bare.code).toBe('shipment.no-waybill');
  expect(open).toMatchObject({ code: 'shipment.not-packed', facts: { state: 'open' } });
});

it('refuses a cancellation for what has left already', async () => {
  await using station = await trainingStation();
  const [parcel] = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });
  await station.ask('shipping.sendNow', {});

  const refusal = await station.askRefused('training.cancelOrder', { orderId: parcel?.orderId ?? '' });

  expect(refusal.code).toBe('training.order-too-late');
});

it('ships an order that came into the training shop by file, and keeps its recipient as the file told it', async () => {
  await using station = await trainingStation();
  const recipient = {
    key: null,
    name: 'Ann Example',
    phone: '000-0000-0000',
    address: '1 Nowhere Street, Testtown',
    region: 'Testtown',
    isMasked: false,
  };
  withOrders(station, [anOrder({ orderId: '576000000000000009', recipient })], 'training');
  const before = recipientOf(station, '576000000000000009');
  const [parcel] = packParcels(station.parts, { orderId: '576000000000000009' });
  await station.ask('shipping.ship', { parcelIds: [parcel?.parcelId ?? ''] });

  await station.ask('shipping.sendNow', {});
  await station.ask('orders.pull', {});

  const books = trainingBooks(station.dataDir);
  expect(books.shipments).toMatchObject([{ trackingNumber: parcel?.trackingNumber }]);
  expect(JSON.stringify(books)).not.toContain('Example');
  expect(recipientOf(station, '576000000000000009')).toEqual({ ...before, state: 'shipped' });
});

function recipientOf(station: TestStation, orderId: string) {
  return station.parts.database.get<Record<string, unknown>>(
    `SELECT recipient_mask, recipient_sealed, region, state FROM orders WHERE order_id = ?`,
    [orderId],
  );
}

it('tells the screens once for all parcels of one request', async () => {
  await using station = await trainingStation();
  const parcels = packParcels(station.parts, { count: 8 });
  let told = 0;
  station.events.on((event) => {
    if (event.kind === 'shipments.changed') told += 1;
  });

  await station.ask('shipping.ship', { parcelIds: parcels.map((parcel) => parcel.parcelId) });

  expect(told).toBe(1);
});
