// A small morning without any screen: every step that a person can do is a request, with its reply as JSON and an exit code.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestAnswer, RequestArgument, RequestName } from '../../main/api.ts';
import { type MorningFile, morningFile } from '../builders/order-files.ts';
import { trainingBooks } from '../builders/training-books.ts';
import { upAndDownTheAisles } from '../builders/walking-order.ts';
import { buildOnce, callFromTerminal, temporaryFolder } from './built.ts';

const minute = 60_000;
const folder = temporaryFolder();
const file: MorningFile = morningFile('douyin', { orders: 20, until: Date.now() });
const orderPath = join(folder.path, file.fileName);

beforeAll(() => {
  buildOnce();
  writeFileSync(orderPath, file.bytes);
  writeFileSync(join(folder.path, file.goodsFileName), file.goodsBytes);
}, 2 * minute);

afterAll(() => folder[Symbol.dispose]());

it(
  'takes in goods and orders, nothing twice, and refuses a file that is none',
  async () => {
    const goods = await answered('imports.run', { path: join(folder.path, file.goodsFileName) });
    const wrong = join(folder.path, 'holiday.csv');
    writeFileSync(wrong, 'sun,beach\n1,2\n');

    const first = await answered('imports.run', { path: orderPath, shopName: '文件小店' });
    const again = await answered('imports.run', { path: orderPath, shopName: '文件小店' });

    expect(goods.counts).toMatchObject({ new: 120, bad: 0 });
    expect(first.counts).toMatchObject({ new: file.orderCount, bad: 0 });
    expect(again.counts).toEqual({ new: 0, changed: 0, same: file.orderCount, bad: 0 });
    expect(await refused('imports.run', { path: wrong })).toBe('import.not-recognised');
    expect((await answered('imports.report', { importId: first.importId })).csv).toContain('原因');
  },
  2 * minute,
);

it(
  'finds orders, plans parcels, and gets the same no from the guard as the screens',
  async () => {
    const [shop] = (await answered('shops.list', {})).filter(({ connection }) => connection === 'files');
    const page = await answered('orders.page', {
      filter: { shopId: shop?.shopId, state: ['open'] },
      offset: 0,
      limit: 50,
    });
    const one = page.rows[7]?.orderId ?? '';
    const found = await answered('orders.page', { search: one.slice(-6), offset: 0, limit: 5 });
    const planned = await answered('parcels.plan', {});
    const { groups } = await answered('parcels.groups', { state: 'proposed', offset: 0, limit: 50 });
    const apart = groups.find((group) => group.apart.some(({ rule }) => rule === 'door.order-untagged-mix'));
    const [from, to] = apart?.parcels ?? [];
    const line = from?.lines[0];

    expect(page.total).toBe(file.orderCount);
    expect(found.rows.map(({ orderId }) => orderId)).toContain(one);
    expect(planned.proposed).toBeGreaterThan(file.orderCount / 2);
    expect(
      await refused('parcels.move', {
        line: { orderKey: line?.orderKey ?? 0, lineId: line?.lineId ?? '', quantity: line?.quantity ?? 0 },
        from: from?.parcelId ?? '',
        to: to?.parcelId ?? '',
      }),
    ).toBe('parcel.blocked');
    expect((await answered('parcels.accept', { parcelIds: 'clean' })).accepted).toBeGreaterThan(
      file.orderCount / 2,
    );
  },
  2 * minute,
);

it(
  'flags what is short, releases, ticks a line, and prints to the end',
  async () => {
    expect(await refused('waves.release', {})).toBe('wave.short-stock');

    const wave = await answered('waves.release', { acceptShortages: true });
    const { lines } = await answered('waves.pickingList', { waveId: wave.waveId });
    const picked = await answered('picks.scan', { waveId: wave.waveId, code: lines[0]?.skuCode ?? '' });
    const { batches } = await answered('batches.create', { waveId: wave.waveId, printerId: 'paperless' });
    for (const { batchId } of batches) await answered('batches.start', { batchId });

    const bins = lines.flatMap(({ binCode }) => binCode ?? []);
    expect(bins).toEqual(upAndDownTheAisles(bins));
    expect(picked.outcome).toBe('picked');
    for (const batch of await answered('batches.list', {})) {
      expect(batch).toMatchObject({ state: 'finished', counts: { printed: batch.labelCount } });
    }
  },
  2 * minute,
);

it(
  'packs by scans, keeps what it owes while the shop is out of reach, and pays it afterwards',
  async () => {
    const { rows } = await answered('parcels.page', { states: ['released'], offset: 0, limit: 500 });
    const parcel = rows.find((row) => row.shopId === 'training' && row.verdict.verdict === 'allow');
    if (!parcel?.trackingNumber) throw new Error('the training shop has a labelled parcel');
    await answered('training.setBehaviour', { behaviour: 'offline' });
    let scans = 0;
    const scan = (code: string) => {
      scans += 1;
      return answered('bench.scan', { benchId: 'terminal', scanId: `scan-${scans}`, code });
    };

    const unknown = await scan('NO-SUCH-THING');
    await answered('bench.acknowledge', { benchId: 'terminal' });
    const opened = await scan(parcel.trackingNumber);
    for (const line of parcel.lines) {
      for (let piece = 0; piece < line.quantity; piece += 1) await scan(line.skuCode);
    }
    const silent = await call('orders.pull', {});
    const waiting = await answered('shipping.page', { state: 'waiting', offset: 0, limit: 10 });
    await answered('training.setBehaviour', { behaviour: 'normal' });
    // Any call pays what is due; this one says so.
    await answered('shipping.sendNow', {});
    const sent = await answered('shipping.page', { state: 'done', offset: 0, limit: 10 });

    expect(unknown.state.kind).toBe('unknown');
    expect(opened.state.kind).toBe('open');
    expect(silent).toMatchObject({
      code: 2,
      reply: { ok: false, refusal: { code: 'fault.platform.offline' } },
    });
    expect(waiting.rows.map(({ trackingNumber }) => trackingNumber)).toEqual([parcel.trackingNumber]);
    expect(sent.rows.map(({ trackingNumber }) => trackingNumber)).toEqual([parcel.trackingNumber]);
    expect(trainingBooks(join(folder.path, 'station', 'training')).shipments).toMatchObject([
      { trackingNumber: parcel.trackingNumber },
    ]);
  },
  3 * minute,
);

function call<Name extends RequestName>(name: Name, argument: RequestArgument<Name>) {
  return callFromTerminal([name, JSON.stringify(argument), '--data', join(folder.path, 'station')]);
}

async function answered<Name extends RequestName>(
  name: Name,
  argument: RequestArgument<Name>,
): Promise<RequestAnswer<Name>> {
  const { reply, code } = await call(name, argument);
  expect(reply, name).toMatchObject({ ok: true });
  expect(code).toBe(0);
  return (reply as { value: RequestAnswer<Name> }).value; // just seen to be an answer
}

/** The code of the refusal; its exit code is 1. */
async function refused<Name extends RequestName>(
  name: Name,
  argument: RequestArgument<Name>,
): Promise<string> {
  const { reply, code } = await call(name, argument);
  expect(reply, name).toMatchObject({ ok: false });
  expect(code).toBe(1);
  return (reply as { refusal: { code: string } }).refusal.code; // just seen to be a refusal
}
