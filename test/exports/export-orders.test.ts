// Orders leave as files that a spreadsheet opens with every id whole: so many a file, so many days back, stopped without a trace.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../main/basics/clock.ts';
import { exportColumns } from '../../main/exports/export-columns.ts';
import { purgeExports } from '../../main/exports/purge-exports.ts';
import { csvCell } from '../../main/exports/write-csv.ts';
import { readXlsxRows } from '../../main/platforms/files/xlsx-rows.ts';
import { aMorning } from '../builders/moved-clock.ts';
import { anOrder, withOrders } from '../builders/orders.ts';
import { packer, type TestStation, testStation, withShop } from '../builders/test-station.ts';

const headings = exportColumns.map(({ heading }) => heading.en);

type Row = Record<string, string>;

function readCsv(path: string): Row[] {
  const text = readFileSync(path, 'utf8');
  return Papa.parse<Row>(text.slice(1), { header: true, skipEmptyLines: true }).data;
}

async function readXlsx(path: string): Promise<Row[]> {
  const rows: (readonly string[])[] = [];
  await readXlsxRows(readFileSync(path), (cells) => rows.push(cells));
  const [first = [], ...others] = rows;
  return others.map((cells) => Object.fromEntries(first.map((name, at) => [name, cells[at] ?? ''])));
}

async function exportAll(station: TestStation, more: { format?: 'csv' | 'xlsx'; search?: string } = {}) {
  const told = await station.ask('orders.export', {
    exportId: 'E1',
    format: 'csv',
    language: 'en',
    ...more,
  });
  return { ...told, paths: told.files.map(({ file }) => join(told.folder, file)) };
}

const orderIds = (count: number) => Array.from({ length: count }, (_, at) => `6950000000000000${100 + at}`);

describe('an export of orders', () => {
  it('has a row for each line, with ids whole and recipients masked', async () => {
    await using station = testStation();
    withShop(station, { name: '=HYPERLINK("http://x.invalid")' });
    withOrders(station, [
      anOrder({
        orderId: '576000000000000001',
        platformState: '@SUM(1+1)',
        lines: [
          { lineId: '00123', skuCode: '1E5', name: '=1+1', quantity: 2 },
          { lineId: '4', skuCode: 'MAR1', name: 'Tea, "green"', isGift: true, giftOf: '00123' },
        ],
      }),
    ]);

    const csv = await exportAll(station);
    const xlsx = await exportAll(station, { format: 'xlsx' });

    const bytes = readFileSync(csv.paths[0] ?? '');
    const rows = readCsv(csv.paths[0] ?? '');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(rows).toMatchObject([
      {
        Order: '\t576000000000000001',
        Line: '\t00123',
        SKU: '\t1E5',
        Goods: '\t=1+1',
        Pieces: '2',
        Recipient: '王**',
        Phone: '138****0001',
        'State at the platform': '\t@SUM(1+1)',
        Shop: '\t=HYPERLINK("http://x.invalid")',
        State: 'to ship',
      },
      { SKU: '\tMAR1', Goods: 'Tea, "green"', Gift: 'yes' },
    ]);
    expect(await readXlsx(xlsx.paths[0] ?? '')).toMatchObject([
      { Order: '576000000000000001', Line: '00123', SKU: '1E5', Goods: '=1+1', Pieces: '2' },
      { SKU: 'MAR1', Goods: 'Tea, "green"' },
    ]);
    expect(csv).toMatchObject({ orders: 1, tooOld: 0, files: [{ orders: 1, rows: 2 }] });
  });

  it('goes on in a next file when one is full, and no order is left out or told twice', async () => {
    await using station = testStation();
    withOrders(
      station,
      orderIds(125).map((orderId) => anOrder({ orderId })),
    );
    await station.ask('settings.set', { name: 'export.mostOrders', value: 60 });

    const { files, paths } = await exportAll(station);

    expect(files.map(({ orders }) => orders)).toEqual([60, 60, 5]);
    const told = paths.flatMap((path) => readCsv(path).map((row) => row.Order?.trim()));
    expect(told.toSorted()).toEqual(orderIds(125));
  });

  it('leaves out what was placed too long ago, and says how many', async () => {
    await using station = testStation();
    withOrders(station, [
      anOrder({ orderId: '1', orderedAt: aMorning - 89 * dayMs }),
      anOrder({ orderId: '2', orderedAt: aMorning - 91 * dayMs }),
    ]);

    const { orders, tooOld, paths } = await exportAll(station);

    expect({ orders, tooOld }).toEqual({ orders: 1, tooOld: 1 });
    expect(readCsv(paths[0] ?? '').map((row) => row.Order)).toEqual(['\t1']);
  });

  it('holds what filter and search leave, newest first', async () => {
    await using station = testStation();
    withOrders(station, [
      anOrder({ orderId: '576000000000000001', orderedAt: aMorning - 3 * dayMs }),
      anOrder({ orderId: '576000000000000002', orderedAt: aMorning - dayMs }),
      anOrder({ orderId: '699000000000000003', state: 'cancelled', orderedAt: aMorning - 2 * dayMs }),
    ]);

    const open = await station.ask('orders.export', {
      exportId: 'E1',
      format: 'csv',
      language: 'en',
      filter: { state: ['open'] },
    });
    const found = await exportAll(station, { search: '576000000000000001' });

    const ids = (path: string) => readCsv(path).map((row) => row.Order?.trim());
    expect(ids(join(open.folder, open.files[0]?.file ?? ''))).toEqual([
      '576000000000000002',
      '576000000000000001',
    ]);
    expect(ids(found.paths[0] ?? '')).toEqual(['576000000000000001']);
  });

  it('holds every order that a search finds, more than a screen shows', async () => {
    await using station = testStation();
    withOrders(
      station,
      orderIds(300).map((orderId) => anOrder({ orderId })),
    );

    const beginning = await exportAll(station, { search: '695000000000000' });
    const withSku = await exportAll(station, { search: anOrder().lines[0]?.skuCode ?? '' });

    expect([beginning.orders, withSku.orders]).toEqual([300, 300]);
  });

  it('writes many in a thread of its own, which can be stopped as well', async () => {
    await using station = testStation();
    withOrders(
      station,
      orderIds(450).map((orderId) => anOrder({ orderId })),
    );
    const whole = await exportAll(station, { format: 'xlsx' });
    const rows = await readXlsx(whole.paths[0] ?? '');
    let cancelled: Promise<unknown> | undefined;
    station.events.on((event) => {
      if (event.kind === 'job.progress') cancelled ??= station.ask('orders.cancelExport', { exportId: 'E1' });
    });

    const refusal = await station.askRefused('orders.export', { exportId: 'E1', format: 'csv' });
    await cancelled;

    expect(rows.map((row) => row.Order).toSorted()).toEqual(orderIds(450));
    expect(refusal.code).toBe('export.cancelled');
    expect(readdirSync(whole.folder)).toEqual(whole.files.map(({ file }) => file));
  });

  it('makes no file when there is nothing', async () => {
    await using station = testStation();

    expect(await exportAll(station)).toMatchObject({ orders: 0, files: [] });
  });

  it('tells how far it is, can be stopped, and then leaves no file', async () => {
    await using station = testStation();
    withOrders(
      station,
      orderIds(160).map((orderId) => anOrder({ orderId })),
    );
    await station.ask('settings.set', { name: 'export.mostOrders', value: 60 });
    const heard: unknown[] = [];
    let cancelled: Promise<unknown> | undefined;
    station.events.on((event) => {
      if (event.kind !== 'job.progress') return;
      heard.push(event);
      if (event.stage === '2') cancelled ??= station.ask('orders.cancelExport', { exportId: 'E1' });
    });

    const refusal = await station.askRefused('orders.export', { exportId: 'E1', format: 'xlsx' });
    await cancelled;

    expect(refusal.code).toBe('export.cancelled');
    expect(heard[0]).toMatchObject({ jobId: 'E1', stage: '1', done: 20, total: 160 });
    expect(readdirSync(join(station.dataDir, 'exports'))).toEqual([]);
    expect((await station.askRefused('orders.cancelExport', { exportId: 'E1' })).code).toBe(
      'export.not-running',
    );
  });

  it('runs alone, and stops with the station', async () => {
    const station = testStation();
    withOrders(
      station,
      orderIds(160).map((orderId) => anOrder({ orderId })),
    );
    let second: Promise<{ code: string }> | undefined;
    let stopping: Promise<void> | undefined;
    station.events.on(({ kind }) => {
      if (kind !== 'job.progress') return;
      second ??= station.askRefused('orders.export', { exportId: 'E2', format: 'csv' });
      stopping ??= station.stop();
    });

    const stopped = await station.askRefused('orders.export', { exportId: 'E1', format: 'csv' });
    const busy = await second;
    await stopping;

    expect([busy?.code, stopped.code]).toEqual(['export.busy', 'export.cancelled']);
    await station[Symbol.asyncDispose]();
  });

  it('says so when the file cannot be written', async () => {
    await using station = testStation();
    withOrders(station, [anOrder()]);
    writeFileSync(join(station.dataDir, 'exports'), 'a file stands where the folder is to be');

    const few = await station.askRefused('orders.export', { exportId: 'E1', format: 'csv' });
    withOrders(
      station,
      orderIds(450).map((orderId) => anOrder({ orderId })),
    );
    const many = await station.askRefused('orders.export', { exportId: 'E2', format: 'csv' });

    expect([few.code, many.code]).toEqual(['fault.export.cannot-write', 'fault.export.cannot-write']);
  });

  it('is for supervisors, and written down', async () => {
    await using station = testStation();
    withOrders(station, [anOrder()]);

    const reply = await station.call(packer, 'orders.export', { exportId: 'E1', format: 'csv' });
    await exportAll(station);
    const { rows } = await station.ask('audit.page', { filter: { verb: 'orders.exported' } });

    expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
    expect(rows).toMatchObject([{ person: 'Lin', facts: { orders: 1 } }]);
  });
});

function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'parcelbench-exports-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

it('has a heading in both languages for every column', () => {
  expect(new Set(headings).size).toBe(exportColumns.length);
  expect(exportColumns.every(({ heading }) => heading['zh-CN'] !== '')).toBe(true);
});

it.each([
  ['=1+1', '"\t=1+1"'],
  ['  +1', '"\t  +1"'],
  ['＝A1', '"\t＝A1"'],
  ['\u0000-2', '"\t-2"'],
  ['plain', 'plain'],
  ['a "b", c', '"a ""b"", c"'],
  ['half \uD800', 'half \uFFFD'],
])('writes %j as a text that no spreadsheet runs', (given, written) => {
  expect(csvCell(given, 'text')).toBe(written);
});

it('forgets files that are kept no longer, and what was left half written', () => {
  using folder = temporaryFolder();
  const exports = join(folder.path, 'exports');
  mkdirSync(exports);
  for (const name of ['orders-1-1.csv', 'orders-2-1.xlsx.part', 'orders-3-1.csv', 'mine.txt']) {
    writeFileSync(join(exports, name), 'x');
    if (name !== 'orders-3-1.csv') utimesSync(join(exports, name), 100, 100);
  }

  const count = purgeExports(folder.path, statSync(join(exports, 'orders-3-1.csv')).mtimeMs - 1);

  expect(count).toBe(2);
  expect(readdirSync(exports).toSorted()).toEqual(['mine.txt', 'orders-3-1.csv']);
  expect(purgeExports(join(folder.path, 'nowhere'), 1)).toBe(0);
});
