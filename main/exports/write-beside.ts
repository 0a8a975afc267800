// Writes the files of a large export in a thread of its own: making fifteen thousand orders into a spreadsheet keeps a thread busy for
// seconds, and a scan must not wait for it.

import { Worker } from 'node:worker_threads';
import { Fault, type Retry } from '../basics/fault.ts';
import type { Fact } from '../basics/refusal.ts';
import {
  type ExportedFile,
  type ExportProgress,
  ExportStopped,
  type ExportWatch,
  type FilesToWrite,
} from './write-files.ts';

export interface ExportWorkerData {
  /** Of the station's database. */
  readonly path: string;
  readonly asked: FilesToWrite;
}

export type ExportWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: ExportProgress }
  | { readonly kind: 'written'; readonly files: readonly ExportedFile[] }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly retry: Retry;
      readonly facts: Readonly<Record<string, Fact>>;
    };

/** The same as `writeExportFiles`; it is asked to stop with its next word of progress. */
export async function writeExportFilesBeside(
  path: string,
  asked: FilesToWrite,
  watch: ExportWatch,
): Promise<readonly ExportedFile[]> {
  const source = import.meta.url.endsWith('.ts') ? './export-worker.ts' : './export-worker.js';
  const given: ExportWorkerData = { path, asked };
  const worker = new Worker(new URL(source, import.meta.url), { workerData: given });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: ExportWorkerMessage) => {
        switch (message.kind) {
          case 'progress':
            if (watch.isStopped()) worker.postMessage('stop');
            else watch.tell(message.progress);
            return;
          case 'written':
            return resolve(message.files);
          case 'stopped':
            return reject(new ExportStopped());
          case 'fault':
            return reject(new Fault(message.code, message.retry, message.facts));
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the thread of an export ended without a word')));
    });
  } finally {
    await worker.terminate();
  }
}
