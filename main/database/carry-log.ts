// A long intake writes many megabytes into SQLite's log. Its own commits would carry them into the file every few pages and wait for the
// disk twice each time, and so would a scan that commits meanwhile; a thread does it beside them.

import { Worker } from 'node:worker_threads';
import type { Database } from './database.ts';

export interface LogCarrier {
  /** Something was committed. The first few times nothing happens: a short intake needs no thread. */
  written(): void;
  /** The intake is over. Resolves when the file has everything, commits carry the log by themselves again, and the thread has ended. */
  end(): Promise<void>;
}

/** Written so often, the log holds about what SQLite would carry by itself (four megabytes). */
const writtenBetween = 8;

export function carryLogBeside(database: Pick<Database, 'path' | 'leaveLog'>): LogCarrier {
  let writtenCount = 0;
  let worker: Worker | undefined;
  let hasDied = false;
  let takeUpAgain: (() => void) | undefined;
  let carrying: PromiseWithResolvers<void> | undefined;

  function openWorker(): Worker {
    const source = import.meta.url.endsWith('.ts') ? './log-worker.ts' : './log-worker.js';
    const opened = new Worker(new URL(source, import.meta.url), { workerData: { path: database.path } });
    opened.unref();
    opened.on('message', carried);
    // Should the thread die, commits do the work again, as they always can.
    opened.on('error', giveUp);
    opened.on('exit', giveUp);
    takeUpAgain = database.leaveLog();
    return opened;
  }

  function giveUp(): void {
    hasDied = true;
    takeUpAgain?.();
    carried();
  }

  function carried(): void {
    carrying?.resolve();
    carrying = undefined;
  }

  async function carry(by: Worker): Promise<void> {
    if (hasDied) return;
    if (!carrying) {
      carrying = Promise.withResolvers();
      by.postMessage('carry');
    }
    await carrying.promise;
  }

  return {
    written() {
      writtenCount += 1;
      if (writtenCount % writtenBetween !== 0) return;
      worker ??= openWorker();
      void carry(worker);
    },
    async end() {
      if (!worker) return;
      await carrying?.promise;
      await carry(worker);
      takeUpAgain?.();
      await worker.terminate();
    },
  };
}
