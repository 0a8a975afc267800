// Whatever happens to the simulated shops, in whatever order, their books stay books: no piece leaves twice, none is in two parcels.

import { expect, it } from 'vitest';
import { fc } from '../../builders/laws.ts';
import { createBooks as createDouyinBooks, left } from './douyin/douyin-books.ts';
import { type DouyinChange, type DouyinShopMade, obeyDouyin } from './douyin/douyin-control.ts';
import { shipMultiPack, shipSinglePack, shipWhole } from './douyin/douyin-shipping.ts';
import { createBooks as createTiktokBooks, unitsOf } from './tiktok/tiktok-books.ts';
import { approve, reject } from './tiktok/tiktok-cancellations.ts';
import type { TiktokChange } from './tiktok/tiktok-changes.ts';
import { combinableGroups, combine, split, uncombine } from './tiktok/tiktok-combining.ts';
import { obeyTiktok, type TiktokShopMade } from './tiktok/tiktok-control.ts';
import { shipPackage } from './tiktok/tiktok-shipping.ts';

const nine = Date.UTC(2026, 8, 22, 1, 0, 0);
const at = nine / 1000;

const tiktokSteps: readonly (
  | TiktokChange
  | 'we-ship'
  | 'we-combine'
  | 'we-part'
  | 'we-split'
  | 'we-answer'
)[] = [
  'we-ship',
  'we-combine',
  'we-part',
  'we-split',
  'we-answer',
  'ask-to-cancel',
  'withdraw-cancel',
  'cancel',
  'cancel-unit',
  'change-address',
  'ship',
  'collect',
];

it('keeps every TikTok piece in one package and ships it once at most', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...tiktokSteps), fc.nat(5)), { maxLength: 25 });
  const law = fc.property(steps, fc.nat(1000), fc.constantFrom('ID', 'DE'), (walk, seed, region) => {
    const books = createTiktokBooks();
    const { shopId } = obeyTiktok(books, { do: 'shop', region }, nine) as TiktokShopMade; // what `shop` answers
    const shop = books.shops.get(shopId);
    if (!shop) throw new Error('the shop was made');
    obeyTiktok(books, { do: 'orders', shopId, count: 6, seed, sameRecipient: 0.7, mostLines: 3 }, nine);
    const ids = [...books.orders.keys()];

    for (const [step, no] of walk) {
      const order = books.orders.get(ids[no] ?? '');
      const pack = books.packages.get(order?.units[0]?.packageId ?? '');
      if (!order || !pack) continue;
      if (step === 'we-ship') shipPackage(books, shop, pack, undefined, at);
      else if (step === 'we-combine') {
        const [group] = combinableGroups(books, shop);
        const members = group?.orders.map(({ id }) => id) ?? [];
        if (group) combine(books, shop, group.id, members.slice(0, 2 + no), at, true);
      } else if (step === 'we-part') uncombine(books, shop, pack, [order.id], at);
      else if (step === 'we-split') {
        const open = order.units.filter((unit) => unit.status === 'AWAITING_SHIPMENT').map(({ id }) => id);
        split(
          books,
          shop,
          order,
          [
            { id: 'a', unitIds: open.slice(0, 1) },
            { id: 'b', unitIds: open.slice(1) },
          ],
          at,
          true,
        );
      } else if (step === 'we-answer') {
        for (const row of books.cancellations.values()) {
          if (row.orderId !== order.id) continue;
          if (no % 2 === 0) approve(books, row, 'key', at);
          else reject(books, shop, row, 'seller_reject_apply_product_has_been_packed', 'key', at);
        }
      } else {
        try {
          obeyTiktok(books, { do: 'change', orderId: order.id, what: step }, nine);
        } catch {
          // a change that cannot happen now does not
        }
      }
    }

    for (const order of books.orders.values()) {
      for (const unit of order.units) {
        expect(unit.shipped).toBeLessThanOrEqual(1);
        const home = books.packages.get(unit.packageId ?? '');
        expect(home?.orderIds).toContain(order.id);
        if (unit.status === 'AWAITING_SHIPMENT') expect(home?.status).toBe('TO_FULFILL');
        if (unit.status === 'AWAITING_COLLECTION') expect(home?.status).toBe('PROCESSING');
      }
    }
    for (const pack of books.packages.values()) {
      expect(pack.shipped).toBeLessThanOrEqual(1);
      const live = unitsOf(books, pack).filter((unit) => unit.status !== 'CANCELLED');
      expect(live.length === 0).toBe(pack.status === 'CANCELLED');
    }
  });

  fc.assert(law, { numRuns: 1000 });
});

const douyinSteps: readonly (DouyinChange | 'whole' | 'single' | 'multi')[] = [
  'whole',
  'single',
  'multi',
  'ask-refund',
  'withdraw-refund',
  'refund',
  'cancel',
  'change-address',
  'ship',
];

it('ships no Douyin piece twice, and none whose money went back', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...douyinSteps), fc.nat(3), fc.nat(4)), { maxLength: 25 });
  const law = fc.property(steps, fc.nat(1000), (walk, seed) => {
    const books = createDouyinBooks();
    const { shopId } = obeyDouyin(books, { do: 'shop' }, nine) as DouyinShopMade; // what `shop` answers
    const shop = books.shops.get(shopId);
    if (!shop) throw new Error('the shop was made');
    obeyDouyin(books, { do: 'orders', shopId, count: 4, seed, sameRecipient: 0.7 }, nine);
    const ids = [...books.orders.keys()];
    const refundedWhole = new Set<string>();

    walk.forEach(([step, no, key], index) => {
      const order = books.orders.get(ids[no] ?? '');
      if (!order) return;
      const parcel = { company_code: 'shunfeng', logistics_code: `SF${String(index).padStart(13, '0')}` };
      const line = order.lines[key % order.lines.length];
      const info = [{ shipped_order_id: line?.id ?? '', shipped_num: 1 }];
      if (step === 'whole') shipWhole(books, shop, { ...parcel, order_id: order.id }, at);
      else if (step === 'single')
        shipSinglePack(
          books,
          shop,
          { ...parcel, order_id_list: [order.id], request_id: `${key}`, shipped_order_info: info },
          at,
        );
      else if (step === 'multi') {
        const pack = { ...parcel, shipped_order_info: info };
        shipMultiPack(
          books,
          shop,
          { order_id: order.id, pack_list: [pack, pack], request_id: `m${key}` },
          at,
        );
      } else {
        try {
          obeyDouyin(books, { do: 'change', orderId: order.id, what: step }, nine);
        } catch {
          // a change that cannot happen now does not
        }
      }
      for (const each of order.lines)
        if (each.afterSale.status === 12 && each.shipped === 0) refundedWhole.add(each.id);
    });

    for (const order of books.orders.values()) {
      for (const line of order.lines) {
        const gone = books.shipments
          .flatMap(({ lines }) => lines)
          .filter(({ lineId }) => lineId === line.id)
          .reduce((sum, { quantity }) => sum + quantity, 0);
        expect(line.shipped).toBe(gone);
        expect(line.shipped).toBeLessThanOrEqual(line.quantity);
        expect(left(line)).toBeGreaterThanOrEqual(0);
        if (refundedWhole.has(line.id)) expect(line.shipped).toBe(0);
      }
    }
  });

  fc.assert(law, { numRuns: 1000 });
});
