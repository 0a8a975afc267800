// Writes the files of one export, one after the other, from orders that were chosen before. Runs on the station's own thread for a few
// orders and in a thread of its own for many (export-worker.ts): what is said of either is said by messages.

import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import { type ExportLanguage, exportColumns } from './export-columns.ts';
import { readExportedLines } from './read-export.ts';
import type { Cell } from './write-csv.ts';
import { type ExportFormat, writeExportFile } from './write-file.ts';

export interface FilesToWrite {
  /** Newest first, as they will stand in the files. */
  readonly keys: readonly OrderKey[];
  /** Orders in one file. */
  readonly most: number;
  /** In their order; as many as are needed. */
  readonly paths: readonly string[];
  readonly format: ExportFormat;
  readonly language: ExportLanguage;
}

export interface ExportedFile {
  readonly file: string;
  readonly orders: number;
  readonly rows: number;
}

/** `done` orders of all, and in which file the last one stands. */
export interface ExportProgress {
  readonly done: number;
  readonly fileNo: number;
}

export interface ExportWatch {
  readonly isStopped: () => boolean;
  readonly tell: (progress: ExportProgress) => void;
}

/** Somebody stopped it; none of its files is left. */
export class ExportStopped extends Error {}

/** Orders read at once: whatever else this thread has to do waits for no more than this. */
const ordersATime = 20;

/** Throws ExportStopped and the faults of `writeExportFile`; then none of the files is left. */
export async function writeExportFiles(
  reader: Reader,
  asked: FilesToWrite,
  watch: ExportWatch,
): Promise<ExportedFile[]> {
  const { keys, most, format, language } = asked;
  const files: ExportedFile[] = [];
  const begun: string[] = [];
  try {
    for (const path of asked.paths) {
      begun.push(path);
      const from = files.length * most;
      const chunk = keys.slice(from, from + most);
      let rowCount = 0;
      const rows = readRows(chunk, (done, count) => {
        rowCount += count;
        watch.tell({ done: from + done, fileNo: begun.length });
      });
      await writeExportFile({ path, format, language, columns: exportColumns, rows });
      files.push({ file: basename(path), orders: chunk.length, rows: rowCount });
    }
    return files;
  } catch (thrown) {
    // What cannot be removed now goes with the upkeep.
    for (const path of begun) await rm(path, { force: true }).catch(() => {});
    throw thrown;
  }

  async function* readRows(
    chunk: readonly OrderKey[],
    read: (done: number, rows: number) => void,
  ): AsyncGenerator<Cell[][]> {
    for (let from = 0; from < chunk.length; from += ordersATime) {
      await giveWay();
      if (watch.isStopped()) throw new ExportStopped();
      const lines = readExportedLines(reader, chunk.slice(from, from + ordersATime));
      yield lines.map((line) => exportColumns.map((column) => column.read(line, language)));
      read(Math.min(chunk.length, from + ordersATime), lines.length);
    }
  }
}
