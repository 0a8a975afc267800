// Takes orders in as a platform or a file tells them. The only writer of orders and their lines: what has not changed
// writes nothing, an order keeps its key for life, and what is already in a parcel is held rather than forgotten.

import { hash } from 'node:crypto';
import { type Clock, dayMs } from '../basics/clock.ts';
import type { ShopId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { addAuditEntry } from '../people/audit.ts';
import type { IncomingLine, IncomingOrder } from '../platforms/incoming-order.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop, type Market } from '../shops/shops-table.ts';
import { type DeadlineHours, deadlineHours, dueOf } from './deadlines.ts';
import { type DoorTag, type Hold, type OrderKey, type OrderState, orderSubject } from './order.ts';
import { recipientMaskOf, sealRecipient } from './recipient.ts';

export interface IntakeParts {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
}

export interface TakenIn {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  /** New and changed orders. */
  readonly changedKeys: readonly OrderKey[];
}

/** `source` says where they came from (`training`, `file:orders.csv`), `person` who asked. Emits `orders.changed` once. */
export function takeInOrders(
  parts: IntakeParts,
  writer: Writer,
  shopId: ShopId,
  orders: readonly IncomingOrder[],
  source: string,
  person = 'station',
): TakenIn {
  const intake = createIntake(parts, writer, shopId, source, person);
  const counts = { new: 0, changed: 0, same: 0 };
  const changedKeys: OrderKey[] = [];
  for (const order of orders) {
    const taken = takeInOrder(intake, writer, order);
    counts[taken.outcome] += 1;
    if (taken.outcome !== 'same') changedKeys.push(taken.orderKey);
  }
  if (changedKeys.length > 0) writer.emit({ kind: 'orders.changed' });
  return { ...counts, changedKeys };
}

/** What stays the same for all orders of one taking-in; made once, used for many. */
export interface Intake {
  readonly shopId: ShopId;
  readonly market: Market;
  readonly source: string;
  readonly person: string;
  readonly now: number;
  readonly hours: DeadlineHours;
  readonly vault: Vault;
  /** Recipients of parcels that left before this are not kept in clear any more. */
  readonly purgedBefore: number;
  readonly skuCodes: Map<string, string>;
}

export function createIntake(
  parts: IntakeParts,
  reader: Reader,
  shopId: ShopId,
  source: string,
  person: string,
): Intake {
  const now = parts.clock.now();
  return {
    shopId,
    market: getShop(reader, shopId).market,
    source,
    person,
    now,
    hours: deadlineHours(parts.settings),
    vault: parts.vault,
    purgedBefore: now - parts.settings.get('privacy.purgeAfterDays') * dayMs,
    skuCodes: new Map(),
  };
}

export interface KnownOrder {
  order_key: number;
  content_hash: string;
  state: OrderState;
  hold: Hold | null;
  hold_at: number | null;
  door_tag: DoorTag;
  tags_json: string;
}

const findKnown = `SELECT order_key, content_hash, state, hold, hold_at, door_tag, tags_json FROM orders
  WHERE shop_id = ? AND order_id = ?`;

/** What taking this order in would do, without doing it. */
export function compareOrder(
  intake: Intake,
  reader: Reader,
  order: IncomingOrder,
  contentHashNow: string = contentHash(intake.vault, order),
): 'new' | 'changed' | 'same' {
  const known = reader.get<Pick<KnownOrder, 'content_hash' | 'state'>>(
    `SELECT content_hash, state FROM orders WHERE shop_id = ? AND order_id = ?`,
    [intake.shopId, order.orderId],
  );
  if (!known) return 'new';
  if (known.content_hash === contentHashNow) return 'same';
  return isOlderNews(known.state, order.state) ? 'same' : 'changed';
}

/** One order, inside the caller's transaction. Who has its hash already hands it over. */
export function takeInOrder(
  intake: Intake,
  writer: Writer,
  order: IncomingOrder,
  contentHashNow: string = contentHash(intake.vault, order),
): { readonly outcome: 'new' | 'changed' | 'same'; readonly orderKey: OrderKey } {
  const known = writer.get<KnownOrder>(findKnown, [intake.shopId, order.orderId]);
  if (!known) {
    const orderKey = insertOrder(intake, writer, order, contentHashNow);
    for (const line of order.lines) insertLine(intake, writer, orderKey, line, line.hold);
    audit(intake, writer, 'order.taken-in', orderKey, { source: intake.source, state: order.state });
    if (order.hold) audit(intake, writer, 'order.held', orderKey, { hold: order.hold });
    return { outcome: 'new', orderKey };
  }
  const orderKey = known.order_key;
  if (known.content_hash === contentHashNow || isOlderNews(known.state, order.state)) {
    return { outcome: 'same', orderKey };
  }
  const hold = order.tellsHold === false ? known.hold : order.hold;
  updateOrder(intake, writer, order, known, hold, contentHashNow);
  updateLines(intake, writer, orderKey, order);
  auditChange(intake, writer, order, known, hold);
  return { outcome: 'changed', orderKey };
}

const endedStates: readonly OrderState[] = ['shipped', 'finished', 'cancelled'];

/** An order that has left or was cancelled does not come back to be packed: such news is an old file imported late. */
function isOlderNews(known: OrderState, told: OrderState): boolean {
  return endedStates.includes(known) && !endedStates.includes(told);
}

/** Everything the source says, in one fixed order. Clear personal data goes through the vault's key: it cannot be guessed back. */
export function contentHash(vault: Vault, order: IncomingOrder): string {
  const { recipient } = order;
  const text = JSON.stringify([
    order.state,
    order.platformState,
    order.hold,
    order.tellsHold === false ? 0 : 1,
    order.doorTag,
    order.tags,
    recipient.key,
    recipient.name,
    recipient.phone,
    recipient.address,
    recipient.region,
    recipient.isMasked,
    order.buyerNote,
    order.sellerNote,
    order.carrier,
    order.trackingNumber,
    order.packageId,
    order.orderedAt,
    order.paidAt,
    order.shipByAt,
    order.shippedAt,
    order.lines.map((line) => [
      line.lineId,
      line.skuCode,
      line.name,
      line.spec,
      line.quantity,
      line.isGift,
      line.giftOf,
      line.doorTag,
      line.hold,
      line.priceCents,
    ]),
  ]);
  return recipient.isMasked ? hash('sha1', text, 'base64url') : vault.fingerprint(text);
}

const insertOrderSql = `INSERT INTO orders (shop_id, order_id, state, platform_state, hold, hold_at, door_tag, tags_json,
    recipient_key, recipient_mask, recipient_sealed, region, buyer_note, seller_note, carrier, tracking_number, package_id,
    ordered_at, paid_at, ship_by_at, shipped_at, due_at, due_rule, line_count, piece_count, content_hash, source,
    first_seen_at, changed_at, is_search_stale)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`;

function insertOrder(intake: Intake, writer: Writer, order: IncomingOrder, contentHashNow: string): OrderKey {
  const holdAt = order.hold ? intake.now : null;
  const { dueAt, dueRule } = dueOf({ ...order, holdAt }, intake.market, intake.hours, intake.now);
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
    intake.now,
  ]).lastId;
}

const updateOrderSql = `UPDATE orders SET state = ?, platform_state = ?, hold = ?, hold_at = ?, door_tag = ?, tags_json = ?,
    region = ?, buyer_note = ?, seller_note = ?, carrier = ?, tracking_number = ?, package_id = ?, ordered_at = ?,
    paid_at = ?, ship_by_at = ?, shipped_at = ?, due_at = ?, due_rule = ?, line_count = ?, piece_count = ?,
    content_hash = ?, source = ?, changed_at = ?, is_search_stale = 1 WHERE order_key = ?`;

const updateRecipientSql = `UPDATE orders SET recipient_key = ?, recipient_mask = ?, recipient_sealed = ? WHERE order_key = ?`;

function updateOrder(
  intake: Intake,
  writer: Writer,
  order: IncomingOrder,
  known: KnownOrder,
  hold: Hold | null,
  contentHashNow: string,
): void {
  const holdAt = hold === null ? null : hold === known.hold ? known.hold_at : intake.now;
  const { dueAt, dueRule } = dueOf({ ...order, hold, holdAt }, intake.market, intake.hours, intake.now);
  // A source that tells no tags does not take away what another one has told.
  const tellsNoTags = order.doorTag === 'unknown' && order.tags.length === 0;
  writer.run(updateOrderSql, [
    order.state,
    order.platformState,
    hold,
    holdAt,
    tellsNoTags ? known.door_tag : order.doorTag,
    tellsNoTags ? known.tags_json : JSON.stringify(order.tags),
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
    known.order_key,
  ]);
  const { name, phone, address } = order.recipient;
  if (name === '' && phone === '' && address === '') return; // tells no recipient: the known one stays
  const recipient = keptRecipient(intake, order);
  writer.run(updateRecipientSql, [recipient.key, recipient.mask, recipient.sealed, known.order_key]);
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

function insertLine(
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
function updateLines(intake: Intake, writer: Writer, orderKey: OrderKey, order: IncomingOrder): void {
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

function auditChange(
  intake: Intake,
  writer: Writer,
  order: IncomingOrder,
  known: KnownOrder,
  hold: Hold | null,
): void {
  const facts = { source: intake.source, before: known.state, state: order.state };
  if (order.state === 'cancelled' && known.state !== 'cancelled') {
    audit(intake, writer, 'order.cancelled', known.order_key, facts);
  } else if (hold !== null && hold !== known.hold) {
    audit(intake, writer, 'order.held', known.order_key, { ...facts, hold });
  } else {
    audit(
      intake,
      writer,
      'order.changed',
      known.order_key,
      hold === known.hold ? facts : { ...facts, freedOf: known.hold },
    );
  }
}

function audit(
  intake: Intake,
  writer: Writer,
  verb: string,
  orderKey: OrderKey,
  facts: Readonly<Record<string, string | null>>,
): void {
  addAuditEntry(writer, intake.now, intake.person, verb, orderSubject(orderKey), facts);
}
