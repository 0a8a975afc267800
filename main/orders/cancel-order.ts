// The seller cancels an order: decided here by a person who was told what follows (the platform sets the stock of its goods to 0), held from
// that moment, owed to the platform, done when it confirms. When it would not have it, the order is free again and a person reads why.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { OrderId, RandomBytes } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { Answer, Errand } from '../outbox/errand.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { addDebt, findDebtOf, settleDebt } from '../outbox/outbox-table.ts';
import { recordAudit } from '../people/audit.ts';
import type { OrderCancelling } from '../platforms/platform.ts';
import { type Order, type OrderKey, openOrderStates, orderSubject } from './order.ts';
import { listOrders } from './orders-table.ts';
import {
  addOwnCancellation,
  findOwnCancellation,
  forgetOwnCancellation,
  settleOwnCancellation,
} from './own-cancellations-table.ts';

const ownCancellationKind = 'own-cancellation';

export interface CancelParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Why this order cannot be cancelled by the seller now; undefined when it can. `own-cancel.unknown`, `own-cancel.asked-already`,
 * `own-cancel.ended` (state), `own-cancel.buyer-asks`, `own-cancel.shipped` (parcelId), `own-cancel.shipment-owed` (parcelId).
 */
export function whyNotCancel(reader: Reader, orderKey: OrderKey): Refusal | undefined {
  const order = listOrders(reader, [orderKey])[0];
  if (!order) return refuse('own-cancel.unknown');
  if (findOwnCancellation(reader, orderKey)?.state === 'telling') return refuse('own-cancel.asked-already');
  if (!openOrderStates.includes(order.state)) return refuse('own-cancel.ended', { state: order.state });
  const asked = reader.get(
    `SELECT 1 AS yes FROM cancellations WHERE order_key = ? AND state IN ('asked', 'answering')`,
    [orderKey],
  );
  if (asked || order.hold === 'cancel-requested') return refuse('own-cancel.buyer-asks');
  return whyGone(reader, order);
}

/** What has left, or is being told as left, is not cancelled but called back. */
function whyGone(reader: Reader, { orderKey }: Order): Refusal | undefined {
  const gone = reader.get<{ parcel_id: string; state: string }>(
    `SELECT DISTINCT parcels.parcel_id, parcels.state FROM parcel_lines JOIN parcels USING (parcel_id)
     WHERE parcel_lines.order_key = ? AND (parcels.state = 'shipped' OR EXISTS (
       SELECT 1 FROM outbox WHERE outbox.kind = 'shipment' AND outbox.subject_id = parcels.parcel_id
         AND outbox.state IN ('waiting', 'sending')))
     ORDER BY parcels.state = 'shipped' DESC, parcels.parcel_id LIMIT 1`,
    [orderKey],
  );
  if (!gone) return undefined;
  const parcelId = gone.parcel_id;
  return gone.state === 'shipped'
    ? refuse('own-cancel.shipped', { parcelId })
    : refuse('own-cancel.shipment-owed', { parcelId });
}

/** The order is held and the debt owed, in the caller's transaction. Refusals: those of `whyNotCancel`. */
export function cancelOrder(
  parts: CancelParts,
  writer: Writer,
  asked: { readonly orderKey: OrderKey; readonly reasonCode: string },
  caller: Pick<Caller, 'person'>,
): { readonly outboxNo: number } | Refusal {
  const { orderKey, reasonCode } = asked;
  const no = whyNotCancel(writer, orderKey);
  if (no) return no;
  const [order] = listOrders(writer, [orderKey]);
  if (!order) return refuse('own-cancel.unknown');
  const now = parts.clock.now();
  const { shopId, orderId } = order;
  addOwnCancellation(writer, { orderKey, shopId, reasonCode, askedAt: now, askedBy: caller.person });
  // What the platform itself says of it weighs more and stays.
  writer.run(`UPDATE orders SET hold = 'seller-cancels', hold_at = ? WHERE order_key = ? AND hold IS NULL`, [
    now,
    orderKey,
  ]);
  const outboxNo = addDebt(
    writer,
    {
      idempotencyKey: Buffer.from(parts.random(16)).toString('hex'),
      shopId,
      kind: ownCancellationKind,
      subjectId: String(orderKey),
      payload: { orderId, orderKey, reasonCode },
    },
    now,
  );
  recordAudit(writer, parts.clock, caller, 'order.cancel-asked', orderSubject(orderKey), { reasonCode });
  writer.emit({ kind: 'orders.changed' });
  return { outboxNo };
}

/**
 * A refused one is put away; one that nobody has told yet is taken back, and the order is free again. Refusals: `own-cancel.not-asked`,
 * `own-cancel.in-flight`: a call may have arrived.
 */
export function takeBackCancel(
  parts: Pick<CancelParts, 'clock'>,
  writer: Writer,
  orderKey: OrderKey,
  caller: Pick<Caller, 'person'>,
): { readonly orderKey: OrderKey } | Refusal {
  const known = findOwnCancellation(writer, orderKey);
  if (!known || known.state === 'done') return refuse('own-cancel.not-asked');
  if (known.state === 'telling') {
    const debt = findDebtOf(writer, ownCancellationKind, String(orderKey));
    if (isInFlight(writer, orderKey)) return refuse('own-cancel.in-flight');
    const said = { code: 'own-cancel.taken-back', words: '' };
    if (debt?.state === 'waiting') settleDebt(writer, debt.outboxNo, 'withdrawn', said, parts.clock.now());
    freeOrder(writer, orderKey);
  }
  forgetOwnCancellation(writer, orderKey);
  recordAudit(writer, parts.clock, caller, 'order.cancel-taken-back', orderSubject(orderKey));
  writer.emit({ kind: 'orders.changed' });
  return { orderKey };
}

/** True once it was sent, or may have been. */
export function isInFlight(reader: Reader, orderKey: OrderKey): boolean {
  return findDebtOf(reader, ownCancellationKind, String(orderKey))?.state === 'sending';
}

/** Only of the hold that was put on it here. */
function freeOrder(writer: Writer, orderKey: OrderKey): void {
  writer.run(
    `UPDATE orders SET hold = NULL, hold_at = NULL WHERE order_key = ? AND hold = 'seller-cancels'`,
    [orderKey],
  );
}

const payloadSchema = z.strictObject({
  orderId: z.string().min(1),
  orderKey: z.number().int(),
  reasonCode: z.string().min(1),
});

function parseCancelling(row: OutboxRow): (OrderCancelling & { readonly orderKey: OrderKey }) | undefined {
  try {
    const { orderId, ...rest } = payloadSchema.parse(JSON.parse(row.payloadJson));
    // Branded when the order was taken in.
    return { ...rest, orderId: orderId as OrderId, idempotencyKey: row.idempotencyKey };
  } catch {
    return undefined; // not JSON or not this shape: the caller puts the row before a person
  }
}

/** The platform's side looks whether it is cancelled already before it says anything: there is nothing to ask before. */
export function ownCancellationErrand(clock: Clock): Errand {
  return {
    kind: ownCancellationKind,
    limit: () => 20,
    isReadable: (row) => parseCancelling(row) !== undefined,
    about: (row) => [parseCancelling(row)?.orderId ?? row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    async send(platform, rows) {
      const answers: Answer[] = [];
      for (const row of rows) {
        const cancelling = parseCancelling(row);
        if (!cancelling) continue;
        const { orderId, reasonCode, idempotencyKey } = cancelling;
        if (platform.cancelForSeller)
          answers.push(await platform.cancelForSeller({ orderId, reasonCode, idempotencyKey }));
        else answers.push({ idempotencyKey, outcome: 'fix', code: 'own-cancel.not-here', words: '' });
      }
      return answers;
    },
    settle(writer, row, outcome, said) {
      const { orderKey } = parseCancelling(row) ?? {};
      if (orderKey === undefined) return;
      const now = clock.now();
      const isDone = outcome === 'done';
      settleOwnCancellation(writer, orderKey, isDone ? 'done' : 'refused', said, now);
      if (!isDone) {
        // The decision is open again, and it is not the shipping room's: it stands in a list of its own.
        settleDebt(writer, row.outboxNo, 'withdrawn', said, now);
        freeOrder(writer, orderKey);
      }
      const verb = isDone ? 'order.cancel-done' : 'order.cancel-refused';
      const facts = { code: said.code, words: said.words };
      recordAudit(writer, clock, { person: 'station' }, verb, orderSubject(orderKey), facts);
      writer.emit({ kind: 'orders.changed' });
    },
  };
}
