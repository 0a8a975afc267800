// Exports orders into files of the station's folder, at most so many a file, one export at a time. It can be stopped at any moment; then
// none of its files is left.

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as giveWay } from 'node:timers/promises';
import { type Clock, dayMs } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import { recordAudit } from '../people/audit.ts';
import type { OrderFilter } from '../search/order-filter.ts';
import type { Settings } from '../settings/settings-table.ts';
import { type ExportLanguage, exportColumns } from './export-columns.ts';
import { exportRead, readExportedLines } from './read-export.ts';
import type { Cell } from './write-csv.ts';
import { type ExportFormat, writeExportFile } from './write-file.ts';

export interface ExportOrder {
  /** Named by whoever asks, so that progress can be followed and the export stopped. */
  readonly exportId: string;
  readonly filter: OrderFilter;
  readonly search: string;
  readonly format: ExportFormat;
  readonly language: ExportLanguage;
}

export interface ExportedFile {
  readonly file: string;
  readonly orders: number;
  readonly rows: number;
}

export interface OrderExport {
  readonly exportId: string;
  readonly orders: number;
  /** Placed earlier than `export.mostDays` ago: left out. */
  readonly tooOld: number;
  readonly folder: string;
  readonly files: readonly ExportedFile[];
}

export interface OrderExporter {
  /**
   * Told as job.progress with `exportId`; `stage` is the number of the file. Refusals: `export.busy`, `export.cancelled`.
   * Faults: `export.cannot-write` (file).
   */
  run(order: ExportOrder, caller: Caller): Promise<OrderExport | Refusal>;
  /** Refusals: `export.not-running`. */
  cancel(exportId: string): { readonly exportId: string } | Refusal;
  stop(): Promise<void>;
}

export interface ExporterParts {
  readonly dataDir: string;
  readonly database: Database;
  readonly beside: Beside;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly events: Events;
}

/** Orders read at once: a scan waits for no more than this. */
const ordersATime = 50;

export const exportsFolder = (dataDir: string) => join(dataDir, 'exports');

/** Thrown through the rows being written, caught right here. */
class Stopped extends Error {}

export function createOrderExporter(parts: ExporterParts): OrderExporter {
  const { database, clock, settings, events } = parts;
  let running: { readonly exportId: string; isStopped: boolean; readonly done: Promise<unknown> } | undefined;

  async function write(order: ExportOrder, caller: Caller, isStopped: () => boolean): Promise<OrderExport> {
    const since = clock.now() - settings.get('export.mostDays') * dayMs;
    const { filter, search } = order;
    const { keys, tooOld } = await parts.beside.read(exportRead, { filter, search, since });
    const folder = exportsFolder(parts.dataDir);
    const most = settings.get('export.mostOrders');
    const name = freeName(folder, clock.now(), order.format);
    const files: ExportedFile[] = [];
    const begun: string[] = [];
    try {
      for (let from = 0; from < keys.length; from += most) {
        const path = name(files.length + 1);
        begun.push(path);
        let rowCount = 0;
        const chunk = keys.slice(from, from + most);
        const counted = (count: number) => {
          rowCount += count;
        };
        await writeExportFile({
          ...order,
          path,
          columns: exportColumns,
          rows: readRows(order, chunk, from, keys.length, begun.length, isStopped, counted),
        });
        files.push({ file: basename(path), orders: chunk.length, rows: rowCount });
      }
      if (isStopped()) throw new Stopped();
    } catch (thrown) {
      // What cannot be removed now goes with the upkeep.
      for (const path of begun) await rm(path, { force: true }).catch(() => {});
      throw thrown;
    }
    database.write((writer) =>
      recordAudit(
        writer,
        clock,
        caller,
        'orders.exported',
        { kind: 'station', id: 'exports' },
        { orders: keys.length, files: files.map(({ file }) => file) },
      ),
    );
    return { exportId: order.exportId, orders: keys.length, tooOld, folder, files };
  }

  async function* readRows(
    { exportId, language }: ExportOrder,
    keys: readonly OrderKey[],
    before: number,
    total: number,
    fileNo: number,
    isStopped: () => boolean,
    counted: (rows: number) => void,
  ): AsyncGenerator<Cell[][]> {
    for (let from = 0; from < keys.length; from += ordersATime) {
      await giveWay();
      if (isStopped()) throw new Stopped();
      const lines = readExportedLines(database, keys.slice(from, from + ordersATime));
      counted(lines.length);
      yield lines.map((line) => exportColumns.map((column) => column.read(line, language)));
      const done = before + Math.min(keys.length, from + ordersATime);
      events.emit({ kind: 'job.progress', jobId: exportId, stage: String(fileNo), done, total });
    }
  }

  return {
    async run(order, caller) {
      if (running) return refuse('export.busy');
      const { promise: done, resolve } = Promise.withResolvers<void>();
      const mine = { exportId: order.exportId, isStopped: false, done };
      running = mine;
      try {
        return await write(order, caller, () => mine.isStopped);
      } catch (thrown) {
        if (thrown instanceof Stopped) return refuse('export.cancelled');
        throw thrown;
      } finally {
        running = undefined;
        resolve();
      }
    },
    cancel(exportId) {
      if (running?.exportId !== exportId) return refuse('export.not-running');
      running.isStopped = true;
      return { exportId };
    },
    async stop() {
      if (!running) return;
      running.isStopped = true;
      await running.done;
    },
  };
}

/** `orders-20260922-080500-1.csv`; two exports of one second do not meet. */
function freeName(folder: string, now: number, format: ExportFormat): (fileNo: number) => string {
  const at = new Date(now);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  for (let turn = 0; ; turn += 1) {
    const stem = `orders-${day}-${time}${turn === 0 ? '' : `-${turn + 1}`}`;
    const name = (fileNo: number) => join(folder, `${stem}-${fileNo}.${format}`);
    if (!existsSync(name(1))) return name;
  }
}
