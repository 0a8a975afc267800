// All reading of orders and their lines. Writing them is taking them in (take-in-orders.ts) and nothing else.

import type { LineId, OrderId, ShopId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { IncomingTag } from '../platforms/incoming-order.ts';
import type { DoorTag, Hold, Order, OrderKey, OrderLine, OrderState } from './order.ts';

export interface OrderRow {
  order_key: number;
  shop_id: string;
  order_id: string;
  state: string;
  platform_state: string;
  hold: string | null;
  door_tag: string;
  tags_json: string;
  recipient_key: string | null;
  recipient_mask: string;
  region: string;
  buyer_note: string;
  seller_note: string;
  carrier: string | null;
  tracking_number: string | null;
  package_id: string | null;
  ordered_at: number | null;
  paid_at: number | null;
  ship_by_at: number | null;
  due_at: number | null;
  due_rule: string | null;
  line_count: number;
  piece_count: number;
}

/** The columns of `OrderRow`; never `*`, which would drag the sealed recipient along. */
const orderColumns = `order_key, shop_id, order_id, state, platform_state, hold, door_tag, tags_json, recipient_key,
  recipient_mask, region, buyer_note, seller_note, carrier, tracking_number, package_id, ordered_at, paid_at, ship_by_at,
  due_at, due_rule, line_count, piece_count`;

function orderFromRow(row: OrderRow): Order {
  return {
    orderKey: row.order_key,
    shopId: row.shop_id as ShopId, // codes were branded when they were taken in
    orderId: row.order_id as OrderId,
    state: row.state as OrderState, // CHECK in the table
    platformState: row.platform_state,
    hold: row.hold as Hold | null, // written by take-in-orders only
    doorTag: row.door_tag as DoorTag, // CHECK in the table
    tags: row.tags_json === '[]' ? [] : (JSON.parse(row.tags_json) as IncomingTag[]), // written by take-in-orders only
    recipientKey: row.recipient_key,
    recipientMask: row.recipient_mask,
    region: row.region,
    buyerNote: row.buyer_note,
    sellerNote: row.seller_note,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    packageId: row.package_id,
    orderedAt: row.ordered_at,
    paidAt: row.paid_at,
    shipByAt: row.ship_by_at,
    dueAt: row.due_at,
    dueRule: row.due_rule,
    lineCount: row.line_count,
    pieceCount: row.piece_count,
  };
}

/** In the order of `orderKeys`; unknown keys are left out. */
export function listOrders(reader: Reader, orderKeys: readonly OrderKey[]): Order[] {
  const rows = reader.all<OrderRow>(
    `SELECT ${orderColumns} FROM json_each(?) AS wanted CROSS JOIN orders ON orders.order_key = wanted.value ORDER BY wanted.key`,
    [JSON.stringify(orderKeys)],
  );
  return rows.map(orderFromRow);
}

interface OrderLineRow {
  order_key: number;
  line_id: string;
  sku_code: string;
  name: string;
  spec: string;
  quantity: number;
  is_gift: number;
  gift_of_line_id: string | null;
  door_tag: string;
  hold: string | null;
}

function orderLineFromRow(row: OrderLineRow): OrderLine {
  return {
    orderKey: row.order_key,
    lineId: row.line_id as LineId, // codes were branded when they were taken in
    skuCode: row.sku_code as SkuCode,
    name: row.name,
    spec: row.spec,
    quantity: row.quantity,
    isGift: row.is_gift === 1,
    giftOf: row.gift_of_line_id as LineId | null,
    doorTag: row.door_tag as DoorTag, // CHECK in the table
    hold: row.hold as Hold | null, // written by take-in-orders only
  };
}

/** All lines of these orders, orders in the order of `orderKeys`, lines by line id. */
export function listOrderLines(reader: Reader, orderKeys: readonly OrderKey[]): OrderLine[] {
  const rows = reader.all<OrderLineRow>(
    `SELECT order_lines.* FROM json_each(?) AS wanted CROSS JOIN order_lines ON order_lines.order_key = wanted.value
     ORDER BY wanted.key, order_lines.line_id`,
    [JSON.stringify(orderKeys)],
  );
  return rows.map(orderLineFromRow);
}
