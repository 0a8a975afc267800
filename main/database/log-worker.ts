// The thread that carries what was committed from SQLite's log into the file (database/carry-log.ts). Each message asks for it once.

import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';

const { path } = workerData as { path: string }; // given by carry-log.ts
const connection = new SqliteDatabase(path, { timeout: 0 });

parentPort?.on('message', () => {
  // Waits for nobody: what somebody still reads or writes is left for the next time.
  connection.pragma('wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('carried');
});
