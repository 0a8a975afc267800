// Buyers who ask to cancel, sellers who answer, and what happens when nobody does. A request answered no by the seller is counted.

import {
  type Books,
  type Cancellation,
  cancelUnits,
  nextId,
  type Order,
  pendingCancellation,
  type Shop,
  touch,
} from './tiktok-books.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';

export const rejectReasons = [
  { name: 'seller_reject_apply_product_has_been_packed', text: 'Product has been packed' },
  { name: 'seller_reject_apply_agreed_with_buyer', text: 'Reached an agreement with the buyer' },
];

const cancelReasons: readonly string[] = [
  'seller_cancel_reason_out_of_stock',
  'seller_cancel_reason_out_of_stock_uk',
  'seller_cancel_reason_wrong_price',
  'seller_cancel_paid_reason_out_of_stock',
];

/** A buyer asks: within the hour of remorse it is done at once, else the seller answers within 48 hours. */
export function askToCancel(
  books: Books,
  order: Order,
  now: number,
  answerInSeconds = 48 * 3600,
): Cancellation {
  const open = order.units.filter((unit) => unit.status !== 'CANCELLED').map((unit) => unit.id);
  const isFree = order.waits !== null;
  const row = addCancellation(books, order, {
    type: 'BUYER_CANCEL',
    role: 'BUYER',
    unitIds: open,
    reason: 'ecom_order_to_ship_canceled_reason_no_longer_needed',
    answerBy: now + answerInSeconds,
    now,
  });
  if (isFree) {
    row.status = 'CANCELLATION_REQUEST_COMPLETE';
    row.decidedBy = 'buyer';
    cancelUnits(books, order, open, { by: 'BUYER', reason: row.reason }, now);
  } else {
    order.askedToCancelAt = now;
    touch(books, order, now);
  }
  return row;
}

export function withdraw(books: Books, order: Order, now: number): void {
  const row = pendingCancellation(books, order.id);
  if (!row) return;
  row.status = 'CANCELLATION_REQUEST_CANCELLED';
  row.decidedBy = 'buyer';
  row.updatedAt = now;
  order.askedToCancelAt = 0;
  touch(books, order, now);
}

function addCancellation(
  books: Books,
  order: Order,
  parts: Pick<Cancellation, 'type' | 'role' | 'unitIds' | 'reason' | 'answerBy'> & { readonly now: number },
): Cancellation {
  const { now, ...rest } = parts;
  const row: Cancellation = {
    ...rest,
    id: `40${nextId(books).slice(1)}`,
    orderId: order.id,
    shopId: order.shopId,
    createdAt: now,
    updatedAt: now,
    status: 'CANCELLATION_REQUEST_PENDING',
    decidedBy: '',
    isRejected: false,
    decidedWith: '',
    answers: 0,
  };
  books.cancellations.set(row.id, row);
  books.version += 1;
  return row;
}

export function approve(books: Books, row: Cancellation, key: string, now: number): Refusal | undefined {
  const repeated = repeatOf(row, key, false);
  if (repeated !== 'new') return repeated;
  const order = books.orders.get(row.orderId);
  if (!order) return refuse(25001003, 'Invalid order status');
  if (order.units.some((unit) => row.unitIds.includes(unit.id) && unit.status === 'IN_TRANSIT'))
    return refuse(25001045, 'The order has already been shipped');
  decide(books, row, order, 'seller', false, key, now);
  return undefined;
}

export function reject(
  books: Books,
  shop: Shop,
  row: Cancellation,
  reason: unknown,
  key: string,
  now: number,
): Refusal | undefined {
  const repeated = repeatOf(row, key, true);
  if (repeated !== 'new') return repeated;
  if (!rejectReasons.some(({ name }) => name === reason))
    return refuse(25020003, 'reject_reason is not among the reasons of this request');
  if (shop.region === 'US') return refuse(25020004, 'Ship the package instead of rejecting in this region');
  const order = books.orders.get(row.orderId);
  if (!order) return refuse(25001003, 'Invalid order status');
  decide(books, row, order, 'seller', true, key, now);
  return undefined;
}

/** The same key and decision again is answered as the first time; anything else comes too late. */
function repeatOf(row: Cancellation, key: string, isRejecting: boolean): Refusal | undefined | 'new' {
  row.answers += 1;
  if (row.status === 'CANCELLATION_REQUEST_PENDING') return 'new';
  const isSame = key !== '' && row.decidedWith === key && row.isRejected === isRejecting;
  return isSame ? undefined : refuse(25011011, 'The request has already been decided');
}

function decide(
  books: Books,
  row: Cancellation,
  order: Order,
  by: Cancellation['decidedBy'],
  isRejected: boolean,
  key: string,
  now: number,
): void {
  row.status = isRejected ? 'CANCELLATION_REQUEST_CANCELLED' : 'CANCELLATION_REQUEST_SUCCESS';
  row.isRejected = isRejected;
  row.decidedBy = by;
  row.decidedWith = key;
  row.updatedAt = now;
  order.askedToCancelAt = 0;
  if (isRejected) touch(books, order, now);
  else cancelUnits(books, order, row.unitIds, { by: 'BUYER', reason: row.reason }, now);
}

/** The seller cancels: a whole order, or some of its pieces. The stock of what is cancelled goes to nothing. */
export function sellerCancel(
  books: Books,
  shop: Shop,
  body: Readonly<Record<string, unknown>>,
  now: number,
): object | Refusal {
  const order = books.orders.get(String(body.order_id ?? ''));
  if (order?.shopId !== shop.id) return refuse(25001021, 'The order is unknown');
  if (!cancelReasons.includes(String(body.cancel_reason ?? '')))
    return refuse(25001021, 'The reason does not fit the order');
  if (order.units.some((unit) => unit.status !== 'AWAITING_SHIPMENT' && unit.status !== 'CANCELLED'))
    return refuse(25001003, 'Invalid order status');
  const wanted = body.order_line_item_ids;
  const ids = Array.isArray(wanted) && wanted.length > 0 ? wanted.map(String) : null;
  const units = order.units.filter((unit) => unit.status !== 'CANCELLED' && (!ids || ids.includes(unit.id)));
  if (units.length === 0) return refuse(25001003, 'Invalid order status');
  const row = addCancellation(books, order, {
    type: 'CANCEL',
    role: 'SELLER',
    unitIds: units.map((unit) => unit.id),
    reason: String(body.cancel_reason),
    answerBy: now,
    now,
  });
  decide(books, row, order, 'seller', false, '', now);
  return { cancel_id: row.id, cancel_status: row.status };
}

/** What time does by itself: remorse hours end, unanswered requests are granted, orders nobody shipped are cancelled. */
export function letTimePass(books: Books, now: number, release: (order: Order, at: number) => void): void {
  for (const row of books.cancellations.values()) {
    const order = books.orders.get(row.orderId);
    if (!order || row.status !== 'CANCELLATION_REQUEST_PENDING' || row.answerBy > now) continue;
    decide(books, row, order, 'time', false, '', row.answerBy);
  }
  for (const order of books.orders.values()) {
    if (order.waits === 'ON_HOLD' && order.paidAt + 3600 <= now) release(order, order.paidAt + 3600);
    const isOpen = order.rtsAt === 0 && order.cancelledAt === 0;
    if (!isOpen || order.shippingDueAt > now) continue;
    const ids = order.units.map((unit) => unit.id);
    cancelUnits(books, order, ids, { by: 'SYSTEM', reason: 'not shipped in time' }, order.shippingDueAt);
  }
}
