// The step from a station that printed labels only.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-0050-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps the printers, and one slip for a request however often it is asked', () => {
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 50) });
  before.write((writer) =>
    writer.run(
      `INSERT INTO printers (printer_id, name, kind, settings_json) VALUES ('D1', '小票', 'zpl-tcp', '{"host":"10.0.0.9"}')`,
    ),
  );
  before.close();

  const after = openDatabase(path);
  const add = (slipId: string) =>
    after.write((writer) =>
      writer.run(
        `INSERT INTO slips (slip_id, kind, subject_id, printer_id, state, asked_by, asked_at, request_id)
         VALUES (?, 'picking-list', 'W1', 'D1', 'queued', 'Lin', 1, 'r1')`,
        [slipId],
      ),
    );
  add('S1');

  expect(() => add('S2')).toThrow(/UNIQUE/);
  expect(after.all(`SELECT slip_id, state FROM slips`)).toEqual([{ slip_id: 'S1', state: 'queued' }]);
  expect(after.get(`SELECT name FROM printers WHERE printer_id = 'D1'`)).toEqual({ name: '小票' });
  after.close();
});
