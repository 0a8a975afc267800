// More parcels than one call to a platform takes: all are owed, told as progress, and sent in calls of at most `shipping.batchLimit`.

import { expect, it } from 'vitest';
import { settle } from '../builders/moved-clock.ts';
import { packParcels } from '../builders/packed-parcels.ts';
import { testStation } from '../builders/test-station.ts';
import { trainingBooks } from '../builders/training-books.ts';

it('ships a selection of any size in sequence, and says how far it is', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();
  await station.ask('settings.set', { name: 'shipping.batchLimit', value: 15 });
  await station.ask('training.addOrders', { count: 60 });
  await station.ask('orders.pull', {});
  const parcels = packParcels(station.parts, { count: 45 });
  const told: number[] = [];
  station.events.on((event) => {
    if (event.kind === 'job.progress' && event.jobId === 'R1') told.push(event.done);
  });

  const answer = await station.ask('shipping.ship', { parcelIds: 'unsent', requestId: 'R1' });
  await station.ask('shipping.sendNow', {});
  const again = await station.ask('shipping.ship', {
    parcelIds: parcels.map(({ parcelId }) => parcelId),
  });

  expect(parcels).toHaveLength(45);
  expect(answer).toEqual({ owed: 45, refused: [] });
  expect(told).toEqual([20, 40, 45]);
  expect(again.owed).toBe(45);
  const numbers = trainingBooks(station.dataDir).shipments.map((shipment) => shipment.trackingNumber);
  expect(numbers.toSorted()).toEqual(parcels.map(({ trackingNumber }) => trackingNumber).toSorted());
});
