// The step from a station that walked by bin codes alone.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('has no plan of the warehouse until one is drawn, for the station or for one shop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0060-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 60) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'douyin', 'files', 'Asia/Shanghai', 1)`,
    );
  });
  before.close();

  const after = openDatabase(path);
  const drawnBefore = after.all(`SELECT * FROM warehouse_plans`);
  after.write((writer) => {
    writer.run(
      `INSERT INTO warehouse_plans (shop_id, plan_json, changed_at, changed_by) VALUES (NULL, '{}', 2, 'Lin'), ('s', NULL, 3, 'Lin')`,
    );
  });
  const plans = after.all(`SELECT plan_no, shop_id FROM warehouse_plans ORDER BY plan_no`);
  after.close();
  rmSync(folder, { recursive: true, force: true });

  expect(drawnBefore).toEqual([]);
  expect(plans).toEqual([
    { plan_no: 1, shop_id: null },
    { plan_no: 2, shop_id: 's' },
  ]);
});
