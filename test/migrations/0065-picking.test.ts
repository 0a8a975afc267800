// The steps from a station that knew waves as one list each.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-0065-'));
  path = join(folder, 'station.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes one cart of a wave that was one list, and puts what was fetched into its first slots', () => {
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 65) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'douyin', 'files', 'Asia/Shanghai', 1)`,
    );
    writer.run(
      `INSERT INTO waves (wave_id, name, state, parcel_count, released_at, released_by) VALUES ('W123456789A', 'W1', 'released', 2, 5, 'Lin')`,
    );
    for (const parcel of ['P1', 'P2']) {
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at, wave_id) VALUES (?, 's', 'released', 'untagged', 1, 'W123456789A')`,
        [parcel],
      );
    }
    writer.run(
      `INSERT INTO pick_lines (wave_id, position, sku_code, bin_code, quantity, picked_quantity) VALUES ('W123456789A', 1, 'TEA', 'A-1', 5, 3)`,
    );
    writer.run(
      `INSERT INTO pick_slots VALUES ('W123456789A', 1, 1, 'P1', 2), ('W123456789A', 1, 2, 'P2', 3)`,
    );
  });
  before.close();

  const after = openDatabase(path);
  const carts = after.all(`SELECT cart_id, wave_id, cart_no, mode, parcel_count FROM carts`);
  const slots = after.all(`SELECT slot, picked_quantity FROM pick_slots ORDER BY slot`);
  const parcels = after.all(`SELECT cart_no FROM parcels`);
  after.close();

  expect(carts).toEqual([
    { cart_id: 'C123456789A', wave_id: 'W123456789A', cart_no: 1, mode: 'list', parcel_count: 2 },
  ]);
  expect(slots).toEqual([
    { slot: 1, picked_quantity: 2 },
    { slot: 2, picked_quantity: 1 },
  ]);
  expect(parcels).toEqual([{ cart_no: 1 }, { cart_no: 1 }]);
});

it('has room for bins, rules, a plan and steps, and takes them away with what they belong to', () => {
  const database = openDatabase(path);
  database.write((writer) => {
    writer.run(`INSERT INTO skus (sku_code, name, content_hash, changed_at) VALUES ('TEA', 'Tea', 'x', 1)`);
    writer.run(`INSERT INTO sku_bins VALUES ('TEA', 'A-1', 1, 3, NULL, 1), ('TEA', 'B-1', 2, NULL, 7, 1)`);
    writer.run(`INSERT INTO wave_rules VALUES ('', '{}', 1, 'Lin')`);
    writer.run(`INSERT INTO warehouse_plans VALUES (1, NULL, '{}', 1, 'Lin')`);
    writer.run(
      `INSERT INTO waves (wave_id, name, state, parcel_count, released_at, released_by) VALUES ('W', 'W1', 'released', 0, 5, 'Lin')`,
    );
    writer.run(`INSERT INTO pick_steps VALUES (1, 'W', 1, 1, 'picked', 1, 1, NULL, 9, 'Chen', 0)`);
    writer.run(`DELETE FROM skus`);
    writer.run(`DELETE FROM waves`);
  });

  const left = database.get(
    `SELECT (SELECT count(*) FROM sku_bins) AS bins, (SELECT count(*) FROM pick_steps) AS steps`,
  );
  database.close();
  expect(left).toEqual({ bins: 0, steps: 0 });
});
