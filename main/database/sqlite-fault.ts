// SQLite's error codes in the station's words, so that a full disk is told as a full disk.

import { Fault } from '../basics/fault.ts';

const faults: ReadonlyArray<readonly [prefix: string, code: string, retry: 'now' | 'later' | 'never']> = [
  ['SQLITE_FULL', 'database.disk-full', 'later'],
  ['SQLITE_IOERR', 'database.disk-failed', 'later'],
  ['SQLITE_READONLY', 'database.read-only', 'never'],
  ['SQLITE_CANTOPEN', 'database.cannot-open', 'never'],
  ['SQLITE_CORRUPT', 'database.damaged', 'never'],
  ['SQLITE_NOTADB', 'database.damaged', 'never'],
  ['SQLITE_BUSY', 'database.busy', 'later'],
];

/** A Fault for what the disk or the file did; anything else (a bug in our SQL) comes back as it was. */
export function translateSqliteFault(thrown: unknown): unknown {
  const code = (thrown as { code?: unknown }).code;
  if (typeof code !== 'string') return thrown;
  const known = faults.find(([prefix]) => code.startsWith(prefix));
  return known ? new Fault(known[1], known[2], { sqlite: code }, thrown) : thrown;
}
