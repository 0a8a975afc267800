import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp, backUpNow, listBackups } from '../../main/database/backup.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { restoreBackup, setAside } from '../../main/database/recover.ts';

let folder: string;
let path: string;
let backups: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-backup-'));
  path = join(folder, 'station.db');
  backups = join(folder, 'backups');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function stationWithNote(note: string) {
  const database = openDatabase(path);
  database.write((writer) =>
    writer.run(`INSERT OR REPLACE INTO settings VALUES ('note', ?, 0, 'test')`, [note]),
  );
  return database;
}

it('backs up what is committed, and the copy opens as a station', async () => {
  const database = stationWithNote('morning');

  const backup = await backUp(database, backups, 1000);
  database.close();

  const copy = openDatabase(backup.file);
  expect(copy.get(`SELECT value_json FROM settings`)).toEqual({ value_json: 'morning' });
  copy.close();
});

it('keeps the newest backups and drops the oldest', async () => {
  const database = stationWithNote('x');

  for (const madeAt of [1, 2, 3, 4]) await backUp(database, backups, madeAt, { keep: 2 });
  database.close();

  expect(listBackups(backups).map((backup) => backup.madeAt)).toEqual([4, 3]);
});

it('keeps what was made last, also when the clock was moved back in between', async () => {
  const database = stationWithNote('before');
  for (const madeAt of [1001, 1002]) await backUp(database, backups, madeAt, { keep: 2 });
  database.write((writer) => writer.run(`UPDATE settings SET value_json = 'after'`));

  const afterwards = await backUp(database, backups, 1, { keep: 2 });
  database.close();

  expect(listBackups(backups).map((backup) => backup.madeAt)).toEqual([1, 1002]);
  const copy = openDatabase(afterwards.file);
  expect(copy.get(`SELECT value_json FROM settings`)).toEqual({ value_json: 'after' });
  copy.close();
});

it('never takes an unfinished copy for a backup', () => {
  const database = stationWithNote('x');
  backUpNow(database.connection, backups, 5);
  database.close();
  writeFileSync(join(backups, 'station-0000002-000000000000009-regular.db.unfinished'), 'half');

  expect(listBackups(backups).map((backup) => backup.madeAt)).toEqual([5]);
});

it('says when a backup could not be written', async () => {
  const database = stationWithNote('x');
  writeFileSync(backups, 'a file where the folder should be');

  await expect(backUp(database, backups, 1)).rejects.toMatchObject({ code: 'backup.failed', retry: 'later' });
  database.close();
});

it('sets a damaged file aside, untouched, and lets a backup take its place', async () => {
  const database = stationWithNote('morning');
  const backup = await backUp(database, backups, 1000);
  database.close();
  writeFileSync(path, 'damaged beyond reading');

  const aside = setAside(path, 2000);
  restoreBackup(backup.file, path);

  expect(readFileSync(aside, 'utf8')).toBe('damaged beyond reading');
  const restored = openDatabase(path);
  expect(restored.get(`SELECT value_json FROM settings`)).toEqual({ value_json: 'morning' });
  restored.close();
});
