// The step from a station that knew nothing of door delivery as the platform counts it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-0030-'));
  path = join(folder, 'station.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps what the station knew, and hears of signatures from then on', () => {
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 30) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'douyin', 'files', 'Asia/Shanghai', 1)`,
    );
    writer.run(
      `INSERT INTO orders (order_key, shop_id, order_id, state, platform_state, door_tag, tags_json, recipient_mask, region, buyer_note,
         seller_note, line_count, piece_count, content_hash, source, first_seen_at, changed_at)
       VALUES (7, 's', '1', 'shipped', '', 'tagged', '[]', '', '', '', '', 1, 1, '', 'test', 1, 1)`,
    );
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at, shipped_at) VALUES ('P', 's', 'shipped', 'tagged', 1, 2)`,
    );
  });
  before.close();

  const after = openDatabase(path);
  after.write((writer) => {
    writer.run(
      `INSERT INTO shipped_door_parcels (parcel_id, shop_id, day, shipped_at, carrier, is_compliant, reasons_json, fee_back_at)
       VALUES ('P', 's', '2026-09-22', 2, 'ZTO', 1, '[]', 30)`,
    );
    writer.run(`INSERT INTO shipped_door_lines (parcel_id, order_key, sku_code) VALUES ('P', 7, 'TEA')`);
    writer.run(`UPDATE orders SET state = 'finished', changed_at = 9 WHERE order_key = 7`);
  });

  const signed = after.get<{ signed_at: number }>(`SELECT signed_at FROM shipped_door_lines`);
  const orders = after.get<{ count: number }>(`SELECT count(*) AS count FROM orders`);
  after.close();
  expect(signed).toEqual({ signed_at: 9 });
  expect(orders).toEqual({ count: 1 });
});
