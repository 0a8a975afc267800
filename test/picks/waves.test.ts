import { expect, it } from 'vitest';
import type { WaveId } from '../../main/basics/ids.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { listParcelsIn, withPlannedParcels } from '../builders/parcels.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';

/** Three parcels of three recipients out of two bins; MUG-RED lies behind TEA. */
async function withThreeParcels(station: TestStation) {
  withGoods(station, [
    { skuCode: 'MUG-RED', name: '马克杯', binCode: 'A-10', barcodes: ['6901234567892'] },
    { skuCode: 'TEA', name: '龙井茶', binCode: 'A-2', stock: 3 },
  ]);
  return withPlannedParcels(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' }, lines: [{ quantity: 2 }] }),
    anOrder({ orderId: 'two', recipient: { key: 'b' }, lines: [{ skuCode: 'TEA' }, {}] }),
    anOrder({ orderId: 'three', recipient: { key: 'c' }, lines: [{ skuCode: 'TEA', quantity: 2 }] }),
  ]);
}

it('shows what would be released before it is', async () => {
  await using station = testStation();
  await withThreeParcels(station);

  const preview = await station.ask('waves.preview', {});

  expect(preview).toMatchObject({ parcelCount: 3, shortages: [] });
  expect(preview.lines.map((line) => [line.binCode, line.name, line.quantity, line.stock])).toEqual([
    ['A-2', '龙井茶', 3, 3],
    ['A-10', '马克杯', 3, 100],
  ]);
  expect(await listParcelsIn(station, 'released')).toEqual([]);
});

it('releases a wave: its list in walking order, its parcels in the order in which the goods arrive', async () => {
  await using station = testStation();
  await withThreeParcels(station);

  const wave = await station.ask('waves.release', { name: '早班' });
  const list = await station.ask('waves.pickingList', { waveId: wave.waveId });

  expect(wave).toMatchObject({
    name: '早班',
    state: 'released',
    parcelCount: 3,
    lineCount: 2,
    pickedLines: 0,
  });
  expect(
    list.lines.map((line) => [
      line.position,
      line.binCode,
      line.slots.map((slot) => [slot.slot, slot.orderId, slot.quantity]),
    ]),
  ).toEqual([
    [
      1,
      'A-2',
      [
        [1, 'three', 2],
        [2, 'two', 1],
      ],
    ],
    [
      2,
      'A-10',
      [
        [2, 'two', 1],
        [3, 'one', 2],
      ],
    ],
  ]);
  const { rows } = await station.ask('parcels.page', { states: ['released'], waveId: wave.waveId });
  expect(rows.map((parcel) => [parcel.sortPosition, parcel.slot, parcel.lines[0]?.orderId])).toEqual([
    [1, 1, 'three'],
    [2, 2, 'two'],
    [3, 3, 'one'],
  ]);
});

it('puts no line into two waves', async () => {
  await using station = testStation();
  const parcels = await withThreeParcels(station);
  const parcelIds = parcels.map((parcel) => parcel.parcelId);
  await station.ask('waves.release', { parcelIds: parcelIds.slice(0, 2) });

  const second = await station.ask('waves.release', { parcelIds });
  const third = await station.askRefused('waves.release', { parcelIds });

  expect(second.parcelCount).toBe(1);
  expect(third.code).toBe('wave.nothing-to-release');
});

it('releases the most urgent parcels when there is a limit', async () => {
  await using station = testStation();
  await withThreeParcels(station);

  const wave = await station.ask('waves.release', { size: 2 });

  expect(wave.parcelCount).toBe(2);
  expect(await listParcelsIn(station, 'planned')).toHaveLength(1);
});

it('flags what is short before the wave is released, and releases it only when that is accepted', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  withGoods(station, [{ skuCode: 'TEA', name: '龙井茶', binCode: 'A-2', stock: 2 }]);

  const preview = await station.ask('waves.preview', {});
  const refused = await station.askRefused('waves.release', {});
  const wave = await station.ask('waves.release', { acceptShortages: true });

  expect(preview.shortages).toEqual([{ skuCode: 'TEA', name: '龙井茶', needed: 3, stock: 2 }]);
  expect(refused).toMatchObject({ code: 'wave.short-stock', facts: { skuCodes: ['TEA'], count: 1 } });
  expect(wave.parcelCount).toBe(3);
});

it('counts as stock only what no other wave has taken', async () => {
  await using station = testStation();
  const parcels = await withThreeParcels(station);
  const three = parcels.find((parcel) => parcel.lines[0]?.orderId === 'three');
  await station.ask('waves.release', { parcelIds: three ? [three.parcelId] : [] });
  withGoods(station, [{ skuCode: 'TEA', name: '龙井茶', binCode: 'A-2', stock: 2 }]);

  const preview = await station.ask('waves.preview', {});

  expect(preview.shortages).toEqual([{ skuCode: 'TEA', name: '龙井茶', needed: 1, stock: 0 }]);
});

it('says nothing about stock that nobody counts, and shows an unknown SKU by its code, at the end', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'TEA', binCode: 'Z-9', stock: null }]);
  await withPlannedParcels(station, [
    anOrder({
      lines: [
        { skuCode: 'NEW-1', name: '' },
        { skuCode: 'TEA', quantity: 500 },
      ],
    }),
  ]);

  const preview = await station.ask('waves.preview', {});

  expect(preview.shortages).toEqual([]);
  expect(preview.lines).toMatchObject([
    { skuCode: 'TEA', stock: null },
    { skuCode: 'NEW-1', name: 'NEW-1', binCode: null, stock: null },
  ]);
});

it('releases nothing while the guard blocks a parcel of the wave', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  withOrders(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' }, hold: 'cancel-requested', lines: [{ quantity: 2 }] }),
  ]);

  const refused = await station.askRefused('waves.release', {});

  expect(refused).toMatchObject({
    code: 'wave.parcel-blocked',
    facts: { rule: 'merge.hold', why: 'cancel-requested', count: 1, orderIds: ['one'] },
  });
  expect(await listParcelsIn(station, 'released')).toEqual([]);
});

it('ticks lines by hand, takes a tick back, and is picked when all are', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  const { waveId } = await station.ask('waves.release', {});

  await station.ask('picks.tick', { waveId, position: 1, done: true });
  const half = await station.ask('picks.tick', { waveId, position: 2, quantity: 2 });
  await station.ask('picks.tick', { waveId, position: 2 });
  const [picked] = await station.ask('waves.list', {});
  await station.ask('picks.untick', { waveId, position: 1 });
  const [again] = await station.ask('waves.list', {});

  expect(half).toMatchObject({ pickedQuantity: 2, quantity: 3 });
  expect(picked).toMatchObject({ state: 'picked', pickedLines: 2, finishedAt: station.clock.now() });
  expect(again).toMatchObject({ state: 'released', pickedLines: 1, finishedAt: null });
});

it('refuses to tick more than is needed, or what is not on the list', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  const { waveId } = await station.ask('waves.release', {});

  expect(await station.askRefused('picks.tick', { waveId, position: 1, quantity: 4 })).toMatchObject({
    code: 'wave.line-too-many',
    facts: { needed: 3 },
  });
  expect(await station.askRefused('picks.tick', { waveId, position: 9 })).toMatchObject({
    code: 'wave.line-unknown',
  });
  const unknown = 'W404' as WaveId;
  expect(await station.askRefused('picks.tick', { waveId: unknown, position: 1 })).toMatchObject({
    code: 'wave.unknown',
  });
  expect(await station.askRefused('picks.scan', { waveId: unknown, code: 'TEA' })).toMatchObject({
    code: 'wave.unknown',
  });
  expect(await station.askRefused('waves.pickingList', { waveId: unknown })).toMatchObject({
    code: 'wave.unknown',
  });
});

it('picks one piece a scan, by SKU or barcode in any spelling', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  const { waveId } = await station.ask('waves.release', {});
  const scan = async (code: string) => (await station.ask('picks.scan', { waveId, code })).outcome;

  const outcomes = [
    await scan(' ６９０１２３４５６７８９２ '),
    await scan('mug-red'),
    await scan('MUG-RED'),
    await scan('MUG-RED'),
    await scan('rubbish'),
    await scan('x'.repeat(10_000)),
  ];

  expect(outcomes).toEqual(['picked', 'picked', 'picked', 'already', 'unknown', 'unknown']);
});

it('tells a known SKU that this wave does not want', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  withGoods(station, [{ skuCode: 'BAG' }]);
  const { waveId } = await station.ask('waves.release', {});

  expect(await station.ask('picks.scan', { waveId, code: 'BAG' })).toEqual({
    line: null,
    outcome: 'not-here',
  });
});

it('counts the same scan sent twice once', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  const { waveId } = await station.ask('waves.release', {});
  const scan = { waveId, code: 'TEA', requestId: 'scan-1' };

  await station.call(packer, 'picks.scan', scan);
  await station.call(packer, 'picks.scan', scan);

  const { lines } = await station.ask('waves.pickingList', { waveId });
  expect(lines[0]?.pickedQuantity).toBe(1);
});

it('no longer asks for the goods of an order that was cancelled after the release', async () => {
  await using station = testStation();
  await withThreeParcels(station);
  const { waveId } = await station.ask('waves.release', {});

  withOrders(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' }, hold: 'cancel-requested', lines: [{ quantity: 2 }] }),
  ]);
  const { lines } = await station.ask('waves.pickingList', { waveId });
  await station.ask('picks.tick', { waveId, position: 1 });
  await station.ask('picks.tick', { waveId, position: 2 });
  const [wave] = await station.ask('waves.list', {});

  expect(lines[1]).toMatchObject({ quantity: 1, stoppedQuantity: 2, slots: [{ orderId: 'two' }] });
  expect(wave).toMatchObject({ state: 'picked', pickedLines: 2 });
});

it('promises the same pieces to one wave only, when two screens release at the same moment', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', stock: 1 }]);
  const orders = ['1', '2'].map((id) => anOrder({ orderId: id, recipient: { key: id } }));
  const [one, two] = (await withPlannedParcels(station, orders)).map((parcel) => [parcel.parcelId]);

  const replies = await Promise.all(
    [one, two].map((parcelIds) => station.call(packer, 'waves.release', { parcelIds })),
  );

  expect(replies.map((reply) => (reply.ok ? 'released' : reply.refusal.code))).toEqual([
    'released',
    'wave.short-stock',
  ]);
});

it('puts no parcel into two waves that are released at the same moment', async () => {
  await using station = testStation();
  await withThreeParcels(station);

  const replies = await Promise.all([1, 2].map(() => station.call(packer, 'waves.release', {})));

  expect(replies.map((reply) => (reply.ok ? 'released' : reply.refusal.code))).toEqual([
    'released',
    'wave.nothing-to-release',
  ]);
});

it('has a smaller wave and the rest still planned when the station dies while a large one is written', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED', stock: 1_000 }]);
  const orders = Array.from({ length: 330 }, (_, index) =>
    anOrder({ orderId: `order-${index}`, recipient: { key: `buyer-${index}` } }),
  );
  withOrders(station, orders);
  await station.ask('parcels.plan', {});
  await station.ask('parcels.accept', { parcelIds: 'clean' });
  const { database } = station.parts;
  const { write } = database;
  let pieces = 0;
  database.write = (work) => {
    pieces += 1;
    if (pieces > 2) throw new Error('the power is gone');
    return write(work);
  };

  const died = await station.call(packer, 'waves.release', {});
  database.write = write;
  const [wave] = await station.ask('waves.list', {});
  const list = await station.ask('waves.pickingList', { waveId: wave?.waveId ?? ('' as WaveId) });
  const { total: left } = await station.ask('parcels.page', { states: ['planned'], limit: 1 });
  const rest = await station.ask('waves.release', {});

  expect(died).toMatchObject({ ok: false, refusal: { code: 'bug' } });
  expect(wave?.parcelCount).toBeLessThan(330);
  expect(list.lines.map((line) => line.quantity)).toEqual([wave?.parcelCount]);
  expect(left).toBe(330 - (wave?.parcelCount ?? 0));
  expect(rest.parcelCount).toBe(left);
});
