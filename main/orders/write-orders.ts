// The rows of an order and its lines, written as a source tells them. Only taking orders in writes them.

import { normaliseCode } from '../basics/normalise-code.ts';
import type { SqlValue, Writer } from '../database/database.ts';
import type { IncomingLine, IncomingOrder } from '../platforms/incoming-order.ts';
import { dueOf } from './deadlines.ts';
import type { Intake } from './intake.ts';
import type { DoorTag, Hold, OrderKey, OrderState } from './order.ts';
import { recipientMaskOf, sealRecipient } from './recipient.ts';

export interface KnownOrder {
  order_key: number;
  content_hash: string;
  state: OrderState;
  hold: Hold | null;
  hold_at: number | null;
  door_tag: DoorTag;
  tags_json: string;
}

const insertOrderSql = `INSERT INTO orders (shop_id, order_id, state, platform_state, hold, hold_at, door_tag, tags_json,
    recipient_key, recipient_mask, recipient_sealed, region, buyer_note, seller_note, carrier, tracking_number, package_id,
    ordered_at, paid_at, ship_by_at, shipped_at, due_at, due_rule, line_count, piece_count, content_hash, source,
    first_seen_at, changed_at, is_search_stale)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`;

export function insertOrder(
  intake: Intake,
  writer: Writer,
  order: IncomingOrder,
  contentHashNow: string,
): OrderKey {
  const holdAt = order.hold ? intake.now : null;
  const recipient = keptRecipient(intake, order);
  return writer.run(insertOrderSql, [
    intake.shopId,
    order.orderId,
    order.state,
    order.platformState,
    order.hold,
    holdAt,
    order.doorTag,
    JSON.stringify(order.tags),
    recipient.key,
    recipient.mask,
    recipient.sealed,
    ...valuesAsTold(intake, order, order.hold, holdAt, contentHashNow),
    intake.now,
  ]).lastId;
}

const updateOrderSql = `UPDATE orders SET state = ?, platform_state = ?, hold = ?, hold_at = ?, door_tag = ?, tags_json = ?,
    region = ?, buyer_note = ?, seller_note = ?, carrier = ?, tracking_number = ?, package_id = ?, ordered_at = ?,
    paid_at = ?, ship_by_at = ?, shipped_at = ?, due_at = ?, due_rule = ?, line_count = ?, piece_count = ?,
    content_hash = ?, source = ?, changed_at = ?, is_search_stale = 1 WHERE order_key = ?`;

const updateRecipientSql = `UPDATE orders SET recipient_key = ?, recipient_mask = ?, recipient_sealed = ? WHERE order_key = ?`;

export function updateOrder(
  intake: Intake,
  writer: Writer,
  order: IncomingOrder,
  known: KnownOrder,
  hold: Hold | null,
  contentHashNow: string,
): void {
  const holdAt = hold === null ? null : hold === known.hold ? known.hold_at : intake.now;
  // A source that tells no tags does not take away what another one has told.
  const tellsNoTags = order.doorTag === 'unknown' && order.tags.length === 0;
  writer.run(updateOrderSql, [
    order.state,
    order.platformState,
    hold,
    holdAt,
    tellsNoTags ? known.door_tag : order.doorTag,
    tellsNoTags ? known.tags_json : JSON.stringify(order.tags),
    ...valuesAsTold(intake, order, hold, holdAt, contentHashNow),
    known.order_key,
  ]);
  const { name, phone, address } = order.recipient;
  if (name === '' && phone === '' && address === '') return; // tells no recipient: the known one stays
  const recipient = keptRecipient(intake, order);
  writer.run(updateRecipientSql, [recipient.key, recipient.mask, recipient.sealed, known.order_key]);
}

/** From `region` to `changed_at` (`first_seen_at` of a new order), as both statements name them. */
function valuesAsTold(
  intake: Intake,
  order: IncomingOrder,
  hold: Hold | null,
  holdAt: number | null,
  contentHashNow: string,
): SqlValue[] {
  const facts = { ...order, hold, holdAt, cancelByAt: order.cancellation?.answerBy ?? null };
  const { dueAt, dueRule } = dueOf(facts, intake.market, intake.hours, intake.now);
  return [
    order.recipient.region,
    order.buyerNote,
    order.sellerNote,
    order.carrier,
    order.trackingNumber,
    order.packageId,
    order.orderedAt,
    order.paidAt,
    order.shipByAt,
    order.shippedAt,
    dueAt,
    dueRule,
    order.lines.length,
    pieceCount(order),
    contentHashNow,
    intake.source,
    intake.now,
  ];
}

function keptRecipient(intake: Intake, order: IncomingOrder) {
  const isPurged = order.shippedAt !== null && order.shippedAt < intake.purgedBefore;
  return {
    key: isPurged ? null : order.recipient.key,
    mask: recipientMaskOf(order.recipient),
    sealed: isPurged ? null : sealRecipient(intake.vault, order.recipient),
  };
}

const insertLineSql = `INSERT INTO order_lines (order_key, line_id, sku_code, name, spec, quantity, gift_of_line_id, is_gift,
    door_tag, hold, price_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (order_key, line_id) DO UPDATE SET sku_code = excluded.sku_code, name = excluded.name, spec = excluded.spec,
    quantity = excluded.quantity, gift_of_line_id = excluded.gift_of_line_id, is_gift = excluded.is_gift,
    door_tag = iif(excluded.door_tag = 'unknown', order_lines.door_tag, excluded.door_tag), hold = excluded.hold,
    price_cents = excluded.price_cents`;

export function insertLine(
  intake: Intake,
  writer: Writer,
  orderKey: OrderKey,
  line: IncomingLine,
  hold: Hold | null,
): void {
  writer.run(insertLineSql, [
    orderKey,
    line.lineId,
    skuCodeOf(intake, line.skuCode),
    line.name,
    line.spec,
    line.quantity,
    line.giftOf,
    line.isGift ? 1 : 0,
    line.doorTag,
    hold,
    line.priceCents,
  ]);
}

/** Lines as told now. One that is gone is deleted, unless a parcel holds it: then it is held, so that it is taken out. */
export function updateLines(intake: Intake, writer: Writer, orderKey: OrderKey, order: IncomingOrder): void {
  const known = writer.all<{ line_id: string; hold: Hold | null; is_in_parcel: number }>(
    `SELECT line_id, hold, EXISTS (SELECT 1 FROM parcel_lines WHERE parcel_lines.order_key = order_lines.order_key
       AND parcel_lines.line_id = order_lines.line_id) AS is_in_parcel FROM order_lines WHERE order_key = ?`,
    [orderKey],
  );
  const told = new Set<string>();
  for (const line of order.lines) {
    told.add(line.lineId);
    const before = known.find(({ line_id }) => line_id === line.lineId);
    const hold = order.tellsHold === false ? (before?.hold ?? line.hold) : line.hold;
    insertLine(intake, writer, orderKey, line, hold);
  }
  for (const { line_id, is_in_parcel } of known) {
    if (told.has(line_id)) continue;
    const sql = is_in_parcel
      ? `UPDATE order_lines SET hold = 'refunded' WHERE order_key = ? AND line_id = ?`
      : `DELETE FROM order_lines WHERE order_key = ? AND line_id = ?`;
    writer.run(sql, [orderKey, line_id]);
  }
}

/** Scanned, imported and typed codes are compared in one spelling; so that is how they are kept. */
function skuCodeOf(intake: Intake, told: string): string {
  const known = intake.skuCodes.get(told);
  if (known !== undefined) return known;
  const skuCode = normaliseCode(told);
  intake.skuCodes.set(told, skuCode);
  return skuCode;
}

function pieceCount(order: IncomingOrder): number {
  let count = 0;
  for (const line of order.lines) count += line.quantity;
  return count;
}
