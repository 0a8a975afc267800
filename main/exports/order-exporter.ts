// Exports orders into files of the station's folder, at most so many a file, one export at a time. It can be stopped at any moment; then
// none of its files is left.

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, dayMs } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import type { OrderFilter } from '../search/order-filter.ts';
import type { Settings } from '../settings/settings-table.ts';
import type { ExportLanguage } from './export-columns.ts';
import { exportRead } from './read-export.ts';
import { writeExportFilesBeside } from './write-beside.ts';
import type { ExportFormat } from './write-file.ts';
import {
  type ExportedFile,
  type ExportProgress,
  ExportStopped,
  type FilesToWrite,
  writeExportFiles,
} from './write-files.ts';

export interface ExportOrder {
  /** Named by whoever asks, so that progress can be followed and the export stopped. */
  readonly exportId: string;
  readonly filter: OrderFilter;
  readonly search: string;
  readonly format: ExportFormat;
  readonly language: ExportLanguage;
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

/** So many are written on the station's own thread: another one takes longer than that to begin. */
const fewAtMost = 400;

export const exportsFolder = (dataDir: string) => join(dataDir, 'exports');

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
    const paths = Array.from({ length: Math.ceil(keys.length / most) }, (_, at) => name(at + 1));
    const asked: FilesToWrite = { keys, most, paths, format: order.format, language: order.language };
    const tell = ({ done, fileNo }: ExportProgress) =>
      events.emit({
        kind: 'job.progress',
        jobId: order.exportId,
        stage: String(fileNo),
        done,
        total: keys.length,
      });
    const files =
      keys.length <= fewAtMost
        ? await writeExportFiles(database, asked, { isStopped, tell })
        : await writeExportFilesBeside(database.path, asked, { isStopped, tell });
    if (isStopped()) {
      // Told when the last one was whole already; what cannot be removed now goes with the upkeep.
      for (const path of paths) await rm(path, { force: true }).catch(() => {});
      throw new ExportStopped();
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

  return {
    async run(order, caller) {
      if (running) return refuse('export.busy');
      const { promise: done, resolve } = Promise.withResolvers<void>();
      const mine = { exportId: order.exportId, isStopped: false, done };
      running = mine;
      try {
        return await write(order, caller, () => mine.isStopped);
      } catch (thrown) {
        if (thrown instanceof ExportStopped) return refuse('export.cancelled');
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
