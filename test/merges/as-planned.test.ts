// What a buyer changes after a parcel was planned or labelled: the guard says so at the next moment it is asked, and the bench says
// what to take out.

import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { anOrder, type LineOverrides, withGoods, withOrders } from '../builders/orders.ts';
import { contentOf, listParcelsIn, withPlannedParcels } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

const told = { orderId: '1001', recipient: { key: 'a' } };
const twoMugs: readonly LineOverrides[] = [{ quantity: 2 }, { skuCode: 'CUP' }];

let scanNo = 0;
function scan(station: TestStation, code: string) {
  scanNo += 1;
  return station.ask('bench.scan', { benchId: 'A', scanId: `as-planned-${scanNo}`, code });
}

/** Two mugs and a cup of one buyer, planned, with a number. */
async function withLabelledParcel(station: TestStation): Promise<ParcelId> {
  withGoods(station, [{ skuCode: 'MUG-RED' }, { skuCode: 'CUP' }, { skuCode: 'PLATE' }]);
  const [parcel] = await withPlannedParcels(station, [anOrder({ ...told, lines: twoMugs })]);
  const parcelId = parcel?.parcelId as ParcelId; // one order, one parcel
  await station.ask('parcels.attachWaybill', { parcelId, carrier: 'ZTO', trackingNumber: 'ZT00012345' });
  return parcelId;
}

async function print(station: TestStation, parcelId: ParcelId) {
  const [printer] = await station.ask('printers.list', {});
  return station.ask('batches.create', { parcelIds: [parcelId], printerId: printer?.printerId as never });
}

const changes = {
  'a lower quantity': {
    order: anOrder({ ...told, lines: [{ quantity: 1 }, { skuCode: 'CUP' }] }),
    says: { rule: 'merge.hold', why: 'quantity-lowered', sku: 'MUG-RED', pieces: 1, left: 1 },
  },
  'a line that vanished': {
    order: anOrder({ ...told, lines: [{ quantity: 2 }] }),
    says: { rule: 'merge.hold', why: 'refunded' },
  },
  'another address': {
    order: anOrder({ ...told, recipient: { key: 'b' }, lines: twoMugs }),
    says: { rule: 'merge.recipient', why: 'address-changed', orders: ['1001'] },
  },
  'door delivery': {
    order: anOrder({ ...told, doorTag: 'tagged', lines: twoMugs }),
    says: { rule: 'door.order-untagged-mix', why: 'tag-changed', isDoorDelivery: true },
  },
} as const;

it.each(Object.entries(changes))('tells %s when the label is about to be printed', async (_what, change) => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  withOrders(station, [change.order]);

  const { batches, left } = await print(station, parcelId);

  expect(batches).toEqual([]);
  expect(left[0]).toMatchObject({ code: 'parcel.blocked', facts: change.says });
});

it.each(Object.entries(changes))(
  'tells %s between queueing the label and printing it',
  async (_what, change) => {
    await using station = testStation();
    station.start();
    const parcelId = await withLabelledParcel(station);
    const { batches } = await print(station, parcelId);
    const batchId = batches[0]?.batchId as never; // made right above
    withOrders(station, [change.order]);

    await station.ask('batches.start', { batchId, wait: true });

    const { labels } = await station.ask('batches.read', { batchId });
    expect(labels).toMatchObject([{ state: 'failed', reason: 'parcel.blocked' }]);
  },
);

it.each(Object.entries(changes))('tells %s when the label is scanned at the bench', async (_what, change) => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  withOrders(station, [change.order]);

  const view = await scan(station, parcelId);

  const { rule, ...facts } = change.says;
  expect(view.state).toMatchObject({ kind: 'held', needsAck: true });
  expect(view.state.verdict?.reasons[0]).toMatchObject({ rule, facts });
});

it.each(Object.entries(changes))(
  'tells %s when the packed parcel is about to be shipped',
  async (_what, change) => {
    await using station = testStation();
    await station.ask('settings.set', { name: 'shipping.whenPacked', value: false });
    const parcelId = await withLabelledParcel(station);
    for (const code of [parcelId, 'MUG-RED', 'MUG-RED', 'CUP']) await scan(station, code);
    withOrders(station, [change.order]);

    const { refused } = await station.ask('shipping.ship', { parcelIds: [parcelId] });

    const { rule, why } = change.says;
    expect(refused).toMatchObject([{ parcelId, code: 'shipment.blocked', facts: { rule, why } }]);
  },
);

it('takes the pieces that are too many out of the open parcel, and leaves the others', async () => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  for (const code of [parcelId, 'MUG-RED', 'MUG-RED']) await scan(station, code);
  withOrders(station, [changes['a lower quantity'].order]);

  const stopped = await scan(station, 'CUP');
  const goesOn = await scan(station, 'MUG-RED');
  const sealed = await scan(station, 'CUP');

  expect(stopped).toMatchObject({
    state: { kind: 'take-out' },
    instruction: { code: 'take-out', facts: { hold: 'quantity-lowered', pieces: 1, skuCodes: ['MUG-RED'] } },
  });
  expect(goesOn.lines.map((line) => [line.skuCode, line.packed, line.quantity])).toEqual([
    ['MUG-RED', 1, 1],
    ['CUP', 0, 1],
  ]);
  expect(sealed.state.kind).toBe('sealed');
});

it('takes them out of a parcel that was not opened yet, then opens it', async () => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  withOrders(station, [changes['a lower quantity'].order]);

  const stopped = await scan(station, parcelId);
  const rest = await scan(station, 'PB-OK');
  const opened = await scan(station, parcelId);

  expect(stopped.instruction.code).toBe('take-out-first');
  expect(rest.state.kind).toBe('idle');
  expect(opened).toMatchObject({ state: { kind: 'open' }, remaining: 2 });
});

it('opens a packed parcel again of which a piece must come out, and says which', async () => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  for (const code of [parcelId, 'MUG-RED', 'MUG-RED', 'CUP']) await scan(station, code);
  withOrders(station, [changes['a lower quantity'].order]);

  await scan(station, 'PB-UNDO');
  const stopped = await scan(station, 'PB-OK');
  await scan(station, 'MUG-RED');
  const sealed = await scan(station, 'CUP');

  expect(stopped).toMatchObject({ state: { kind: 'take-out' }, instruction: { facts: { pieces: 1 } } });
  expect(sealed).toMatchObject({ state: { kind: 'sealed' }, parcel: { state: 'packed', pieces: 2 } });
});

it('asks the parcel that is least far along to give up what two of them hold together', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  const five = anOrder({ ...told, lines: [{ quantity: 5 }] });
  const [whole] = await withPlannedParcels(station, [five]);
  const from = whole?.parcelId as ParcelId;
  const moved = await station.ask('parcels.move', {
    line: { orderKey: whole?.lines[0]?.orderKey ?? 0, lineId: whole?.lines[0]?.lineId ?? '', quantity: 2 },
    from,
    to: 'new',
  });
  await station.ask('waves.release', { parcelIds: [moved.to.parcelId] });
  withOrders(station, [anOrder({ ...told, lines: [{ quantity: 3 }] })]);

  const [less, further] = [
    await station.ask('parcels.read', { parcelId: from }),
    await station.ask('parcels.read', { parcelId: moved.to.parcelId }),
  ];

  expect(further.verdict.verdict).toBe('allow');
  expect(less.verdict.reasons).toMatchObject([{ facts: { why: 'quantity-lowered', pieces: 2, left: 1 } }]);
  expect(less.verdict.split).toMatchObject([[{ quantity: 1 }]]);
});

it('plans proposals anew that no longer fit their order', async () => {
  await using station = testStation();
  withOrders(station, [anOrder({ ...told, lines: twoMugs })]);
  await station.ask('parcels.plan', {});
  await station.clock.pass(1_000);
  withOrders(station, [changes['a lower quantity'].order]);

  await station.ask('parcels.plan', {});

  const proposals = await listParcelsIn(station, 'proposed');
  expect(proposals.map(contentOf)).toEqual([['1001 MUG-RED×1', '1001 CUP×1']]);
});

it('pulls a parcel whose address changed: its label is void, its goods are planned and labelled anew', async () => {
  await using station = testStation();
  station.start();
  const parcelId = await withLabelledParcel(station);
  const { batches } = await print(station, parcelId);
  await station.ask('batches.start', { batchId: batches[0]?.batchId as never, wait: true });
  withOrders(station, [changes['another address'].order]);

  const stopped = await scan(station, parcelId);
  await scan(station, 'PB-OK');
  const old = await station.ask('batches.read', { batchId: batches[0]?.batchId as never });
  await station.ask('parcels.dissolve', { parcelId });
  await station.ask('parcels.plan', {});
  const [anew] = await listParcelsIn(station, 'proposed');

  expect(stopped.instruction.code).toBe('plan-anew');
  expect(old.labels).toMatchObject([
    { state: 'void', reason: 'parcel.pulled', reasonFacts: { why: 'address-changed' } },
  ]);
  expect(anew?.recipientKey).toBe('b');
  await station.ask('parcels.accept', { parcelIds: [anew?.parcelId as ParcelId] });
  const newId = anew?.parcelId as ParcelId;
  await station.ask('parcels.attachWaybill', {
    parcelId: newId,
    carrier: 'ZTO',
    trackingNumber: 'ZT00067890',
  });
  expect(await print(station, newId)).toMatchObject({ left: [], batches: [{ labelCount: 1 }] });
});

it('voids a queued label with its parcel, so that it never prints', async () => {
  await using station = testStation();
  station.start();
  const parcelId = await withLabelledParcel(station);
  const { batches } = await print(station, parcelId);
  const batchId = batches[0]?.batchId as never; // made right above
  await scan(station, parcelId);
  withOrders(station, [anOrder({ ...told, hold: 'cancel-requested', lines: twoMugs })]);

  await scan(station, 'MUG-RED');
  await scan(station, 'PB-OK');

  const view = await station.ask('batches.read', { batchId });
  expect(view).toMatchObject({ state: 'finished', labels: [{ state: 'void', reason: 'parcel.pulled' }] });
  const refused = await station.askRefused('batches.start', { batchId });
  expect(refused.code).toBe('batch.not-startable');
});

it('gives the waybill of a pulled parcel back to the platform that gave it', async () => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET waybill_source = 'platform' WHERE parcel_id = ?`, [parcelId]),
  );
  withOrders(station, [changes['another address'].order]);

  await scan(station, parcelId);
  await scan(station, 'PB-OK');

  const owed = station.parts.database.all(`SELECT kind, subject_id FROM outbox`);
  expect(owed).toEqual([{ kind: 'waybill-return', subject_id: parcelId }]);
});

it('waits with a parcel whose cancellation is only asked, and takes one out that is cancelled', async () => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  withOrders(station, [anOrder({ ...told, hold: 'cancel-requested', lines: twoMugs })]);
  await scan(station, parcelId);
  await scan(station, 'PB-OK');
  const waiting = await station.ask('parcels.read', { parcelId });
  withOrders(station, [anOrder({ ...told, state: 'cancelled', lines: twoMugs })]);

  const stopped = await scan(station, parcelId);
  await scan(station, 'PB-OK');

  const over = await station.ask('parcels.read', { parcelId });
  expect(waiting.state).toBe('planned');
  expect(stopped.instruction).toMatchObject({ code: 'put-back', facts: { hold: 'cancelled' } });
  expect(over).toMatchObject({ state: 'pulled', pulledReason: 'cancelled' });
});

it('lets a released parcel be dissolved that nobody will pack as it is, and only such a one', async () => {
  await using station = testStation();
  const parcelId = await withLabelledParcel(station);
  await station.ask('waves.release', { parcelIds: [parcelId] });

  const refused = await station.askRefused('parcels.dissolve', { parcelId });
  withOrders(station, [changes['another address'].order]);
  await station.ask('parcels.dissolve', { parcelId });

  expect(refused).toMatchObject({ code: 'parcel.not-planned', facts: { state: 'released' } });
  expect((await station.ask('parcels.read', { parcelId })).state).toBe('dissolved');
});
