// A real station and a strict Douyin shop, over real sockets: linked, pulled, numbered, shipped, answered, and nothing done twice.

import { describe, expect, it } from 'vitest';
import type { ParcelId } from '../../../main/basics/ids.ts';
import { noteAsked } from '../../../main/parcels/asked-waybills-table.ts';
import { oweAskedReturns } from '../../../main/parcels/return-waybill.ts';
import { douyinStation } from '../../builders/douyin-station.ts';
import { packByHand } from '../../builders/tiktok-station.ts';

const plain = {
  gifts: 0,
  bundles: 0,
  sameRecipient: 0,
  doorSuggested: 0,
  doorRequired: 0,
  carrierAsked: 0,
  carrierFixed: 0,
  unpaid: 0,
  inReview: 0,
  elsewhere: 0,
  serials: 0,
};
const idsOf = (parcels: readonly { readonly parcelId: ParcelId }[]) =>
  parcels.map(({ parcelId }) => parcelId);

describe('a shop of Douyin', () => {
  it('is linked by its own app, and says so when asked', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin, made } = shop;
    const { shopId } = shop.shop;

    const good = await under(station.ask('shops.testConnection', { shopId }));
    await douyin.do({ do: 'app', appKey: made.appKey, isAddressRefused: true });
    const refused = await under(station.ask('shops.testConnection', { shopId }));

    expect(await station.ask('shops.link', { shopId })).toMatchObject({
      isAuthorised: true,
      link: { platformShopId: made.shopId },
      consentAddress: null,
    });
    expect(good).toMatchObject({ isOk: true });
    expect(refused).toMatchObject({ isOk: false });
    expect(JSON.stringify(refused)).toMatch(/fault\.platform\.address-(not-allowed|to-add)/);
  });

  it('is linked by the consent of its merchant to a tool', async () => {
    await using shop = await douyinStation({ appKind: 'tool' });
    const { station, made } = shop;

    const link = await station.ask('shops.link', { shopId: shop.shop.shopId });

    expect(link).toMatchObject({ isAuthorised: true, link: { platformShopId: made.shopId } });
    expect(await shop.pull()).toMatchObject({ new: 0 });
  });

  it('is pulled whole: 1,000 orders of every kind', async () => {
    await using shop = await douyinStation();
    await shop.douyin.do({ do: 'orders', shopId: shop.made.shopId, count: 1_000, seed: 7 });

    const first = await shop.pull();
    const again = await shop.pull();

    const books = await shop.douyin.do({ do: 'books' });
    const known = shop.station.parts.database.all<{ order_id: string; state: string }>(
      `SELECT order_id, state FROM orders ORDER BY order_id`,
    );
    const wanted = books.orders.filter(
      ({ status, lines }) => status !== 1 && lines.some(({ kind }) => kind === 'plain' || kind === 'serial'),
    );
    expect(first.new).toBe(known.length);
    expect(again).toMatchObject({ new: 0, changed: 0 });
    expect(known.map((row) => row.order_id)).toEqual(wanted.map(({ orderId }) => orderId).sort());
  });

  it('goes on through a busy, a broken and a forgetful platform', async () => {
    await using shop = await douyinStation();
    const { douyin, made } = shop;
    await douyin.do({ do: 'orders', shopId: made.shopId, count: 250, seed: 3, ...plain });
    await douyin.do({ do: 'fault', what: 'token', path: '/order/searchList', times: 1 });
    await douyin.do({ do: 'fault', what: 'code', code: '60000', path: '/order/searchList', times: 2 });

    const pulled = await shop.pull();

    expect(pulled.new).toBe(250);
  });
});

describe('parcels of Douyin', () => {
  it('take one number each, also when the answer is lost', async () => {
    await using shop = await douyinStation();
    const parcels = await shop.plan({ count: 12, seed: 5, ...plain });
    await shop.douyin.do({ do: 'fault', what: 'lost', path: '/logistics/newCreateOrder', times: 1 });

    const lost = await shop.take(idsOf(parcels));
    const found = await shop.take(idsOf(parcels));

    const { waybills } = await shop.douyin.do({ do: 'books' });
    const numbers = (await shop.parcels()).map((parcel) => parcel.trackingNumber).sort();
    expect(parcels).toHaveLength(12);
    expect(lost.taken + found.taken).toBe(12);
    expect(waybills.map(({ trackingNumber }) => trackingNumber).sort()).toEqual(numbers);
  });

  it('go back when their answer was lost and nobody needs them any more', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const parcels = await shop.plan({ count: 4, seed: 4, ...plain });
    const [mine, ...others] = idsOf(parcels);
    if (!mine) throw new Error('no parcel was planned');
    await douyin.do({ do: 'fault', what: 'lost', path: 'newCreateOrder' });

    await shop.take(idsOf(parcels));
    await station.ask('parcels.dissolve', { parcelId: mine });
    const taken = await shop.take(others);
    await under(station.ask('shipping.sendNow', {}));

    const { waybills } = await douyin.do({ do: 'books' });
    const live = waybills.filter(({ isCancelled }) => !isCancelled).map((each) => each.trackingNumber);
    const kept = (await shop.parcels()).map((parcel) => parcel.trackingNumber);
    expect(taken).toMatchObject({ taken: others.length, refused: [] });
    expect(waybills).toHaveLength(parcels.length);
    expect(live.sort()).toEqual(kept.sort());
  });

  it('stay with the parcel that got them after all', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 4, ...plain });
    if (!parcel) throw new Error('no parcel was planned');
    const { parcelId } = parcel;
    await douyin.do({ do: 'fault', what: 'lost', path: 'newCreateOrder' });
    await shop.take([parcelId]);
    const asked = station.parts.database.all<{ question: string }>(`SELECT question FROM asked_waybills`);

    await shop.take([parcelId]);
    station.parts.database.write((writer) => {
      for (const each of asked) noteAsked(writer, { parcelId, ...each }, station.clock.now());
      oweAskedReturns(station.parts, writer, { parcelId, shopId: shop.shop.shopId });
    });
    await under(station.ask('shipping.sendNow', {}));

    const { waybills } = await douyin.do({ do: 'books' });
    expect(asked).toHaveLength(1);
    expect(waybills).toMatchObject([{ isCancelled: false }]);
  });

  it('of one recipient go as one, told once', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const parcels = await shop.plan({ count: 3, seed: 5, ...plain, sameRecipient: 1 });

    await shop.take(idsOf(parcels));
    for (const { parcelId } of parcels) packByHand(station, parcelId);
    await under(station.ask('shipping.ship', { parcelIds: idsOf(parcels) }));
    const sent = await under(station.ask('shipping.sendNow', {}));

    const { shipments, waybills } = await douyin.do({ do: 'books' });
    expect(parcels).toHaveLength(1);
    expect(sent).toMatchObject({ done: 1 });
    expect(waybills).toHaveLength(1);
    expect(shipments.map(({ orderIds }) => orderIds.length)).toEqual([3]);
  });

  it('are shipped once when the answer is lost', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const parcels = await shop.plan({ count: 6, seed: 9, ...plain, gifts: 0.5, bundles: 0.5 });
    await shop.take(idsOf(parcels));
    for (const { parcelId } of parcels) packByHand(station, parcelId);
    await douyin.do({ do: 'fault', what: 'lost', path: '/order/logisticsAdd', times: 2 });

    await under(station.ask('shipping.ship', { parcelIds: idsOf(parcels) }));
    await under(station.ask('shipping.sendNow', {}));
    await shop.later(120_000);
    await under(station.ask('shipping.sendNow', {}));

    const { shipments, refundsRejected } = await douyin.do({ do: 'books' });
    const page = await station.ask('shipping.page', { state: 'all', offset: 0, limit: 50 });
    expect(page.rows.map((row) => row.state)).toEqual(parcels.map(() => 'done'));
    expect(new Set(shipments.flatMap(({ orderIds }) => orderIds)).size).toBe(6);
    expect(shipments).toHaveLength(6);
    expect(refundsRejected).toBe(0);
  });

  it('go in two when a person splits them, each told once', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const [whole] = await shop.plan({ count: 1, seed: 6, ...plain, mostLines: 3, mostPieces: 4 });
    const line = whole?.lines.find(({ quantity }) => quantity > 1) ?? whole?.lines[0];
    if (!whole || !line) throw new Error('no parcel was planned');
    const { orderKey, lineId } = line;
    const moved = { orderKey, lineId, quantity: 1 };
    await station.ask('parcels.move', { line: moved, from: whole.parcelId, to: 'new', accepted: true });
    await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
    const parcels = await shop.parcels();

    const taken = await shop.take(idsOf(parcels));
    for (const { parcelId } of parcels) packByHand(station, parcelId);
    await under(station.ask('shipping.ship', { parcelIds: idsOf(parcels) }));
    await under(station.ask('shipping.sendNow', {}));

    const { shipments, orders } = await douyin.do({ do: 'books' });
    expect(taken).toMatchObject({ taken: 2, refused: [] });
    expect(shipments.map(({ call }) => call)).toEqual(Array(2).fill(expect.stringMatching(/multi/i)));
    expect(orders.map(({ lines }) => lines.every((each) => each.shipped === each.quantity))).toEqual([true]);
  });

  it('go by the carrier that the buyer or the order asks for', async () => {
    await using shop = await douyinStation();
    const parcels = await shop.plan({ count: 10, seed: 13, ...plain, carrierAsked: 0.5, carrierFixed: 0.5 });

    await shop.take(idsOf(parcels));

    const { orders, waybills } = await shop.douyin.do({ do: 'books' });
    const asked = new Map(orders.map(({ orderId, carrier }) => [orderId, carrier]));
    const wanted = waybills.filter(({ orderIds }) => asked.get(orderIds[0] ?? '') !== null);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.map(({ company }) => company)).toEqual(
      wanted.map(({ orderIds }) => asked.get(orderIds[0] ?? '')),
    );
  });

  it('get a new number when the buyer moves, and the old one goes back', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 8, ...plain });
    const parcelId = parcel?.parcelId ?? ('' as ParcelId);
    await shop.take([parcelId]);

    await douyin.do({ do: 'change', orderId: parcel?.lines[0]?.orderId ?? '', what: 'change-address' });
    await shop.later(120_000);
    await shop.pull();
    const [changed] = await shop.parcels();
    await station.ask('parcels.dissolve', { parcelId });
    await under(station.ask('parcels.plan', {}));
    await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
    const again = await shop.take(idsOf(await shop.parcels()));
    await under(station.ask('shipping.sendNow', {}));

    const { waybills } = await douyin.do({ do: 'books' });
    expect(changed?.verdict).toMatchObject({ verdict: 'block' });
    expect(again).toMatchObject({ taken: 1 });
    expect(waybills.map(({ isCancelled }) => isCancelled)).toEqual([true, false]);
  });

  it('stop for a refund, which a person answers once', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 4, ...plain });
    const parcelId = parcel?.parcelId ?? ('' as ParcelId);
    const orderId = parcel?.lines[0]?.orderId ?? '';
    await shop.take([parcelId]);
    packByHand(station, parcelId);
    await under(station.ask('shipping.ship', { parcelIds: [parcelId] }));
    await douyin.do({ do: 'change', orderId, what: 'ask-refund' });

    await under(station.ask('shipping.sendNow', {}));
    const [asked] = await station.ask('cancellations.list', {});
    const cancelId = asked?.cancelId ?? '';
    const { shopId } = shop.shop;
    await station.ask('cancellations.answer', { shopId, cancelId, accept: true });
    await douyin.do({ do: 'fault', what: 'lost', path: '/afterSale/operate', times: 1 });
    await under(station.ask('shipping.sendNow', {}));
    await shop.later(120_000);
    await under(station.ask('shipping.sendNow', {}));

    const books = await douyin.do({ do: 'books' });
    const page = await station.ask('shipping.page', { state: 'all', offset: 0, limit: 50 });
    expect(asked).toMatchObject({ orderId, state: 'asked', answerBy: expect.any(Number) });
    expect(page.rows.find((row) => row.parcelId === parcelId)).toMatchObject({ state: 'held' });
    expect(books.shipments).toEqual([]);
    expect(books.refundsRejected).toBe(0);
    expect(books.afterSales.map(({ status, answers }) => [status, answers])).toEqual(
      books.afterSales.map(() => [12, 1]),
    );
    expect(await station.ask('cancellations.list', {})).toEqual([]);
  });

  it('for the door buy the service, and give back the number that is not used', async () => {
    await using shop = await douyinStation();
    const { station, under, douyin } = shop;
    const parcels = await shop.plan({ count: 4, seed: 11, ...plain, doorRequired: 1 });
    await shop.take(idsOf(parcels));
    const [first] = parcels;
    await station.ask('parcels.dissolve', { parcelId: first?.parcelId ?? ('' as ParcelId) });
    await under(station.ask('shipping.sendNow', {}));

    const { waybills } = await douyin.do({ do: 'books' });
    expect(waybills).toHaveLength(4);
    expect(waybills.every(({ services }) => services.includes('SVC-WBHOMEDELIVERY'))).toBe(true);
    expect(waybills.filter(({ isCancelled }) => isCancelled)).toHaveLength(1);
  });
});
