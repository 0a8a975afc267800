// Random orders for the laws of guard and planning: few recipients, packages and kinds, so that everything meets everything.

import type { LineId, OrderId, ShopId, SkuCode } from '../../main/basics/ids.ts';
import type { GuardFacts, GuardLine, GuardOrder } from '../../main/merges/verdict.ts';
import type { DoorTag } from '../../main/orders/order.ts';
import { fc } from '../builders/laws.ts';

/** When the guard is asked in the laws. */
export const askedAt = Date.UTC(2026, 8, 22);

const rarely = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const lineCase = fc.record({
  isGift: fc.boolean(),
  /** Which earlier line it is given with; may also be none, or one that is a gift itself. */
  giftOf: fc.option(fc.nat(3), { nil: null }),
  tag: fc.constantFrom<DoorTag>('tagged', 'untagged', 'untagged', 'look'),
  isDoorBound: fc.constantFrom(true, false, null),
  hold: rarely(null, 'refunded' as const, 'refund-requested' as const),
});

const orderCase = fc.record({
  shop: fc.constantFrom('shop-1', 'shop-1', 'shop-1', 'shop-2', 'shop-2'),
  isPickupPoint: rarely(false, true),
  timeZone: fc.constantFrom('Asia/Shanghai', 'Asia/Jakarta'),
  paidAt: rarely(null, askedAt - 3_600_000, askedAt - 3_599_999),
  isNumberedByUs: fc.boolean(),
  recipientKey: fc.constantFrom('r-1', 'r-1', 'r-1', 'r-2', null),
  ownPackage: fc.constantFrom(null, null, null, 'package-1', 'package-2'),
  /** Sold before it is there: on which day it ships, or that nobody told. */
  presale: rarely<number | 'untold' | null>(null, 3, 4, 'untold'),
  /** Where tags are told: for lines, for the order as a whole, nowhere. */
  tagsOf: fc.constantFrom('lines', 'lines', 'order', 'nowhere', 'nowhere'),
  orderTag: fc.constantFrom<DoorTag>('tagged', 'untagged', 'look'),
  hold: rarely(null, 'cancel-requested' as const),
  state: rarely(
    'to-ship' as const,
    'cancelled' as const,
    'awaiting-collection' as const,
    'awaiting-collection' as const,
  ),
  lines: fc.array(lineCase, { minLength: 1, maxLength: 4 }),
});

function orderOf(
  told: typeof orderCase extends fc.Arbitrary<infer Case> ? Case : never,
  index: number,
): GuardOrder {
  const orderKey = index + 1;
  const lineIdAt = (at: number) => `${orderKey}-${at}` as LineId; // a test's own id
  const lines = told.lines.map(
    (line, at): GuardLine => ({
      lineId: lineIdAt(at),
      skuCode: `SKU-${orderKey}-${at}` as SkuCode, // a test's own code
      quantity: 1,
      isGift: line.isGift,
      giftOf: line.isGift && line.giftOf !== null ? lineIdAt(line.giftOf) : null,
      doorTag: told.tagsOf === 'lines' ? line.tag : 'unknown',
      hold: line.hold,
      isDoorBound: line.isDoorBound,
    }),
  );
  const tags = lines.map((line) => line.doorTag);
  return {
    orderKey,
    orderId: `order-${orderKey}` as OrderId, // a test's own id
    shopId: told.shop as ShopId,
    state: told.state,
    hold: told.hold,
    doorTag:
      told.tagsOf === 'order'
        ? told.orderTag
        : ((['tagged', 'look', 'untagged'] as const).find((tag) => tags.includes(tag)) ?? 'unknown'),
    tags: told.presale === null ? [] : [{ key: 'pre_sale_label', text: '全款预售' }],
    shipByAt: typeof told.presale === 'number' ? askedAt + told.presale * 86_400_000 : null,
    recipientKey: told.recipientKey,
    recipientMask: `王** · 138****0001 · 浙江省杭州市 ****${told.isPickupPoint ? ' 驿站' : ''}`,
    // A shop is of one market.
    market: told.shop === 'shop-1' ? 'douyin' : 'tiktok',
    timeZone: told.timeZone,
    paidAt: told.paidAt,
    ownPackage: told.ownPackage,
    isShippedByUs: false,
    isNumberedByUs: told.isNumberedByUs,
    lines,
  };
}

/** Whole orders, up to `most`. */
export function someOrders(most: number): fc.Arbitrary<GuardOrder[]> {
  return fc.array(orderCase, { minLength: 1, maxLength: most }).map((told) => told.map(orderOf));
}

const waybillCase = fc.option(
  fc.record({
    trackingNumber: fc.constant('YT1'),
    source: fc.constantFrom('platform' as const, 'platform' as const, 'file' as const, 'hand' as const, null),
    otherParcelIds: rarely<string[]>([], ['P9']),
    otherOrderIds: rarely<string[]>([], ['order-9']),
  }),
  { nil: null },
);

const carrierCase = fc.constantFrom(null, null, '中通快递', '京东快递', '申通快递', '某某速运');

/** Some lines out of some orders, up to `mostLines` of them; some of the others wait beside them. */
export function someFacts(mostLines: number): fc.Arbitrary<GuardFacts> {
  return someOrders(4).chain((orders) => {
    const all = orders.flatMap((order) =>
      order.lines.map((line) => ({ orderKey: order.orderKey, lineId: line.lineId, quantity: 1 })),
    );
    return fc
      .record({
        lines: fc.shuffledSubarray(all, { minLength: 1, maxLength: Math.min(mostLines, all.length) }),
        waybill: waybillCase,
        carrier: carrierCase,
        areOthersWaiting: fc.boolean(),
      })
      .map(({ lines, waybill, carrier, areOthersWaiting }) => {
        const here = orders.filter((order) => lines.some((line) => line.orderKey === order.orderKey));
        const others = areOthersWaiting ? orders.filter((order) => !here.includes(order)) : [];
        const siblings = others.map((order) => ({
          parcelId: null,
          orders: [order],
          lines: all.filter((line) => line.orderKey === order.orderKey),
        }));
        return { orders: here, lines, waybill, carrier, siblings };
      });
  });
}
