// Opens the station's file: checked, migrated, durable. A damaged file is told apart from a newer one, and neither is touched.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { createEvents, type Events } from '../basics/events.ts';
import { Fault } from '../basics/fault.ts';
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
    refuseDamaged(connection);
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
    if (isFolderFault(thrown)) throw new Fault('database.read-only', 'never', { path }, thrown);
    throw translateSqliteFault(thrown);
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
  const verdict = connection.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw new Fault('database.damaged', 'never', { verdict: String(verdict) });
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

function isFolderFault(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown }).code;
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM';
}
