import { expect, it } from 'vitest';
import { anOrder, withOrders } from '../builders/orders.ts';
import { asParcelId, listParcelsIn, withPlannedParcels, withProposals } from '../builders/parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

/** Planned parcels of a training shop, whose platform gives waybill numbers. */
async function trainingParcels(station: TestStation) {
  station.start();
  await station.ask('orders.pull', {});
  await station.ask('parcels.plan', {});
  await station.ask('parcels.accept', { parcelIds: 'clean' });
  return listParcelsIn(station, 'planned');
}

it('takes a number for each parcel from the platform, and none a second time', async () => {
  await using station = testStation({ mode: 'training' });
  const parcels = await trainingParcels(station);
  const parcelIds = parcels.map((parcel) => parcel.parcelId);

  const taken = await station.ask('parcels.takeWaybills', { parcelIds });
  const again = await station.ask('parcels.takeWaybills', { parcelIds });

  expect(taken).toEqual({ taken: parcels.length, refused: [] });
  expect(again).toEqual({ taken: 0, refused: [] });
  const numbers = (await listParcelsIn(station, 'planned')).map((parcel) => parcel.trackingNumber);
  expect(new Set(numbers).size).toBe(parcels.length);
  expect(numbers).not.toContain(null);
});

it('does not take its own numbers, told back by the platform, for somebody else’s packages', async () => {
  await using station = testStation({ mode: 'training' });
  const parcels = await trainingParcels(station);
  await station.ask('parcels.takeWaybills', { parcelIds: parcels.map((parcel) => parcel.parcelId) });

  await station.ask('orders.pull', {});

  for (const parcel of await listParcelsIn(station, 'planned'))
    expect(parcel.verdict.verdict).not.toBe('block');
});

it('takes the number that the order file tells, and says so where it tells none', async () => {
  await using station = testStation();
  const [told, silent] = await withPlannedParcels(station, [
    anOrder({ orderId: 'told', recipient: { key: 'a' }, carrier: '圆通速递', trackingNumber: 'YT000000001' }),
    anOrder({ orderId: 'silent', recipient: { key: 'b' } }),
  ]);
  const parcelIds = [told, silent].map((parcel) => parcel?.parcelId ?? asParcelId('none'));

  const answer = await station.ask('parcels.takeWaybills', { parcelIds });

  expect(answer).toMatchObject({
    taken: 1,
    refused: [{ parcelId: silent?.parcelId, code: 'waybill.none-in-file' }],
  });
  expect((await listParcelsIn(station, 'planned'))[0]).toMatchObject({
    carrier: '圆通速递',
    trackingNumber: 'YT000000001',
    waybillSource: 'file',
    verdict: { verdict: 'allow' },
  });
});

it('takes no number for what the guard blocks, nobody accepted or nobody knows', async () => {
  await using station = testStation();
  const [held] = await withPlannedParcels(station, [anOrder({ orderId: 'held', recipient: { key: 'a' } })]);
  withOrders(station, [anOrder({ orderId: 'held', recipient: { key: 'a' }, hold: 'refund-requested' })]);
  const [proposed] = await withProposals(station, [anOrder({ orderId: 'new', recipient: { key: 'b' } })]);
  const parcelIds = [held, proposed].map((parcel) => parcel?.parcelId ?? asParcelId('none'));

  const answer = await station.ask('parcels.takeWaybills', { parcelIds: [...parcelIds, asParcelId('P404')] });

  expect(answer.refused).toMatchObject([
    { code: 'parcel.blocked', facts: { rule: 'merge.hold', why: 'refund-requested' } },
    { code: 'parcel.not-ready', facts: { state: 'proposed' } },
    { code: 'parcel.unknown' },
  ]);
});

it('says that the platform cannot be reached, for each parcel', async () => {
  await using station = testStation({ mode: 'training' });
  const parcels = await trainingParcels(station);
  await station.ask('training.setBehaviour', { behaviour: 'offline' });

  const answer = await station.ask('parcels.takeWaybills', {
    parcelIds: parcels.slice(0, 2).map((parcel) => parcel.parcelId),
  });

  expect(answer.taken).toBe(0);
  expect(answer.refused.map((refused) => refused.code)).toEqual([
    'fault.platform.offline',
    'fault.platform.offline',
  ]);
});

it('takes a number typed by hand in whatever spelling, and refuses one that another parcel has', async () => {
  await using station = testStation();
  const [one, two] = await withPlannedParcels(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' } }),
    anOrder({ orderId: 'two', recipient: { key: 'b' } }),
  ]);
  const attach = (parcel: typeof one, trackingNumber: string) => ({
    parcelId: parcel?.parcelId ?? asParcelId('none'),
    carrier: '圆通速递',
    trackingNumber,
  });

  const attached = await station.ask('parcels.attachWaybill', attach(one, ' yt 0000 0001 '));
  const refused = await station.askRefused('parcels.attachWaybill', attach(two, 'YT00000001'));
  const unreadable = await station.askRefused('parcels.attachWaybill', attach(two, '??'));

  expect(attached).toMatchObject({ trackingNumber: 'YT00000001', waybillSource: 'hand' });
  expect(refused).toMatchObject({
    code: 'parcel.blocked',
    facts: { rule: 'waybill.duplicate', why: 'on-parcel', parcels: [one?.parcelId] },
  });
  expect(unreadable.code).toBe('waybill.unreadable');
});

it('refuses a number that the shop’s books give to another order', async () => {
  await using station = testStation();
  const [one] = await withPlannedParcels(station, [
    anOrder({ orderId: 'one', recipient: { key: 'a' } }),
    anOrder({ orderId: 'other', recipient: { key: 'b' }, trackingNumber: 'YT00000009' }),
  ]);

  const refused = await station.askRefused('parcels.attachWaybill', {
    parcelId: one?.parcelId ?? asParcelId('none'),
    carrier: '圆通速递',
    trackingNumber: 'YT00000009',
  });

  expect(refused).toMatchObject({ facts: { rule: 'waybill.duplicate', why: 'on-order', orders: ['other'] } });
});

it('gives a number back when its parcel is dissolved', async () => {
  await using station = testStation({ mode: 'training' });
  const [parcel] = await trainingParcels(station);
  const parcelId = parcel?.parcelId ?? asParcelId('none');
  await station.ask('parcels.takeWaybills', { parcelIds: [parcelId] });
  const [before] = await listParcelsIn(station, 'planned');

  await station.ask('parcels.dissolve', { parcelId });

  const owed = station.parts.database.all<{ payload_json: string }>(
    `SELECT payload_json FROM outbox WHERE kind = 'waybill-return'`,
  );
  expect(owed.map((row) => JSON.parse(row.payload_json))).toEqual([
    { trackingNumber: before?.trackingNumber, carrier: before?.carrier },
  ]);
  expect(await listParcelsIn(station, 'dissolved')).toMatchObject([{ trackingNumber: null }]);
});

it('changes neither number nor content of a parcel whose label is out', async () => {
  await using station = testStation();
  const [parcel] = await withPlannedParcels(station, [anOrder()]);
  const parcelId = parcel?.parcelId ?? asParcelId('none');
  const number = { parcelId, carrier: '圆通速递', trackingNumber: 'YT00000001' };
  await station.ask('parcels.attachWaybill', number);
  const printer = (await station.ask('printers.list', {}))[0];
  await station.ask('batches.create', { parcelIds: [parcelId], printerId: printer?.printerId ?? 'none' });

  const attach = await station.askRefused('parcels.attachWaybill', {
    ...number,
    trackingNumber: 'YT00000002',
  });
  const dissolve = await station.askRefused('parcels.dissolve', { parcelId });

  expect(attach.code).toBe('parcel.has-label');
  expect(dissolve.code).toBe('parcel.has-label');
});
