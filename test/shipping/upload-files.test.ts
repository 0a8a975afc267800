import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dayMs, hourMs } from '../../main/basics/clock.ts';
import type { OrderId, ParcelId } from '../../main/basics/ids.ts';
import { createFilesPlatform } from '../../main/platforms/files/files-platform.ts';
import {
  fileFault,
  openShipmentFolder,
  type ShipmentEntry,
} from '../../main/platforms/files/shipment-file.ts';
import { movedClock } from '../builders/moved-clock.ts';
import { anOrder, type OrderOverrides, withOrders } from '../builders/orders.ts';
import { packParcels, parcelState } from '../builders/packed-parcels.ts';
import { aShop, type TestStation, testStation, withShop } from '../builders/test-station.ts';

const today = '2026-09-22';

function packOrders(station: TestStation, orders: readonly OrderOverrides[], market: 'douyin' | 'tiktok') {
  withShop(station, { market });
  withOrders(station, orders.map(anOrder));
  return packParcels(station.parts, {
    shopId: aShop.shopId,
    carrier: market === 'tiktok' ? 'J&T Express' : '中通快递',
  });
}

function uploadFile(station: TestStation, day = today): string {
  return readFileSync(join(station.dataDir, 'shipments', `${aShop.shopId}-${day}.csv`), 'utf8');
}

async function ship(station: TestStation, parcelIds: readonly string[]): Promise<void> {
  await station.ask('shipping.ship', { parcelIds: [...parcelIds] });
  await station.ask('shipping.sendNow', {});
}

it('writes the shipments of a TikTok shop into a file that its back office takes', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{ orderId: '576461413038785001', packageId: '1152921' }], 'tiktok');

  await ship(station, [parcel?.parcelId ?? '']);

  expect(uploadFile(station)).toBe(
    `\uFEFFOrder ID,Shipping Provider Name,Tracking ID,Package ID\r\n` +
      `"576461413038785001\t",J&T Express,"${parcel?.trackingNumber}\t","1152921\t"\r\n`,
  );
  expect(parcelState(station.parts.database, parcel?.parcelId ?? '')).toBe('shipped');
});

it('writes a row for each sub order of a Douyin shop', async () => {
  await using station = testStation();
  const [parcel] = packOrders(
    station,
    [
      {
        orderId: '6925000000000000111',
        lines: [{ lineId: '6925000000000000112' }, { lineId: '6925000000000000113' }],
      },
    ],
    'douyin',
  );

  await ship(station, [parcel?.parcelId ?? '']);

  const rows = uploadFile(station).trim().split('\r\n');
  expect(rows).toHaveLength(3);
  expect(rows[1]).toContain('"6925000000000000111\t","6925000000000000112\t",中通快递');
});

it('leaves the sub order empty where the order file told none', async () => {
  await using station = testStation();
  const lines = [{ skuCode: 'A' }, { skuCode: 'B' }];
  const [parcel] = packOrders(station, [{ orderId: '6925000000000000111', lines }], 'douyin');

  await ship(station, [parcel?.parcelId ?? '']);

  const rows = uploadFile(station).trim().split('\r\n');
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain('"6925000000000000111\t",,中通快递');
});

it('calls an order shipped when its last parcel is in the file, and keeps its recipient', async () => {
  await using station = testStation();
  const recipient = {
    key: null,
    name: 'Ann Example',
    phone: '000-0000-0000',
    address: '1 Nowhere',
    isMasked: false,
  };
  const lines = [{ skuCode: 'A', doorTag: 'tagged' as const, priceCents: 500 }, { skuCode: 'B' }];
  const parcels = packOrders(station, [{ orderId: '6925000000000000111', recipient, lines }], 'douyin');
  const readOrder = () =>
    station.parts.database.get<Record<string, unknown>>(
      `SELECT state, due_at, tracking_number, recipient_mask, recipient_sealed,
         (SELECT sum(price_cents) FROM order_lines) AS cents FROM orders`,
    );
  const before = readOrder();
  await ship(station, [parcels[0]?.parcelId ?? '']);
  const half = readOrder();

  await ship(station, [parcels[1]?.parcelId ?? '']);

  expect(half?.state).toBe('part-shipped');
  expect(readOrder()).toEqual({
    ...before,
    state: 'shipped',
    due_at: null,
    tracking_number: parcels[1]?.trackingNumber,
  });
});

it('does not bring an order back to be packed when the old order file is imported again', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{}], 'tiktok');
  await ship(station, [parcel?.parcelId ?? '']);

  const again = withOrders(station, [anOrder()]);

  expect(again).toMatchObject({ new: 0, changed: 0, same: 1 });
});

it('writes the file while the plug is out: files need no network', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{}], 'tiktok');
  await station.ask('network.set', { isOnline: false });

  await ship(station, [parcel?.parcelId ?? '']);

  expect(parcelState(station.parts.database, parcel?.parcelId ?? '')).toBe('shipped');
});

it('has each parcel in a file once, also when a crash came before the answer was written down', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{}], 'tiktok');
  await ship(station, [parcel?.parcelId ?? '']);
  const before = uploadFile(station);
  station.parts.database.write((writer) => {
    writer.run(`UPDATE outbox SET state = 'sending'`);
    writer.run(`UPDATE parcels SET state = 'packed'`);
  });
  station.clock.set(station.clock.now() + dayMs);

  await station.ask('shipping.sendNow', {});

  const files = await station.ask('shipping.files', {});
  expect(uploadFile(station)).toBe(before);
  expect(files).toMatchObject([{ file: `${aShop.shopId}-${today}.csv`, rows: 1 }]);
});

it('starts a new file every day of the shop, not of the PC', async () => {
  await using station = testStation();
  const orders = [
    { orderId: '576000000000000001' },
    { orderId: '576000000000000002', recipient: { key: '#2' } },
  ];
  const [first, second] = packOrders(station, orders, 'tiktok');
  await ship(station, [first?.parcelId ?? '']);
  station.clock.set(station.clock.now() + 16 * hourMs);

  await ship(station, [second?.parcelId ?? '']);

  const files = await station.ask('shipping.files', {});
  expect(files.map((each) => [each.file, each.rows])).toEqual([
    [`${aShop.shopId}-2026-09-23.csv`, 1],
    [`${aShop.shopId}-${today}.csv`, 1],
  ]);
});

it('writes into a new file once a person has closed one to upload it, and no row stands in two', async () => {
  await using station = testStation();
  const orders = ['001', '002', '003'].map((end) => ({
    orderId: `576000000000000${end}`,
    recipient: { key: `#${end}` },
  }));
  const [first, second, third] = packOrders(station, orders, 'tiktok');
  await ship(station, [first?.parcelId ?? '']);
  const file = `${aShop.shopId}-${today}.csv`;

  const closed = await station.ask('shipping.closeFile', { file });
  await ship(station, [second?.parcelId ?? '']);
  await station.ask('shipping.closeFile', { file: `${aShop.shopId}-${today}-2.csv` });
  await ship(station, [third?.parcelId ?? '']);

  expect(closed).toMatchObject({ file, rows: 1, closedAt: station.clock.now() });
  expect(uploadFile(station)).not.toContain(second?.trackingNumber ?? '?');
  expect(uploadFile(station, `${today}-2`)).toContain(second?.trackingNumber ?? '?');
  expect(uploadFile(station, `${today}-2`)).not.toContain(first?.trackingNumber ?? '?');
  const files = await station.ask('shipping.files', {});
  expect(files.map((each) => [each.file, each.rows, each.closedAt === null])).toEqual([
    [`${aShop.shopId}-${today}-3.csv`, 1, true],
    [`${aShop.shopId}-${today}-2.csv`, 1, false],
    [file, 1, false],
  ]);
});

it('keeps a closed file closed when the station starts again, and closes it once', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{}], 'tiktok');
  await ship(station, [parcel?.parcelId ?? '']);
  const file = `${aShop.shopId}-${today}.csv`;
  const { closedAt } = await station.ask('shipping.closeFile', { file });
  const folder = join(station.dataDir, 'shipments');

  const again = openShipmentFolder(folder, aShop.shopId, 'tiktok');
  again.append(today, [{ ...entry, key: 'key-9' }]);
  station.clock.set(station.clock.now() + hourMs);
  const twice = await station.ask('shipping.closeFile', { file });

  expect(again.hasKey('key-9')).toBe(true);
  expect(uploadFile(station, `${today}-2`)).toContain('T1');
  expect(twice.closedAt).toBe(closedAt);
  expect(
    station.parts.database.all(`SELECT facts_json FROM audit WHERE verb = 'shipment-file.closed'`),
  ).toEqual([{ facts_json: JSON.stringify({ fileName: file, count: 1 }) }]);
});

it('has every row of its journal when it is closed, also one that a locked file had kept out', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{}], 'tiktok');
  await ship(station, [parcel?.parcelId ?? '']);
  const file = `${aShop.shopId}-${today}.csv`;
  const late = JSON.stringify({ ...entry, key: 'key-late', trackingNumber: 'LATE' });
  appendFileSync(join(station.dataDir, 'shipments', `${aShop.shopId}-${today}.journal`), `${late}\n`);

  const closed = await station.ask('shipping.closeFile', { file });

  expect(closed.rows).toBe(2);
  expect(uploadFile(station)).toContain('LATE');
});

it.each(['S-2026-09-22.csv', '../station.db', '../shipments/a-2026-09-22.csv', 'x'])(
  'closes no file that is none of its own: %s',
  async (file) => {
    await using station = testStation();
    withShop(station, { market: 'tiktok' });

    await expect(station.ask('shipping.closeFile', { file })).rejects.toThrow('shipment-file.unknown');
  },
);

it('lists nothing before anything was shipped', async () => {
  await using station = testStation();

  expect(await station.ask('shipping.files', {})).toEqual([]);
});

it('takes the waybill that the order file told, and says so when it told none or several', async () => {
  await using station = testStation();
  withShop(station);
  withOrders(station, [
    anOrder({
      orderId: '576000000000000001',
      trackingNumber: 'JT001',
      carrier: 'J&T Express',
      recipient: { key: '#1' },
    }),
    anOrder({ orderId: '576000000000000002', recipient: { key: '#2' } }),
  ]);
  await station.ask('parcels.plan', {});
  await station.ask('parcels.accept', { parcelIds: 'clean' });
  const { rows } = await station.ask('parcels.page', {
    states: ['planned'],
    isUnlabelled: false,
    search: '',
    offset: 0,
    limit: 10,
  });

  const answer = await station.ask('parcels.takeWaybills', { parcelIds: rows.map((row) => row.parcelId) });

  expect(answer.taken).toBe(1);
  expect(answer.refused).toMatchObject([{ code: 'waybill.none-in-file' }]);
});

it('waits when the folder cannot be written, and writes when it can', async () => {
  await using station = testStation();
  const [parcel] = packOrders(station, [{}], 'tiktok');
  const folder = join(station.dataDir, 'shipments');
  writeFileSync(folder, 'a file where the folder should be');
  await ship(station, [parcel?.parcelId ?? '']);
  const { rows } = await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 10 });
  rmSync(folder);

  await station.ask('shipping.sendNow', {});

  expect(rows).toMatchObject([{ state: 'sending', lastCode: 'shipments.cannot-write' }]);
  expect(uploadFile(station)).toContain(parcel?.trackingNumber ?? '?');
});

const entry: ShipmentEntry = {
  key: 'key-1',
  at: 1,
  carrier: '=cmd|x',
  trackingNumber: 'T1',
  parcelId: 'P1',
  lines: [{ orderId: '576000000000000001', lineId: 'l', packageId: '', quantity: 1 }],
};

it('forgets the half line of a crash, and keeps what came before and after it', async () => {
  await using station = testStation();
  const folder = join(station.dataDir, 'shipments');
  openShipmentFolder(folder, 's', 'tiktok').append(today, [entry]);
  appendFileSync(join(folder, `s-${today}.journal`), '{"key":"key-2","at":');

  const again = openShipmentFolder(folder, 's', 'tiktok');
  again.append(today, [{ ...entry, key: 'key-3', trackingNumber: 'T3' }]);

  const third = openShipmentFolder(folder, 's', 'tiktok');
  expect(['key-1', 'key-2', 'key-3'].map((key) => third.hasKey(key))).toEqual([true, false, true]);
  expect(readFileSync(join(folder, `s-${today}.csv`), 'utf8').split('\r\n')).toHaveLength(4);
});

it('draws the upload file again when the power went before it was written', async () => {
  await using station = testStation();
  const folder = join(station.dataDir, 'shipments');
  openShipmentFolder(folder, 's', 'tiktok').append(today, [entry]);
  rmSync(join(folder, `s-${today}.csv`));

  openShipmentFolder(folder, 's', 'tiktok');

  expect(existsSync(join(folder, `s-${today}.csv`))).toBe(true);
});

it('leaves no formula for a spreadsheet to run, and no draft behind', async () => {
  await using station = testStation();
  const folder = join(station.dataDir, 'shipments');
  mkdirSync(folder, { recursive: true });

  openShipmentFolder(folder, 's', 'tiktok').append(today, [entry]);

  expect(readFileSync(join(folder, `s-${today}.csv`), 'utf8')).toContain(`,'=cmd|x,`);
  expect(readdirSync(folder).sort()).toEqual([`s-${today}.csv`, `s-${today}.journal`]);
});

it.each([
  ['EBUSY', 'shipments.file-in-use'],
  ['EPERM', 'shipments.file-in-use'],
  ['ENOSPC', 'shipments.cannot-write'],
])('tells %s as %s, to be tried again', (code, fault) => {
  const told = fileFault(Object.assign(new Error(code), { code }), 'today.csv');

  expect(told).toMatchObject({ code: fault, retry: 'later', facts: { file: 'today.csv' } });
});

it('refuses one waybill for orders to which the file told different ones, or a number without a carrier', async () => {
  const orders = [
    anOrder({ orderId: '576000000000000001', trackingNumber: 'JT001', carrier: 'J&T Express' }),
    anOrder({ orderId: '576000000000000002', trackingNumber: 'JT002', carrier: 'J&T Express' }),
    anOrder({ orderId: '576000000000000003', trackingNumber: 'JT003' }),
  ];
  const platform = createFilesPlatform({
    shopId: aShop.shopId,
    market: 'tiktok',
    timeZone: 'Asia/Shanghai',
    dataDir: 'nowhere',
    clock: movedClock(),
    ownOrders: () => orders,
  });
  const [one, other, bare] = orders.map((order) => order.orderId);
  const request = { carrier: null, doorDelivery: false, lines: [] };

  const answers = await platform.takeWaybills([
    { ...request, parcelId: 'P1' as ParcelId, orderIds: [one as OrderId, other as OrderId] },
    { ...request, parcelId: 'P2' as ParcelId, orderIds: [bare as OrderId] },
    { ...request, parcelId: 'P3' as ParcelId, orderIds: [one as OrderId] },
  ]);

  expect(answers).toMatchObject([
    { ok: false, code: 'waybill.several', words: 'JT001, JT002' },
    { ok: false, code: 'waybill.no-carrier-in-file' },
    { ok: true, waybill: { carrier: 'J&T Express', trackingNumber: 'JT001', source: 'file' } },
  ]);
});
