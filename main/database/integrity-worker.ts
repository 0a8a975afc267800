// The thread that reads a large file through, beside the running station.

import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { checkIntegrity } from './check-integrity.ts';

const { path } = workerData as { path: string }; // given by checkIntegrityBeside
const connection = new SqliteDatabase(path, { readonly: true });
parentPort?.postMessage(checkIntegrity(connection));
connection.close();
