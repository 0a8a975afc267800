// A step that was released is never edited: stations out there have run it. What each released step made is kept beside this file,
// and a station made of that is brought up to today.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Reader } from '../../main/database/database.ts';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase } from '../../main/database/open-database.ts';

// Until the first release `npx vitest run test/migrations -u` writes this file anew; after it, a difference is a mistake.
const firstSchemaFile = join(import.meta.dirname, '0010-first-schema.sql');

/** Everything in the file that was declared, in the order of its names. FTS5 keeps tables of its own, which it makes itself. */
function schemaOf(reader: Reader): string {
  return reader
    .all<{ sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
         AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
       ORDER BY type = 'table' DESC, type, name`,
    )
    .map(({ sql }) => `${sql};\n`)
    .join('\n');
}

/** A station's file as the first release left it, with a shop and two things that were done. */
function stationOfTheFirstRelease(): { readonly file: string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-first-'));
  const file = join(folder, 'station.db');
  const connection = new SqliteDatabase(file);
  connection.exec(readFileSync(firstSchemaFile, 'utf8'));
  connection.exec(`
    INSERT INTO shops (shop_id, name, market, connection, time_zone, created_at)
      VALUES ('shop-1', '晨光小铺', 'tiktok', 'files', 'Asia/Shanghai', 1);
    INSERT INTO settings (name, value_json, changed_at, changed_by) VALUES ('printing.batchSize', '33', 2, 'Chen');
    INSERT INTO audit (at, person, verb, subject_kind, subject_id, facts_json)
      VALUES (1, 'Lin', 'shop.added', 'shop', 'shop-1', '{}'), (2, 'Chen', 'setting.changed', 'setting', 'printing.batchSize', '{}');
    PRAGMA user_version = 10;`);
  connection.close();
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

it('the first step makes what it made when it was released', async () => {
  const database = openDatabase(':memory:', { migrations: migrations.slice(0, 1) });

  const made = schemaOf(database);
  database.close();

  await expect(made).toMatchFileSnapshot(firstSchemaFile);
});

it('a station of the first release opens today, whole, as a new one would be', () => {
  using first = stationOfTheFirstRelease();
  const fresh = openDatabase(':memory:');

  const station = openDatabase(first.file);

  expect(schemaOf(station)).toBe(schemaOf(fresh));
  expect(station.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(station.connection.pragma('foreign_key_check')).toEqual([]);
  station.close();
  fresh.close();
});

it('a station of the first release keeps what it knew', () => {
  using first = stationOfTheFirstRelease();

  const station = openDatabase(first.file);

  expect(station.get(`SELECT name, market FROM shops`)).toEqual({ name: '晨光小铺', market: 'tiktok' });
  expect(station.get(`SELECT value_json FROM settings WHERE name = 'printing.batchSize'`)).toEqual({
    value_json: '33',
  });
  expect(station.all(`SELECT person, verb FROM audit WHERE at <= 2 ORDER BY entry_no`)).toEqual([
    { person: 'Lin', verb: 'shop.added' },
    { person: 'Chen', verb: 'setting.changed' },
  ]);
  station.close();
});
