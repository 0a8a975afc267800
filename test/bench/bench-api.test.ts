import { expect, it } from 'vitest';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

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
