// A few seeded mornings of a Douyin shop on a bad line: in the end every parcel is told once, no refund is turned down, and both books agree.

import { expect, it } from 'vitest';
import type { ParcelId } from '../../../main/basics/ids.ts';
import { douyinStation } from '../../builders/douyin-station.ts';
import { supervisor } from '../../builders/test-station.ts';
import { packByHand } from '../../builders/tiktok-station.ts';

it.each([1, 2])(
  'comes through a bad line with its books in order (seed %i)',
  { timeout: 180_000 },
  async (seed) => {
    await using shop = await douyinStation();
    const { station, under, douyin, made } = shop;
    /** A no is for the next round. */
    const ask = (name: string, argument: object) => under(station.call(supervisor, name, argument));
    const wish = { elsewhere: 0.1, serials: 0, inReview: 0, unpaid: 0.05 };
    await douyin.do({ do: 'orders', shopId: made.shopId, count: 20, seed, ...wish });
    await douyin.do({ do: 'fault', what: 'duplicate', share: 0.3, seed });
    await douyin.do({ do: 'fault', what: 'reorder', share: 0.3, seed: seed + 1 });
    await douyin.do({ do: 'fault', what: 'lost', share: 0.03, seed: seed + 2 });
    await douyin.do({ do: 'fault', what: 'truncated', share: 0.02, seed: seed + 3 });
    await douyin.do({ do: 'fault', what: 'code', code: '20000', share: 0.03, seed: seed + 4 });
    await douyin.do({ do: 'fault', what: 'code', code: '60000', share: 0.03, seed: seed + 5 });
    await douyin.do({ do: 'fault', what: 'token', share: 0.03, seed: seed + 6 });
    await douyin.do({ do: 'fault', what: 'lost', path: '/order/logisticsAdd', share: 0.3, seed: seed + 9 });
    await douyin.do({ do: 'fault', what: 'html', share: 0.02, seed: seed + 7 });
    await douyin.do({ do: 'fault', what: 'change', share: 0.02, seed: seed + 8 });

    async function round(): Promise<void> {
      await ask('orders.pull', {});
      await ask('parcels.plan', {});
      await ask('parcels.accept', { parcelIds: 'clean' });
      const open = (await shop.parcels()).filter(({ state }) => state === 'planned');
      await ask('parcels.takeWaybills', { parcelIds: open.map(({ parcelId }) => parcelId) });
      const numbered = (await shop.parcels()).filter(
        (parcel) => parcel.state === 'planned' && parcel.trackingNumber,
      );
      for (const { parcelId, verdict } of numbered)
        if (verdict.verdict !== 'block') packByHand(station, parcelId);
      const packed = (await shop.parcels()).filter(({ state }) => state === 'packed');
      await ask('shipping.ship', { parcelIds: packed.map(({ parcelId }) => parcelId) });
      await ask('shipping.sendNow', {});
      await shop.later(20 * 60_000);
    }
    for (let times = 0; times < 3; times += 1) await round();
    await douyin.do({ do: 'mend' });
    for (let times = 0; times < 3; times += 1) await round();

    const books = await douyin.do({ do: 'books' });
    const page = await station.ask('shipping.page', { state: 'all', offset: 0, limit: 200 });
    const shipped = station.parts.database.all<{ parcel_id: ParcelId; tracking_number: string }>(
      `SELECT parcel_id, tracking_number FROM parcels WHERE state = 'shipped'`,
    );
    const told = books.shipments.filter(({ trackingNumber }) =>
      shipped.some((row) => row.tracking_number === trackingNumber),
    );
    expect(books.refundsRejected).toBe(0);
    expect(new Set(told.map(({ trackingNumber }) => trackingNumber)).size).toBe(told.length);
    expect(told.length).toBe(shipped.length);
    expect(shipped.length).toBeGreaterThan(5);
    expect(page.rows.filter(({ state }) => state === 'waiting' || state === 'sending')).toEqual([]);
  },
);
