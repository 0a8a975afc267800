// The step from a station that did not know what a piece takes up.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

it('keeps the goods there were, and knows no volume of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0069-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 69) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO skus (sku_code, name, weight_grams, content_hash, changed_at) VALUES ('TEA', 'Tea', 210, 'x', 1)`,
    );
  });
  before.close();

  const after = openDatabase(path);
  const goods = after.all(`SELECT sku_code, weight_grams, volume_ml FROM skus`);
  after.close();
  rmSync(folder, { recursive: true, force: true });

  expect(goods).toEqual([{ sku_code: 'TEA', weight_grams: 210, volume_ml: null }]);
});
