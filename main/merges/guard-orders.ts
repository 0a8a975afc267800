// Reads orders as the guard looks at them: whole, with what it must know and nothing else. Read at every scan and for a hundred
// thousand orders at a time, so each column costs.

import { assert } from '../basics/assert.ts';
import type { LineId, OrderId, ShopId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { DoorTag, Hold, OrderKey, OrderState } from '../orders/order.ts';
import type { IncomingTag } from '../platforms/incoming-order.ts';
import { listShops, type Shop } from '../shops/shops-table.ts';
import type { GuardLine, GuardOrder } from './verdict.ts';

/** What of an order's own row is asked. Branded and checked when it was taken in. */
interface AskedRow {
  readonly order_key: OrderKey;
  readonly shop_id: ShopId;
  readonly order_id: OrderId;
  readonly state: OrderState;
  readonly hold: Hold | null;
  readonly door_tag: DoorTag;
  readonly tags_json: string;
  readonly recipient_key: string | null;
  readonly recipient_mask: string;
  readonly tracking_number: string | null;
  readonly package_id: string | null;
  readonly paid_at: number | null;
  readonly ship_by_at: number | null;
}

/** What a parcel takes over from its orders, for who plans. */
export interface PlannedRow extends AskedRow {
  readonly due_at: number | null;
  readonly carrier: string | null;
}

interface AskedLine {
  readonly order_key: OrderKey;
  readonly line_id: LineId;
  readonly sku_code: SkuCode;
  readonly quantity: number;
  readonly is_gift: number;
  readonly gift_of_line_id: LineId | null;
  readonly door_tag: DoorTag;
  readonly hold: Hold | null;
  readonly is_door_bound: number | null;
}

const ordersSql = (more: string) =>
  `SELECT order_key, shop_id, order_id, state, hold, door_tag, tags_json, recipient_key, recipient_mask, tracking_number, package_id,
     paid_at, ship_by_at${more}
   FROM json_each(?) AS wanted CROSS JOIN orders ON orders.order_key = wanted.value`;
const askedSql = ordersSql('');
const plannedSql = ordersSql(', due_at, carrier');

const linesSql = `SELECT order_key, line_id, order_lines.sku_code, quantity, is_gift, gift_of_line_id, door_tag, hold, is_door_bound
  FROM json_each(?) AS wanted CROSS JOIN order_lines ON order_lines.order_key = wanted.value
  LEFT JOIN skus ON skus.sku_code = order_lines.sku_code`;

/** These orders, whole, each once; unknown ones are left out. Lines whose order is unknown are a bug of the caller: see-lines asserts it. */
export function readGuardOrders(reader: Reader, orderKeys: readonly OrderKey[]): Map<OrderKey, GuardOrder> {
  return completeOrders(reader, reader.all<AskedRow>(askedSql, [JSON.stringify([...new Set(orderKeys)])]));
}

/** The rows of these orders, given once each, to be completed. */
export function readPlannedRows(reader: Reader, orderKeys: readonly OrderKey[]): PlannedRow[] {
  return reader.all<PlannedRow>(plannedSql, [JSON.stringify(orderKeys)]);
}

/** What the guard must know of them. */
export function completeOrders(reader: Reader, rows: readonly AskedRow[]): Map<OrderKey, GuardOrder> {
  const lines = readLines(
    reader,
    rows.map((row) => row.order_key),
  );
  const ours = readOurDoing(reader, rows);
  const shops = new Map(listShops(reader).map((shop) => [shop.shopId, shop]));
  const orders = new Map<OrderKey, GuardOrder>();
  for (const row of rows) {
    const shop = shops.get(row.shop_id);
    assert(shop, 'an order belongs to a shop of the shops table');
    orders.set(row.order_key, guardOrderOf(row, lines.get(row.order_key) ?? [], shop, ours));
  }
  return orders;
}

/** Lines of an order by line id, so that every answer about it names them in one order. */
function readLines(reader: Reader, orderKeys: readonly OrderKey[]): Map<OrderKey, GuardLine[]> {
  const lines = new Map<OrderKey, GuardLine[]>();
  for (const row of reader.all<AskedLine>(linesSql, [JSON.stringify(orderKeys)])) {
    const line: GuardLine = {
      lineId: row.line_id,
      skuCode: row.sku_code,
      quantity: row.quantity,
      isGift: row.is_gift === 1,
      giftOf: row.gift_of_line_id,
      doorTag: row.door_tag,
      hold: row.hold,
      isDoorBound: row.is_door_bound === null ? null : row.is_door_bound === 1,
    };
    const there = lines.get(row.order_key);
    if (!there) lines.set(row.order_key, [line]);
    else insertById(there, line);
  }
  return lines;
}

/** They come by line id already, as the table keeps them; SQL promises no order that was not asked for. */
function insertById(lines: GuardLine[], line: GuardLine): void {
  let at = lines.length;
  while (at > 0 && (lines[at - 1]?.lineId ?? '') > line.lineId) at -= 1;
  if (at === lines.length) lines.push(line);
  else lines.splice(at, 0, line);
}

/** What this station did itself, so that its echo from the platform is not taken for somebody else's doing. */
interface OurDoing {
  readonly shippedOrderKeys: ReadonlySet<OrderKey>;
  /** `orderKey tracking-number` of waybills that we took or typed. */
  readonly ownTracking: ReadonlySet<string>;
}

const noTags: readonly IncomingTag[] = [];

function guardOrderOf(
  row: AskedRow,
  lines: readonly GuardLine[],
  shop: Pick<Shop, 'market' | 'timeZone'>,
  ours: OurDoing,
): GuardOrder {
  const { order_key: orderKey, tracking_number: trackingNumber } = row;
  const isOurTracking = trackingNumber !== null && ours.ownTracking.has(`${orderKey} ${trackingNumber}`);
  return {
    orderKey,
    orderId: row.order_id,
    shopId: row.shop_id,
    state: row.state,
    hold: row.hold,
    doorTag: row.door_tag,
    tags: row.tags_json === '[]' ? noTags : (JSON.parse(row.tags_json) as IncomingTag[]), // written by take-in-orders only
    recipientKey: row.recipient_key,
    recipientMask: row.recipient_mask,
    market: shop.market,
    timeZone: shop.timeZone,
    paidAt: row.paid_at,
    ownPackage: isOurTracking ? null : (row.package_id ?? trackingNumber),
    shipByAt: row.ship_by_at,
    isShippedByUs: ours.shippedOrderKeys.has(orderKey),
    isNumberedByUs: isOurTracking,
    lines,
  };
}

function readOurDoing(reader: Reader, orders: readonly AskedRow[]): OurDoing {
  const touched = orders.filter(
    (order) => order.tracking_number !== null || order.state === 'shipped' || order.state === 'finished',
  );
  const shippedOrderKeys = new Set<OrderKey>();
  const ownTracking = new Set<string>();
  if (touched.length === 0) return { shippedOrderKeys, ownTracking };
  const rows = reader.iterate<{
    order_key: number;
    state: string;
    tracking_number: string | null;
    waybill_source: string | null;
  }>(
    `SELECT DISTINCT parcel_lines.order_key, parcels.state, parcels.tracking_number, parcels.waybill_source
     FROM json_each(?) AS wanted
     CROSS JOIN order_lines ON order_lines.order_key = wanted.value
     CROSS JOIN parcel_lines ON parcel_lines.order_key = order_lines.order_key AND parcel_lines.line_id = order_lines.line_id
     CROSS JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id`,
    [JSON.stringify(touched.map((order) => order.order_key))],
  );
  for (const row of rows) {
    if (row.state === 'packed' || row.state === 'shipped') shippedOrderKeys.add(row.order_key);
    // A number from a file is the platform's own package, not ours.
    if (row.tracking_number !== null && row.waybill_source !== 'file') {
      ownTracking.add(`${row.order_key} ${row.tracking_number}`);
    }
  }
  return { shippedOrderKeys, ownTracking };
}
