// The step from a station that did not know when a shop's consent ends.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('keeps the accounts there were, and knows no end of their consents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0074-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 74) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('d', 'D', 'douyin', 'douyin', 'Asia/Shanghai', 1)`,
    );
    writer.run(`INSERT INTO shop_links (shop_id, link_json, changed_at) VALUES ('d', '{}', 2)`);
  });
  before.close();

  const after = openDatabase(path);
  const links = after.all(`SELECT * FROM shop_links`);
  after.close();
  rmSync(folder, { recursive: true, force: true });

  expect(links).toEqual([{ shop_id: 'd', link_json: '{}', changed_at: 2, consent_ends_at: null }]);
});
