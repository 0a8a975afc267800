// Who has a data folder: one process at a time. An exclusive lock of the operating system, held through SQLite, so that it
// ends with its process however that ends: after a kill or a power cut nothing stale is left to be cleared away.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { translateSqliteFault } from './sqlite-fault.ts';

export interface FolderLock {
  release(): void;
}

/** Undefined when another station has the folder. Faults: `database.read-only`, `database.cannot-open`. */
export function takeFolderLock(directory: string): FolderLock | undefined {
  let connection: SqliteDatabase.Database | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    connection = new SqliteDatabase(join(directory, 'station.lock'), { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
    return { release: () => connection?.close() };
  } catch (thrown) {
    connection?.close();
    const code = (thrown as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) return undefined;
    throw translateSqliteFault(thrown);
  }
}
