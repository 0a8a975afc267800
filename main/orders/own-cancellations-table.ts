// Orders that the seller cancels: one row an order, from the decision until the platform has done it or said no.

import type { OrderId, ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { OrderKey } from './order.ts';

/** `telling`: decided, the platform has not confirmed yet. `refused`: it would not have it; a person reads why. */
export type OwnCancellationState = 'telling' | 'done' | 'refused';

export interface OwnCancellation {
  readonly orderKey: OrderKey;
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly state: OwnCancellationState;
  readonly reasonCode: string;
  readonly askedAt: number;
  readonly askedBy: string;
  readonly settledAt: number | null;
  /** What the platform said, where it would not have it. */
  readonly said: { readonly code: string; readonly words: string } | null;
}

/** Another try takes the place of the one before. */
export function addOwnCancellation(
  writer: Writer,
  asked: Pick<OwnCancellation, 'orderKey' | 'shopId' | 'reasonCode' | 'askedAt' | 'askedBy'>,
): void {
  writer.run(
    `INSERT OR REPLACE INTO own_cancellations (order_key, shop_id, state, reason_code, asked_at, asked_by)
     VALUES (?, ?, 'telling', ?, ?, ?)`,
    [asked.orderKey, asked.shopId, asked.reasonCode, asked.askedAt, asked.askedBy],
  );
}

export function settleOwnCancellation(
  writer: Writer,
  orderKey: OrderKey,
  state: 'done' | 'refused',
  said: { readonly code: string; readonly words: string },
  now: number,
): void {
  writer.run(`UPDATE own_cancellations SET state = ?, settled_at = ?, answer_json = ? WHERE order_key = ?`, [
    state,
    now,
    state === 'refused' ? JSON.stringify(said) : null,
    orderKey,
  ]);
}

export function forgetOwnCancellation(writer: Writer, orderKey: OrderKey): void {
  writer.run(`DELETE FROM own_cancellations WHERE order_key = ?`, [orderKey]);
}

interface OwnRow {
  order_key: number;
  shop_id: string;
  order_id: string;
  state: string;
  reason_code: string;
  asked_at: number;
  asked_by: string;
  settled_at: number | null;
  answer_json: string | null;
}

const selectSql = `SELECT own_cancellations.*, orders.order_id FROM own_cancellations JOIN orders USING (order_key)`;

export function findOwnCancellation(reader: Reader, orderKey: OrderKey): OwnCancellation | undefined {
  const row = reader.get<OwnRow>(`${selectSql} WHERE own_cancellations.order_key = ?`, [orderKey]);
  return row && fromRow(row);
}

/** Those that are being told and those that were refused, the oldest first. */
export function listOpenOwnCancellations(reader: Reader): OwnCancellation[] {
  return reader
    .all<OwnRow>(
      `${selectSql} WHERE own_cancellations.state IN ('telling', 'refused') ORDER BY asked_at, own_cancellations.order_key`,
    )
    .map(fromRow);
}

/** The orders of a shop that the seller is cancelling now: nearly always none. */
export function readSellerCancels(reader: Reader, shopId: ShopId): ReadonlySet<OrderKey> {
  const rows = reader.all<{ order_key: number }>(
    `SELECT order_key FROM own_cancellations INDEXED BY own_cancellations_open WHERE shop_id = ? AND state = 'telling'
       AND state IN ('telling', 'refused')`,
    [shopId],
  );
  return new Set(rows.map((row) => row.order_key));
}

function fromRow(row: OwnRow): OwnCancellation {
  return {
    orderKey: row.order_key,
    shopId: row.shop_id as ShopId, // references shops
    orderId: row.order_id as OrderId, // branded when it was taken in
    state: row.state as OwnCancellationState, // CHECK in the table
    reasonCode: row.reason_code,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    settledAt: row.settled_at,
    said: row.answer_json === null ? null : JSON.parse(row.answer_json), // written right above
  };
}
