// Pulls a parcel: what must not leave is taken out of the flow with everything that hangs on it. Its label is void, its waybill
// number goes back to the platform that gave it, packed goods are stock again. Its lines are free once somebody dissolves it.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId, RandomBytes } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { giveBackToStock } from '../parcels/parcel-stock.ts';
import { getParcel } from '../parcels/parcels-table.ts';
import { oweWaybillReturn } from '../parcels/return-waybill.ts';
import { recordAudit } from '../people/audit.ts';
import { voidLabelOfParcel } from './void-parcel-label.ts';

/** In the caller's transaction; the caller has checked that the parcel may be pulled. `facts` are added to the trace. */
export function pullParcel(
  parts: { readonly clock: Clock; readonly random: RandomBytes },
  writer: Writer,
  parcelId: ParcelId,
  reason: string,
  caller: Pick<Caller, 'person'>,
  facts: Readonly<Record<string, string | number>> = {},
): void {
  const parcel = getParcel(writer, parcelId);
  giveBackToStock(writer, parcelId);
  voidLabelOfParcel(parts, writer, parcelId, reason, caller);
  writer.run(`UPDATE parcels SET state = 'pulled', pulled_reason = ? WHERE parcel_id = ?`, [
    reason,
    parcelId,
  ]);
  writer.run(`UPDATE parcel_lines SET packed_quantity = 0 WHERE parcel_id = ?`, [parcelId]);
  oweWaybillReturn(parts, writer, parcel);
  recordAudit(
    writer,
    parts.clock,
    caller,
    'parcel.pulled',
    { kind: 'parcel', id: parcelId },
    { ...facts, reason },
  );
  writer.emit({ kind: 'parcels.changed' });
}
