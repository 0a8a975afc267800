// What is still to be planned: pieces of packable orders that no live parcel holds. Reads open orders only, never the history.

import type { LineId, ShopId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { completeOrders, readPlannedRows } from '../merges/guard-orders.ts';
import type { LineRef } from '../merges/verdict.ts';
import { type OrderKey, openOrderStates, packableOrderStates } from '../orders/order.ts';
import type { LinesToPlan } from './plan-parcels.ts';

const inWords = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ');

// The first condition is the very one of the index orders_open_by_due: with it SQLite reads that index alone and no order.
const openKeysSql = `SELECT order_key FROM orders INDEXED BY orders_open_by_due
  WHERE state IN (${inWords(openOrderStates)}) AND state IN (${inWords(packableOrderStates)})
    AND (:shopId IS NULL OR shop_id = :shopId)`;

const leftSql = `SELECT order_lines.order_key, order_lines.line_id, order_lines.quantity - ifnull((
    SELECT sum(parcel_lines.quantity) FROM parcel_lines JOIN parcels USING (parcel_id)
    WHERE parcel_lines.order_key = order_lines.order_key AND parcel_lines.line_id = order_lines.line_id
      AND parcels.state <> 'dissolved'), 0) AS left
  FROM json_each(?) AS wanted CROSS JOIN order_lines ON order_lines.order_key = wanted.value
  WHERE order_lines.hold IS NOT 'refunded'`;

/** Pulled parcels keep their lines until somebody dissolves them: nothing that may lie in a box is planned again by itself. */
function readLeft(reader: Reader, orderKeys: readonly OrderKey[]): Map<OrderKey, LineRef[]> {
  const left = new Map<OrderKey, LineRef[]>();
  const rows = reader.all<{ order_key: number; line_id: string; left: number }>(leftSql, [
    JSON.stringify(orderKeys),
  ]);
  for (const row of rows) {
    if (row.left <= 0) continue;
    const ref = { orderKey: row.order_key, lineId: row.line_id as LineId, quantity: row.left };
    const there = left.get(row.order_key);
    if (there) there.push(ref);
    else left.set(row.order_key, [ref]);
  }
  return left;
}

const ordersAtOnce = 2_000;

export interface ToPlan {
  readonly lines: readonly LinesToPlan[];
  /** What a parcel takes over from its orders. */
  readonly orders: ReadonlyMap<OrderKey, { readonly dueAt: number | null; readonly carrier: string | null }>;
}

/**
 * The same with everything that must be known about their orders. In the order of their keys, as the file keeps them: each
 * page is read once, however many orders there are.
 */
export function readLinesToPlan(reader: Reader, shopId: ShopId | null): ToPlan {
  const keys = reader
    .all<{ order_key: OrderKey }>(openKeysSql, { shopId })
    .map((row) => row.order_key)
    .sort((a, b) => a - b);
  const lines: LinesToPlan[] = [];
  const orders = new Map<OrderKey, { dueAt: number | null; carrier: string | null }>();
  for (let start = 0; start < keys.length; start += ordersAtOnce) {
    const left = readLeft(reader, keys.slice(start, start + ordersAtOnce));
    const rows = readPlannedRows(reader, [...left.keys()]);
    for (const row of rows) orders.set(row.order_key, { dueAt: row.due_at, carrier: row.carrier });
    for (const order of completeOrders(reader, rows).values()) {
      lines.push({ order, left: left.get(order.orderKey) ?? [] });
    }
  }
  return { lines, orders };
}
