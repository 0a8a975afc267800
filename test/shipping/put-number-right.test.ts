// The shipping room offers another number where the platform takes one: for the seller's own carrier, told or refused, once.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ParcelId } from '../../main/basics/ids.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import { packByHand, type TiktokStation, tiktokStation } from '../builders/tiktok-station.ts';

let tiktok: SimulatedTiktok;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.close());

const plain = { gifts: 0, bundles: 0, sameRecipient: 0, onHold: 0, unpaid: 0, byTiktok: 0 };

async function ownParcel(shop: TiktokStation, trackingNumber: string): Promise<ParcelId> {
  const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain, ownCarrier: 1 });
  if (!parcel) throw new Error('an order was planned');
  const { parcelId } = parcel;
  await shop.station.ask('parcels.attachWaybill', { parcelId, carrier: 'Ninja Van', trackingNumber });
  packByHand(shop.station, parcelId);
  await shop.station.ask('shipping.ship', { parcelIds: [parcelId] });
  await shop.under(shop.station.ask('shipping.sendNow', {}));
  return parcelId;
}

const offered = async ({ station }: TiktokStation) =>
  (await station.ask('shipping.page', {})).rows.map(({ state, canCorrect }) => [state, canCorrect]);

it('is offered once for a number that was told, and for some days', async () => {
  await using shop = await tiktokStation(tiktok);
  const parcelId = await ownParcel(shop, 'NV000000001');

  const seen = [await offered(shop)];
  await shop.under(
    shop.station.ask('shipping.correctNumber', {
      parcelId,
      carrier: 'Ninja Van',
      trackingNumber: 'NV000000002',
    }),
  );
  seen.push(await offered(shop));

  expect(seen).toEqual([[['done', 'told']], [['done', null]]]);
});

it('is offered for one that was refused: with the new number it is sent again', async () => {
  await using shop = await tiktokStation(tiktok);
  const { station } = shop;
  await tiktok.do({ do: 'fault', what: 'code', path: '/packages/', code: '11011022', words: 'Not a number' });
  await tiktok.do({ do: 'fault', what: 'code', path: '/ship', code: '11011022', words: 'Not a number' });
  const parcelId = await ownParcel(shop, 'NV000000003');
  const refused = await offered(shop);
  await tiktok.do({ do: 'mend' });

  await station.ask('parcels.attachWaybill', {
    parcelId,
    carrier: 'Ninja Van',
    trackingNumber: 'NV000000004',
  });
  const outboxNo = (await station.ask('shipping.page', {})).rows[0]?.outboxNo ?? 0;
  await station.ask('shipping.retry', { outboxNo });
  await shop.under(station.ask('shipping.sendNow', {}));

  const { packages } = await shop.books();
  expect(refused).toEqual([['needs-person', 'untold']]);
  expect(packages.map(({ trackingNumber, shipped }) => [trackingNumber, shipped])).toEqual([
    ['NV000000004', 1],
  ]);
});

it('is not offered for the platform’s own number', async () => {
  await using shop = await tiktokStation(tiktok);
  const [parcel] = await shop.plan({ count: 1, seed: 3, ...plain, ownCarrier: 0 });
  const parcelIds = parcel ? [parcel.parcelId] : [];
  await shop.take(parcelIds);
  for (const parcelId of parcelIds) packByHand(shop.station, parcelId);
  await shop.station.ask('shipping.ship', { parcelIds });
  await shop.under(shop.station.ask('shipping.sendNow', {}));

  expect(await offered(shop)).toEqual([['done', null]]);
});
