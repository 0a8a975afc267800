// The thread that takes in the pages of a long pull (orders/take-in-beside.ts), with a connection of its own.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../basics/assert.ts';
import { createEvents } from '../basics/events.ts';
import { openWorkerDatabase } from '../database/open-database.ts';
import { createVault } from '../database/vault.ts';
import { workerTurn } from '../database/writer-turn.ts';
import { settingsOf } from '../settings/settings-table.ts';
import type { IntakeMessage, IntakeWorkerData, PageToTake } from './take-in-beside.ts';
import { type PullCounts, takeInPage } from './take-in-page.ts';

const port = parentPort;
assert(port, 'this file runs as a worker');
const say = (message: IntakeMessage) => port.postMessage(message);
const made = workerData as IntakeWorkerData; // given by take-in-beside.ts
const vault = createVault(made.vaultKey);
const events = createEvents();
events.on((event) => say({ kind: 'event', event }));
const database = openWorkerDatabase(made.path, events, workerTurn(made.turnMemory));
// Another thread carries what is written here into the file (database/carry-log.ts).
database.leaveLog();

port.on('message', (asked: PageToTake | 'close') => {
  if (asked !== 'close') return say({ kind: 'taken', counts: take(asked) });
  database.close();
  port.close();
});

function take(page: PageToTake): PullCounts | null {
  const clock = { now: () => page.now, after: () => () => {} };
  try {
    // A setting that was changed since the last page counts from this one on.
    return takeInPage({ database, vault, clock, settings: settingsOf(database) }, page);
  } catch {
    return null; // what stood in the way is told where it is tried again
  }
}
