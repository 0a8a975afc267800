// The step from a station that knew of a label only that it was printed somehow.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-0040-'));
  path = join(folder, 'station.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('says of each label that went out which printer it went to, and of the others nothing', () => {
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 40) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'douyin', 'files', 'Asia/Shanghai', 1)`,
    );
    writer.run(
      `INSERT INTO printers (printer_id, name, kind, settings_json) VALUES ('D1', 'Zebra', 'zpl-tcp', '{}')`,
    );
    writer.run(
      `INSERT INTO batches (batch_id, batch_no, printer_id, state, label_count, created_at, created_by)
       VALUES ('B1', 1, 'D1', 'paused', 2, 1, 'Lin')`,
    );
    for (const position of [1, 2]) {
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) VALUES (?, 's', 'planned', 'untagged', 1)`,
        [`P${position}`],
      );
      writer.run(
        `INSERT INTO labels (label_id, parcel_id, batch_id, position, tracking_number, state, facts_json, queued_at, sending_at)
         VALUES (?, ?, 'B1', ?, 'YT1', ?, '{}', 1, ?)`,
        [
          `L${position}`,
          `P${position}`,
          position,
          position === 1 ? 'sent' : 'queued',
          position === 1 ? 2 : null,
        ],
      );
    }
  });
  before.close();

  const after = openDatabase(path);

  const labels = after.all(
    `SELECT label_id, printer_id, printed_count, is_maybe_twice FROM labels ORDER BY position`,
  );
  const printers = after.all(`SELECT has_answered, unanswered_runs FROM printers`);
  after.close();
  expect(labels).toEqual([
    { label_id: 'L1', printer_id: 'D1', printed_count: null, is_maybe_twice: 0 },
    { label_id: 'L2', printer_id: null, printed_count: null, is_maybe_twice: 0 },
  ]);
  expect(printers).toEqual([{ has_answered: 0, unanswered_runs: 0 }]);
});
