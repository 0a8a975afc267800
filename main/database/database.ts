// The station's memory: one SQLite file. Reading and writing have different types; every use case is one synchronous
// transaction; events leave after commit; a refused use case leaves no trace.

import type SqliteDatabase from 'better-sqlite3';
import { assert } from '../basics/assert.ts';
import type { Events, StationEvent } from '../basics/events.ts';
import { isRefusal } from '../basics/refusal.ts';
import { translateSqliteFault } from './sqlite-fault.ts';
import type { WriterTurn } from './writer-turn.ts';

/** A value SQLite takes; booleans are stored as 0 and 1. */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlParameters = Readonly<Record<string, SqlValue>> | readonly SqlValue[];

/** Looks things up; cannot change anything. `Row` is the shape that the STRICT tables guarantee for this statement. */
export interface Reader {
  all<Row>(sql: string, parameters?: SqlParameters): Row[];
  get<Row>(sql: string, parameters?: SqlParameters): Row | undefined;
  iterate<Row>(sql: string, parameters?: SqlParameters): IterableIterator<Row>;
}

/** Also writes; exists only inside `Database.write`. */
export interface Writer extends Reader {
  run(sql: string, parameters?: SqlParameters): { readonly changes: number; readonly lastId: number };
  /** Told to everybody after commit; forgotten if the transaction is rolled back. */
  emit(event: StationEvent): void;
}

export interface Database extends Reader {
  readonly path: string;
  readonly readOnly: boolean;
  /**
   * One transaction. Rolled back when `work` throws or answers a refusal. Inside another `write` it joins that one.
   * `work` must be synchronous: no transaction is ever held open while waiting.
   */
  write<Answer>(work: (writer: Writer) => Answer): Answer;
  /**
   * The same for what is learnt again should the power go right after: it waits for no disk. The file stays whole, and nothing that a
   * later `write` keeps is kept without it.
   */
  writeLearnt<Answer>(work: (writer: Writer) => Answer): Answer;
  /**
   * From now on commits leave what they wrote in SQLite's log: the caller has another thread carry it into the file. Answers what ends
   * this; it lasts until everybody who asked for it has ended it.
   */
  leaveLog(): () => void;
  /** The connection itself, for backups, benchmarks and checks of this folder. */
  readonly connection: SqliteDatabase.Database;
  close(): void;
}

/** Pages of 4 kB in the log after which a commit carries them into the file: SQLite's own number, and as good as never. */
const usualLogPages = 1_000;
const mostLogPages = 1_000_000;

/** Puts the two faces on an open connection. `turn` lets another thread's long transaction give way to this one. */
export function databaseOver(
  connection: SqliteDatabase.Database,
  events: Events,
  turn: WriterTurn,
): Database {
  const statements = new Map<string, SqliteDatabase.Statement>();
  let open: { writer: Writer } | undefined;
  let leaving = 0;

  function prepare(sql: string): SqliteDatabase.Statement {
    let statement = statements.get(sql);
    if (!statement) {
      statement = connection.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  const reader: Reader = {
    all: <Row>(sql: string, parameters: SqlParameters = []) => prepare(sql).all(parameters) as Row[],
    get: <Row>(sql: string, parameters: SqlParameters = []) =>
      prepare(sql).get(parameters) as Row | undefined,
    iterate: <Row>(sql: string, parameters: SqlParameters = []) =>
      prepare(sql).iterate(parameters) as IterableIterator<Row>,
  };

  function write<Answer>(work: (writer: Writer) => Answer, waitsForDisk = true): Answer {
    if (open) return work(open.writer);
    // The same thing told twice in one transaction is told once: a screen reads anew once.
    const pending = new Map<string, StationEvent>();
    const writer: Writer = {
      ...reader,
      run(sql, parameters = []) {
        const outcome = prepare(sql).run(parameters);
        return { changes: outcome.changes, lastId: Number(outcome.lastInsertRowid) };
      },
      emit: (event) => void pending.set(JSON.stringify(event), event),
    };
    let answer: Answer;
    try {
      if (!waitsForDisk) connection.pragma('synchronous = NORMAL');
      turn.take(() => connection.exec('BEGIN IMMEDIATE'));
      open = { writer };
      try {
        answer = work(writer);
        assert(!(answer instanceof Promise), 'a transaction is never held open across await');
        connection.exec(isRefusal(answer) ? 'ROLLBACK' : 'COMMIT');
      } catch (thrown) {
        if (connection.inTransaction) connection.exec('ROLLBACK');
        throw thrown;
      } finally {
        open = undefined;
        turn.give();
      }
    } catch (thrown) {
      throw translateSqliteFault(thrown);
    } finally {
      if (!waitsForDisk) connection.pragma('synchronous = FULL');
    }
    if (!isRefusal(answer)) for (const event of pending.values()) events.emit(event);
    return answer;
  }

  function leaveLog(): () => void {
    let isEnded = false;
    leaving += 1;
    if (leaving === 1) connection.pragma(`wal_autocheckpoint = ${mostLogPages}`);
    return () => {
      if (isEnded) return;
      isEnded = true;
      leaving -= 1;
      if (leaving === 0 && connection.open) connection.pragma(`wal_autocheckpoint = ${usualLogPages}`);
    };
  }

  return {
    ...reader,
    path: connection.name,
    readOnly: connection.readonly,
    write: (work) => write(work),
    writeLearnt: (work) => write(work, false),
    leaveLog,
    connection,
    close: () => connection.close(),
  };
}
