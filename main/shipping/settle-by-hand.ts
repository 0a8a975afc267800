// What a person may do with a shipment that is owed: send it again, or take it back and pull the parcel.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId, RandomBytes } from '../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { pullParcel } from '../labels/pull-parcel.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { findDebt, reopenDebt, settleDebt } from '../outbox/outbox-table.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import { recordAudit } from '../people/audit.ts';
import { shipmentKind, shipmentOf } from './shipment.ts';

export interface ByHandParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Due now, with the parcel's carrier and number as they are by now: a person may have corrected them. The key stays: a call
 * that was refused may be repeated with it. Refusals: `shipping.unknown`, `shipping.settled` (state), `shipment.not-packed`,
 * `shipment.no-waybill`, each with `outboxNo`.
 */
export function retryShipment(
  parts: ByHandParts,
  writer: Writer,
  outboxNo: number,
  caller: Pick<Caller, 'person'>,
): { readonly outboxNo: number } | Refusal {
  const row = findUnsettled(writer, outboxNo);
  if (isRefusal(row)) return row;
  const parcelId = row.subjectId as ParcelId; // written by oweShipment only
  const parcel = findParcel(writer, parcelId);
  if (parcel?.state !== 'packed') {
    return refuse('shipment.not-packed', { outboxNo, parcelId, state: parcel?.state ?? null });
  }
  const shipment = shipmentOf(parcel);
  if (!shipment) return refuse('shipment.no-waybill', { outboxNo, parcelId });
  // While nobody knows whether a call arrived, the very same thing is asked again, never another.
  const isRefused = row.state === 'held' || row.state === 'unreadable' || isRefusedByPlatform(row);
  reopenDebt(writer, outboxNo, isRefused ? shipment : null, parts.clock.now());
  recordAudit(writer, parts.clock, caller, 'shipment.retried', { kind: 'parcel', id: parcelId });
  return { outboxNo };
}

function isRefusedByPlatform(row: OutboxRow): boolean {
  return row.state === 'needs-person' && row.lastCode !== 'outbox.bug';
}

/**
 * The parcel stays here: it is pulled, its waybill goes back. Refusals: `shipping.unknown`, `shipping.settled` (state),
 * `shipping.in-flight` (a call may have arrived: wait until the platform was read), each with `outboxNo`.
 */
export function withdrawShipment(
  parts: ByHandParts,
  writer: Writer,
  outboxNo: number,
  reason: string,
  caller: Pick<Caller, 'person'>,
): { readonly outboxNo: number } | Refusal {
  const row = findUnsettled(writer, outboxNo);
  if (isRefusal(row)) return row;
  if (row.state === 'sending' || row.lastCode === 'outbox.bug')
    return refuse('shipping.in-flight', { outboxNo });
  const now = parts.clock.now();
  const parcelId = row.subjectId as ParcelId; // written by oweShipment only
  settleDebt(writer, outboxNo, 'withdrawn', { code: 'shipping.withdrawn', words: reason }, now);
  const parcel = findParcel(writer, parcelId);
  if (parcel?.state === 'packed') {
    pullParcel(parts, writer, parcelId, reason, caller);
  }
  recordAudit(
    writer,
    parts.clock,
    caller,
    'shipment.withdrawn',
    { kind: 'parcel', id: parcelId },
    { reason },
  );
  return { outboxNo };
}

function findUnsettled(writer: Writer, outboxNo: number): OutboxRow | Refusal {
  const row = findDebt(writer, outboxNo);
  if (row?.kind !== shipmentKind) return refuse('shipping.unknown', { outboxNo });
  if (row.state !== 'done' && row.state !== 'withdrawn') return row;
  return refuse('shipping.settled', { outboxNo, state: row.state });
}
