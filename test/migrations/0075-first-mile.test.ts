// The steps from a station that knew neither orders nobody could read, nor the seller's own cancellations, nor the first mile.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Writer } from '../../main/database/database.ts';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

function brought(from: number) {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-0075-'));
  const path = join(folder, 'station.db');
  const before = openDatabase(path, { migrations: migrations.filter((step) => step.number < from) });
  before.write((writer) => {
    writer.run(
      `INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at) VALUES ('s', 'S', 'tiktok', 'tiktok', 'Asia/Bangkok', 1)`,
    );
    for (const parcelId of ['P1', 'P2'])
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, state, door_tag, planned_at) VALUES (?, 's', 'packed', 'untagged', 1)`,
        [parcelId],
      );
  });
  before.close();
  const database = openDatabase(path);
  return {
    database,
    [Symbol.dispose]() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

it('begins without unread orders, cancellations of its own and bundles', () => {
  using station = brought(75);
  const count = (table: string) =>
    station.database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;

  const counts = ['unread_orders', 'own_cancellations', 'first_mile_bundles', 'parcel_numbers'].map(count);

  expect(counts).toEqual([0, 0, 0, 0]);
});

it('fills one bundle of a shop at a time, and puts a parcel into one only, unless it was left out of it', () => {
  using station = brought(77);
  const { database } = station;
  const open = (writer: Writer, id: string, state: string) =>
    writer.run(
      `INSERT INTO first_mile_bundles (bundle_id, shop_id, state, opened_at, opened_by) VALUES (?, 's', ?, 1, 'Lin')`,
      [id, state],
    );
  const add = (writer: Writer, id: string, code: string | null) =>
    writer.run(
      `INSERT INTO first_mile_parcels (bundle_id, parcel_id, added_at, added_by, code) VALUES (?, 'P1', 1, 'Lin', ?)`,
      [id, code],
    );
  database.write((writer) => {
    open(writer, 'B1', 'made');
    open(writer, 'B2', 'open');
    add(writer, 'B1', 'first-mile.refused');
    add(writer, 'B2', null);
    open(writer, 'B3', 'telling');
  });

  const secondOpen = () => database.write((writer) => open(writer, 'B4', 'open'));
  const secondHome = () => database.write((writer) => add(writer, 'B3', null));

  expect(secondOpen).toThrow(/UNIQUE/);
  expect(secondHome).toThrow(/UNIQUE/);
});

it('forgets the other numbers of a parcel with it', () => {
  using station = brought(78);
  station.database.write((writer) => {
    writer.run(`INSERT INTO parcel_numbers (number, parcel_id) VALUES ('LM1', 'P1'), ('LM2', 'P2')`);
    writer.run(`DELETE FROM parcels WHERE parcel_id = 'P1'`);
  });

  const left = station.database.all(`SELECT number FROM parcel_numbers`);

  expect(left).toEqual([{ number: 'LM2' }]);
});
