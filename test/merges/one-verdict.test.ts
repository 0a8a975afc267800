import { expect, it } from 'vitest';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { asParcelId, withPlannedParcels } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

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
