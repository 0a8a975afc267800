// Backups: SQLite's online backup into a file of its own, verified after writing, the oldest dropped. Also before each migration.

import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Fault } from '../basics/fault.ts';
import type { Database } from './database.ts';

export interface Backup {
  readonly file: string;
  readonly madeAt: number;
  readonly bytes: number;
}

/** The number says which is the newest: a clock that was moved back must not make today's backup the oldest. */
const namePattern = /^station-(\d{7})-(\d{15})-[a-z-]+\.db$/;

function nextFile(directory: string, madeAt: number, reason: string): string {
  const [newest] = readNames(directory);
  const number = String((newest?.number ?? 0) + 1).padStart(7, '0');
  return join(directory, `station-${number}-${String(madeAt).padStart(15, '0')}-${reason}.db`);
}

/** Newest first: in the order in which they were made, whatever the clock showed. */
export function listBackups(directory: string): Backup[] {
  return readNames(directory).map(({ file, madeAt }) => ({ file, madeAt, bytes: statSync(file).size }));
}

function readNames(directory: string): { number: number; madeAt: number; file: string }[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return []; // no folder yet: no backup yet
  }
  return names
    .flatMap((name) => {
      const match = namePattern.exec(name);
      return match
        ? [{ number: Number(match[1]), madeAt: Number(match[2]), file: join(directory, name) }]
        : [];
    })
    .sort((a, b) => b.number - a.number);
}

/**
 * Copies the open database page by page while scans go on, checks the copy, then gives it its name: a file that bears the
 * name of a backup is a whole one. Keeps the newest `keep`. Faults: `backup.failed`, `backup.damaged`, `database.disk-full`.
 */
export async function backUp(
  database: Pick<Database, 'connection'>,
  directory: string,
  madeAt: number,
  options: { readonly reason?: string; readonly keep?: number } = {},
): Promise<Backup> {
  const file = nextFile(directory, madeAt, options.reason ?? 'regular');
  const unfinished = `${file}.unfinished`;
  try {
    mkdirSync(directory, { recursive: true });
    await database.connection.backup(unfinished);
  } catch (thrown) {
    throw backupFailed(unfinished, thrown);
  }
  return finish(unfinished, file, directory, madeAt, options.keep);
}

/** The same before a migration, where nothing else runs and nobody may wait on a promise. */
export function backUpNow(connection: SqliteDatabase.Database, directory: string, madeAt: number): Backup {
  const file = nextFile(directory, madeAt, 'before-migration');
  const unfinished = `${file}.unfinished`;
  try {
    mkdirSync(directory, { recursive: true });
    rmSync(unfinished, { force: true });
    connection.prepare('VACUUM INTO ?').run(unfinished);
  } catch (thrown) {
    throw backupFailed(unfinished, thrown);
  }
  return finish(unfinished, file, directory, madeAt);
}

function finish(
  unfinished: string,
  file: string,
  directory: string,
  madeAt: number,
  keep = Number.POSITIVE_INFINITY,
): Backup {
  refuseDamagedCopy(unfinished);
  renameSync(unfinished, file);
  for (const old of listBackups(directory).slice(keep)) rmSync(old.file, { force: true });
  return { file, madeAt, bytes: statSync(file).size };
}

function backupFailed(unfinished: string, cause: unknown): Fault {
  try {
    rmSync(unfinished, { force: true });
  } catch {
    // The folder itself is not there: nothing was written that could stay behind.
  }
  return new Fault('backup.failed', 'later', {}, cause);
}

function refuseDamagedCopy(file: string): void {
  let verdict: unknown;
  try {
    const copy = new SqliteDatabase(file, { readonly: true });
    verdict = copy.pragma('quick_check(1)', { simple: true });
    copy.close();
  } catch (thrown) {
    verdict = String(thrown);
  }
  if (verdict === 'ok') return;
  rmSync(file, { force: true });
  throw new Fault('backup.damaged', 'later', { verdict: String(verdict) });
}
