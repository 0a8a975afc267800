// Takes orders in as a platform or a file tells them. The only writer of orders and their lines: what has not changed
// writes nothing, an order keeps its key for life, and what is already in a parcel is held rather than forgotten.

import type { ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import { addAuditEntry } from '../people/audit.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import { noteCancellation } from './cancellations-table.ts';
import { contentHash } from './content-hash.ts';
import { createIntake, type Intake, type IntakeParts } from './intake.ts';
import { type Hold, type OrderKey, type OrderState, orderSubject } from './order.ts';
import { findTimes, keepTimes, timesTold } from './order-times.ts';
import { insertLine, insertOrder, type KnownOrder, updateLines, updateOrder } from './write-orders.ts';

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
  const times = timesTold(order);
  if (!known) {
    const orderKey = insertOrder(intake, writer, order, contentHashNow);
    if (times) keepTimes(writer, orderKey, times);
    // Nothing is known yet that could have been taken back.
    if (order.cancellation) noteCancellation(intake, writer, orderKey, order);
    for (const line of order.lines) insertLine(intake, writer, orderKey, line, line.hold);
    audit(intake, writer, 'order.taken-in', orderKey, { source: intake.source, state: order.state });
    if (order.hold) audit(intake, writer, 'order.held', orderKey, { hold: order.hold });
    return { outcome: 'new', orderKey };
  }
  const orderKey = known.order_key;
  if (known.content_hash === contentHashNow || isOlderNews(known.state, order.state)) {
    return { outcome: 'same', orderKey };
  }
  if (times) {
    // Pages of a sweep may come in any order, and twice: what is older than what is known is no news.
    const knownAt = findTimes(writer, orderKey)?.updatedAt ?? null;
    if (times.updatedAt !== null && knownAt !== null && times.updatedAt < knownAt)
      return { outcome: 'same', orderKey };
    keepTimes(writer, orderKey, times);
  }
  noteCancellation(intake, writer, orderKey, order);
  const told = order.tellsHold === false ? known.hold : order.hold;
  const isCancelling = intake.sellerCancels.has(orderKey) && !endedStates.includes(order.state);
  const hold = told ?? (isCancelling ? 'seller-cancels' : null);
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
