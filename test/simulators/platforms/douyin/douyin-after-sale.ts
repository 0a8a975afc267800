// Refunds before shipping in the simulated Douyin shop: asked for by the buyer, answered by the merchant or by time.

import {
  type AfterSale,
  type Books,
  isRefunded,
  isRefundPending,
  nextId,
  type Order,
  type Shop,
  touch,
} from './douyin-books.ts';
import type { Json } from './douyin-json.ts';

/** One for each line that is still here. */
export function askForRefund(
  books: Books,
  order: Order,
  now: number,
  wish: { readonly answerInSeconds?: number | undefined; readonly lineId?: string | undefined },
): AfterSale[] {
  const lines = order.lines.filter(
    (line) =>
      !isRefunded(line) &&
      !isRefundPending(line) &&
      line.shipped < line.quantity &&
      (wish.lineId === undefined || line.id === wish.lineId),
  );
  const rows = lines.map((line) => {
    line.afterSale = { status: 6, type: 2, refund: 1 };
    const row: AfterSale = {
      id: nextId(books),
      shopId: order.shopId,
      orderId: order.id,
      lineId: line.id,
      appliedAt: now,
      answerBy: now + (wish.answerInSeconds ?? 48 * 3600),
      updatedAt: now,
      status: 6,
      refund: 1,
      decidedBy: '',
      isRejected: false,
      answers: 0,
    };
    books.afterSales.set(row.id, row);
    return row;
  });
  touch(books, order, now);
  return rows;
}

export function withdrawRefunds(books: Books, order: Order, now: number): void {
  for (const row of books.afterSales.values()) {
    if (row.orderId !== order.id || row.status !== 6) continue;
    // a withdrawn request keeps its refund_status 1
    settle(books, row, { status: 28, refund: 1, by: 'buyer', isRejected: false }, now);
  }
}

export function decide(
  books: Books,
  row: AfterSale,
  by: AfterSale['decidedBy'],
  isRejected: boolean,
  now: number,
): void {
  settle(books, row, { status: isRejected ? 27 : 12, refund: isRejected ? 4 : 3, by, isRejected }, now);
}

function settle(
  books: Books,
  row: AfterSale,
  to: { status: number; refund: number; by: AfterSale['decidedBy']; isRejected: boolean },
  now: number,
): void {
  row.status = to.status;
  row.refund = to.refund;
  row.decidedBy = to.by;
  row.isRejected = to.isRejected;
  row.updatedAt = now;
  const order = books.orders.get(row.orderId);
  const line = order?.lines.find((each) => each.id === row.lineId);
  if (line) line.afterSale = { status: to.status, type: 2, refund: to.refund };
  if (order) touch(books, order, now);
}

/** 201 grants a refund without a return, 202 refuses it. Answers item by item; the id is a bare 19-digit number there. */
export function operate(
  books: Books,
  shop: Shop,
  body: Readonly<Record<string, Json>>,
  now: number,
): { items: object[] } | undefined {
  const type = Number(body.type);
  const items = Array.isArray(body.items) ? (body.items as readonly Record<string, Json>[]) : []; // looked at field by field
  if (![201, 202].includes(type) || items.length === 0) return undefined;
  return {
    items: items.map((item) => {
      const id = String(item.aftersale_id ?? '');
      const why = operateOne(books, shop, id, type === 202, item, now);
      return {
        aftersale_id: /^\d+$/.test(id) ? BigInt(id) : 0,
        status_code: why === '' ? 0 : 100001,
        status_msg: why,
      };
    }),
  };
}

function operateOne(
  books: Books,
  shop: Shop,
  id: string,
  isRejected: boolean,
  item: Readonly<Record<string, Json>>,
  now: number,
): string {
  const row = books.afterSales.get(id);
  if (row?.shopId !== shop.id) return '售后单不存在';
  row.answers += 1;
  if (row.status !== 6) return '售后单状态已变更';
  const version = item.update_time;
  if (version !== undefined && version !== 0 && version !== row.updatedAt) return '售后单版本已变更';
  if (isRejected && (item.remark === undefined || item.reject_reason_code === undefined))
    return '拒绝时必须填写原因';
  decide(books, row, 'seller', isRejected, now);
  return '';
}

/** What time does by itself: nobody answered, so the refund is granted. */
export function letTimePass(books: Books, now: number): void {
  for (const row of books.afterSales.values()) {
    if (row.status === 6 && row.answerBy <= now) decide(books, row, 'time', false, row.answerBy);
  }
}
