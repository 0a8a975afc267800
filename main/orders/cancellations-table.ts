// What buyers asked to cancel: from the moment the platform tells it until it is answered, withdrawn, or answered by time itself.

import type { OrderId, ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import type { Intake } from './intake.ts';
import type { OrderKey } from './order.ts';

/** `answering`: a person has decided, the platform has not confirmed yet. `lapsed`: the order ended while nobody had answered. */
export type CancellationState = 'asked' | 'answering' | 'accepted' | 'refused' | 'withdrawn' | 'lapsed';

export interface Cancellation {
  readonly shopId: ShopId;
  readonly cancelId: string;
  readonly orderKey: OrderKey;
  readonly orderId: OrderId;
  readonly askedAt: number;
  readonly answerBy: number | null;
  /** In the platform's words. */
  readonly reason: string;
  readonly state: CancellationState;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
  /** What the platform said to the last answer, where it would not have it. */
  readonly said: { readonly code: string; readonly words: string } | null;
}

/** As the platform tells it with the order: asked, or no longer asked. */
export function noteCancellation(
  intake: Intake,
  writer: Writer,
  orderKey: OrderKey,
  order: IncomingOrder,
): void {
  const told = order.cancellation;
  if (told === undefined) return; // this source tells nothing of cancellations
  if (told) {
    writer.run(
      `INSERT INTO cancellations (shop_id, cancel_id, order_key, asked_at, answer_by, reason, state)
       VALUES (?, ?, ?, ?, ?, ?, 'asked')
       ON CONFLICT (shop_id, cancel_id) DO UPDATE SET answer_by = excluded.answer_by, reason = excluded.reason`,
      [intake.shopId, told.cancelId, orderKey, told.askedAt, told.answerBy, told.reason],
    );
  }
  const ended = order.state === 'cancelled' ? 'lapsed' : 'withdrawn';
  const changed = writer.run(
    `UPDATE cancellations SET state = ? WHERE order_key = ? AND state = 'asked' AND cancel_id IS NOT ?`,
    [ended, orderKey, told?.cancelId ?? null],
  ).changes;
  if (told || changed > 0) writer.emit({ kind: 'orders.changed' });
}

/** `answer`: who decided and when, null leaves that. `said`: what the platform answered, where it would not have it. */
export function setCancellationState(
  writer: Writer,
  { shopId, cancelId }: Pick<Cancellation, 'shopId' | 'cancelId'>,
  state: CancellationState,
  answer: { readonly at: number; readonly by: string } | null,
  said?: { readonly code: string; readonly words: string },
): void {
  writer.run(
    `UPDATE cancellations SET state = ?, answered_at = coalesce(?, answered_at), answered_by = coalesce(?, answered_by),
       answer_json = ? WHERE shop_id = ? AND cancel_id = ?`,
    [state, answer?.at ?? null, answer?.by ?? null, said ? JSON.stringify(said) : null, shopId, cancelId],
  );
  writer.emit({ kind: 'orders.changed' });
}

interface CancellationRow {
  shop_id: string;
  cancel_id: string;
  order_key: number;
  order_id: string;
  asked_at: number;
  answer_by: number | null;
  reason: string;
  state: string;
  answered_at: number | null;
  answered_by: string | null;
  answer_json: string | null;
}

const selectSql = `SELECT cancellations.*, orders.order_id FROM cancellations JOIN orders USING (order_key)`;

/** Those that wait for an answer, the most urgent first. */
export function listAsked(reader: Reader): Cancellation[] {
  return reader
    .all<CancellationRow>(
      `${selectSql} WHERE cancellations.state IN ('asked', 'answering')
       ORDER BY cancellations.answer_by IS NULL, cancellations.answer_by, cancellations.asked_at, cancellations.cancel_id`,
    )
    .map(cancellationFromRow);
}

export function findCancellation(reader: Reader, shopId: ShopId, cancelId: string): Cancellation | undefined {
  const row = reader.get<CancellationRow>(`${selectSql} WHERE cancellations.shop_id = ? AND cancel_id = ?`, [
    shopId,
    cancelId,
  ]);
  return row && cancellationFromRow(row);
}

function cancellationFromRow(row: CancellationRow): Cancellation {
  return {
    shopId: row.shop_id as ShopId, // branded when it was taken in
    cancelId: row.cancel_id,
    orderKey: row.order_key,
    orderId: row.order_id as OrderId, // branded when it was taken in
    askedAt: row.asked_at,
    answerBy: row.answer_by,
    reason: row.reason,
    state: row.state as CancellationState, // CHECK in the table
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    said: row.answer_json === null ? null : JSON.parse(row.answer_json), // written right above
  };
}
