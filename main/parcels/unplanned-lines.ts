// What is still to be planned: pieces of packable orders that no live parcel holds. Reads open orders only, never the history.

import type { LineId, ShopId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { completeOrders } from '../merges/guard-facts.ts';
import type { LineRef } from '../merges/verdict.ts';
import { type OrderKey, openOrderStates, packableOrderStates } from '../orders/order.ts';
import { listOrders } from '../orders/orders-table.ts';
import type { LinesToPlan } from './plan-parcels.ts';

const inWords = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ');

// The first condition is the very one of the index orders_open_by_due: with it SQLite reads that index and no old order.
const unplannedSql = `SELECT orders.order_key, order_lines.line_id, order_lines.quantity - ifnull((
    SELECT sum(parcel_lines.quantity) FROM parcel_lines JOIN parcels USING (parcel_id)
    WHERE parcel_lines.order_key = order_lines.order_key AND parcel_lines.line_id = order_lines.line_id
      AND parcels.state <> 'dissolved'), 0) AS left
  FROM orders INDEXED BY orders_open_by_due JOIN order_lines USING (order_key)
  WHERE orders.state IN (${inWords(openOrderStates)})
    AND orders.state IN (${inWords(packableOrderStates)})
    AND (:shopId IS NULL OR orders.shop_id = :shopId)
    AND order_lines.hold IS NOT 'refunded'`;

/** Pulled parcels keep their lines until somebody dissolves them: nothing that may lie in a box is planned again by itself. */
function listUnplannedLines(reader: Reader, shopId: ShopId | null): Map<OrderKey, LineRef[]> {
  const left = new Map<OrderKey, LineRef[]>();
  const rows = reader.all<{ order_key: number; line_id: string; left: number }>(unplannedSql, { shopId });
  for (const row of rows) {
    if (row.left <= 0) continue;
    const ref = { orderKey: row.order_key, lineId: row.line_id as LineId, quantity: row.left };
    const there = left.get(row.order_key);
    if (there) there.push(ref);
    else left.set(row.order_key, [ref]);
  }
  return left;
}

const chunkOfOrders = 5_000;

export interface ToPlan {
  readonly lines: readonly LinesToPlan[];
  /** What a parcel takes over from its orders. */
  readonly orders: ReadonlyMap<OrderKey, { readonly dueAt: number | null; readonly carrier: string | null }>;
}

/** The same with everything that must be known about their orders. */
export function readLinesToPlan(reader: Reader, shopId: ShopId | null): ToPlan {
  const left = listUnplannedLines(reader, shopId);
  const keys = [...left.keys()];
  const lines: LinesToPlan[] = [];
  const orders = new Map<OrderKey, { dueAt: number | null; carrier: string | null }>();
  for (let start = 0; start < keys.length; start += chunkOfOrders) {
    const some = listOrders(reader, keys.slice(start, start + chunkOfOrders));
    for (const { orderKey, dueAt, carrier } of some) orders.set(orderKey, { dueAt, carrier });
    for (const order of completeOrders(reader, some).values()) {
      lines.push({ order, left: left.get(order.orderKey) ?? [] });
    }
  }
  return { lines, orders };
}
