// The fact that a parcel left and the debt to tell the platform: one transaction, one key made once.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId, RandomBytes } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import { addDebt, findDebtOf } from '../outbox/outbox-table.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import { recordAudit } from '../people/audit.ts';
import { shipmentKind, shipmentOf } from './shipment.ts';

export interface ShipmentParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Inside the transaction that packs the parcel. Owed twice is owed once. Refusals, all with `parcelId`: `shipment.parcel-unknown`,
 * `shipment.not-packed` (state), `shipment.no-waybill`, `shipment.blocked` (rule, why, orderIds).
 */
export function oweShipment(
  parts: ShipmentParts,
  writer: Writer,
  parcelId: ParcelId,
  caller: Pick<Caller, 'person'>,
): { readonly outboxNo: number } | Refusal {
  const parcel = findParcel(writer, parcelId);
  if (!parcel) return refuse('shipment.parcel-unknown', { parcelId });
  const known = findDebtOf(writer, shipmentKind, parcelId);
  if (known && known.state !== 'withdrawn') return { outboxNo: known.outboxNo };
  if (parcel.state !== 'packed') return refuse('shipment.not-packed', { parcelId, state: parcel.state });
  const shipment = shipmentOf(parcel);
  if (!shipment) return refuse('shipment.no-waybill', { parcelId });
  const { trackingNumber } = shipment;
  const { reasons } = askGuard(writer, parts.clock, shipment.lines, { parcelId, trackingNumber });
  const block = reasons.find((reason) => reason.verdict === 'block');
  if (block) {
    return refuse('shipment.blocked', {
      parcelId,
      rule: block.rule,
      why: block.facts.why,
      orderIds: [...new Set(block.lines.map((line) => line.orderId))],
    });
  }
  const outboxNo = addDebt(
    writer,
    {
      idempotencyKey: Buffer.from(parts.random(16)).toString('hex'),
      shopId: parcel.shopId,
      kind: shipmentKind,
      subjectId: parcelId,
      payload: shipment,
    },
    parts.clock.now(),
  );
  recordAudit(
    writer,
    parts.clock,
    caller,
    'shipment.owed',
    { kind: 'parcel', id: parcelId },
    { trackingNumber },
  );
  return { outboxNo };
}
