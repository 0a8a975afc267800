// All SQL for the outbox.

import type { ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { OutboxRow, OutboxState } from './outbox.ts';

interface Row {
  outbox_no: number;
  idempotency_key: string;
  shop_id: string;
  kind: string;
  subject_id: string;
  payload_json: string;
  state: string;
  attempts: number;
  next_try_at: number;
  last_code: string | null;
  last_words: string | null;
  created_at: number;
  sent_at: number | null;
  settled_at: number | null;
}

export interface NewDebt {
  readonly idempotencyKey: string;
  readonly shopId: ShopId;
  readonly kind: string;
  readonly subjectId: string;
  /** No personal data: ids, quantities, codes. */
  readonly payload: object;
}

/** Written in the transaction of the fact it belongs to. */
export function addDebt(writer: Writer, debt: NewDebt, now: number): number {
  const { lastId } = writer.run(
    `INSERT INTO outbox (idempotency_key, shop_id, kind, subject_id, payload_json, state, next_try_at, created_at)
     VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    [debt.idempotencyKey, debt.shopId, debt.kind, debt.subjectId, JSON.stringify(debt.payload), now, now],
  );
  writer.emit({ kind: 'shipments.changed' });
  return lastId;
}

export function findDebt(reader: Reader, outboxNo: number): OutboxRow | undefined {
  const row = reader.get<Row>(`SELECT * FROM outbox WHERE outbox_no = ?`, [outboxNo]);
  return row && fromRow(row);
}

/** The newest debt of this kind for this subject. */
export function findDebtOf(reader: Reader, kind: string, subjectId: string): OutboxRow | undefined {
  const row = reader.get<Row>(
    `SELECT * FROM outbox WHERE kind = ? AND subject_id = ? ORDER BY outbox_no DESC LIMIT 1`,
    [kind, subjectId],
  );
  return row && fromRow(row);
}

/** Shops and kinds that have something due; due also when the next try lies further away than any back-off: the clock was moved back. */
export function listDueGroups(
  reader: Reader,
  now: number,
  longestMs: number,
): { shopId: ShopId; kind: string }[] {
  return reader
    .all<{ shop_id: string; kind: string }>(
      `SELECT DISTINCT shop_id, kind FROM outbox
       WHERE state IN ('waiting', 'sending') AND (next_try_at <= ? OR next_try_at > ?) ORDER BY shop_id, kind`,
      [now, now + longestMs],
    )
    .map((row) => ({ shopId: row.shop_id as ShopId, kind: row.kind })); // references shops
}

/** Oldest first, at most `limit`. */
export function listDue(
  reader: Reader,
  group: { readonly shopId: ShopId; readonly kind: string },
  now: number,
  longestMs: number,
  limit: number,
): OutboxRow[] {
  return reader
    .all<Row>(
      `SELECT * FROM outbox WHERE state IN ('waiting', 'sending') AND (next_try_at <= :now OR next_try_at > :farAway)
         AND shop_id = :shopId AND kind = :kind ORDER BY outbox_no LIMIT :limit`,
      { now, farAway: now + longestMs, shopId: group.shopId, kind: group.kind, limit },
    )
    .map(fromRow);
}

/** When the next row that is not due yet wants to be tried; undefined when there is none. */
export function nextTryAfter(reader: Reader, now: number): number | undefined {
  const row = reader.get<{ at: number | null }>(
    `SELECT min(next_try_at) AS at FROM outbox WHERE state IN ('waiting', 'sending') AND next_try_at > ?`,
    [now],
  );
  return row?.at ?? undefined;
}

/** Before the call: whoever finds this state later knows that a call may have left. */
export function markSending(writer: Writer, outboxNo: number, now: number): void {
  writer.run(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1, sent_at = ? WHERE outbox_no = ?`,
    [now, outboxNo],
  );
}

/** Tried in vain: the state stays (`sending` while nobody knows) unless another is given. */
export function postpone(
  writer: Writer,
  outboxNo: number,
  to: {
    readonly nextTryAt: number;
    readonly code: string;
    readonly words: string;
    readonly state?: OutboxState;
    /** When the try was not counted before: nothing was sent. */
    readonly attempts?: number;
  },
): void {
  writer.run(
    `UPDATE outbox SET next_try_at = ?, last_code = ?, last_words = ?, state = coalesce(?, state),
       attempts = coalesce(?, attempts) WHERE outbox_no = ?`,
    [to.nextTryAt, to.code, to.words, to.state ?? null, to.attempts ?? null, outboxNo],
  );
  writer.emit({ kind: 'shipments.changed' });
}

/** Nothing is sent for this row any more unless a person says so. */
export function settleDebt(
  writer: Writer,
  outboxNo: number,
  state: Exclude<OutboxState, 'waiting' | 'sending'>,
  said: { readonly code: string; readonly words: string },
  now: number,
): void {
  writer.run(
    `UPDATE outbox SET state = ?, last_code = ?, last_words = ?, settled_at = ? WHERE outbox_no = ?`,
    [state, said.code, said.words, now, outboxNo],
  );
  writer.emit({ kind: 'shipments.changed' });
}

/** A person sends it again; `payload` when what is sent was corrected. */
export function reopenDebt(writer: Writer, outboxNo: number, payload: object | null, now: number): void {
  writer.run(
    `UPDATE outbox SET state = iif(state = 'sending', 'sending', 'waiting'), next_try_at = ?, settled_at = NULL,
       payload_json = coalesce(?, payload_json) WHERE outbox_no = ?`,
    [now, payload && JSON.stringify(payload), outboxNo],
  );
  writer.emit({ kind: 'shipments.changed' });
}

/** Rows that wait for a silent platform are due now; without `shopId` those of every shop. */
export function wakeDebts(writer: Writer, now: number, shopId?: ShopId): number {
  const { changes } = writer.run(
    `UPDATE outbox SET next_try_at = :now WHERE state IN ('waiting', 'sending') AND next_try_at > :now
       AND last_code LIKE 'platform.%' AND shop_id = coalesce(:shopId, shop_id)`,
    { now, shopId: shopId ?? null },
  );
  if (changes > 0) writer.emit({ kind: 'shipments.changed' });
  return changes;
}

/** Everything that is owed is due now; without `group` that of every shop. */
export function hurryDebts(
  writer: Writer,
  now: number,
  group: { readonly shopId: ShopId | null; readonly kind: string | null } = { shopId: null, kind: null },
): void {
  writer.run(
    `UPDATE outbox SET next_try_at = :now WHERE state IN ('waiting', 'sending') AND next_try_at > :now
       AND shop_id = coalesce(:shopId, shop_id) AND kind = coalesce(:kind, kind)`,
    { now, shopId: group.shopId, kind: group.kind },
  );
}

export function countDebts(reader: Reader, kind: string, states: readonly OutboxState[]): number {
  const row = reader.get<{ count: number }>(
    `SELECT count(*) AS count FROM outbox WHERE kind = ? AND state IN (SELECT value FROM json_each(?))`,
    [kind, JSON.stringify(states)],
  );
  return row?.count ?? 0;
}

/** Newest first. */
export function listDebts(
  reader: Reader,
  kind: string,
  states: readonly OutboxState[],
  offset: number,
  limit: number,
): OutboxRow[] {
  return reader
    .all<Row>(
      `SELECT * FROM outbox WHERE kind = ? AND state IN (SELECT value FROM json_each(?))
       ORDER BY outbox_no DESC LIMIT ? OFFSET ?`,
      [kind, JSON.stringify(states), limit, offset],
    )
    .map(fromRow);
}

function fromRow(row: Row): OutboxRow {
  return {
    outboxNo: row.outbox_no,
    idempotencyKey: row.idempotency_key,
    shopId: row.shop_id as ShopId, // references shops
    kind: row.kind,
    subjectId: row.subject_id,
    payloadJson: row.payload_json,
    state: row.state as OutboxState, // CHECK in the table
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    lastCode: row.last_code,
    lastWords: row.last_words,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    settledAt: row.settled_at,
  };
}
