// The step from a station that was handed every platform label.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('has fetched nothing yet for the parcels it had, and forgets a fetch with its parcel', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0073-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 73) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'tiktok', 'tiktok', 'Asia/Shanghai', 1)`,
    );
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) VALUES ('P1', 's', 'planned', 'untagged', 1)`,
    );
  });
  before.close();

  const after = openDatabase(path);
  const known = after.all(`SELECT * FROM label_fetches`);
  after.write((writer) => {
    writer.run(
      `INSERT INTO label_fetches (parcel_id, tracking_number, address_mark, state, attempts, changed_at) VALUES ('P1', 'JT1', '', 'waiting', 0, 1)`,
    );
    writer.run(`DELETE FROM parcels WHERE parcel_id = 'P1'`);
  });
  const left = after.all(`SELECT * FROM label_fetches`);
  after.close();
  rmSync(folder, { recursive: true, force: true });

  expect([known, left]).toEqual([[], []]);
});
