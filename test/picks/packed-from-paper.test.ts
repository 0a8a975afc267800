// People who pick from paper tick nothing on the way: what they packed was fetched, out of the bin that the list named.

import { expect, it } from 'vitest';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { listBinsOf, setBinsOf } from '../../main/goods/sku-bins-table.ts';
import { aLabel, drawLabel } from '../builders/label-content.ts';
import { anOrder, asSkuCode, withGoods } from '../builders/orders.ts';
import { withPlannedParcels } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

let scanNo = 0;
async function pack(station: TestStation, ...codes: string[]) {
  for (const code of codes) {
    scanNo += 1;
    await station.ask('bench.scan', { benchId: 'A', scanId: `paper-${scanNo}`, code });
  }
}

/** Mugs in two bins, three in A-10 and nine in C-1; one order for two mugs, one for two mugs and a tea. */
async function withMugsInTwoBins(station: TestStation) {
  withGoods(station, [
    { skuCode: 'MUG', binCode: 'A-10', stock: 12 },
    { skuCode: 'TEA', binCode: 'A-2', stock: 5 },
  ]);
  const bin = (binCode: string, stock: number) => ({ binCode: binCode as never, stock, lotAt: null });
  station.parts.database.write((writer) =>
    setBinsOf(writer, asSkuCode('MUG'), [bin('A-10', 3), bin('C-1', 9)], 1),
  );
  await withPlannedParcels(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' }, lines: [{ skuCode: 'MUG', quantity: 2 }] }),
    anOrder({
      orderId: 'two',
      recipient: { key: 'b' },
      lines: [{ skuCode: 'MUG', quantity: 2 }, { skuCode: 'TEA' }],
    }),
  ]);
  const { waveId } = await station.ask('waves.release', {});
  const { rows } = await station.ask('parcels.page', { states: ['released'], waveId });
  const parcelOf = (orderId: string) =>
    rows.find((parcel) => parcel.lines[0]?.orderId === orderId)?.parcelId ?? '';
  const bins = () => listBinsOf(station.parts.database, asSkuCode('MUG')).map((each) => each.stock);
  const stock = async () => (await station.ask('goods.list', { search: 'MUG' })).rows[0]?.stock;
  const named = new Map<string, number>();
  const { lines } = await station.ask('waves.pickingList', { waveId });
  for (const line of lines) {
    for (const slot of line.slots) {
      const key = `${slot.orderId} ${line.binCode}`;
      named.set(key, (named.get(key) ?? 0) + slot.quantity);
    }
  }
  return { waveId, parcelOf, bins, stock, named };
}

it('counts the pieces off the bins that the list named when the parcel is packed', async () => {
  await using station = testStation();
  const { waveId, parcelOf, bins, stock, named } = await withMugsInTwoBins(station);
  const takenFrom = (orderId: string, bin: string) => named.get(`${orderId} ${bin}`) ?? 0;

  await pack(station, parcelOf('one'), 'MUG', 'MUG');
  const afterOne = bins();
  await pack(station, parcelOf('two'), 'MUG', 'MUG', 'TEA');
  const [wave] = await station.ask('waves.list', {});

  expect(takenFrom('one', 'A-10') + takenFrom('one', 'C-1')).toBe(2);
  expect(afterOne).toEqual([3 - takenFrom('one', 'A-10'), 9 - takenFrom('one', 'C-1')]);
  expect(bins().reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(8);
  expect(await stock()).toBe(8);
  expect(wave).toMatchObject({ waveId, state: 'picked' });
});

it('counts nothing twice: not what was scanned at the shelf, not a parcel that is opened and packed again', async () => {
  await using station = testStation();
  const { waveId, parcelOf, bins, stock } = await withMugsInTwoBins(station);
  await station.ask('picks.scan', { waveId, code: 'MUG' });
  await station.ask('picks.scan', { waveId, code: 'MUG' });
  await station.ask('picks.scan', { waveId, code: 'MUG' });

  await pack(station, parcelOf('one'), 'MUG', 'MUG');
  await pack(station, 'PB-UNDO', 'MUG');
  await pack(station, parcelOf('two'), 'MUG', 'MUG', 'TEA');

  expect(bins().reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(8);
  expect(await stock()).toBe(8);
});

it('says on the label and at the bench which cart a tote stands on, where the wave has several', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG', binCode: 'A-10' }]);
  await withPlannedParcels(station, [
    anOrder({
      orderId: 'one',
      recipient: { key: 'a' },
      carrier: 'ZTO',
      lines: [{ skuCode: 'MUG', quantity: 2 }],
    }),
    anOrder({
      orderId: 'two',
      recipient: { key: 'b' },
      carrier: 'ZTO',
      lines: [{ skuCode: 'MUG', quantity: 3 }],
    }),
  ]);
  const { usual } = await station.ask('waves.rules', {});
  const rules = usual.rules.map((rule) => ({ ...rule, isOn: rule.kind === 'mixed', least: 1 }));
  const cart = { ...usual.cart, totes: 1 };
  await station.ask('waves.setRules', { shopId: null, rules: { ...usual, rules, cart, improveSeconds: 0 } });
  const [wave] = (await station.ask('waves.propose', {})).waves;
  const { waveId } = await station.ask('waves.releaseProposed', { key: wave?.key ?? '' });
  const { rows } = await station.ask('parcels.page', { states: ['released'], waveId });
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET tracking_number = 'ZT' || parcel_id, waybill_source = 'hand'`),
  );

  const { batches } = await station.ask('batches.create', { waveId, printerId: paperlessPrinterId });
  const { labels } = await station.ask('batches.read', { batchId: batches[0]?.batchId ?? '' });
  await pack(station, rows[1]?.parcelId ?? '');
  const bench = await station.ask('bench.read', { benchId: 'A' });

  expect(labels.map((label) => [label.cartNo, label.slot])).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect([bench.parcel?.slot, bench.cartNo]).toEqual([1, 2]);
});

it.each([
  [{ slot: 5, cartNo: 2 }, '车2 格5'],
  [{ slot: 12, cartNo: 11 }, '车11 格12'],
  [{ slot: 5 }, '格 5'],
])('writes %o as %s', (wish, text) => {
  const { shapes } = drawLabel(aLabel(wish)).layout;

  expect(shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []))).toContain(text);
});
