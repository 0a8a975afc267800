// The step from a station whose shops live by files alone.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('keeps the shops there were, and has room for one that is reached over the network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0070-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 70) });
  const addShop = `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at)
    VALUES (?, ?, 'douyin', ?, 'Asia/Shanghai', 1)`;
  before.write((writer) => writer.run(addShop, ['s', 'S', 'files']));
  before.close();

  const after = openDatabase(path);
  after.write((writer) => {
    writer.run(addShop, ['d', 'D', 'douyin']);
    writer.run(
      `INSERT INTO shop_secrets (shop_id, name, sealed, changed_at) VALUES ('d', 'app-secret', x'00', 2)`,
    );
    writer.run(`INSERT INTO shop_syncs (shop_id, pulled_at) VALUES ('d', 3)`);
  });
  const shops = after.all(`SELECT shop_id, connection FROM shops ORDER BY shop_id`);
  after.close();
  rmSync(folder, { recursive: true, force: true });

  expect(shops).toEqual([
    { shop_id: 'd', connection: 'douyin' },
    { shop_id: 's', connection: 'files' },
  ]);
});
