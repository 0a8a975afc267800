// The thread in which the files of a large export are written (write-beside.ts), with a connection of its own that never writes.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../basics/assert.ts';
import { isFault } from '../basics/fault.ts';
import { openDatabase } from '../database/open-database.ts';
import type { ExportWorkerData, ExportWorkerMessage } from './write-beside.ts';
import { ExportStopped, writeExportFiles } from './write-files.ts';

const port = parentPort;
assert(port, 'this file runs as a worker');
const say = (message: ExportWorkerMessage) => port.postMessage(message);
const { path, asked } = workerData as ExportWorkerData; // given by write-beside.ts
const database = openDatabase(path, { readOnly: true });
let isStopped = false;

port.on('message', () => {
  isStopped = true;
});

try {
  const files = await writeExportFiles(database, asked, {
    isStopped: () => isStopped,
    tell: (progress) => say({ kind: 'progress', progress }),
  });
  say({ kind: 'written', files });
} catch (thrown) {
  if (thrown instanceof ExportStopped) say({ kind: 'stopped' });
  else if (isFault(thrown))
    say({ kind: 'fault', code: thrown.code, retry: thrown.retry, facts: thrown.facts });
  else throw thrown;
} finally {
  database.close();
  port.close();
}
