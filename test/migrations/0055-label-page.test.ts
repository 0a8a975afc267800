// The steps from a station whose parcels had one label each, all drawn by itself, on rolls that nobody counted.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Writer } from '../../main/database/database.ts';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-0055-'));
  path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < 55) });
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
    writer.run(
      `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) VALUES ('P1', 's', 'planned', 'untagged', 1)`,
    );
    addLabel(writer, 'L1', 1, '');
  });
  before.close();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addLabel(writer: Writer, labelId: string, position: number, part: string): void {
  writer.run(
    `INSERT INTO labels (label_id, parcel_id, batch_id, position, tracking_number, state, facts_json, queued_at
       ${part === '' ? '' : ', part'}) VALUES (?, 'P1', 'B1', ?, 'YT1', 'queued', '{}', 1 ${part === '' ? '' : `, '${part}'`})`,
    [labelId, position],
  );
}

it('lets a parcel have a goods list beside its label, and each of them once', () => {
  const after = openDatabase(path);

  after.write((writer) => addLabel(writer, 'L2', 2, 'goods-1'));

  expect(after.all(`SELECT label_id, part FROM labels ORDER BY position`)).toEqual([
    { label_id: 'L1', part: 'label' },
    { label_id: 'L2', part: 'goods-1' },
  ]);
  expect(() => after.write((writer) => addLabel(writer, 'L3', 3, 'goods-1'))).toThrow();
  expect(() => after.write((writer) => addLabel(writer, 'L3', 3, 'label'))).toThrow();
  expect(() => after.write((writer) => addLabel(writer, 'L3', 3, 'rest'))).toThrow();
  after.close();
});

it('keeps a platform’s label with its parcel and forgets it with it', () => {
  const after = openDatabase(path);
  after.write((writer) => {
    writer.run(
      `INSERT INTO label_documents (parcel_id, format, page_count, tracking_number, source, sealed, kept_at, kept_by)
       VALUES ('P1', 'pdf', 2, 'YT1', 'hand', x'00', 1, 'Lin')`,
    );
    writer.run(`DELETE FROM labels`);
    writer.run(`DELETE FROM parcels`);
  });

  expect(after.all(`SELECT * FROM label_documents`)).toEqual([]);
  after.close();
});

it('counts a label off the roll once, when it is first known to have left', () => {
  const after = openDatabase(path);
  after.write((writer) => {
    writer.run(`INSERT INTO printer_rolls (printer_id, label_count, loaded_at) VALUES ('D1', 500, 1)`);
    writer.run(`UPDATE labels SET printer_id = 'D1', sending_at = 2`);
    writer.run(`UPDATE labels SET sent_at = 3`);
    writer.run(`UPDATE labels SET printed_at = 4`);
    writer.run(`INSERT INTO test_labels VALUES ('D1', 5, 'Lin'), ('D2', 5, 'Lin')`);
  });

  expect(after.get(`SELECT label_count, used_count FROM printer_rolls`)).toEqual({
    label_count: 500,
    used_count: 2,
  });
  after.close();
});
