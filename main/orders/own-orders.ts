// The station's own orders in the shape a platform tells them: for shops whose platform knows only what a file told.
// Carries no clear personal data: the recipient is the mask.

import type { OrderId, ShopId, TrackingNumber } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import { listOrderLines, listOrders } from './orders-table.ts';
import { splitMask } from './recipient.ts';

/** Unknown ids are left out. */
export function readOwnOrders(reader: Reader, shopId: ShopId, orderIds: readonly OrderId[]): IncomingOrder[] {
  const rows = reader.all<{ order_key: number; shipped_at: number | null }>(
    `SELECT order_key, shipped_at FROM orders WHERE shop_id = ? AND order_id IN (SELECT value FROM json_each(?))`,
    [shopId, JSON.stringify(orderIds)],
  );
  const shippedAt = new Map(rows.map((row) => [row.order_key, row.shipped_at]));
  const keys = rows.map((row) => row.order_key);
  const prices = new Map(
    reader
      .all<{ order_key: number; line_id: string; price_cents: number | null }>(
        `SELECT order_key, line_id, price_cents FROM order_lines WHERE order_key IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(keys)],
      )
      .map((row) => [`${row.order_key} ${row.line_id}`, row.price_cents]),
  );
  const lines = Map.groupBy(listOrderLines(reader, keys), (line) => line.orderKey);
  return listOrders(reader, keys).map((order) => ({
    orderId: order.orderId,
    state: order.state,
    platformState: order.platformState,
    hold: order.hold,
    doorTag: order.doorTag,
    tags: order.tags,
    recipient: {
      key: order.recipientKey,
      ...splitMask(order.recipientMask),
      region: order.region,
      isMasked: true,
    },
    buyerNote: order.buyerNote,
    sellerNote: order.sellerNote,
    carrier: order.carrier,
    trackingNumber: order.trackingNumber as TrackingNumber | null, // branded when it was taken in
    packageId: order.packageId,
    orderedAt: order.orderedAt,
    paidAt: order.paidAt,
    shipByAt: order.shipByAt,
    shippedAt: shippedAt.get(order.orderKey) ?? null,
    lines: (lines.get(order.orderKey) ?? []).map((line) => ({
      lineId: line.lineId,
      skuCode: line.skuCode,
      name: line.name,
      spec: line.spec,
      quantity: line.quantity,
      isGift: line.isGift,
      giftOf: line.giftOf,
      doorTag: line.doorTag,
      hold: line.hold,
      priceCents: prices.get(`${line.orderKey} ${line.lineId}`) ?? null,
    })),
  }));
}
