import { expect, it } from 'vitest';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { asParcelId, listParcelsIn, withPlannedParcels, withProposals } from '../builders/parcels.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';

const theOrder = {
  orderId: '576000000000000077',
  recipient: { key: 'a' },
  carrier: '圆通速递',
  trackingNumber: 'YT000000077',
};

async function withPlannedParcel(station: TestStation) {
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  const [parcel] = await withPlannedParcels(station, [anOrder(theOrder)]);
  return parcel?.parcelId ?? asParcelId('none');
}

const cancel = (station: TestStation) =>
  withOrders(station, [anOrder({ ...theOrder, hold: 'cancel-requested' })]);

/** What the guard says of a cancelled order, wherever it is asked. */
const theAnswer = { rule: 'merge.hold', why: 'cancel-requested' };

it('says the same of a cancelled order on the board, at release, at printing and for its waybill', async () => {
  await using station = testStation();
  const parcelId = await withPlannedParcel(station);
  const printer = (await station.ask('printers.list', {}))[0];
  cancel(station);

  const view = await station.ask('parcels.read', { parcelId });
  const lines = view.lines.map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity }));
  const judged = await station.ask('parcels.judge', { lines });
  const release = await station.askRefused('waves.release', { parcelIds: [parcelId] });
  const print = await station.ask('batches.create', {
    parcelIds: [parcelId],
    printerId: printer?.printerId ?? 'none',
  });
  const waybill = await station.ask('parcels.takeWaybills', { parcelIds: [parcelId] });

  expect(view.verdict).toEqual(judged);
  expect(judged.reasons).toMatchObject([{ rule: theAnswer.rule, facts: { why: theAnswer.why } }]);
  expect(release.facts).toMatchObject(theAnswer);
  expect(print.batches).toEqual([]);
  expect(print.left.at(-1)?.facts).toMatchObject(theAnswer);
  expect(waybill.refused[0]?.facts).toMatchObject(theAnswer);
});

it('says the same when the order is scanned at the bench', async () => {
  await using station = testStation();
  const parcelId = await withPlannedParcel(station);
  await station.ask('parcels.takeWaybills', { parcelIds: [parcelId] });
  cancel(station);

  const view = await station.ask('bench.scan', { benchId: 'bench-1', scanId: 'scan-1', code: parcelId });

  expect(view.state.kind).toBe('held');
  expect(JSON.stringify(view)).toContain('cancel-requested');
});

it('says the same when the packed parcel is about to be shipped', async () => {
  await using station = testStation();
  const parcelId = await withPlannedParcel(station);
  await station.ask('settings.set', { name: 'shipping.whenPacked', value: false });
  await station.ask('parcels.takeWaybills', { parcelIds: [parcelId] });
  for (const [index, code] of [parcelId, 'MUG-RED'].entries()) {
    await station.clock.pass(2_000);
    await station.ask('bench.scan', { benchId: 'bench-1', scanId: `scan-${index}`, code });
  }
  cancel(station);

  const shipped = await station.ask('shipping.ship', { parcelIds: [parcelId] });

  expect(shipped.refused).toMatchObject([{ parcelId, code: 'shipment.blocked', facts: theAnswer }]);
});

it('says the same of a hand-written number on a door parcel, wherever it is asked', async () => {
  await using station = testStation();
  withShop(station, { market: 'douyin' });
  withGoods(station, [{ skuCode: 'MUG-RED', isDoorBound: true }]);
  const [parcel] = await withPlannedParcels(station, [
    anOrder({ ...theOrder, doorTag: 'tagged', trackingNumber: null }),
  ]);
  const parcelId = parcel?.parcelId ?? asParcelId('none');
  const byHand = { parcelId, carrier: '圆通速递', trackingNumber: 'YT000000078' };

  const attached = await station.askRefused('parcels.attachWaybill', byHand);
  // Written down before the rule was known: every later moment finds it.
  station.parts.database.write((writer) =>
    writer.run(
      `UPDATE parcels SET tracking_number = 'YT000000078', carrier = '圆通速递', waybill_source = 'hand'`,
    ),
  );
  const view = await station.ask('parcels.read', { parcelId });
  const release = await station.askRefused('waves.release', { parcelIds: [parcelId] });
  const printer = (await station.ask('printers.list', {}))[0];
  const print = await station.ask('batches.create', {
    parcelIds: [parcelId],
    printerId: printer?.printerId ?? 'none',
  });

  const answer = { rule: 'door.e-waybill', why: 'by-hand' };
  expect(attached.facts).toMatchObject(answer);
  expect(view.verdict.reasons).toMatchObject([{ rule: answer.rule, facts: { why: answer.why } }]);
  expect(release.facts).toMatchObject(answer);
  expect(print.left.at(-1)?.facts).toMatchObject(answer);
});

it('points from both sides at two parcels of one recipient that could be one', async () => {
  await using station = testStation();
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  await withPlannedParcels(station, [anOrder({ orderId: 'one', recipient: { key: 'a' } })]);
  await station.clock.pass(1_000);

  const [late] = await withProposals(station, [anOrder({ orderId: 'two', recipient: { key: 'a' } })]);
  const [early] = await listParcelsIn(station, 'planned');

  expect(early?.verdict.reasons).toMatchObject([{ rule: 'merge.missed', facts: { others: ['two'] } }]);
  expect(late?.verdict.reasons).toMatchObject([{ rule: 'merge.missed', facts: { others: ['one'] } }]);
});
