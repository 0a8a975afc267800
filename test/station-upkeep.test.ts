import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dayMs, minuteMs } from '../main/basics/clock.ts';
import { paperlessPrinterId } from '../main/devices/printers/printers-table.ts';
import { createUpkeep } from '../main/station-upkeep.ts';
import { anOrder, withOrders } from './builders/orders.ts';
import { withParcel } from './builders/packed-floor.ts';
import { type TestStation, testStation } from './builders/test-station.ts';

const clear = { name: '王小明', phone: '13800000001', address: '示例路1号', key: 'clear:x', isMasked: false };

/** Days go by with nothing but the upkeep running: a whole station has far too many timers for that. */
async function passDays(station: TestStation, days: number): Promise<void> {
  const upkeep = createUpkeep(station.parts);
  upkeep.start();
  await station.clock.pass(days * dayMs);
  await upkeep.stop();
}

function countOf(station: TestStation, table: string): number {
  const sql = `SELECT count(*) AS count FROM ${table}`;
  return station.parts.database.get<{ count: number }>(sql)?.count ?? 0;
}

it('forgets recipients by itself while the station runs, and writes it down', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ state: 'cancelled', recipient: clear })]);
  station.clock.set(station.clock.now() + 91 * dayMs);

  station.start();
  await station.clock.pass(2 * minuteMs);

  expect(countOf(station, `orders WHERE recipient_sealed IS NOT NULL`)).toBe(0);
  expect(station.parts.database.get(`SELECT facts_json FROM audit WHERE verb = 'recipients.purged'`)).toEqual(
    { facts_json: '{"count":1,"days":90}' },
  );
});

it('looks again every few hours and follows the setting', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ state: 'cancelled', recipient: clear })]);
  await station.ask('settings.set', { name: 'privacy.purgeAfterDays', value: 2 });

  await passDays(station, 1);
  const early = countOf(station, `orders WHERE recipient_sealed IS NOT NULL`);
  await passDays(station, 2);

  expect([early, countOf(station, `orders WHERE recipient_sealed IS NOT NULL`)]).toEqual([1, 0]);
});

it('forgets with the order whom its parcel was planned for, what its label kept, and the picture of it', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1', recipient: clear })]);
  const parcelId = withParcel(station, ['1']);
  const { batches } = await station.ask('batches.create', {
    parcelIds: [parcelId],
    printerId: paperlessPrinterId,
  });
  await station.ask('batches.start', { batchId: batches[0]?.batchId as never, wait: true }); // made right above
  const pictures = join(station.dataDir, 'labels', '1');
  const before = existsSync(pictures);
  station.parts.database.write((writer) => {
    writer.run(`UPDATE parcels SET state = 'shipped', shipped_at = ?`, [station.clock.now()]);
    writer.run(`UPDATE labels SET reason_facts_json = '{"character":"王"}'`);
  });

  await passDays(station, 91);

  const { database } = station.parts;
  expect([before, existsSync(pictures)]).toEqual([true, false]);
  expect(database.get(`SELECT recipient_key FROM parcels`)).toEqual({ recipient_key: null });
  expect(database.get(`SELECT reason_facts_json FROM labels`)).toEqual({ reason_facts_json: null });
  expect(database.get(`SELECT recipient_sealed, recipient_key FROM orders`)).toEqual({
    recipient_sealed: null,
    recipient_key: null,
  });
});

it('keeps the pictures of younger batches', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1', recipient: clear })]);
  const parcelId = withParcel(station, ['1']);
  const { batches } = await station.ask('batches.create', {
    parcelIds: [parcelId],
    printerId: paperlessPrinterId,
  });
  await station.ask('batches.start', { batchId: batches[0]?.batchId as never, wait: true }); // made right above

  await passDays(station, 80);

  expect(existsSync(join(station.dataDir, 'labels', '1'))).toBe(true);
});

it('drops what was paid, scanned and answered long ago, bite by bite, and keeps the rest', async () => {
  await using station = testStation();
  const old = station.clock.now();
  withOrders(station, [anOrder({ orderId: '1' }), anOrder({ orderId: '2', recipient: { key: 'b' } })]);
  const shipped = withParcel(station, ['1'], { state: 'shipped' });
  const stillHere = withParcel(station, ['2'], { state: 'packed' });
  station.parts.database.write((writer) => {
    const owe = (key: string, subject: string, state: string, settledAt: number | null) =>
      writer.run(
        `INSERT INTO outbox (idempotency_key, shop_id, kind, subject_id, payload_json, state, next_try_at, created_at, settled_at)
         VALUES (?, 'shop-1', 'shipment', ?, '{}', ?, 0, 0, ?)`,
        [key, subject, state, settledAt],
      );
    for (let index = 0; index < 700; index += 1) owe(`paid-${index}`, shipped, 'done', old);
    owe('of a parcel that is still here', stillHere, 'done', old);
    owe('needs a person', shipped, 'needs-person', old);
    owe('paid lately', shipped, 'done', old + 80 * dayMs);
    for (let index = 0; index < 700; index += 1) {
      writer.run(
        `INSERT INTO bench_scans (scan_id, bench_id, at, raw_code, outcome, person, answer_json)
         VALUES (?, 'A', ?, 'X', 'unknown', 'Lin', '')`,
        [`scan-${index}`, index < 690 ? old : old + 80 * dayMs],
      );
      writer.run(
        `INSERT INTO answered_requests (request_id, name, answer_json, answered_at) VALUES (?, 'x', '1', ?)`,
        [`request-${index}`, index < 690 ? old : old + 90 * dayMs],
      );
      writer.run(
        `INSERT INTO slips (slip_id, kind, subject_id, printer_id, state, asked_by, asked_at)
         VALUES (?, 'end-of-day', '2026-09-22', ?, 'sent', 'Lin', ?)`,
        [`slip-${index}`, paperlessPrinterId, index < 690 ? old : old + 80 * dayMs],
      );
    }
  });

  await passDays(station, 92);

  const kept = station.parts.database
    .all<{ idempotency_key: string }>(`SELECT idempotency_key FROM outbox ORDER BY outbox_no`)
    .map((row) => row.idempotency_key);
  expect(kept).toEqual(['of a parcel that is still here', 'needs a person', 'paid lately']);
  const left = ['bench_scans', 'answered_requests', 'slips'].map((table) => countOf(station, table));
  expect(left).toEqual([10, 10, 10]);
});

it('stops in the middle of its work without waiting for the next bite', async () => {
  await using station = testStation();
  const upkeep = createUpkeep(station.parts);
  upkeep.start();
  await station.clock.pass(minuteMs);

  await upkeep.stop();

  expect(station.parts.database.connection.open).toBe(true);
});
