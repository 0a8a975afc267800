// The step from a station that knew one deadline of an order.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('knows no later times of the orders it had, and forgets them with the order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0071-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 71) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'tiktok', 'files', 'Asia/Shanghai', 1)`,
    );
    writer.run(
      `INSERT INTO orders (order_key, shop_id, order_id, state, platform_state, door_tag, tags_json, recipient_mask, region, buyer_note,
         seller_note, line_count, piece_count, content_hash, source, first_seen_at, changed_at)
       VALUES (1, 's', '1', 'to-ship', '', 'unknown', '[]', '', '', '', '', 1, 1, 'x', 'file', 1, 1)`,
    );
  });
  before.close();

  const after = openDatabase(path);
  const known = after.all(`SELECT * FROM order_times`);
  after.write((writer) => {
    writer.run(`INSERT INTO order_times (order_key, updated_at) VALUES (1, 5)`);
    writer.run(`DELETE FROM orders WHERE order_key = 1`);
  });
  const left = after.all(`SELECT * FROM order_times`);
  after.close();
  rmSync(folder, { recursive: true, force: true });

  expect([known, left]).toEqual([[], []]);
});
