import { expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../main/basics/clock.ts';
import { settle } from '../builders/moved-clock.ts';
import { type PackedParcel, packParcels, parcelState } from '../builders/packed-parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { trainingBooks } from '../builders/training-books.ts';

async function trainingStation(): Promise<TestStation> {
  const station = testStation({ mode: 'training' });
  station.start();
  await settle();
  return station;
}

function idsOf(parcels: readonly PackedParcel[]): string[] {
  return parcels.map((parcel) => parcel.parcelId);
}

function shippedNumbers(station: TestStation): string[] {
  return trainingBooks(station.dataDir)
    .shipments.map((shipment) => shipment.trackingNumber)
    .sort();
}

it('packs 200 parcels through an offline morning; plugged in, all go, each with its own result', async () => {
  await using station = await trainingStation();
  await station.ask('training.addOrders', { count: 200 });
  await station.ask('orders.pull', {});
  await station.ask('network.set', { isOnline: false });
  const parcels = packParcels(station.parts, { count: 200 });
  for (const parcel of parcels) {
    await station.ask('shipping.ship', { parcelIds: [parcel.parcelId] });
    await station.clock.pass(30_000);
  }
  const offline = (await station.ask('station.describe', {})).network;
  const sentOffline = shippedNumbers(station);

  await station.ask('network.set', { isOnline: true });
  await station.clock.pass(minuteMs);

  // In a morning of 100 minutes some buyers have changed their minds: their parcels stay.
  const { orders } = trainingBooks(station.dataDir);
  const held = new Set(orders.filter((order) => order.hold !== null).map((order) => order.orderId));
  const leaving = parcels.filter((parcel) => !held.has(parcel.orderId));
  const page = await station.ask('shipping.page', { state: 'all', offset: 0, limit: 500 });
  expect(parcels).toHaveLength(200);
  expect(leaving.length).toBeGreaterThan(180);
  expect(leaving.length).toBeLessThan(200);
  expect(offline).toMatchObject({ isOnline: false, isPluggedIn: false, waiting: 200 });
  expect(sentOffline).toEqual([]);
  expect(shippedNumbers(station)).toEqual(leaving.map((parcel) => parcel.trackingNumber).sort());
  expect(page.counts).toEqual({
    waiting: 0,
    done: leaving.length,
    'needs-person': 200 - leaving.length,
    all: 200,
  });
  expect((await station.ask('station.describe', {})).network).toMatchObject({ isOnline: true, waiting: 0 });
}, 600_000);

it('tells the screens when the plug is pulled and when it is back', async () => {
  await using station = await trainingStation();
  let told = 0;
  station.events.on((event) => {
    if (event.kind === 'network.changed') told += 1;
  });

  await station.ask('network.set', { isOnline: false });
  await station.ask('network.set', { isOnline: false });
  await station.ask('network.set', { isOnline: true });

  expect(told).toBe(2);
});

it('waits for a shop that is out of reach and goes on by itself when it is heard again', async () => {
  await using station = await trainingStation();
  await station.ask('training.setBehaviour', { behaviour: 'offline' });
  const parcels = packParcels(station.parts, { count: 3 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  await station.clock.pass(10 * minuteMs);
  const while_ = (await station.ask('station.describe', {})).network;
  const { rows } = await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 10 });

  await station.ask('training.setBehaviour', { behaviour: 'normal' });
  await station.clock.pass(2 * minuteMs);

  expect(while_).toMatchObject({ isOnline: false, isPluggedIn: true, waiting: 3 });
  expect(rows[0]).toMatchObject({ state: 'waiting', lastCode: 'platform.offline' });
  expect(shippedNumbers(station)).toHaveLength(3);
});

it('asks a shop that is out of reach ever less often', async () => {
  await using station = await trainingStation();
  await station.ask('training.setBehaviour', { behaviour: 'offline' });
  const parcels = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  const attempts = async () =>
    (await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 1 })).rows[0]?.attempts ?? 0;
  await station.clock.pass(hourMs);
  const inFirstHour = await attempts();

  await station.clock.pass(2 * hourMs);

  const inNextTwo = (await attempts()) - inFirstHour;
  expect(inFirstHour).toBeGreaterThan(6);
  expect(inFirstHour).toBeLessThan(40);
  expect(inNextTwo).toBeLessThan(inFirstHour * 2);
});

it('never sends twice what was booked when the answer was lost', async () => {
  await using station = await trainingStation();
  await station.ask('training.setBehaviour', { behaviour: 'losing-answers' });
  const parcels = packParcels(station.parts, { count: 5 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });

  await station.ask('shipping.sendNow', {});
  const afterLoss = await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 10 });
  await station.ask('shipping.sendNow', {});

  const after = await station.ask('shipping.page', { state: 'done', offset: 0, limit: 10 });
  expect(afterLoss.rows.map((row) => [row.state, row.lastCode])).toEqual(
    Array(5).fill(['sending', 'platform.answer-lost']),
  );
  expect(after.rows.map((row) => row.lastCode)).toEqual(Array(5).fill('ship.already-there'));
  expect(shippedNumbers(station)).toHaveLength(5);
});

it('reads the shop before it sends again what was under way when the power went', async () => {
  const first = await trainingStation();
  const parcels = packParcels(first.parts, { count: 2 });
  await first.ask('training.setBehaviour', { behaviour: 'losing-answers' });
  await first.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  await first.ask('shipping.sendNow', {});
  await first.stop();
  first.parts.database.close();
  await using again = testStation({ mode: 'training', dataDir: first.dataDir, clock: first.clock });

  again.start();
  await again.clock.pass(30 * minuteMs);

  expect(shippedNumbers(again)).toHaveLength(2);
  expect(parcels.map((parcel) => parcelState(again.parts.database, parcel.parcelId))).toEqual([
    'shipped',
    'shipped',
  ]);
});

it('sends again with the same key what never arrived', async () => {
  await using station = await trainingStation();
  const parcels = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  // As a crash leaves it: the row says that a call may have left, the shop knows nothing of it.
  station.parts.database.write((writer) => writer.run(`UPDATE outbox SET state = 'sending', attempts = 1`));

  await station.ask('shipping.sendNow', {});

  expect(shippedNumbers(station)).toHaveLength(1);
});

it('goes on when the clock is moved back a day: no shipment is stranded in the future', async () => {
  await using station = await trainingStation();
  await station.ask('training.setBehaviour', { behaviour: 'offline' });
  const parcels = packParcels(station.parts, { count: 2 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  await station.clock.pass(minuteMs);
  await station.ask('training.setBehaviour', { behaviour: 'normal' });
  station.clock.set(station.clock.now() - dayMs);
  station.parts.database.write((writer) => writer.emit({ kind: 'shipments.changed' }));

  await station.clock.pass(minuteMs);

  expect(shippedNumbers(station)).toHaveLength(2);
});

it('waits for a slow shop without keeping the station', async () => {
  await using station = await trainingStation();
  await station.ask('training.setBehaviour', { behaviour: 'slow' });
  const parcels = packParcels(station.parts, { count: 2 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });

  await station.clock.pass(1_000);
  const meanwhile = await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 10 });
  await station.clock.pass(30_000);

  expect(meanwhile.total).toBe(2);
  expect(shippedNumbers(station)).toHaveLength(2);
});

it('takes no answer in time for silence: nobody knows, the shop is read again', async () => {
  await using station = await trainingStation();
  await station.ask('settings.set', { name: 'network.answerWithinSeconds', value: 5 });
  await station.ask('training.setBehaviour', { behaviour: 'slow' });
  const parcels = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  await station.clock.pass(10_000);
  const { rows } = await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 10 });

  await station.ask('training.setBehaviour', { behaviour: 'normal' });
  await station.clock.pass(hourMs);

  expect(rows[0]?.lastCode).toBe('platform.silent');
  expect(shippedNumbers(station)).toHaveLength(1);
});

it('stops at once while a slow shop still thinks, and finishes after the next start', async () => {
  const first = await trainingStation();
  await first.ask('training.setBehaviour', { behaviour: 'slow' });
  const parcels = packParcels(first.parts, { count: 1 });
  await first.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  await first.clock.pass(500);
  await first.stop();
  first.parts.database.close();
  await using again = testStation({ mode: 'training', dataDir: first.dataDir, clock: first.clock });
  again.start();
  await again.ask('training.setBehaviour', { behaviour: 'normal' });

  await again.clock.pass(hourMs);

  expect(shippedNumbers(again)).toHaveLength(1);
});

it('lets go of a shipment that the bench took back while the shop was being read', async () => {
  await using station = await trainingStation();
  await station.ask('training.setBehaviour', { behaviour: 'slow' });
  const parcels = packParcels(station.parts, { count: 1 });
  await station.ask('shipping.ship', { parcelIds: idsOf(parcels) });
  await station.clock.pass(1_000);

  await station.ask('shipping.withdraw', { outboxNo: 1, reason: 'packed wrong' });
  await station.clock.pass(hourMs);

  expect(shippedNumbers(station)).toEqual([]);
  expect(parcelState(station.parts.database, parcels[0]?.parcelId ?? '')).toBe('pulled');
});
