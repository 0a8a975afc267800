// The step from a station that forgot what it had asked for when the answer was lost.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('begins without a question, keeps the parcels, and takes a question once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0080-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 80) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'douyin', 'douyin', 'Asia/Shanghai', 1)`,
    );
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) VALUES ('P1', 's', 'planned', 'untagged', 1)`,
    );
  });
  before.close();
  const after = openDatabase(path);
  const ask = () =>
    after.write((writer) =>
      writer.run(`INSERT INTO asked_waybills (parcel_id, question, asked_at) VALUES ('P1', '{}', 1)`),
    );
  const count = (table: string) =>
    after.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;

  const counts = [count('asked_waybills'), count('parcels')];
  ask();

  expect(counts).toEqual([0, 1]);
  expect(ask).toThrow(/UNIQUE/);
  after.close();
  rmSync(folder, { recursive: true, force: true });
});
