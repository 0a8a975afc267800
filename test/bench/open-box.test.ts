// What happens to a box that lies open and labelled on the bench: goods that must leave it, goods of another parcel that a supervisor
// lets in. The paper follows: the old label is void, a new one with what is in the box waits in line.

import { expect, it } from 'vitest';
import type { PrinterId } from '../../main/basics/ids.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { contentOf } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { linPin, staffed, windowOf } from '../builders/windows.ts';

const paperless = 'paperless' as PrinterId; // every station has it
const mug = { orderId: '1001', lines: [{ skuCode: 'MUG-RED', quantity: 2 }] };
const cup = { orderId: '1002', lines: [{ skuCode: 'CUP', quantity: 2 }] };

async function atBench(station: TestStation) {
  withGoods(station, [{ skuCode: 'MUG-RED' }, { skuCode: 'CUP' }]);
  const { moBadge } = await staffed(station);
  const mo = windowOf(station, 'window-2');
  await mo.ask('people.signIn', { badge: moBadge });
  let scans = 0;
  const scan = (code: string) => {
    scans += 1;
    return mo.ask('bench.scan', { benchId: 'bench-1', scanId: `box-${scans}`, code });
  };
  const label = async (parcelId: string) => {
    const { batches } = await mo.ask('batches.create', {
      parcelIds: [parcelId as never],
      printerId: paperless,
    });
    await mo.ask('batches.start', { batchId: batches[0]?.batchId as never, wait: true });
  };
  /** The new label has left the printer. */
  const printed = (parcelId: string) =>
    expect
      .poll(() => labels(parcelId).map(({ state }) => state), { timeout: 60_000 })
      .toEqual(['void', 'printed']);
  const labels = (parcelId: string) =>
    station.parts.database
      .all<{ state: string; facts_json: string }>(
        `SELECT state, facts_json FROM labels WHERE parcel_id = ? ORDER BY queued_at, state <> 'void'`,
        [parcelId],
      )
      .map(({ state, facts_json }) => ({
        state,
        goods: JSON.parse(facts_json).lines.map(
          (line: { skuCode: string; quantity: number }) => `${line.skuCode}×${line.quantity}`,
        ),
      }));
  return { mo, scan, label, labels, printed };
}

function auditOf(station: TestStation, verb: string) {
  return station.parts.database
    .all<{ person: string; facts_json: string }>(`SELECT person, facts_json FROM audit WHERE verb = ?`, [
      verb,
    ])
    .map(({ person, facts_json }) => ({ person, facts: JSON.parse(facts_json) }));
}

it('names what to take out, and goes on when the last piece is scanned out', async () => {
  await using station = testStation();
  const { scan, label } = await atBench(station);
  withOrders(station, [anOrder(mug), anOrder(cup)]);
  const parcelId = withParcel(station, ['1001', '1002']);
  await label(parcelId);
  for (const code of [parcelId, 'CUP', 'CUP']) await scan(code);
  withOrders(station, [anOrder({ ...cup, hold: 'cancel-requested' })]);

  const stopped = await scan('MUG-RED');
  const wrongOne = await scan('MUG-RED');
  const first = await scan('CUP');
  const last = await scan('CUP');

  expect(stopped.takeOut).toMatchObject([{ orderId: '1002', skuCode: 'CUP', pieces: 2 }]);
  expect(wrongOne).toMatchObject({ state: { kind: 'take-out' }, takeOut: [{ pieces: 2 }], sound: 'stop' });
  expect(first).toMatchObject({
    state: { kind: 'take-out' },
    instruction: { facts: { pieces: 1 } },
    sound: 'ok',
  });
  expect(last).toMatchObject({ state: { kind: 'open' }, remaining: 2, takeOut: [] });
  expect(contentOf(last.parcel)).toEqual(['1001 MUG-RED×2']);
});

it('makes the printed label void and puts a new one with what stays in the box in line', async () => {
  await using station = testStation();
  const { scan, label, labels } = await atBench(station);
  withOrders(station, [anOrder(mug), anOrder(cup)]);
  const parcelId = withParcel(station, ['1001', '1002']);
  await label(parcelId);
  for (const code of [parcelId, 'CUP', 'CUP']) await scan(code);
  withOrders(station, [anOrder({ ...cup, hold: 'cancel-requested' })]);

  for (const code of ['MUG-RED', 'CUP']) await scan(code);
  const view = await scan('CUP');

  expect(view.note).toMatchObject({ code: 'new-label' });
  expect(labels(parcelId)).toMatchObject([
    { state: 'void', goods: ['MUG-RED×2', 'CUP×2'] },
    { goods: ['MUG-RED×2'] },
  ]);
  const { tracking_number: number } = station.parts.database.get<{ tracking_number: string }>(
    `SELECT tracking_number FROM labels WHERE parcel_id = ? AND state <> 'void'`,
    [parcelId],
  ) ?? { tracking_number: '' };
  expect(number).toBe(view.parcel?.trackingNumber);
});

it('asks first for pieces that nobody scanned out, and writes down who said that they are out', async () => {
  await using station = testStation();
  const { mo, scan } = await atBench(station);
  withOrders(station, [anOrder(mug), anOrder(cup)]);
  const parcelId = withParcel(station, ['1001', '1002']);
  for (const code of [parcelId, 'CUP', 'CUP']) await scan(code);
  withOrders(station, [anOrder({ ...cup, hold: 'cancel-requested' })]);
  await scan('MUG-RED');

  const asked = await scan('PB-OK');
  const one = await scan('CUP');
  const askedAgain = await scan('PB-OK');
  const gone = await scan('PB-OK');

  expect(asked).toMatchObject({
    state: { kind: 'take-out', needsAck: true },
    instruction: { code: 'take-out-unscanned', facts: { pieces: 2 } },
    sound: 'stop',
  });
  expect(one.instruction).toMatchObject({ code: 'take-out', facts: { pieces: 1 } });
  expect(askedAgain.instruction).toMatchObject({ code: 'take-out-unscanned', facts: { pieces: 1 } });
  expect(gone.state.kind).toBe('open');
  expect(auditOf(station, 'parcel.line-taken-out')).toEqual([
    { person: 'Mo', facts: expect.objectContaining({ skuCode: 'CUP', quantity: 2, unscanned: 1 }) },
  ]);
  expect(contentOf((await mo.ask('bench.read', { benchId: 'bench-1' })).parcel)).toEqual(['1001 MUG-RED×2']);
});

it('writes down how many pieces of a pulled parcel nobody scanned out', async () => {
  await using station = testStation();
  const { scan } = await atBench(station);
  withOrders(station, [anOrder(mug)]);
  const parcelId = withParcel(station, ['1001']);
  for (const code of [parcelId, 'MUG-RED']) await scan(code);
  withOrders(station, [anOrder({ ...mug, hold: 'cancel-requested' })]);

  for (const code of ['MUG-RED', 'PB-OK', 'PB-OK']) await scan(code);

  expect(auditOf(station, 'parcel.pulled')).toMatchObject([{ facts: { unscanned: 1 } }]);
});

it('is not sealed by the last item while the label on it is void: the new one is scanned first', async () => {
  await using station = testStation();
  const { scan, label, printed } = await atBench(station);
  withOrders(station, [anOrder(mug), anOrder(cup)]);
  const parcelId = withParcel(station, ['1001', '1002']);
  await label(parcelId);
  for (const code of [parcelId, 'CUP', 'CUP']) await scan(code);
  withOrders(station, [anOrder({ ...cup, hold: 'cancel-requested' })]);
  for (const code of ['MUG-RED', 'CUP', 'CUP', 'MUG-RED']) await scan(code);

  const full = await scan('MUG-RED');
  await printed(parcelId);
  const confirmed = await scan('PB-OK');
  const byNumber = await scan(full.parcel?.trackingNumber ?? '');
  const byOldLabel = await scan(parcelId);
  const sealed = await scan(`${parcelId}/2`);

  expect(full).toMatchObject({
    state: { kind: 'complete' },
    instruction: { code: 'scan-the-new-square-code' },
  });
  expect(confirmed).toMatchObject({ state: { kind: 'complete' }, note: { code: 'new-label-to-scan' } });
  expect(byNumber).toMatchObject({ state: { kind: 'complete' }, note: { code: 'scan-the-square-code' } });
  expect(byOldLabel).toMatchObject({ state: { kind: 'complete' }, note: { code: 'void-label' } });
  expect(sealed.state.kind).toBe('sealed');
});

it('is sealed by the number where the platform draws the label, the same page each time', async () => {
  await using station = testStation();
  const { mo, scan, label, printed } = await atBench(station);
  withOrders(station, [anOrder(mug), anOrder(cup)]);
  const parcelId = withParcel(station, ['1001', '1002']);
  await label(parcelId);
  for (const code of [parcelId, 'CUP', 'CUP']) await scan(code);
  withOrders(station, [anOrder({ ...cup, hold: 'cancel-requested' })]);
  for (const code of ['MUG-RED', 'CUP', 'CUP', 'MUG-RED', 'MUG-RED']) await scan(code);
  await printed(parcelId);
  station.parts.database.write((writer) =>
    writer.run(
      `INSERT INTO shop_labels (shop_id, layout, goods_list, needs_platform_label)
       SELECT shop_id, 'standard', 'as-layout', 1 FROM parcels WHERE parcel_id = ?`,
      [parcelId],
    ),
  );

  const full = await mo.ask('bench.read', { benchId: 'bench-1' });
  const sealed = await scan(full.parcel?.trackingNumber ?? '');

  expect(full.instruction.code).toBe('scan-the-new-label');
  expect(sealed.state.kind).toBe('sealed');
});

it('is sealed by its last item again once the new label was scanned onto it', async () => {
  await using station = testStation();
  const { scan, label, printed } = await atBench(station);
  withOrders(station, [anOrder(mug), anOrder(cup)]);
  const parcelId = withParcel(station, ['1001', '1002']);
  await label(parcelId);
  for (const code of [parcelId, 'CUP', 'CUP']) await scan(code);
  withOrders(station, [anOrder({ ...cup, hold: 'cancel-requested' })]);
  for (const code of ['MUG-RED', 'CUP', 'CUP']) await scan(code);
  await printed(parcelId);

  const stuck = await scan(`${parcelId}/2`);
  await scan('MUG-RED');
  const sealed = await scan('MUG-RED');

  expect(stuck).toMatchObject({
    state: { kind: 'open' },
    note: { code: 'new-label-scanned', facts: { pieces: 2 } },
  });
  expect(sealed.state.kind).toBe('sealed');
});

it('pulls the parcel when the last piece of all it held is scanned out', async () => {
  await using station = testStation();
  const { scan, label, labels } = await atBench(station);
  withOrders(station, [anOrder(mug)]);
  const parcelId = withParcel(station, ['1001']);
  await label(parcelId);
  for (const code of [parcelId, 'MUG-RED']) await scan(code);
  withOrders(station, [anOrder({ ...mug, hold: 'refund-requested' })]);

  const stopped = await scan('MUG-RED');
  const gone = await scan('MUG-RED');

  expect(stopped.state.kind).toBe('take-out');
  expect(gone.state.kind).toBe('idle');
  expect(labels(parcelId)).toMatchObject([{ state: 'void' }]);
});

/** A tagged order open in its box; an untagged one of the same buyer in a parcel of its own. */
async function boxAndNeighbour(station: TestStation) {
  const bench = await atBench(station);
  withOrders(station, [
    anOrder({ ...mug, doorTag: 'tagged' }),
    anOrder({ orderId: '1002', doorTag: 'untagged', lines: [{ skuCode: 'CUP' }] }),
  ]);
  const box = withParcel(station, ['1001'], { carrier: '中通快递' });
  const neighbour = withParcel(station, ['1002']);
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET door_tag = 'tagged' WHERE parcel_id = ?`, [box]),
  );
  await bench.label(box);
  await bench.scan(box);
  return { ...bench, box, neighbour };
}

it('stops an item of an untagged order over a tagged box with the words of planning', async () => {
  await using station = testStation();
  const { scan, mo, box, neighbour } = await boxAndNeighbour(station);
  const lines = (
    await Promise.all([box, neighbour].map((parcelId) => mo.ask('parcels.read', { parcelId })))
  ).flatMap((parcel) =>
    parcel.lines.map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity })),
  );

  const view = await scan('CUP');
  const planned = await mo.ask('parcels.judge', { lines });

  const wordsOf = (verdict: typeof planned | null) =>
    verdict?.reasons
      .filter((reason) => reason.verdict === 'block')
      .map(({ rule, facts }) => ({ rule, facts }));
  expect(view.state).toMatchObject({ kind: 'wrong', beside: { parcelId: neighbour } });
  expect(wordsOf(view.state.verdict)).toEqual(wordsOf(planned));
  expect(wordsOf(planned)).toMatchObject([{ rule: 'door.order-untagged-mix' }]);
});

it('lets the item in with a supervisor’s PIN and a reason: the line changes parcels, both papers follow', async () => {
  await using station = testStation();
  const { scan, mo, labels, printed, box, neighbour } = await boxAndNeighbour(station);
  const stopped = await scan('CUP');
  const rule = 'door.order-untagged-mix' as const;
  const adding = stopped.state.beside?.lines.map((line) => ({ ...line })) ?? [];

  await mo.ask('overrides.grant', { parcelId: box, rule, reason: 'phoned the buyer', pin: linPin, adding });
  const goesOn = await mo.ask('bench.acknowledge', { benchId: 'bench-1' });
  for (const code of ['CUP', 'MUG-RED', 'MUG-RED']) await scan(code);
  await printed(box);
  const sealed = await scan(`${box}/2`);

  expect(contentOf(goesOn.parcel)).toEqual(['1001 MUG-RED×2', '1002 CUP×1']);
  expect(goesOn).toMatchObject({ state: { kind: 'open' }, note: { code: 'new-label' } });
  expect(labels(box)).toMatchObject([{ state: 'void' }, { goods: ['MUG-RED×2', 'CUP×1'] }]);
  expect((await mo.ask('parcels.read', { parcelId: neighbour })).state).toBe('dissolved');
  expect(sealed.state.kind).toBe('sealed');
});

it('keeps the item out when the stop is only taken note of', async () => {
  await using station = testStation();
  const { scan, mo, box, neighbour } = await boxAndNeighbour(station);
  await scan('CUP');

  const goesOn = await mo.ask('bench.acknowledge', { benchId: 'bench-1' });

  expect(contentOf(goesOn.parcel)).toEqual(['1001 MUG-RED×2']);
  expect((await mo.ask('parcels.read', { parcelId: neighbour })).state).toBe('planned');
  expect(goesOn.parcel?.parcelId).toBe(box);
});
