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

const nameOf = (madeAt: number, reason: string) => `station-${String(madeAt).padStart(15, '0')}-${reason}.db`;
const namePattern = /^station-(\d{15})-[a-z-]+\.db$/;

/** Newest first. */
export function listBackups(directory: string): Backup[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return []; // no folder yet: no backup yet
  }
  return names
    .flatMap((name) => {
      const match = namePattern.exec(name);
      if (!match) return [];
      const file = join(directory, name);
      return [{ file, madeAt: Number(match[1]), bytes: statSync(file).size }];
    })
    .sort((a, b) => b.madeAt - a.madeAt);
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
  const file = join(directory, nameOf(madeAt, options.reason ?? 'regular'));
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
  const file = join(directory, nameOf(madeAt, 'before-migration'));
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
