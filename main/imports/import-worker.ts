// The import worker: reads, compares and writes files with its own connection to the station's database, one errand after
// another, so that the station's own thread answers every scan at once.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../basics/assert.ts';
import { createEvents } from '../basics/events.ts';
import { isFault } from '../basics/fault.ts';
import type { Database } from '../database/database.ts';
import { openWorkerDatabase } from '../database/open-database.ts';
import { createVault } from '../database/vault.ts';
import { workerTurn } from '../database/writer-turn.ts';
import { FileRefused } from '../platforms/files/file-problem.ts';
import { settingsOf } from '../settings/settings-table.ts';
import {
  chooseShop,
  compareImport,
  describeImport,
  type HeldImport,
  type HoldParts,
  holdImport,
  versionOf,
} from './held-import.ts';
import {
  cancelAll,
  type Errand,
  type ErrandName,
  type ImportErrands,
  type ImportWorkerData,
  type WorkerMessage,
} from './import-messages.ts';
import { findImport, listImportProblems } from './imports-table.ts';
import { readImportFile } from './read-import-file.ts';
import { reportCsv } from './report-csv.ts';
import { writeImport } from './write-import.ts';

const port = parentPort;
assert(port, 'this file runs as a worker');
const say = (message: WorkerMessage) => port.postMessage(message);
const made = workerData as ImportWorkerData; // handed over by import-desk.ts
const turn = workerTurn(made.turnMemory);
const vault = createVault(made.vaultKey);
const cancelled = new Int32Array(made.cancelMemory);
const events = createEvents();
events.on((event) => say({ kind: 'event', event }));
const database: Database = openWorkerDatabase(made.databasePath, events, turn);
// What does not fit here goes to the log file before the commit: the less a commit writes, the sooner a scan is served.
database.connection.pragma('cache_size = -8192');
let commits = 0;

/** Files that wait for a yes; the oldest gives way. */
const held = new Map<string, HeldImport>();
const mostHeld = 4;

function partsAt(now: number): HoldParts {
  const settings = settingsOf(database);
  return {
    database,
    vault,
    settings,
    clock: { now: () => now, after: () => () => {} },
    ownCommits: () => commits,
  };
}

function isCancelled(errandNo: number): boolean {
  const asked = Atomics.load(cancelled, 0);
  return asked === errandNo || asked === cancelAll;
}

function getHeld(importId: string): HeldImport {
  const found = held.get(importId);
  if (!found) throw new FileRefused('import.not-found', { importId });
  return found;
}

type Errands = {
  [Name in ErrandName]: (
    argument: ImportErrands[Name]['argument'],
    errandNo: number,
  ) => Promise<ImportErrands[Name]['answer']> | ImportErrands[Name]['answer'];
};

const errands: Errands = {
  async inspect(asked) {
    const parts = partsAt(asked.now);
    events.emit({ kind: 'job.progress', jobId: asked.importId, stage: 'reading', done: 0, total: 0 });
    const taken = await holdImport(parts, asked);
    held.set(taken.importId, taken);
    for (const importId of held.keys()) if (held.size > mostHeld) held.delete(importId);
    return describeImport(parts, taken);
  },

  async apply(asked, errandNo) {
    let taken = getHeld(asked.importId);
    const parts = partsAt(asked.now);
    const shopId = asked.shopId ?? taken.comparison?.shopId ?? null;
    const shop = chooseShop(database, taken.content, shopId);
    if (taken.content.kind !== 'goods' && !shop) throw new FileRefused('import.needs-shop');
    if (shop && taken.content.kind !== 'goods' && shop.timeZone !== taken.content.timeZone) {
      const again = await holdImport(parts, {
        ...taken,
        shopId: shop.shopId,
        mostMegabytes: asked.mostMegabytes,
      });
      if (again.hash !== taken.hash) throw new FileRefused('import.file-changed');
      taken = again;
    } else if (readImportFile(taken.path, asked.mostMegabytes).hash !== taken.hash) {
      throw new FileRefused('import.file-changed');
    }
    // Nobody has written since the file was compared: what was the same still is, and needs no second look.
    const isFresh =
      taken.comparison?.dataVersion === versionOf(parts) &&
      taken.comparison.shopId === (shop?.shopId ?? null);
    const comparison =
      isFresh && taken.comparison ? taken.comparison : compareImport(parts, taken.content, shop, taken.hash);
    const written = writeImport(
      {
        ...parts,
        turn,
        events,
        person: asked.person,
        isCancelled: () => isCancelled(errandNo),
      },
      taken,
      comparison,
    );
    commits += 1;
    database.connection.pragma('wal_checkpoint(PASSIVE)');
    held.delete(taken.importId);
    return written;
  },

  report({ importId }) {
    const waiting = held.get(importId);
    if (waiting) return { fileName: reportName(waiting.fileName), csv: reportCsv(waiting.content.problems) };
    const applied = findImport(database, importId);
    if (!applied) throw new FileRefused('import.not-found', { importId });
    return { fileName: reportName(applied.fileName), csv: reportCsv(listImportProblems(database, importId)) };
  },

  forget({ importId }) {
    held.delete(importId);
    return null;
  },
};

function reportName(fileName: string): string {
  return `${fileName.replace(/\.[^.]*$/, '')}-report.csv`;
}

async function run({ errandNo, name, argument }: Errand): Promise<void> {
  try {
    // The name and its argument come from the same entry of ImportErrands.
    const work = errands[name] as (given: typeof argument, errandNo: number) => unknown;
    say({ kind: 'answer', errandNo, value: await work(argument, errandNo) });
  } catch (thrown) {
    say(failure(errandNo, thrown));
  }
}

function failure(errandNo: number, thrown: unknown): WorkerMessage {
  if (thrown instanceof FileRefused) return { kind: 'refusal', errandNo, refusal: thrown.refusal };
  if (isFault(thrown)) {
    return { kind: 'fault', errandNo, code: thrown.code, retry: thrown.retry, facts: thrown.facts };
  }
  return {
    kind: 'bug',
    errandNo,
    message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  };
}

let last = Promise.resolve();
port.on('message', (message: Errand | 'close') => {
  last = last.then(() => {
    if (message !== 'close') return run(message);
    database.close();
    port.close();
  });
});
