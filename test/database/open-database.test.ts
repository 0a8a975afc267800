import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEvents, type StationEvent } from '../../main/basics/events.ts';
import { isFault } from '../../main/basics/fault.ts';
import { refuse } from '../../main/basics/refusal.ts';
import { checkAtOnceBytes, checkIntegrityBeside } from '../../main/database/check-integrity.ts';
import type { Database } from '../../main/database/database.ts';
import { migrations } from '../../main/database/migrations/index.ts';
import { openDatabase, openWorkerDatabase } from '../../main/database/open-database.ts';
import { createTurnMemory, stationTurn } from '../../main/database/writer-turn.ts';

let folder: string;
let path: string;
const opened: Database[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-db-'));
  path = join(folder, 'station.db');
});

afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Parameters<typeof openDatabase>[1] = {}): Database {
  const database = openDatabase(path, options);
  opened.push(database);
  return database;
}

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (isFault(thrown)) return thrown.code;
    throw thrown;
  }
  return 'nothing was thrown';
}

it('waits for the disk at every commit', () => {
  const database = open();

  expect(database.connection.pragma('synchronous', { simple: true })).toBe(2);
  expect(database.connection.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(database.connection.pragma('foreign_keys', { simple: true })).toBe(1);
});

it('waits for the disk again after the file was closed and opened', () => {
  open().close();
  opened.pop();

  expect(open().connection.pragma('synchronous', { simple: true })).toBe(2);
});

it('waits for the disk in a worker too', () => {
  open();

  const beside = openWorkerDatabase(path, createEvents(), stationTurn(createTurnMemory()));
  opened.push(beside);

  expect(beside.connection.pragma('synchronous', { simple: true })).toBe(2);
});

it('keeps every table strict, so that a barcode can never become a number', () => {
  const database = open();

  const loose = database.all<{ name: string }>(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
     AND name NOT LIKE 'order_search%'`,
  );

  expect(loose).toEqual([]);
});

it('tells a damaged file from a good one and leaves it as it was', () => {
  open().close();
  opened.pop();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(8192, 0x5a), 0, 8192, 8192);
  closeSync(file);
  const before = readFileSync(path);

  expect(faultOf(() => open())).toBe('database.damaged');
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('tells a file that is no database at all', () => {
  writeFileSync(path, 'this is a shopping list, not a database, and it is longer than a header'.repeat(40));

  expect(faultOf(() => open())).toBe('database.damaged');
});

it('refuses a file of a newer version by name and does not touch it', () => {
  open().connection.pragma('user_version = 99990');
  opened.pop()?.close();
  const before = statSync(path).mtimeMs;

  expect(faultOf(() => open())).toBe('database.newer');
  expect(statSync(path).mtimeMs).toBe(before);
});

it('says that the disk is full, and what was committed before is still there', () => {
  const database = open();
  const pages = Number(database.connection.pragma('page_count', { simple: true }));
  database.connection.pragma(`max_page_count = ${pages + 2}`);
  database.write((writer) => saveNote(writer, 'small', 'x'));

  const code = faultOf(() => database.write((writer) => saveNote(writer, 'big', 'x'.repeat(1_000_000))));

  expect(code).toBe('database.disk-full');
  expect(database.all<{ name: string }>(`SELECT name FROM settings`)).toEqual([{ name: 'small' }]);
});

// Below /sys nobody makes folders, not even root: the one read-only place every Linux has.
it.skipIf(process.platform !== 'linux')('says that a folder is read-only', () => {
  expect(faultOf(() => openDatabase('/sys/parcelbench/station.db'))).toBe('database.read-only');
});

it('says that a folder cannot be made', () => {
  const closed = join(folder, 'file-not-folder');
  writeFileSync(closed, '');

  expect(faultOf(() => openDatabase(join(closed, 'deeper', 'station.db')))).toBe('database.cannot-open');
});

it('opens read-only for a second station, which then cannot write', () => {
  open();
  const second = open({ readOnly: true });

  expect(second.readOnly).toBe(true);
  expect(faultOf(() => second.write((writer) => saveNote(writer, 'a', 'b')))).toBe('database.read-only');
});

it('opens a file without the right to write only when asked to read', () => {
  open().close();
  opened.pop();
  chmodSync(path, 0o444);

  expect(open({ readOnly: true }).get(`SELECT count(*) AS n FROM orders`)).toEqual({ n: 0 });
});

it('runs every migration once, in rising order', () => {
  const numbers = migrations.map((step) => step.number);

  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(open().connection.pragma('user_version', { simple: true })).toBe(numbers.at(-1));
});

it('asks for a backup before it migrates a file that has content, and not for a new one', () => {
  const asked: string[] = [];
  const note = () => void asked.push('asked');
  openDatabase(path, { beforeMigrating: note }).close();
  const next = [...migrations, { number: 100_000, purpose: 'test', up: () => {} }];

  openDatabase(path, { beforeMigrating: note, migrations: next }).close();

  expect(asked).toEqual(['asked']);
});

it('leaves the file at the step before when a migration fails', () => {
  open().close();
  opened.pop();
  const failing = {
    number: 100_000,
    purpose: 'test',
    up: (writer: { run(sql: string): unknown }) => {
      writer.run(`CREATE TABLE half_done (a TEXT) STRICT`);
      throw new Error('power cut');
    },
  };

  expect(() => openDatabase(path, { migrations: [...migrations, failing] })).toThrow('power cut');
  expect(open().get(`SELECT count(*) AS n FROM sqlite_master WHERE name = 'half_done'`)).toEqual({ n: 0 });
});

it('rolls back a refused use case and forgets its events', () => {
  const events = createEvents();
  const heard: StationEvent[] = [];
  events.on((event) => void heard.push(event));
  const database = open({ events });

  const answer = database.write((writer) => {
    saveNote(writer, 'a', 'b');
    writer.emit({ kind: 'settings.changed' });
    return refuse('test.no');
  });

  expect(answer).toMatchObject({ code: 'test.no' });
  expect(database.get(`SELECT count(*) AS n FROM settings`)).toEqual({ n: 0 });
  expect(heard).toEqual([]);
});

it('tells events only after commit', () => {
  const events = createEvents();
  const database = open({ events });
  const seen: unknown[] = [];
  events.on(
    () =>
      void seen.push(new SqliteDatabase(path, { readonly: true }).prepare('SELECT name FROM settings').all()),
  );

  database.write((writer) => {
    saveNote(writer, 'a', 'b');
    writer.emit({ kind: 'settings.changed' });
  });

  expect(seen).toEqual([[{ name: 'a' }]]);
});

it('finds damage in a file too large to check at once, beside the running station', async () => {
  const database = open();
  database.write((writer) => {
    for (let index = 0; index < 40; index += 1) saveNote(writer, `note-${index}`, 'x'.repeat(512 * 1024));
  });
  database.close();
  opened.pop();
  expect(statSync(path).size).toBeGreaterThan(checkAtOnceBytes);
  const whole = await checkIntegrityBeside(path).verdict;
  const file = openSync(path, 'r+');
  for (let page = 100; page < 4000; page += 1) writeSync(file, Buffer.alloc(64, 0x5a), 0, 64, page * 4096);
  closeSync(file);

  const damaged = await checkIntegrityBeside(path).verdict;

  expect(whole).toBe('ok');
  expect(damaged).not.toBe('ok');
});

function saveNote(
  writer: { run(sql: string, parameters: readonly (string | number)[]): unknown },
  name: string,
  text: string,
) {
  writer.run(`INSERT INTO settings (name, value_json, changed_at, changed_by) VALUES (?, ?, 0, 'test')`, [
    name,
    text,
  ]);
}
