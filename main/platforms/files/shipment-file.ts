// The upload file of a shop that is reached by files: a CSV that the market's back office takes as a bulk shipment, one a day until a
// person closes it to upload it; what ships from then on goes into the next one of the day, so that no row is uploaded twice.
// A journal beside it is the truth: each shipment is one line, synced to disk before it counts; the CSV is drawn from it whole.

import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { ShopId } from '../../basics/ids.ts';

const entrySchema = z.strictObject({
  key: z.string(),
  at: z.number(),
  carrier: z.string(),
  trackingNumber: z.string(),
  parcelId: z.string(),
  lines: z.array(
    z.strictObject({
      orderId: z.string(),
      lineId: z.string(),
      /** The platform's own package of this order; empty where it gave none. */
      packageId: z.string(),
      quantity: z.number().int(),
    }),
  ),
});
export type ShipmentEntry = z.infer<typeof entrySchema>;

type Market = 'douyin' | 'tiktok';

export interface ShipmentFile {
  readonly file: string;
  readonly rows: number;
  readonly madeAt: number;
  /** When it was closed to be uploaded; null while rows may still come. */
  readonly closedAt: number | null;
}

export interface ShipmentFolder {
  /** The keys that are in a file already, of any day. */
  hasKey(key: string): boolean;
  /** Adds entries that are not there yet to the file of `day` (`2026-09-22`) and makes it durable. */
  append(day: string, entries: readonly ShipmentEntry[]): void;
}

/**
 * `market` decides the columns. Faults: `shipments.file-in-use` (another program holds the CSV: nothing is lost, it is drawn
 * again at the next shipment), `shipments.cannot-write`.
 */
export function openShipmentFolder(folder: string, shopId: string, market: Market): ShipmentFolder {
  // By the day, and the number of the file where the day has several: `2026-09-22`, `2026-09-22-2`.
  const days = new Map<string, ShipmentEntry[]>();
  const keys = new Set<string>();
  const journalPath = (day: string) => join(folder, `${shopId}-${day}.journal`);
  const csvPath = (day: string) => join(folder, `${shopId}-${day}.csv`);
  const openFileOf = (day: string) => {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? day : `${day}-${number}`;
      if (!existsSync(closedPath(csvPath(name)))) return name;
    }
  };

  try {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const day = dayOfJournal(name, shopId);
      if (!day) continue;
      const entries = readJournal(join(folder, name));
      days.set(day, entries);
      for (const entry of entries) keys.add(entry.key);
      // The power may have gone between the journal and the CSV.
      const csv = drawCsv(market, entries);
      if (!existsSync(csvPath(day)) || readFileSync(csvPath(day), 'utf8') !== csv)
        replaceFile(csvPath(day), csv);
    }
  } catch (thrown) {
    throw fileFault(thrown, folder);
  }

  return {
    hasKey: (key) => keys.has(key),
    append(theDay, entries) {
      const day = openFileOf(theDay);
      const fresh = entries.filter((entry) => !keys.has(entry.key));
      try {
        if (fresh.length > 0) {
          appendDurably(journalPath(day), fresh.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
          days.set(day, [...(days.get(day) ?? []), ...fresh]);
          for (const entry of fresh) keys.add(entry.key);
        }
        const entriesOfDay = days.get(day);
        if (!entriesOfDay) return; // all of them are in another file
        const csv = drawCsv(market, entriesOfDay);
        if (!existsSync(csvPath(day)) || statSync(csvPath(day)).size !== Buffer.byteLength(csv)) {
          replaceFile(csvPath(day), csv);
        }
      } catch (thrown) {
        throw fileFault(thrown, csvPath(day));
      }
    },
  };
}

/** Every upload file in the folder, newest first. `rows` without the header. */
export function listShipmentFiles(folder: string): ShipmentFile[] {
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => {
        const file = join(folder, name);
        const lines = readFileSync(file, 'utf8').split('\r\n').length;
        return {
          file,
          rows: Math.max(0, lines - 2),
          madeAt: Math.round(statSync(file).mtimeMs),
          closedAt: closedAtOf(file),
        };
      })
      // The second file of a day stands before the first.
      .sort((a, b) => nameOf(b).localeCompare(nameOf(a), 'en', { numeric: true }))
  );
}

/**
 * No row comes into this file any more, and it holds every row of its journal. Undefined where there is no such file; closed once,
 * it stays so. Faults: as openShipmentFolder.
 */
export function closeShipmentFile(path: string, market: Market, at: number): ShipmentFile | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const csv = drawCsv(market, readJournal(path.replace(/\.csv$/, '.journal')));
    if (readFileSync(path, 'utf8') !== csv) replaceFile(path, csv);
    if (closedAtOf(path) === null) replaceFile(closedPath(path), `${at}\n`);
  } catch (thrown) {
    throw fileFault(thrown, path);
  }
  return listShipmentFiles(dirname(path)).find(({ file }) => file === path);
}

function nameOf({ file }: ShipmentFile): string {
  return file.replace(/\.csv$/, '');
}

/** The shop of an upload file, by its name; whether there is such a shop is for the caller to see. */
export function shopOfShipmentFile(name: string): ShopId | undefined {
  return /^(.+)-\d{4}-\d{2}-\d{2}(?:-\d+)?\.csv$/.exec(name)?.[1] as ShopId | undefined; // made with a shop's id
}

/** Beside a file that was closed lies when. */
function closedPath(csvPath: string): string {
  return csvPath.replace(/\.csv$/, '.closed');
}

function closedAtOf(csvPath: string): number | null {
  const path = closedPath(csvPath);
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
}

function dayOfJournal(name: string, shopId: string): string | undefined {
  if (!name.startsWith(`${shopId}-`)) return undefined;
  return /^(\d{4}-\d{2}-\d{2}(?:-\d+)?)\.journal$/.exec(name.slice(shopId.length + 1))?.[1];
}

/** A last line that was torn by a crash never counted: it is cut off, so that the next one starts clean. */
function readJournal(path: string): ShipmentEntry[] {
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entrySchema.parse(JSON.parse(line)));
}

function appendDurably(path: string, text: string): void {
  const before = existsSync(path) ? statSync(path).size : 0;
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } catch (thrown) {
    truncateSync(path, before); // half a line of a full disk must not count
    throw thrown;
  } finally {
    closeSync(file);
  }
}

function replaceFile(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Douyin: a row for each 子订单, as its batch shipment by sub order asks; where the order file told none, one for the order.
 * TikTok: a row for each order of a parcel. Ids carry a tab, like the markets' own exports: Excel leaves them text, and the
 * markets' imports trim it.
 */
function drawCsv(market: Market, entries: readonly ShipmentEntry[]): string {
  const rows = market === 'douyin' ? douyinRows(entries) : tiktokRows(entries);
  return `\uFEFF${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}

function douyinRows(entries: readonly ShipmentEntry[]): string[][] {
  const header = ['主订单编号', '子订单编号', '快递公司', '快递单号', '包裹编号'];
  const rows = entries.flatMap((entry) =>
    entry.lines
      .map((line) => ({ ...line, subOrderId: isOwnMaking(line) ? '' : line.lineId }))
      .filter((line, index, all) => index === all.findIndex((other) => isSameRow(other, line)))
      .map((line) => [
        asText(line.orderId),
        asText(line.subOrderId),
        entry.carrier,
        asText(entry.trackingNumber),
        asText(line.packageId || entry.parcelId),
      ]),
  );
  return [header, ...rows];
}

function tiktokRows(entries: readonly ShipmentEntry[]): string[][] {
  const header = ['Order ID', 'Shipping Provider Name', 'Tracking ID', 'Package ID'];
  const rows = entries.flatMap((entry) =>
    entry.lines
      .filter((line, index, all) => index === all.findIndex((other) => other.orderId === line.orderId))
      .map((line) => [
        asText(line.orderId),
        entry.carrier,
        asText(entry.trackingNumber),
        asText(line.packageId),
      ]),
  );
  return [header, ...rows];
}

interface SubOrder {
  readonly orderId: string;
  readonly subOrderId: string;
}

function isSameRow(one: SubOrder, other: SubOrder): boolean {
  return one.orderId === other.orderId && one.subOrderId === other.subOrderId;
}

/** A line id that we made because the order file told none: the market knows nothing of it. */
function isOwnMaking(line: ShipmentEntry['lines'][number]): boolean {
  return line.lineId.startsWith(`${line.orderId}-`);
}

function asText(id: string): string {
  return id === '' ? '' : `${id}\t`;
}

/** A cell that a spreadsheet would run as a formula is made text. */
function quote(cell: string): string {
  const safe = /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What the disk said, in our words: a file that Excel holds open is told as that. */
export function fileFault(thrown: unknown, path: string): unknown {
  const code = (thrown as { code?: unknown }).code;
  if (code === 'EBUSY' || code === 'EPERM') {
    return new Fault('shipments.file-in-use', 'later', { file: path }, thrown);
  }
  if (typeof code === 'string' && code.startsWith('E')) {
    return new Fault('shipments.cannot-write', 'later', { file: path }, thrown);
  }
  return thrown;
}
