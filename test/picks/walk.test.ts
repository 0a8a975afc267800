import { expect, it } from 'vitest';
import type { Caller } from '../../main/basics/request.ts';
import { setBinsOf } from '../../main/goods/sku-bins-table.ts';
import { anOrder, asSkuCode, withGoods, withOrders } from '../builders/orders.ts';
import { listParcelsIn, withPlannedParcels } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

const chen: Caller = { host: 'browser', person: 'Chen', role: 'packer' };
const wang: Caller = { host: 'browser', person: 'Wang', role: 'packer' };

/** Two totes: `one` wants two mugs and a tea, `two` wants a mug. MUG in A-10 (4 counted), TEA in A-2. */
async function withCart(station: TestStation, mode: 'cluster' | 'wall' = 'cluster') {
  withGoods(station, [
    { skuCode: 'MUG', name: '马克杯', binCode: 'A-10', stock: 4 },
    { skuCode: 'TEA', name: '龙井茶', binCode: 'A-2', stock: 1 },
    { skuCode: 'BAG', name: '帆布包', binCode: 'B-1' },
  ]);
  await withPlannedParcels(station, [
    anOrder({
      orderId: 'one',
      recipient: { key: 'a' },
      lines: [{ skuCode: 'MUG', quantity: 2 }, { skuCode: 'TEA' }],
    }),
    anOrder({ orderId: 'two', recipient: { key: 'b' }, lines: [{ skuCode: 'MUG' }] }),
  ]);
  const { usual } = await station.ask('waves.rules', {});
  const rules = usual.rules.map((rule) => ({ ...rule, isOn: rule.kind === 'mixed', least: 1, mode }));
  await station.ask('waves.setRules', { shopId: null, rules: { ...usual, rules, improveSeconds: 0 } });
  const [wave] = (await station.ask('waves.propose', {})).waves;
  const { waveId } = await station.ask('waves.releaseProposed', { key: wave?.key ?? '' });
  const { carts } = await station.ask('waves.pickingList', { waveId });
  const cartId = carts[0]?.cartId ?? ('' as never);
  const scan = async (code: string, caller = chen) => {
    const reply = await station.call(caller, 'picks.scanAt', { cartId, code });
    return reply.ok
      ? (reply.value as { outcome: string; slots: number[] })
      : { outcome: reply.refusal.code, slots: [] };
  };
  const lines = async () =>
    (await station.ask('waves.pickingList', { waveId })).lines.map((line) => [
      line.skuCode,
      line.binCode,
      `${line.pickedQuantity}/${line.quantity}`,
    ]);
  return { waveId, cartId, scan, lines };
}

it('walks bin, item, tote in turn, and says what is wrong without counting it', async () => {
  await using station = testStation();
  const { scan, lines } = await withCart(station);

  const outcomes: string[] = [];
  for (const code of ['A-10', 'T1', 'MUG', 'BAG', 'nonsense', 'a-2', 'tea', 'MUG', 'T2', 'pb-t01']) {
    outcomes.push((await scan(code)).outcome);
  }

  expect(outcomes).toEqual([
    'wrong-bin',
    'item-first',
    'later-item',
    'wrong-item',
    'unknown',
    'bin',
    'item',
    'tote-first',
    'wrong-tote',
    'put',
  ]);
  expect(await lines()).toEqual([
    ['TEA', 'A-2', '1/1'],
    ['MUG', 'A-10', '0/3'],
  ]);
});

it('fills each tote as often as it wants, and the wave is picked with the last piece', async () => {
  await using station = testStation();
  const { scan, lines } = await withCart(station);

  const outcomes: string[] = [];
  for (const code of ['TEA', 'T1', 'MUG', 'T2', 'MUG', 'T2', 'T1', 'MUG', 'T1', 'MUG', 'TEA']) {
    outcomes.push((await scan(code)).outcome);
  }
  const [wave] = await station.ask('waves.list', {});

  expect(outcomes).toEqual([
    'item',
    'put',
    'item',
    'put',
    'item',
    'wrong-tote',
    'put',
    'item',
    'put',
    'too-many',
    'too-many',
  ]);
  expect(await lines()).toEqual([
    ['TEA', 'A-2', '1/1'],
    ['MUG', 'A-10', '3/3'],
  ]);
  expect(wave).toMatchObject({ state: 'picked', pickedLines: 2 });
});

it('needs no totes where the heap is sorted at the wall', async () => {
  await using station = testStation();
  const { scan, lines } = await withCart(station, 'wall');

  expect((await scan('TEA')).outcome).toBe('put');
  expect((await scan('MUG')).outcome).toBe('put');
  expect(await lines()).toEqual([
    ['TEA', 'A-2', '1/1'],
    ['MUG', 'A-10', '1/3'],
  ]);
});

it('gives no cart to two people; it is free when nobody walks on, and taken over with a word that stays', async () => {
  await using station = testStation();
  const { scan, cartId } = await withCart(station);
  await scan('TEA');

  const refused = await station.call(wang, 'picks.scanAt', { cartId, code: 'T1' });
  const taken = await station.call(wang, 'picks.takeCart', { cartId, takeOver: true });
  const late = await scan('T1');
  const { outcome } = await scan('T1', wang);
  await station.clock.pass(16 * 60_000);
  const free = await scan('MUG');
  const audit = await station.ask('audit.page', { limit: 200 });

  expect(refused).toMatchObject({ ok: false, refusal: { code: 'cart.taken', facts: { person: 'Chen' } } });
  expect(taken).toMatchObject({ ok: true, value: { takenBy: 'Wang' } });
  expect(late.outcome).toBe('cart.taken');
  expect(outcome).toBe('put');
  expect(free.outcome).toBe('item');
  expect(JSON.stringify(audit)).toContain('cart.taken-over');
});

it('goes on at the same line with the same piece in the hand after the station was killed', async () => {
  const first = testStation();
  const { cartId, scan, waveId } = await withCart(first);
  await scan('A-2');
  await scan('TEA');
  first.parts.database.close();

  await using station = testStation({ dataDir: first.dataDir, clock: first.clock });
  const { carts, lines } = await station.ask('waves.pickingList', { waveId });
  const reply = await station.call(chen, 'picks.scanAt', { cartId, code: 'T1' });

  expect(carts[0]).toMatchObject({ inHand: 1, takenBy: 'Chen' });
  expect(lines[0]?.pickedQuantity).toBe(0);
  expect(reply).toMatchObject({ ok: true, value: { outcome: 'put', slots: [1] } });
});

it('puts a line last, and takes steps back one by one', async () => {
  await using station = testStation();
  const { scan, cartId, lines } = await withCart(station);

  const next = await station.ask('picks.putLast', { cartId, position: 1 });
  await scanAs(station, cartId, 'MUG', 'T2');
  const undone = [
    await station.ask('picks.undo', { cartId }),
    await station.ask('picks.undo', { cartId }),
  ].map((step) => step.undone);
  const nothing = await station.askRefused('picks.undo', { cartId });

  expect(next).toEqual({ next: 2 });
  expect(undone).toEqual(['picked', 'skipped']);
  expect(nothing.code).toBe('pick.nothing-to-undo');
  expect((await lines())[0]).toEqual(['TEA', 'A-2', '0/1']);
  expect((await scan('TEA')).outcome).toBe('cart.taken');
});

async function scanAs(station: TestStation, cartId: string, ...codes: string[]) {
  for (const code of codes) await station.ask('picks.scanAt', { cartId, code });
}

it('puts pieces in by a key, all that a tote or the line lacks, and never more', async () => {
  await using station = testStation();
  const { cartId, lines } = await withCart(station);

  const put = await station.ask('picks.put', { cartId, position: 2, slot: 1 });
  const full = await station.askRefused('picks.put', { cartId, position: 2, slot: 1 });
  const tooMany = await station.askRefused('picks.put', { cartId, position: 2, pieces: 2 });
  await station.ask('picks.put', { cartId, position: 2 });
  const last = await station.askRefused('picks.putLast', { cartId, position: 1 });
  const unknown = await station.askRefused('picks.put', { cartId, position: 9 });

  expect(put).toMatchObject({ outcome: 'put', isLineDone: false });
  expect([full.code, tooMany.code]).toEqual(['wave.line-too-many', 'wave.line-too-many']);
  expect(last.code).toBe('pick.last-line');
  expect(unknown.code).toBe('wave.line-unknown');
  expect((await lines())[1]).toEqual(['MUG', 'A-10', '3/3']);
});

it('asks whether the bin is empty after its last piece, and puts the count right', async () => {
  await using station = testStation();
  const { cartId } = await withCart(station);
  const asked = await station.ask('picks.put', { cartId, position: 1 });

  await station.ask('goods.count', { skuCode: 'TEA', binCode: 'A-2', pieces: 3, reason: 'zero-check' });
  const { rows } = await station.ask('goods.list', { search: 'TEA' });
  const wrongBin = await station.askRefused('goods.count', {
    skuCode: 'TEA',
    binCode: 'Z-1',
    pieces: 0,
    reason: 'found',
  });
  const noReason = await station.askRefused('goods.count', {
    skuCode: 'TEA',
    binCode: 'A-2',
    pieces: 0,
    reason: 'mood',
  });
  const unknown = await station.askRefused('goods.count', { skuCode: 'NO', pieces: 0, reason: 'found' });

  expect(asked).toMatchObject({ isLineDone: true, asksForZero: true });
  // Three lie in the bin, one in a tote: all are stock until they are packed.
  expect(rows[0]?.stock).toBe(4);
  expect([wrongBin.code, noReason.code, unknown.code]).toEqual([
    'goods.not-in-bin',
    'goods.count-reason',
    'goods.unknown',
  ]);
});

it('takes what is missing from another bin, at the end of the walk', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG', binCode: 'A-10', stock: 9 }]);
  const bin = (binCode: string, stock: number) => ({ binCode: binCode as never, stock, lotAt: null });
  station.parts.database.write((writer) =>
    setBinsOf(writer, asSkuCode('MUG'), [bin('A-10', 6), bin('C-1', 5)], 1),
  );
  const { cartId, lines, scan } = await withCart(station);
  await station.ask('picks.put', { cartId, position: 2, slot: 2 });

  const settled = await station.ask('picks.short', { cartId, position: 2, way: 'other-bin' });
  const noMore = await station.askRefused('picks.short', { cartId, position: 1, way: 'other-bin' });

  expect(settled).toMatchObject({ missing: 2, newLine: { position: 3, binCode: 'C-1' } });
  expect(noMore.code).toBe('pick.no-other-bin');
  expect(await lines()).toEqual([
    ['TEA', 'A-2', '0/1'],
    ['MUG', 'A-10', '1/1'],
    ['MUG', 'C-1', '0/2'],
  ]);
  const bins = await station.ask('goods.bins', { skuCode: 'MUG' });
  expect(bins.map((each) => each.stock)).toEqual([0, 5]);
  expect((await scan('x')).outcome).toBe('cart.taken');
});

it('splits an order that is short: what is there goes, the rest is a parcel that waits', async () => {
  await using station = testStation();
  const { cartId, lines } = await withCart(station);
  await station.ask('picks.put', { cartId, position: 2 });

  const settled = await station.ask('picks.short', { cartId, position: 1, way: 'split' });
  const nothing = await station.askRefused('picks.short', { cartId, position: 2, way: 'split' });
  const [planned] = await listParcelsIn(station, 'planned');
  const released = await listParcelsIn(station, 'released');

  expect(settled).toMatchObject({ missing: 1, parcelIds: [planned?.parcelId], putBack: [] });
  expect(planned?.lines.map((line) => [line.skuCode, line.quantity])).toEqual([['TEA', 1]]);
  expect(released.map((parcel) => parcel.lines.map((line) => `${line.skuCode}×${line.quantity}`))).toEqual([
    ['MUG×2'],
    ['MUG×1'],
  ]);
  expect(nothing.code).toBe('pick.nothing-missing');
  expect(await lines()).toEqual([['MUG', 'A-10', '3/3']]);
  expect((await station.ask('waves.list', {}))[0]).toMatchObject({ state: 'picked' });
});

it('gives a whole parcel back with what was fetched for it, and it can be released again', async () => {
  await using station = testStation();
  const { cartId, waveId } = await withCart(station);
  await station.ask('picks.put', { cartId, position: 1 });

  const settled = await station.ask('picks.short', { cartId, position: 2, way: 'give-back' });
  const list = await station.ask('waves.pickingList', { waveId });
  const undo = await station.askRefused('picks.undo', { cartId });
  const planned = await listParcelsIn(station, 'planned');

  expect(settled.putBack).toEqual([{ slot: 1, skuCode: 'TEA', binCode: 'A-2', pieces: 1 }]);
  expect(list).toMatchObject({ wave: { parcelCount: 0 }, lines: [] });
  expect(undo.code).toBe('pick.undo-short');
  expect(planned.map((parcel) => [parcel.waveId, parcel.slot])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect((await station.ask('waves.preview', {})).shortages).toMatchObject([
    { skuCode: 'MUG', needed: 3, stock: 0 },
  ]);
  expect((await station.ask('waves.release', { acceptShortages: true })).parcelCount).toBe(2);
});

it('splits nothing that the guard keeps together, that has a waybill, or that lies on a bench', async () => {
  await using station = testStation();
  const { cartId } = await withCart(station);
  const [parcel] = await listParcelsIn(station, 'released');
  const set = (column: 'tracking_number' | 'state', value: string | null) =>
    station.parts.database.write((writer) =>
      writer.run(`UPDATE parcels SET ${column} = ? WHERE parcel_id = ?`, [value, parcel?.parcelId ?? '']),
    );

  set('tracking_number', 'ZT1');
  const waybill = await station.askRefused('picks.short', { cartId, position: 1, way: 'split' });
  set('tracking_number', null);
  set('state', 'open');
  const bench = await station.askRefused('picks.short', { cartId, position: 1, way: 'split' });
  set('state', 'released');

  expect([waybill.code, bench.code]).toEqual(['parcel.has-waybill', 'parcel.on-bench']);
});

it('splits no parcel that the guard would block now: its buyer has moved away from one of its orders', async () => {
  await using station = testStation();
  withGoods(station, [
    { skuCode: 'MUG', binCode: 'A-10', stock: 4 },
    { skuCode: 'TEA', binCode: 'A-2', stock: 9 },
  ]);
  const ofBuyer = (orderId: string, key: string, lines: { skuCode: string }[]) =>
    anOrder({ orderId, recipient: { key }, lines });
  await withPlannedParcels(station, [
    ofBuyer('one', 'a', [{ skuCode: 'MUG' }, { skuCode: 'TEA' }]),
    ofBuyer('two', 'a', [{ skuCode: 'TEA' }]),
  ]);
  const { waveId } = await station.ask('waves.release', {});
  const before = (await station.ask('waves.pickingList', { waveId })).lines;
  const [cart] = (await station.ask('waves.pickingList', { waveId })).carts;
  withOrders(station, [ofBuyer('two', 'elsewhere', [{ skuCode: 'TEA' }])]);
  const mug = before.find((line) => line.skuCode === 'MUG');

  const refused = await station.askRefused('picks.short', {
    cartId: cart?.cartId ?? '',
    position: mug?.position ?? 0,
    way: 'split',
  });
  const after = (await station.ask('waves.pickingList', { waveId })).lines;

  expect(refused).toMatchObject({ code: 'pick.split-blocked', facts: { rule: 'merge.recipient' } });
  expect(after).toEqual(before);
});

it('leaves out a parcel whose order was cancelled while somebody walks', async () => {
  await using station = testStation();
  const { scan, lines } = await withCart(station);
  withOrders(station, [
    anOrder({
      orderId: 'one',
      recipient: { key: 'a' },
      hold: 'cancel-requested',
      lines: [{ skuCode: 'MUG', quantity: 2 }, { skuCode: 'TEA' }],
    }),
  ]);

  const { outcome, slots } = await scan('MUG');

  expect([outcome, slots]).toEqual(['item', [2]]);
  expect(await lines()).toEqual([
    ['TEA', 'A-2', '0/0'],
    ['MUG', 'A-10', '0/1'],
  ]);
});

it('opens a cart by the code of its sheet, and counts what each person picked', async () => {
  await using station = testStation();
  const { cartId, waveId, scan } = await withCart(station);
  await scan('TEA');
  await scan('T1');
  await scan('MUG');
  await scan('T2');

  const named = await station.ask('search.resolve', { code: cartId });
  const hours = await station.ask('picks.perHour', { fromAt: 0 });
  const unknown = await station.askRefused('picks.takeCart', { cartId: 'C404' });
  const left = await station.call(wang, 'picks.leaveCart', { cartId });
  await station.call(chen, 'picks.leaveCart', { cartId });
  const free = await station.call(wang, 'picks.takeCart', { cartId });

  expect(named).toMatchObject({ kind: 'wave', waveId, cartNo: 1 });
  expect(hours).toMatchObject([{ person: 'Chen', pieces: 2, lines: 2 }]);
  expect(unknown.code).toBe('cart.unknown');
  expect(left).toMatchObject({ ok: false, refusal: { code: 'cart.taken' } });
  expect(free).toMatchObject({ ok: true, value: { takenBy: 'Wang' } });
});
