// Building waves out of 10,000 and 100,000 planned orders, held against reading their lines: the same statement, row by row. A third of
// the lines are one SKU in twelve variants, as after a live sale. Building is everything a screen waits for: reading, grouping by all
// rules, what is short. Prints one JSON line: {"wave.10k_ratio":…,"wave.100k_ratio":…}; times go to stderr. Goal 6: at most 3.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../main/database/open-database.ts';
import { proposeRead } from '../../main/picks/grouping/proposal-reads.ts';
import { type PlannedRow, plannedLinesSql } from '../../main/picks/grouping/read-proposals.ts';

const now = Date.UTC(2026, 8, 22, 1);
const rounds = 9;
/** A floor asks all morning: both sides are measured when the machine has compiled them. */
const warmUps = 12;

const folder = mkdtempSync(join(tmpdir(), 'parcelbench-waves-'));
try {
  process.stdout.write(
    `${JSON.stringify({ 'wave.10k_ratio': measure(10_000), 'wave.100k_ratio': measure(100_000) })}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(orderCount: number): number {
  const path = join(folder, `${orderCount}.db`);
  seed(path, orderCount);
  const database = openDatabase(path, { readOnly: true });
  const ratios: number[] = [];
  for (let round = 0; round < (orderCount > 50_000 ? 2 : warmUps); round += 1)
    proposeRead.run(database, now, {});
  for (let round = 0; round < rounds; round += 1) {
    const readMs = timed(() => {
      let pieces = 0;
      for (const row of database.iterate<PlannedRow>(plannedLinesSql)) pieces += row.quantity;
      return pieces;
    });
    let waves = 0;
    const buildMs = timed(() => {
      waves = proposeRead.run(database, now, {}).waveCount;
    });
    process.stderr.write(
      `${orderCount} orders: read ${readMs.toFixed(0)} ms, ${waves} waves in ${buildMs.toFixed(0)} ms\n`,
    );
    ratios.push(buildMs / readMs);
  }
  database.close();
  return ratios.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

/** Planned parcels of one order each: 35 in 100 lines are one of twelve hot variants, the rest any of 3,000 SKUs. */
function seed(path: string, orderCount: number): void {
  const database = openDatabase(path);
  let state = 11;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  database.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'douyin', 'files', 'Asia/Shanghai', 1)`,
    );
    for (let sku = 0; sku < 3_012; sku += 1) {
      writer.run(
        `INSERT INTO skus (sku_code, name, bin_code, stock, weight_grams, content_hash, changed_at) VALUES (?, ?, ?, 90000, 200, '', 1)`,
        [`S${sku}`, `SKU ${sku}`, `${'ABCDEFGH'[sku % 8]}-${sku % 40}-${sku % 3}`],
      );
    }
    for (let key = 1; key <= orderCount; key += 1) {
      const lines = [1, 1, 1, 1, 1, 2, 2, 3, 3, 4][draw(10)] ?? 1;
      const dueAt = now + draw(72) * 3_600_000;
      writer.run(
        `INSERT INTO orders (order_key, shop_id, order_id, state, platform_state, door_tag, tags_json, recipient_mask, region, buyer_note,
           seller_note, due_at, line_count, piece_count, content_hash, source, first_seen_at, changed_at, is_search_stale)
         VALUES (?, 's', ?, 'to-ship', '', 'untagged', '[]', '', '', '', '', ?, ?, 1, '', 'bench', 1, 1, 0)`,
        [key, String(key), dueAt, lines],
      );
      const parcelId = `P${String(key).padStart(10, '0')}`;
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, carrier, due_at, planned_at) VALUES (?, 's', 'planned', 'untagged', ?, ?, 1)`,
        [parcelId, draw(3) === 0 ? 'YTO' : 'ZTO', dueAt],
      );
      for (let line = 1; line <= lines; line += 1) {
        const sku = draw(100) < 35 ? draw(12) : 12 + draw(3_000);
        writer.run(
          `INSERT INTO order_lines (order_key, line_id, sku_code, name, spec, quantity, is_gift, door_tag) VALUES (?, ?, ?, '', '', ?, 0, 'untagged')`,
          [key, String(line), `S${sku}`, draw(5) === 0 ? 2 : 1],
        );
        writer.run(
          `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) SELECT ?, order_key, line_id, quantity FROM order_lines
           WHERE order_key = ? AND line_id = ?`,
          [parcelId, key, String(line)],
        );
      }
    }
  });
  database.close();
}
