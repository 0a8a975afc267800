// A long intake's log is carried into the file by a thread; a short one's by its own commits, as ever.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { carryLogBeside } from '../../main/database/carry-log.ts';
import type { Database } from '../../main/database/database.ts';
import { openDatabase } from '../../main/database/open-database.ts';

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-log-'));
  database = openDatabase(join(folder, 'station.db'));
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function writeNote(no: number): void {
  database.writeLearnt((writer) =>
    writer.run(`INSERT INTO background_work (name, done_json, changed_at) VALUES (?, '{}', 0)`, [
      `note ${no}`,
    ]),
  );
}

/** What the file has without its log. */
function notesInFile(): number {
  const alone = join(folder, 'alone.db');
  copyFileSync(database.path, alone);
  const copy = openDatabase(alone);
  const count = copy.get<{ count: number }>(
    `SELECT count(*) AS count FROM background_work WHERE name LIKE 'note%'`,
  );
  copy.close();
  return count?.count ?? 0;
}

function pagesBeforeCommitCarries(): number {
  return Number(database.connection.pragma('wal_autocheckpoint', { simple: true }));
}

it('has carried everything into the file when a long intake is over', async () => {
  database.connection.pragma('wal_checkpoint(TRUNCATE)');
  const log = carryLogBeside(database);

  for (let no = 0; no < 20; no += 1) {
    writeNote(no);
    log.written();
  }
  const whileWritten = pagesBeforeCommitCarries();
  await log.end();

  expect(notesInFile()).toBe(20);
  expect({ whileWritten, after: pagesBeforeCommitCarries() }).toEqual({
    whileWritten: 1_000_000,
    after: 1_000,
  });
});

it('leaves a short intake to its commits', async () => {
  const log = carryLogBeside(database);

  writeNote(1);
  log.written();

  expect(pagesBeforeCommitCarries()).toBe(1_000);
  await log.end();
});

it('leaves the log alone until the last who asked for it has ended it', () => {
  const endFirst = database.leaveLog();
  const endSecond = database.leaveLog();

  endFirst();
  endFirst();
  const withOneLeft = pagesBeforeCommitCarries();
  endSecond();

  expect({ withOneLeft, after: pagesBeforeCommitCarries() }).toEqual({
    withOneLeft: 1_000_000,
    after: 1_000,
  });
});
