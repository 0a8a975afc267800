// "Not delivered to the door" tickets: one per order in all, and what became of each. An upheld one costs what the term of the day
// it was filed says.

import type { Clock } from '../basics/clock.ts';
import type { OrderId, ShopId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import { orderSubject } from '../orders/order.ts';
import { recordAudit } from '../people/audit.ts';
import { readDoorTerms } from '../settings/door-terms.ts';
import type { ComplianceReason } from './judge-compliance.ts';

export const ticketOutcomes = ['open', 'upheld', 'rejected'] as const;
export type TicketOutcome = (typeof ticketOutcomes)[number];
export type TicketFiler = 'consumer' | 'merchant';

export interface Ticket {
  readonly orderId: OrderId;
  readonly shopId: ShopId;
  readonly filedBy: TicketFiler;
  readonly filedAt: number;
  readonly outcome: TicketOutcome;
  /** Cents; 0 unless upheld. */
  readonly costCents: number;
  readonly note: string;
  readonly recordedBy: string;
  readonly settledAt: number | null;
  /** How the order left; null while it has not, or where it carried no tag. The proof when a ticket is contested. */
  readonly left: {
    readonly parcelIds: readonly string[];
    readonly isCompliant: boolean;
    readonly reasons: readonly ComplianceReason[];
    readonly carriers: readonly string[];
  } | null;
}

export interface TicketTold {
  readonly orderId: string;
  readonly shopId?: string | undefined;
  readonly filedBy: TicketFiler;
  readonly filedAt?: number | undefined;
  readonly outcome: TicketOutcome;
  readonly note: string;
}

/**
 * Refusals: `ticket.order-unknown` (orderId), `ticket.choose-shop` (orderId), `ticket.not-tagged` (orderId),
 * `ticket.recorded-already` (orderId, outcome, recordedBy), `ticket.from-the-future` (orderId).
 */
export function recordTicket(
  parts: { readonly clock: Pick<Clock, 'now'> },
  writer: Writer,
  told: TicketTold,
  caller: Pick<Caller, 'person'>,
): Ticket | Refusal {
  const order = findTicketOrder(writer, told);
  if ('kind' in order) return order;
  const { orderKey, orderId } = order;
  const now = parts.clock.now();
  const filedAt = told.filedAt ?? now;
  if (filedAt > now) return refuse('ticket.from-the-future', { orderId });
  const known = findTicket(writer, orderKey);
  if (known) {
    const { outcome, recordedBy } = known;
    return refuse('ticket.recorded-already', { orderId, outcome, recordedBy });
  }
  const isTagged =
    order.doorTag !== 'untagged' ||
    writer.get(`SELECT 1 AS yes FROM shipped_door_lines WHERE order_key = ?`, [orderKey]) !== undefined;
  if (!isTagged) return refuse('ticket.not-tagged', { orderId });
  const costCents = told.outcome === 'upheld' ? readDoorTerms(writer, filedAt).penaltyCents : 0;
  writer.run(
    `INSERT INTO tickets (order_key, shop_id, filed_by, filed_at, outcome, cost_cents, note, recorded_at, recorded_by, settled_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      orderKey,
      order.shopId,
      told.filedBy,
      filedAt,
      told.outcome,
      costCents,
      told.note,
      now,
      caller.person,
      told.outcome === 'open' ? null : now,
    ],
  );
  recordAudit(writer, parts.clock, caller, 'ticket.recorded', orderSubject(orderKey), {
    outcome: told.outcome,
    filedBy: told.filedBy,
    costCents,
  });
  writer.emit({ kind: 'shipments.changed' });
  return getTicket(writer, orderKey);
}

/** Refusals: `ticket.order-unknown`, `ticket.choose-shop`, `ticket.unknown`, `ticket.settled-already` (outcome), each with orderId. */
export function settleTicket(
  parts: { readonly clock: Pick<Clock, 'now'> },
  writer: Writer,
  told: {
    readonly orderId: string;
    readonly shopId?: string | undefined;
    readonly outcome: 'upheld' | 'rejected';
  },
  caller: Pick<Caller, 'person'>,
): Ticket | Refusal {
  const order = findTicketOrder(writer, told);
  if ('kind' in order) return order;
  const { orderKey, orderId } = order;
  const known = findTicket(writer, orderKey);
  if (!known) return refuse('ticket.unknown', { orderId });
  if (known.outcome !== 'open') return refuse('ticket.settled-already', { orderId, outcome: known.outcome });
  const costCents = told.outcome === 'upheld' ? readDoorTerms(writer, known.filedAt).penaltyCents : 0;
  writer.run(`UPDATE tickets SET outcome = ?, cost_cents = ?, settled_at = ? WHERE order_key = ?`, [
    told.outcome,
    costCents,
    parts.clock.now(),
    orderKey,
  ]);
  recordAudit(writer, parts.clock, caller, 'ticket.settled', orderSubject(orderKey), {
    outcome: told.outcome,
    costCents,
  });
  writer.emit({ kind: 'shipments.changed' });
  return getTicket(writer, orderKey);
}

export interface TicketPage {
  readonly rows: readonly Ticket[];
  readonly total: number;
  readonly counts: Readonly<Record<TicketOutcome, number>>;
  /** What all upheld ones cost. */
  readonly costCents: number;
}

/** Newest first. */
export function readTicketPage(
  reader: Reader,
  wanted: {
    readonly shopId?: string | undefined;
    readonly outcome?: TicketOutcome | undefined;
    readonly offset: number;
    readonly limit: number;
  },
): TicketPage {
  const shopId = wanted.shopId ?? null;
  const counts: Record<TicketOutcome, number> = { open: 0, upheld: 0, rejected: 0 };
  let costCents = 0;
  for (const row of reader.all<{ outcome: TicketOutcome; count: number; cents: number }>(
    `SELECT outcome, count(*) AS count, sum(cost_cents) AS cents FROM tickets
     WHERE shop_id = coalesce(?, shop_id) GROUP BY outcome`,
    [shopId],
  )) {
    counts[row.outcome] = row.count;
    costCents += row.cents;
  }
  const keys = reader.all<{ order_key: number }>(
    `SELECT order_key FROM tickets WHERE shop_id = coalesce(?, shop_id) AND outcome = coalesce(?, outcome)
     ORDER BY filed_at DESC, order_key DESC LIMIT ? OFFSET ?`,
    [shopId, wanted.outcome ?? null, wanted.limit, wanted.offset],
  );
  const total = wanted.outcome ? counts[wanted.outcome] : counts.open + counts.upheld + counts.rejected;
  return { rows: keys.map((row) => getTicket(reader, row.order_key)), total, counts, costCents };
}

interface TicketRow {
  order_id: string;
  shop_id: string;
  filed_by: string;
  filed_at: number;
  outcome: string;
  cost_cents: number;
  note: string;
  recorded_by: string;
  settled_at: number | null;
}

function findTicket(reader: Reader, orderKey: number): Ticket | undefined {
  const row = reader.get<TicketRow>(
    `SELECT orders.order_id, tickets.* FROM tickets JOIN orders USING (order_key) WHERE tickets.order_key = ?`,
    [orderKey],
  );
  if (!row) return undefined;
  const left = reader.all<{ parcel_id: string; carrier: string; is_compliant: number; reasons_json: string }>(
    `SELECT DISTINCT parcel_id, carrier, is_compliant, reasons_json
     FROM shipped_door_lines JOIN shipped_door_parcels USING (parcel_id) WHERE order_key = ? ORDER BY parcel_id`,
    [orderKey],
  );
  return {
    orderId: row.order_id as OrderId, // branded when it was taken in
    shopId: row.shop_id as ShopId,
    filedBy: row.filed_by as TicketFiler, // CHECK in the table
    filedAt: row.filed_at,
    outcome: row.outcome as TicketOutcome, // CHECK in the table
    costCents: row.cost_cents,
    note: row.note,
    recordedBy: row.recorded_by,
    settledAt: row.settled_at,
    left:
      left.length === 0
        ? null
        : {
            parcelIds: left.map((each) => each.parcel_id),
            isCompliant: left.every((each) => each.is_compliant === 1),
            reasons: [
              ...new Set(left.flatMap((each) => JSON.parse(each.reasons_json) as ComplianceReason[])), // written by freezeCompliance
            ],
            carriers: [...new Set(left.map((each) => each.carrier))],
          },
  };
}

function getTicket(reader: Reader, orderKey: number): Ticket {
  const ticket = findTicket(reader, orderKey);
  if (!ticket) throw new Error('a ticket that was just found or written is there');
  return ticket;
}

function findTicketOrder(
  reader: Reader,
  told: { readonly orderId: string; readonly shopId?: string | undefined },
): { orderKey: number; orderId: string; shopId: string; doorTag: string } | Refusal {
  const orderId = told.orderId.trim();
  const [order, ...others] = reader.all<{ order_key: number; shop_id: string; door_tag: string }>(
    `SELECT order_key, shop_id, door_tag FROM orders WHERE order_id = ? AND shop_id = coalesce(?, shop_id)`,
    [orderId, told.shopId ?? null],
  );
  if (!order) return refuse('ticket.order-unknown', { orderId });
  if (others.length > 0) return refuse('ticket.choose-shop', { orderId });
  return { orderKey: order.order_key, orderId, shopId: order.shop_id, doorTag: order.door_tag };
}
