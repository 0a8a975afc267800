import { appendFileSync, existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StationEvent } from '../../main/basics/events.ts';
import type { Caller } from '../../main/basics/request.ts';
import { findSku } from '../../main/goods/skus-table.ts';
import {
  csvOf,
  goodsHeader,
  morningFile,
  oddXlsx,
  type Rows,
  rowsOf,
  tiktokUsHeader,
  tiktokUsRows,
} from '../builders/order-files.ts';
import { asSkuCode } from '../builders/orders.ts';
import { tiktokRecord } from '../builders/read-file.ts';
import { packer, type TestStation, testStation, withShop } from '../builders/test-station.ts';

const screen: Caller = { host: 'browser', person: 'Chen', role: 'supervisor' };

function aFile(station: TestStation, content: string | Uint8Array, name = 'orders.csv'): string {
  const path = join(station.dataDir, name);
  writeFileSync(path, content);
  return path;
}

const usFile = (...records: Record<string, string>[]) =>
  csvOf([tiktokUsHeader, ...rowsOf(tiktokUsHeader, records)]);

function count(station: TestStation, table: string): number {
  return station.parts.database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0;
}

/** As a screen does it: in pieces of 100 kB. */
async function upload(station: TestStation, fileName: string, bytes: Uint8Array): Promise<string> {
  let uploadId: string | undefined;
  for (let at = 0; at === 0 || at < bytes.length; at += 100_000) {
    const piece = Buffer.from(bytes.subarray(at, at + 100_000)).toString('base64');
    const isLast = at + 100_000 >= bytes.length;
    const reply = await station.ask('imports.receive', {
      ...(uploadId === undefined ? {} : { uploadId }),
      fileName,
      chunkBase64: piece,
      isLast,
    });
    uploadId = reply.uploadId;
  }
  return uploadId ?? '';
}

describe('a file of orders', () => {
  it('is inspected without writing anything', async () => {
    await using station = testStation();
    withShop(station);

    const inspection = await station.ask('imports.inspect', {
      path: aFile(station, csvOf(tiktokUsRows({ orders: 30 }))),
    });

    expect(inspection).toMatchObject({
      kind: 'tiktok-orders',
      market: 'tiktok',
      fileName: 'orders.csv',
      format: 'csv',
      encoding: 'utf-8-bom',
      shopId: 'shop-1',
      needsShop: false,
      counts: { new: 30, changed: 0, same: 0, bad: 0 },
      problemCount: 0,
    });
    expect(count(station, 'orders')).toBe(0);
  });

  it('is taken in with its progress told', async () => {
    await using station = testStation();
    withShop(station);
    const events: StationEvent[] = [];
    station.events.on((event) => events.push(event));
    const { importId } = await station.ask('imports.inspect', {
      path: aFile(station, csvOf(tiktokUsRows({ orders: 30 }))),
    });

    const applied = await station.ask('imports.apply', { importId });

    expect(applied).toMatchObject({ importId, kind: 'tiktok-orders', counts: { new: 30, bad: 0 } });
    expect(count(station, 'orders')).toBe(30);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'orders.changed' }));
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'job.progress',
        jobId: importId,
        stage: 'writing',
        done: 30,
        total: 30,
      }),
    );
    expect(await station.ask('imports.list', {})).toMatchObject([
      { importId, fileName: 'orders.csv', person: 'Lin' },
    ]);
  });

  it('doubles nothing when it comes again', async () => {
    await using station = testStation();
    withShop(station);
    const path = aFile(station, csvOf(tiktokUsRows({ orders: 30 })));
    await station.ask('imports.run', { path });
    const lines = count(station, 'order_lines');

    const again = await station.ask('imports.run', { path });

    expect(again.counts).toEqual({ new: 0, changed: 0, same: 30, bad: 0 });
    expect([count(station, 'orders'), count(station, 'order_lines')]).toEqual([30, lines]);
  });

  it('is applied once when asked twice', async () => {
    await using station = testStation();
    withShop(station);
    const { importId } = await station.ask('imports.inspect', {
      path: aFile(station, csvOf(tiktokUsRows({ orders: 5 }))),
    });

    const [one, two] = await Promise.all([
      station.ask('imports.apply', { importId }),
      station.ask('imports.apply', { importId }),
    ]);
    const three = await station.ask('imports.apply', { importId });

    expect([one.counts.new, two.counts.new, three.counts.new]).toEqual([5, 5, 5]);
    expect(count(station, 'imports')).toBe(1);
  });

  it('tells what changed since the last file', async () => {
    await using station = testStation();
    withShop(station);
    await station.ask('imports.run', {
      path: aFile(station, usFile(tiktokRecord(), tiktokRecord({ 'Order ID': '576400000000000002' }))),
    });

    const inspection = await station.ask('imports.inspect', {
      path: aFile(
        station,
        usFile(
          tiktokRecord({ 'Cancelation/Return Type': 'Cancel' }),
          tiktokRecord({ 'Order ID': '576400000000000002' }),
          tiktokRecord({ 'Order ID': '576400000000000003' }),
        ),
        'later.csv',
      ),
    });

    expect(inspection.counts).toEqual({ new: 1, changed: 1, same: 1, bad: 0 });
  });

  it('compares anew when somebody wrote between the look and the yes', async () => {
    await using station = testStation();
    withShop(station);
    const path = aFile(station, usFile(tiktokRecord()));
    await station.ask('imports.run', { path });
    const { importId } = await station.ask('imports.inspect', { path });
    station.parts.database.write((writer) => writer.run(`UPDATE orders SET content_hash = 'another'`));

    const applied = await station.ask('imports.apply', { importId });

    expect(applied.counts).toMatchObject({ changed: 1, same: 0 });
  });

  it('counts orders of SKUs that the goods list does not know, and takes them in', async () => {
    await using station = testStation();
    withShop(station);

    const inspection = await station.ask('imports.inspect', { path: aFile(station, usFile(tiktokRecord())) });
    const applied = await station.ask('imports.apply', { importId: inspection.importId });

    expect(inspection.unknownSkus).toEqual({ count: 1, first: ['MUG-RED'] });
    expect(applied.counts.new).toBe(1);
  });

  it('keeps clear recipients sealed in the database', async () => {
    await using station = testStation();
    withShop(station);

    await station.ask('imports.run', { path: aFile(station, usFile(tiktokRecord())) });

    const row = station.parts.database.get<{ recipient_mask: string; sealed: number }>(
      `SELECT recipient_mask, recipient_sealed IS NOT NULL AS sealed FROM orders`,
    );
    expect(row).toEqual({
      recipient_mask: 'A** S******** · (+1)555****01 · Examplia Sampleton ****',
      sealed: 1,
    });
  });

  it('of 15,001 rows is one import like any other', async () => {
    await using station = testStation();
    withShop(station);
    const path = aFile(station, csvOf(tiktokUsRows({ orders: 15_001, singleLines: true })));

    const applied = await station.ask('imports.run', { path });

    expect(applied.counts).toEqual({ new: 15_001, changed: 0, same: 0, bad: 0 });
  }, 300_000);

  it('arrives in pieces from a screen, and nothing of it stays on the disk', async () => {
    await using station = testStation();
    withShop(station);
    const morning = morningFile('tiktok', { orders: 300 });
    const uploadId = await upload(station, morning.fileName, morning.bytes);

    const reply = await station.call(screen, 'imports.inspect', { uploadId });
    if (!reply.ok) throw new Error(reply.refusal.code);
    const { importId } = reply.value as { importId: string };
    await station.ask('imports.apply', { importId });

    expect(reply.value).toMatchObject({ fileName: morning.fileName, counts: { new: 300 } });
    expect(readdirSync(join(station.dataDir, 'imports'))).toEqual([]);
  });

  it('as an odd XLSX gives the same orders as the CSV', async () => {
    await using station = testStation();
    withShop(station);
    const rows = tiktokUsRows({ orders: 20 });
    await station.ask('imports.run', { path: aFile(station, csvOf(rows)) });

    const again = await station.ask('imports.run', { path: aFile(station, oddXlsx(rows), 'orders.xlsx') });

    expect(again.counts).toEqual({ new: 0, changed: 0, same: 20, bad: 0 });
  });
});

describe('the shop', () => {
  it('is asked for when there is none, and made by name', async () => {
    await using station = testStation();
    const path = aFile(station, usFile(tiktokRecord()));

    const inspection = await station.ask('imports.inspect', { path });
    const refusal = await station.askRefused('imports.apply', { importId: inspection.importId });
    const applied = await station.ask('imports.run', { path, shopName: 'Morning Shop' });

    expect(inspection).toMatchObject({ shopId: null, needsShop: true, shopChoices: [] });
    expect(refusal.code).toBe('import.needs-shop');
    expect(applied.counts.new).toBe(1);
    expect(await station.ask('shops.list', {})).toMatchObject([
      { name: 'Morning Shop', market: 'tiktok', connection: 'files', timeZone: 'America/Los_Angeles' },
    ]);
  });

  it('is the one that knows an order of the file already', async () => {
    await using station = testStation();
    withShop(station);
    withShop(station, { shopId: 'shop-2' as never, name: '第二家' });
    const path = aFile(station, usFile(tiktokRecord()));
    await station.ask('imports.run', { path, shopId: 'shop-2' });

    const inspection = await station.ask('imports.inspect', { path });

    expect(inspection).toMatchObject({ shopId: 'shop-2', counts: { same: 1 } });
  });

  it('of another market is refused', async () => {
    await using station = testStation();
    withShop(station, { market: 'douyin' });

    const refusal = await station.askRefused('imports.inspect', {
      path: aFile(station, usFile(tiktokRecord())),
      shopId: 'shop-1',
    });

    expect(refusal).toMatchObject({
      code: 'import.wrong-market',
      facts: { market: 'tiktok', shopMarket: 'douyin' },
    });
  });

  it('nobody knows is refused', async () => {
    await using station = testStation();

    const refusal = await station.askRefused('imports.inspect', {
      path: aFile(station, usFile(tiktokRecord())),
      shopId: 'shop-9',
    });

    expect(refusal.code).toBe('import.shop-unknown');
  });

  it('decides the zone in which times are read', async () => {
    await using station = testStation();
    const path = aFile(station, usFile(tiktokRecord()));
    const { importId } = await station.ask('imports.inspect', { path });
    withShop(station, { timeZone: 'UTC' });

    await station.ask('imports.apply', { importId, shopId: 'shop-1' });

    expect(station.parts.database.get(`SELECT ordered_at FROM orders`)).toEqual({
      ordered_at: Date.UTC(2026, 8, 21, 17, 10),
    });
  });
});

describe('rows that are not understood', () => {
  const bad = () =>
    usFile(
      tiktokRecord(),
      tiktokRecord({ 'Order ID': '576400000000000002', Quantity: '-1' }),
      tiktokRecord({ 'Order ID': '=1+1' }),
    );

  it('never stop good ones, and are told by row, column and reason', async () => {
    await using station = testStation();
    withShop(station);

    const inspection = await station.ask('imports.inspect', { path: aFile(station, bad()) });

    expect(inspection).toMatchObject({ counts: { new: 1, bad: 2 }, problemCount: 2 });
    expect(inspection.problems).toMatchObject([
      { row: 3, column: 'Quantity', value: '-1', reason: 'import.row.quantity' },
      { row: 4, column: 'Order ID', value: '=1+1', reason: 'import.row.order-id' },
    ]);
  });

  it('leave as a CSV that Excel neither rounds nor runs, before and after the yes', async () => {
    await using station = testStation();
    withShop(station);
    const { importId } = await station.ask('imports.inspect', { path: aFile(station, bad()) });

    const before = await station.ask('imports.report', { importId });
    await station.ask('imports.apply', { importId });
    const after = await station.ask('imports.report', { importId });

    expect(after).toEqual(before);
    expect(before.fileName).toBe('orders-report.csv');
    expect(before.csv.startsWith('\uFEFF行 Row,')).toBe(true);
    expect(before.csv).toContain('3,Quantity,"\t-1",否 no,数量必须是 1 或更大的整数');
    expect(before.csv).toContain('"\t=1+1"');
    expect(before.csv).toContain('The order number is not 15 to 20 digits');
  });

  it('of an import that nobody knows have no report', async () => {
    await using station = testStation();

    const refusal = await station.askRefused('imports.report', { importId: 'I0' });

    expect(refusal.code).toBe('import.not-found');
  });
});

describe('a goods list', () => {
  it('is taken in, and again without doubling', async () => {
    await using station = testStation();
    const morning = morningFile();
    const path = aFile(station, morning.goodsBytes, morning.goodsFileName);

    const first = await station.ask('imports.run', { path });
    const again = await station.ask('imports.run', { path });

    expect(first).toMatchObject({ kind: 'goods', shopId: null, counts: { new: 120, bad: 0 } });
    expect(again.counts).toEqual({ new: 0, changed: 0, same: 120, bad: 0 });
  });

  it('tells changed stock and bad rows', async () => {
    await using station = testStation();
    const list = (rows: Rows) => aFile(station, csvOf([goodsHeader, ...rows]), 'goods.csv');
    await station.ask('imports.run', { path: list([['MUG', '马克杯', '1', 'A-1', '5', '100', '否', '否']]) });

    const applied = await station.ask('imports.run', {
      path: list([
        ['MUG', '马克杯', '1', 'A-1', '9', '100', '否', '否'],
        ['CAP', '帽子', '2', 'A-2', '-1', '100', '否', '否'],
      ]),
    });

    expect(applied.counts).toEqual({ new: 0, changed: 1, same: 0, bad: 1 });
    expect(findSku(station.parts.database, asSkuCode('MUG'))?.stock).toBe(9);
  });
});

describe('a file that cannot be taken', () => {
  const inspectRefused = async (station: TestStation, path: string) =>
    station.askRefused('imports.inspect', { path });

  it('is a photo', async () => {
    await using station = testStation();

    const refusal = await inspectRefused(
      station,
      aFile(station, Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'photo.csv'),
    );

    expect(refusal).toEqual({
      code: 'import.wrong-kind',
      facts: { fileName: 'photo.csv', looksLike: 'JPEG' },
    });
  });

  it('is empty', async () => {
    await using station = testStation();

    expect((await inspectRefused(station, aFile(station, ''))).code).toBe('import.empty');
  });

  it('is a folder', async () => {
    await using station = testStation();
    mkdirSync(join(station.dataDir, 'exports'));

    expect((await inspectRefused(station, join(station.dataDir, 'exports'))).code).toBe('import.is-folder');
  });

  it('is not there', async () => {
    await using station = testStation();

    expect((await inspectRefused(station, join(station.dataDir, 'gone.csv'))).code).toBe(
      'import.no-such-file',
    );
  });

  it('has over 200 MB, and is refused before it is read', async () => {
    await using station = testStation();
    const path = aFile(station, '');
    truncateSync(path, 200_000_001);

    const refusal = await inspectRefused(station, path);

    expect(refusal).toMatchObject({ code: 'import.too-large', facts: { megabytes: 200, limit: 200 } });
  });

  it('is told to have over 200 MB, and is refused with its first piece', async () => {
    await using station = testStation();

    const refusal = await station.askRefused('imports.receive', {
      fileName: 'a.csv',
      chunkBase64: Buffer.alloc(700_000, 'a').toString('base64'),
      isLast: false,
      totalBytes: 200_000_001,
    });

    expect(refusal).toMatchObject({ code: 'import.too-large', facts: { megabytes: 201, limit: 200 } });
    expect(readdirSync(join(station.dataDir, 'imports'))).toEqual([]);
  });

  it('grows over the limit while it arrives in pieces', async () => {
    await using station = testStation();
    await station.ask('settings.set', { name: 'import.mostMegabytes', value: 1 });
    const piece = Buffer.alloc(700_000, 'a').toString('base64');
    const first = await station.ask('imports.receive', {
      fileName: 'a.csv',
      chunkBase64: piece,
      isLast: false,
    });

    const refusal = await station.askRefused('imports.receive', {
      uploadId: first.uploadId,
      fileName: 'a.csv',
      chunkBase64: piece,
      isLast: true,
    });

    expect(refusal.code).toBe('import.too-large');
    expect(readdirSync(join(station.dataDir, 'imports'))).toEqual([]);
  });

  it('changes between the look and the yes', async () => {
    await using station = testStation();
    withShop(station);
    const path = aFile(station, usFile(tiktokRecord()));
    const { importId } = await station.ask('imports.inspect', { path });
    appendFileSync(path, 'more');

    const refusal = await station.askRefused('imports.apply', { importId });

    expect(refusal.code).toBe('import.file-changed');
    expect(count(station, 'orders')).toBe(0);
  });

  it('is named by path from a screen', async () => {
    await using station = testStation();

    const reply = await station.call(screen, 'imports.inspect', { path: '/etc/hostname' });

    expect(reply).toMatchObject({ ok: false, refusal: { code: 'import.path-not-allowed' } });
  });

  it('is not named at all', async () => {
    await using station = testStation();

    expect((await station.askRefused('imports.inspect', {})).code).toBe('import.no-source');
  });

  it('never arrived whole', async () => {
    await using station = testStation();
    const piece = { fileName: 'a.csv', chunkBase64: 'YQ==' };
    const { uploadId } = await station.ask('imports.receive', { ...piece, isLast: false });

    const unfinished = await station.askRefused('imports.inspect', { uploadId });
    const unknown = await station.askRefused('imports.receive', { ...piece, uploadId: 'U0', isLast: true });

    expect([unfinished.code, unknown.code]).toEqual(['import.upload-unknown', 'import.upload-unknown']);
  });
});

it('is given up by cancelling, and cannot be applied then', async () => {
  await using station = testStation();
  withShop(station);
  const uploadId = await upload(station, 'orders.csv', Buffer.from(usFile(tiktokRecord())));
  const { importId } = await station.ask('imports.inspect', { uploadId });

  await station.ask('imports.cancel', { importId });

  expect((await station.askRefused('imports.apply', { importId })).code).toBe('import.not-found');
  expect((await station.askRefused('imports.cancel', { importId })).code).toBe('import.not-found');
  expect(readdirSync(join(station.dataDir, 'imports'))).toEqual([]);
});

it('stops while it is being written when a person cancels, and the next import brings the rest', async () => {
  await using station = testStation();
  withShop(station);
  const path = aFile(station, csvOf(tiktokUsRows({ orders: 4_000, singleLines: true })));
  const { importId } = await station.ask('imports.inspect', { path });

  const applying = station.call(packer, 'imports.apply', { importId });
  await station.ask('imports.cancel', { importId });
  const reply = await applying;
  const rest = await station.ask('imports.run', { path });

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'import.cancelled' } });
  expect(rest.counts.new + rest.counts.same).toBe(4_000);
  expect(count(station, 'orders')).toBe(4_000);
});

it('lets the station write in the middle of an import, and loses nothing', async () => {
  await using station = testStation();
  withShop(station);
  const path = aFile(station, csvOf(tiktokUsRows({ orders: 3_000, singleLines: true })));
  const { importId } = await station.ask('imports.inspect', { path });

  let isDone = false;
  let writes = 0;
  const applying = station.ask('imports.apply', { importId }).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    station.parts.database.write((writer) => writer.run(`UPDATE shops SET created_at = created_at + 1`));
    writes += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const applied = await applying;

  expect(applied.counts.new).toBe(3_000);
  expect(writes).toBeGreaterThan(1);
  expect(count(station, 'orders')).toBe(3_000);
}, 120_000);

it('removes what a last run left behind when the station starts', async () => {
  await using station = testStation();
  mkdirSync(join(station.dataDir, 'imports'));
  writeFileSync(join(station.dataDir, 'imports', 'U1'), 'somebody');

  station.start();

  expect(existsSync(join(station.dataDir, 'imports', 'U1'))).toBe(false);
});
