// A Douyin label, from the shop's sealed data to the paper of its print component: four processes, real sockets.

import { expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { douyinStation } from '../builders/douyin-station.ts';
import { startComponent } from '../simulators/printers/start-component.ts';

const plain = {
  gifts: 0,
  bundles: 0,
  sameRecipient: 0,
  unpaid: 0,
  inReview: 0,
  elsewhere: 0,
  carrierAsked: 0,
  carrierFixed: 0,
};

async function batchOn(shop: Awaited<ReturnType<typeof douyinStation>>, port: number, count: number) {
  const parcels = await shop.plan({ count, seed: 21, ...plain });
  const parcelIds: ParcelId[] = parcels.map(({ parcelId }) => parcelId);
  await shop.take(parcelIds);
  const wire = { kind: 'component', printer: '面单 1', port };
  const settings = { language: 'page', wire };
  const { printerId } = await shop.station.ask('printers.save', {
    name: '抖店组件',
    kind: 'profile',
    settings,
  });
  const { batches } = await shop.under(shop.station.ask('batches.create', { parcelIds, printerId }));
  const batchId = batches[0]?.batchId;
  if (!batchId) throw new Error('no batch was made');
  return batchId;
}

it("prints the platform's sealed labels, each signed for at its own moment", {
  timeout: 60_000,
}, async () => {
  await using component = await startComponent({ printers: ['面单 1'], wantsParams: true });
  await using shop = await douyinStation();
  const batchId = await batchOn(shop, component.port, 4);

  await shop.station.ask('batches.start', { batchId });
  await shop.under(shop.station.settled());

  const { labels, ...batch } = await shop.station.ask('batches.read', { batchId });
  const { roll, complaints } = await component.read();
  const { waybills } = await shop.douyin.do({ do: 'books' });
  expect(complaints).toEqual([]);
  expect(batch).toMatchObject({ state: 'finished', counts: { printed: 4 } });
  expect(roll).toHaveLength(4);
  expect(labels.map(({ state }) => state)).toEqual(Array(4).fill('printed'));
  expect(waybills.map(({ applied }) => applied)).toEqual(Array(4).fill(1));
});

it('lets the batch wait while the shop cannot be asked, and prints it afterwards', {
  timeout: 60_000,
}, async () => {
  await using component = await startComponent({ printers: ['面单 1'], wantsParams: true });
  await using shop = await douyinStation();
  const { station } = shop;
  const batchId = await batchOn(shop, component.port, 3);
  await station.ask('network.set', { isOnline: false });

  await station.ask('batches.start', { batchId });
  await shop.under(station.settled());
  const waiting = await station.ask('batches.read', { batchId });
  await station.ask('network.set', { isOnline: true });
  await station.ask('batches.start', { batchId });
  await shop.under(station.settled());

  expect(waiting).toMatchObject({
    state: 'paused',
    stopReason: 'fault.platform.offline',
    counts: { queued: 3 },
  });
  expect(await station.ask('batches.read', { batchId })).toMatchObject({
    state: 'finished',
    counts: { printed: 3 },
  });
  expect((await component.read()).roll).toHaveLength(3);
});
