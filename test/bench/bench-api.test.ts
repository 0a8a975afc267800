import { expect, it } from 'vitest';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';

let scanNo = 0;
function scan(station: TestStation, code: string, benchId = 'A') {
  scanNo += 1;
  return station.ask('bench.scan', { benchId, scanId: `s-${scanNo}`, code });
}

/** Two mugs and a cup of one order in one parcel. */
function aTableware(station: TestStation) {
  withGoods(station, [
    { skuCode: 'MUG-RED', name: 'Mug', barcodes: ['6901234567892'] },
    { skuCode: 'CUP', name: 'Cup' },
    { skuCode: 'PLATE', name: 'Plate' },
  ]);
  withOrders(station, [anOrder({ orderId: '1001', lines: [{ quantity: 2 }, { skuCode: 'CUP' }] })]);
  return withParcel(station, ['1001']);
}

it('opens a parcel by its label, counts its items and seals it with the last one', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);

  const opened = await scan(station, parcelId);
  const one = await scan(station, '6901234567892');
  await scan(station, 'mug-red');
  const sealed = await scan(station, 'CUP');

  expect(opened).toMatchObject({ state: { kind: 'open' }, remaining: 3, sound: 'ok' });
  expect(one.lines[0]).toMatchObject({ skuCode: 'MUG-RED', quantity: 2, packed: 1 });
  expect(sealed).toMatchObject({ state: { kind: 'sealed' }, parcel: { state: 'packed' }, remaining: 0 });
});

it('opens a parcel by the list of its goods, too', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);

  const opened = await scan(station, `${parcelId}/GOODS-1`);

  expect(opened).toMatchObject({ state: { kind: 'open' }, parcel: { parcelId }, remaining: 3 });
});

it('owes the shipment in the transaction that seals the parcel', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);

  for (const code of [parcelId, 'MUG-RED', 'MUG-RED', 'CUP']) await scan(station, code);

  const debts = station.parts.database.all(`SELECT kind, subject_id, state FROM outbox`);
  expect(debts).toEqual([{ kind: 'shipment', subject_id: parcelId, state: 'waiting' }]);
});

it('answers a scan that arrives twice as it answered it first, and counts it once', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);

  const first = await station.ask('bench.scan', { benchId: 'A', scanId: 'twice', code: 'MUG-RED' });
  await scan(station, 'CUP');
  const again = await station.ask('bench.scan', { benchId: 'A', scanId: 'twice', code: 'MUG-RED' });

  expect(again).toEqual(first);
  const now = await station.ask('bench.read', { benchId: 'A' });
  expect(now.remaining).toBe(1);
});

it('refuses at one bench what lies open at another, by its name', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId, 'North');

  const view = await scan(station, parcelId, 'South');

  expect(view).toMatchObject({
    state: { kind: 'duplicate', needsAck: true },
    instruction: { code: 'open-elsewhere', facts: { benchId: 'North' } },
  });
});

it('remembers what it was in the middle of when the station starts again', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);
  await scan(station, 'MUG-RED');
  const before = await station.ask('bench.read', { benchId: 'A' });

  await using again = testStation({ dataDir: station.dataDir });

  expect(await again.ask('bench.read', { benchId: 'A' })).toEqual(before);
});

it('opens a packed parcel again and takes back what was owed for it', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  for (const code of [parcelId, 'MUG-RED', 'MUG-RED', 'CUP']) await scan(station, code);

  const reopened = await scan(station, 'PB-UNDO');
  const sealed = await scan(station, 'CUP');

  expect(reopened).toMatchObject({ state: { kind: 'open' }, remaining: 1, parcel: { state: 'open' } });
  expect(sealed.state.kind).toBe('sealed');
  const debts = station.parts.database.all(`SELECT state FROM outbox ORDER BY outbox_no`);
  expect(debts).toEqual([{ state: 'withdrawn' }, { state: 'waiting' }]);
});

it('does not open a parcel again of which the platform may already know', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  for (const code of [parcelId, 'MUG-RED', 'MUG-RED', 'CUP']) await scan(station, code);
  station.parts.database.write((writer) => writer.run(`UPDATE outbox SET state = 'sending'`));

  const view = await scan(station, 'PB-UNDO');

  expect(view).toMatchObject({ state: { kind: 'sealed' }, note: { code: 'cannot-undo-shipped' } });
});

it('says take out with the next scan when a cancellation came in meanwhile, and pulls the parcel', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);
  await scan(station, 'MUG-RED');
  const cancelled = anOrder({
    orderId: '1001',
    hold: 'cancel-requested',
    lines: [{ quantity: 2 }, { skuCode: 'CUP' }],
  });
  withOrders(station, [cancelled]);

  const stopped = await scan(station, 'CUP');
  const asked = await station.ask('bench.acknowledge', { benchId: 'A' });
  const gone = await station.ask('bench.acknowledge', { benchId: 'A' });

  expect(stopped).toMatchObject({
    state: { kind: 'take-out' },
    instruction: { facts: { pieces: 1, orderIds: ['1001'] } },
    sound: 'stop',
  });
  expect(asked).toMatchObject({
    state: { kind: 'take-out' },
    instruction: { code: 'take-out-unscanned', facts: { pieces: 1 } },
  });
  expect(gone.state.kind).toBe('idle');
  const parcel = station.parts.database.get(`SELECT state, pulled_reason FROM parcels`);
  expect(parcel).toEqual({ state: 'pulled', pulled_reason: 'cancel-requested' });
});

it('takes only the held order out of a parcel of two', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED' }, { skuCode: 'CUP' }]);
  const cup = { orderId: '1002', lines: [{ skuCode: 'CUP' }] };
  withOrders(station, [anOrder({ orderId: '1001' }), anOrder(cup)]);
  await scan(station, withParcel(station, ['1001', '1002']));
  await scan(station, 'CUP');
  withOrders(station, [anOrder({ ...cup, hold: 'refund-requested' })]);
  await scan(station, 'MUG-RED');

  await station.ask('bench.act', { benchId: 'A', action: 'PB-OK' });
  const view = await station.ask('bench.act', { benchId: 'A', action: 'PB-OK' });

  expect(view).toMatchObject({ state: { kind: 'open' }, remaining: 1 });
  expect(view.lines.map((line) => line.skuCode)).toEqual(['MUG-RED']);
});

it('ignores and records what is scanned while an alarm stands', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);
  await scan(station, 'PLATE');

  const view = await scan(station, 'CUP');

  expect(view).toMatchObject({ state: { kind: 'wrong', needsAck: true }, remaining: 3, sound: 'stop' });
  expect(view.lastScans[0]).toMatchObject({ rawCode: 'CUP', outcome: 'ignored' });
});

it("shows why the guard keeps another parcel's item apart", async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED' }, { skuCode: 'CUP' }]);
  withOrders(station, [
    anOrder({ orderId: '1001' }),
    anOrder({ orderId: '1002', doorTag: 'tagged', lines: [{ skuCode: 'CUP' }] }),
  ]);
  const parcelId = withParcel(station, ['1001']);
  withParcel(station, ['1002']);
  await scan(station, parcelId);

  const view = await scan(station, 'CUP');

  expect(view.state.kind).toBe('wrong');
  expect(view.state.verdict?.reasons.map((reason) => reason.rule)).toContain('door.order-untagged-mix');
});

it('opens the parcel of an order whose number is scanned, and does not guess between two', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED' }, { skuCode: 'CUP' }]);
  withOrders(station, [
    anOrder({ orderId: '570000001001' }),
    anOrder({ orderId: '570000001002', recipient: { key: 'k2' }, lines: [{}, { skuCode: 'CUP' }] }),
  ]);
  withParcel(station, ['570000001001']);
  withParcel(station, ['570000001002'], { without: ['570000001002-1'] });
  withParcel(station, ['570000001002'], { without: ['570000001002-2'] });

  const opened = await scan(station, '570000001001', 'A');
  const unsure = await scan(station, '570000001002', 'B');

  expect(opened.state.kind).toBe('open');
  expect(unsure.instruction).toMatchObject({ code: 'order-has-parcels', facts: { parcels: 2 } });
});

it('confirms a line whose goods nobody has listed by its SKU code', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ orderId: '1001', lines: [{ skuCode: 'NOT-LISTED' }] })]);
  await scan(station, withParcel(station, ['1001']));

  const view = await scan(station, 'not-listed');

  expect(view.state.kind).toBe('sealed');
});

it('answers ten thousand characters of rubbish with a short sentence and counts nothing', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);

  const view = await scan(station, '\u0000乱码x'.repeat(2_500));

  expect(view).toMatchObject({
    state: { kind: 'unknown' },
    instruction: { facts: { hint: 'too-long' } },
    remaining: 3,
  });
  expect(String(view.instruction.facts.code).length).toBeLessThan(100);
  expect(view.lastScans[0]?.rawCode.length).toBeLessThan(100);
});

it('packs a parcel that has no waybill, and says that it is not shipped yet', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  withOrders(station, [anOrder({ orderId: '1001' })]);
  await scan(station, withParcel(station, ['1001'], { carrier: null, trackingNumber: null }));

  const view = await scan(station, 'MUG-RED');

  expect(view).toMatchObject({
    state: { kind: 'sealed' },
    parcel: { state: 'packed' },
    note: { code: 'not-shipped-yet', facts: { reason: 'shipment.no-waybill' } },
  });
});

it('counts all of a line with one scan after PB-QTY', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);
  await scan(station, 'PB-QTY');

  const view = await scan(station, 'MUG-RED');

  expect(view.lines.find((line) => line.skuCode === 'MUG-RED')).toMatchObject({ packed: 2 });
});

it('writes down who opened, packed and reopened a parcel', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  for (const code of [parcelId, 'MUG-RED', 'MUG-RED', 'CUP', 'PB-UNDO']) await scan(station, code);

  const verbs = station.parts.database
    .all<{ verb: string }>(`SELECT verb FROM audit WHERE subject_kind = 'parcel' ORDER BY entry_no`)
    .map((row) => row.verb);

  expect(verbs).toEqual(['parcel.opened', 'parcel.packed', 'shipment.owed', 'parcel.reopened']);
});

it('keeps no trace of a scan whose transaction failed', async () => {
  await using station = testStation();
  const parcelId = aTableware(station);
  await scan(station, parcelId);
  station.parts.database.write((writer) =>
    writer.run(
      `CREATE TRIGGER full_disk BEFORE INSERT ON bench_scans BEGIN SELECT raise(ABORT, 'no room'); END`,
    ),
  );

  const reply = await station.call(packer, 'bench.scan', { benchId: 'A', scanId: 'lost', code: 'CUP' });

  expect(reply.ok).toBe(false);
  const now = await station.ask('bench.read', { benchId: 'A' });
  expect(now.remaining).toBe(3);
});
