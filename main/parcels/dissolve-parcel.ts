// Takes a parcel apart on paper: its lines are free to be planned anew. A waybill number that was taken for it is given back.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId, RandomBytes } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import { recordAudit } from '../people/audit.ts';
import type { Parcel, ParcelState } from './parcel.ts';
import { findParcel } from './parcels-table.ts';
import { oweWaybillReturn } from './return-waybill.ts';
import { refsOf } from './view-parcel.ts';

/** Nothing of such a parcel is in anybody's hands, or somebody has put it aside. */
const dissolvableStates: readonly ParcelState[] = ['proposed', 'planned', 'pulled'];

/** Refusals: `parcel.unknown` (parcelId), `parcel.not-planned` (parcelId, state), `parcel.has-label` (parcelId, labelId). */
export function dissolveParcel(
  parts: { readonly clock: Clock; readonly random: RandomBytes },
  writer: Writer,
  parcelId: ParcelId,
  caller: Caller,
): { readonly parcelId: ParcelId } | Refusal {
  const parcel = findParcel(writer, parcelId);
  if (!parcel) return refuse('parcel.unknown', { parcelId });
  if (!dissolvableStates.includes(parcel.state) && !isReleasedInVain(parts, writer, parcel)) {
    return refuse('parcel.not-planned', { parcelId, state: parcel.state });
  }
  const labelId = findLiveLabelId(writer, parcelId);
  if (labelId) return refuse('parcel.has-label', { parcelId, labelId });
  writer.run(
    `UPDATE parcels SET state = 'dissolved', tracking_number = NULL, waybill_source = NULL WHERE parcel_id = ?`,
    [parcelId],
  );
  // A pulled parcel has given its number back when it was pulled, or left: its number is not live any more.
  if (parcel.state !== 'pulled') oweWaybillReturn(parts, writer, parcel);
  const facts = { before: parcel.state, trackingNumber: parcel.trackingNumber };
  recordAudit(writer, parts.clock, caller, 'parcel.dissolved', { kind: 'parcel', id: parcelId }, facts);
  writer.emit({ kind: 'parcels.changed' });
  return { parcelId };
}

/** Nobody will pack it as it is: the guard blocks it, and no bench has it. Its goods are planned anew. */
function isReleasedInVain(parts: { readonly clock: Clock }, reader: Reader, parcel: Parcel): boolean {
  if (parcel.state !== 'released' || parcel.lines.some((line) => line.packedQuantity > 0)) return false;
  const { parcelId } = parcel;
  return askGuard(reader, parts.clock, refsOf(parcel), { parcelId }).verdict === 'block';
}

/** A label that may be stuck on something; it is voided before the parcel changes under it. */
export function findLiveLabelId(reader: Reader, parcelId: ParcelId): string | undefined {
  return reader.get<{ label_id: string }>(
    `SELECT label_id FROM labels WHERE parcel_id = ? AND state NOT IN ('void', 'failed')`,
    [parcelId],
  )?.label_id;
}
