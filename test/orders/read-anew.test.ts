// What a platform says by the way, that an order is cancelled, is known to the station at once and not at the next sweep: nothing is pulled
// in these tests after the order was planned, and its time of change stays as it was, so that no sweep by that time would find it.

import { describe, expect, it } from 'vitest';
import { Fault } from '../../main/basics/fault.ts';
import type { OrderId, ParcelId } from '../../main/basics/ids.ts';
import { readAnew } from '../../main/orders/read-anew.ts';
import type { ParcelView } from '../../main/parcels/view-parcel.ts';
import type { Platform } from '../../main/platforms/platform.ts';
import { douyinStation } from '../builders/douyin-station.ts';
import { startTiktok } from '../builders/platform-simulators.ts';
import { type TestStation, testStation, withShop } from '../builders/test-station.ts';
import { packByHand, tiktokStation } from '../builders/tiktok-station.ts';

const plainTiktok = {
  gifts: 0,
  bundles: 0,
  sameRecipient: 0,
  ownCarrier: 0,
  onHold: 0,
  unpaid: 0,
  mustSplit: 0,
  byTiktok: 0,
};
const plainDouyin = {
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
const orderIdOf = (parcel: ParcelView | undefined) => parcel?.lines[0]?.orderId ?? '';
const statesOf = (station: TestStation) =>
  station.parts.database
    .all<{ state: string }>(`SELECT state FROM orders ORDER BY order_id`)
    .map(({ state }) => state);
const howLearnt = (station: TestStation) =>
  station.parts.database
    .all<{ facts: string }>(
      `SELECT json_extract(facts_json, '$.source') AS facts FROM audit WHERE verb = 'order.cancelled'`,
    )
    .map(({ facts }) => facts);

interface LinkedStation {
  readonly station: TestStation;
  readonly parcels: () => Promise<readonly ParcelView[]>;
  readonly under: <Value>(work: Promise<Value>) => Promise<Value>;
}

/** One line of the only order goes in a parcel of its own. */
async function splitInTwo({ station, parcels, under }: LinkedStation): Promise<readonly ParcelView[]> {
  const [whole] = await parcels();
  const line = whole?.lines[0];
  if (!whole || !line || whole.lines.length < 2) throw new Error('the seed gives an order of several lines');
  const { orderKey, lineId, quantity } = line;
  await station.ask('parcels.move', {
    line: { orderKey, lineId, quantity },
    from: whole.parcelId,
    to: 'new',
    accepted: true,
  });
  await under(station.ask('parcels.accept', { parcelIds: 'clean' }));
  return parcels();
}

/** The first parcel lies open at the bench when the number of the second is asked for. */
async function openFirst({ station, parcels }: LinkedStation): Promise<void> {
  const [first] = await parcels();
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET state = 'released' WHERE parcel_id = ?`, [first?.parcelId ?? null]),
  );
  const opened = await station.ask('bench.scan', {
    benchId: 'A',
    scanId: 's-1',
    code: first?.trackingNumber ?? '',
  });
  expect(opened.state.kind).toBe('open');
}

const scanOnce = ({ station }: LinkedStation, code: string) =>
  station.ask('bench.scan', { benchId: 'A', scanId: 's-2', code });

/** Told while the platform has it cancelled since the station read it. */
async function shipPacked({ station, under }: LinkedStation, parcelId: ParcelId): Promise<void> {
  packByHand(station, parcelId);
  await under(station.ask('shipping.ship', { parcelIds: [parcelId] }));
  await under(station.ask('shipping.sendNow', {}));
}

const heldBecause = async ({ station }: LinkedStation) =>
  (await station.ask('shipping.page', {})).rows.map(({ state, lastCode }) => [state, lastCode]);

describe('a cancelled order of TikTok', () => {
  it('stops its open parcel at the bench when the number of its other one is refused', async () => {
    await using tiktok = await startTiktok();
    await using shop = await tiktokStation(tiktok);
    await shop.plan({ count: 1, seed: 11, ...plainTiktok, mostLines: 4 });
    const [first, second] = await splitInTwo(shop);
    await shop.take(idsOf(first ? [first] : []));
    await openFirst(shop);
    await tiktok.do({ do: 'change', orderId: orderIdOf(first), what: 'cancel', isQuiet: true });

    const answer = await shop.take(idsOf(second ? [second] : []));
    const next = await scanOnce(shop, first?.lines[0]?.skuCode ?? '');

    expect(answer).toMatchObject({ taken: 0, refused: [{ code: 'waybill.order-cancelled' }] });
    expect(next).toMatchObject({ state: { kind: 'held' }, sound: 'stop' });
    expect(howLearnt(shop.station)).toEqual(['after-answer']);
  });

  it('is known when its parcel was told in the moment in which it was cancelled', async () => {
    await using tiktok = await startTiktok();
    await using shop = await tiktokStation(tiktok);
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plainTiktok, ownCarrier: 1 });
    const [parcelId] = idsOf(parcel ? [parcel] : []);
    if (!parcelId) throw new Error('no parcel was planned');
    const number = { carrier: 'Ninja Van', trackingNumber: 'NV000000009' };
    await shop.station.ask('parcels.attachWaybill', { parcelId, ...number });
    // By this seed it is a cancellation.
    await tiktok.do({ do: 'fault', what: 'change', path: '/packages/', seed: 8, times: 1 });

    await shipPacked(shop, parcelId);

    expect(await heldBecause(shop)).toEqual([['held', 'ship.order-cancelled']]);
    expect([statesOf(shop.station), howLearnt(shop.station)]).toEqual([['cancelled'], ['after-answer']]);
    expect((await shop.books()).packages.map(({ shipped }) => shipped)).toEqual([0]);
  });

  it('is known when the platform gives no label for it', async () => {
    await using tiktok = await startTiktok();
    await using shop = await tiktokStation(tiktok);
    const { station } = shop;
    const [parcel] = await shop.plan({ count: 1, seed: 3, ...plainTiktok });
    await shop.take(idsOf(parcel ? [parcel] : []));
    await tiktok.do({ do: 'change', orderId: orderIdOf(parcel), what: 'cancel', isQuiet: true });

    // A station that runs pulls by itself: here nothing comes of that.
    await tiktok.do({ do: 'fault', what: 'code', path: '/orders/search', code: '10006402', share: 1 });

    station.start();
    await shop.until(() => statesOf(station)[0] === 'cancelled');

    expect(howLearnt(station)).toEqual(['after-answer']);
  });
});

describe('a cancelled order of Douyin', () => {
  it('stops its open parcel at the bench when the number of its other one is refused', async () => {
    await using shop = await douyinStation();
    const { douyin } = shop;
    await shop.plan({ count: 1, seed: 6, ...plainDouyin, mostLines: 4 });
    const [first, second] = await splitInTwo(shop);
    await shop.take(idsOf(first ? [first] : []));
    await openFirst(shop);
    await douyin.do({ do: 'change', orderId: orderIdOf(first), what: 'cancel', isQuiet: true });

    const answer = await shop.take(idsOf(second ? [second] : []));
    const next = await scanOnce(shop, first?.lines[0]?.skuCode ?? '');

    expect(answer).toMatchObject({ taken: 0, refused: [{ code: 'waybill.order-cancelled' }] });
    expect(next).toMatchObject({ state: { kind: 'held' }, sound: 'stop' });
    expect(howLearnt(shop.station)).toEqual(['after-answer']);
  });

  it('is known when its parcel was told in the moment in which it was cancelled', async () => {
    await using shop = await douyinStation();
    const [parcel] = await shop.plan({ count: 1, seed: 4, ...plainDouyin });
    const [parcelId] = idsOf(parcel ? [parcel] : []);
    if (!parcelId) throw new Error('no parcel was planned');
    await shop.take([parcelId]);
    // By this seed it is a cancellation.
    await shop.douyin.do({ do: 'fault', what: 'change', path: '/order/logisticsAdd', seed: 9, times: 1 });

    await shipPacked(shop, parcelId);

    expect(await heldBecause(shop)).toEqual([['held', 'ship.order-cancelled']]);
    expect([statesOf(shop.station), howLearnt(shop.station)]).toEqual([['cancelled'], ['after-answer']]);
    expect((await shop.douyin.do({ do: 'books' })).shipments).toEqual([]);
  });
});

describe('the second question', () => {
  const orderId = 'held' as OrderId; // of nobody
  const platformThat = (readOrders: Platform['readOrders'], isLocal = false) =>
    ({ readOrders, isLocal }) as Platform; // nothing else of it is asked

  it('is left to the next sweep where nobody answers it', async () => {
    await using station = testStation();
    const { shopId } = withShop(station);
    const silent = platformThat(async () => {
      throw new Fault('platform.silent', 'later');
    });

    const asked = readAnew(station.parts, silent, shopId, [orderId]);

    await expect(asked).resolves.toBeUndefined();
  });

  it('is not asked of files, which have said all they know, nor about nothing', async () => {
    await using station = testStation();
    const { shopId } = withShop(station);
    const asked: string[] = [];
    const note: Platform['readOrders'] = async (orderIds) => {
      asked.push(...orderIds);
      return [];
    };

    await readAnew(station.parts, platformThat(note, true), shopId, [orderId]);
    await readAnew(station.parts, platformThat(note), shopId, []);
    await readAnew(station.parts, platformThat(note), shopId, [orderId, orderId]);

    expect(asked).toEqual([orderId]);
  });
});
