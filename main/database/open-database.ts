// Opens the station's file: checked, migrated, durable. A damaged file is told apart from a newer one, and neither is touched.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { createEvents, type Events } from '../basics/events.ts';
import { Fault } from '../basics/fault.ts';
import { checkIntegrity, isSmallEnoughToCheckAtOnce } from './check-integrity.ts';
import { type Database, databaseOver } from './database.ts';
import type { Migration } from './migration.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import { translateSqliteFault } from './sqlite-fault.ts';
import { createTurnMemory, stationTurn, type TurnMemory, type WriterTurn } from './writer-turn.ts';

export interface OpenOptions {
  readonly events?: Events;
  readonly turn?: WriterTurn;
  readonly readOnly?: boolean;
  readonly migrations?: readonly Migration[];
  /** Called before the first step of a migration of a file that has content; a backup is made here. */
  readonly beforeMigrating?: (connection: SqliteDatabase.Database) => void;
}

/**
 * A file of up to 16 MB is checked whole before it is used; the host checks a larger one beside the running station.
 * Faults: `database.damaged` (set the file aside, offer a backup), `database.newer` (facts: file, known),
 * `database.read-only`, `database.cannot-open`, `database.disk-full`.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const steps = options.migrations ?? allMigrations;
  let connection: SqliteDatabase.Database | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const isOld = existsSync(path);
    connection = new SqliteDatabase(path, { readonly: options.readOnly ?? false, timeout: 0 });
    if (isSmallEnoughToCheckAtOnce(path)) refuseDamaged(connection);
    refuseNewer(connection, steps);
    setDurability(connection);
    const database = databaseOver(
      connection,
      options.events ?? createEvents(),
      options.turn ?? stationTurn(createTurnMemory()),
    );
    if (!options.readOnly) {
      const isBehind = userVersion(connection) < (steps.at(-1)?.number ?? 0);
      if (isOld && isBehind && userVersion(connection) > 0) options.beforeMigrating?.(connection);
      migrate(database, steps);
    }
    return database;
  } catch (thrown) {
    connection?.close();
    throw folderFault(thrown) ?? translateSqliteFault(thrown);
  }
}

/** A worker's connection to the same file: no checks and no migration, the station did both. */
export function openWorkerDatabase(path: string, events: Events, turn: WriterTurn): Database {
  const connection = new SqliteDatabase(path, { timeout: 0 });
  setDurability(connection);
  return databaseOver(connection, events, turn);
}

export type { TurnMemory };

function setDurability(connection: SqliteDatabase.Database): void {
  if (!connection.readonly) {
    connection.pragma('journal_mode = WAL');
    // better-sqlite3 is compiled to fall back to NORMAL under WAL: a committed scan could vanish with the power.
    connection.pragma('synchronous = FULL');
  }
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -32768');
  connection.pragma('temp_store = MEMORY');
}

function refuseDamaged(connection: SqliteDatabase.Database): void {
  const verdict = checkIntegrity(connection);
  if (verdict !== 'ok') throw new Fault('database.damaged', 'never', { verdict });
}

function refuseNewer(connection: SqliteDatabase.Database, steps: readonly Migration[]): void {
  const known = steps.at(-1)?.number ?? 0;
  const file = userVersion(connection);
  if (file > known) throw new Fault('database.newer', 'never', { file, known });
}

function userVersion(connection: SqliteDatabase.Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

function migrate(database: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    if (step.number <= userVersion(database.connection)) continue;
    database.write((writer) => {
      step.up(writer);
      database.connection.pragma(`user_version = ${step.number}`);
    });
  }
}

/** What `mkdir` says of a folder in which the station cannot live. */
function folderFault(thrown: unknown): Fault | undefined {
  const code = (thrown as { code?: unknown }).code;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new Fault('database.read-only', 'never', {}, thrown);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOENT') {
    return new Fault('database.cannot-open', 'never', {}, thrown);
  }
  return code === 'ENOSPC' ? new Fault('database.disk-full', 'later', {}, thrown) : undefined;
}
