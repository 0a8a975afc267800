// quick_check of the whole file. A small file is checked before it is used; a large one beside the running station, in a
// worker thread, so that the start does not take longer as the history grows.

import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type SqliteDatabase from 'better-sqlite3';

/** Up to this size the check takes less than a blink (about 2 ms a megabyte) and is done before anything else. */
export const checkAtOnceBytes = 16 * 1024 * 1024;

export function isSmallEnoughToCheckAtOnce(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= checkAtOnceBytes;
}

/** `'ok'`, or what SQLite found. */
export function checkIntegrity(connection: SqliteDatabase.Database): string {
  return String(connection.pragma('quick_check(1)', { simple: true }));
}

/** The same in a thread of its own: `'ok'`, or what was found, also when the file cannot be read at all. */
export function checkIntegrityBeside(path: string): { readonly verdict: Promise<string>; stop(): void } {
  const source = import.meta.url.endsWith('.ts') ? './integrity-worker.ts' : './integrity-worker.js';
  const worker = new Worker(new URL(source, import.meta.url), { workerData: { path } });
  worker.unref();
  const verdict = new Promise<string>((resolve) => {
    worker.once('message', (message) => resolve(String(message)));
    worker.once('error', (error) => resolve(error.message));
    worker.once('exit', () => resolve('ok')); // stopped before it found anything
  });
  return { verdict, stop: () => void worker.terminate() };
}
