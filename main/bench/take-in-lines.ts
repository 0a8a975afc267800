// A supervisor has let lines of another parcel into the open one: they change parcels, and whatever paper said otherwise is void.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId, RandomBytes } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { type RelabelParts, relabelParcel } from '../labels/relabel-parcel.ts';
import { voidLabelOfParcel } from '../labels/void-parcel-label.ts';
import { addToParcel, refreshParcel, takeFromParcel } from '../parcels/new-parcel.ts';
import { readDoorTag } from '../parcels/parcel-door-tag.ts';
import { getParcel } from '../parcels/parcels-table.ts';
import { oweWaybillReturn } from '../parcels/return-waybill.ts';
import { refsOf } from '../parcels/view-parcel.ts';
import { recordAudit } from '../people/audit.ts';
import type { LinesBeside } from './bench-state.ts';

interface TakeInParts extends RelabelParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

const why = 'taken-in';

/** Inside the scan's transaction; the guard was asked in it. Answers the printer of the open parcel's new label, if it had one. */
export function takeInLines(
  parts: TakeInParts,
  writer: Writer,
  caller: Caller,
  parcelId: ParcelId,
  beside: LinesBeside,
): { readonly printer: string } | null {
  const from = getParcel(writer, beside.parcelId);
  for (const ref of beside.lines) {
    takeFromParcel(writer, from.parcelId, ref);
    addToParcel(writer, parcelId, ref);
    const line = from.lines.find((each) => each.orderKey === ref.orderKey && each.lineId === ref.lineId);
    const facts = {
      order: line?.orderId ?? null,
      line: ref.lineId,
      quantity: ref.quantity,
      from: from.parcelId,
      to: parcelId,
      accepted: [],
    };
    for (const id of [from.parcelId, parcelId]) {
      recordAudit(writer, parts.clock, caller, 'parcel.line-moved', { kind: 'parcel', id }, facts);
    }
  }
  leaveRest(parts, writer, caller, from.parcelId);
  refreshParcel(writer, parcelId, readDoorTag(writer, parts.clock, refsOf(getParcel(writer, parcelId))));
  writer.emit({ kind: 'parcels.changed' });
  return relabelParcel(parts, writer, parcelId, why, caller);
}

/** The other parcel goes on with what is left of it; empty, it is no parcel any more. */
function leaveRest(parts: TakeInParts, writer: Writer, caller: Caller, parcelId: ParcelId): void {
  const rest = getParcel(writer, parcelId);
  if (rest.lines.length > 0) {
    refreshParcel(writer, parcelId, readDoorTag(writer, parts.clock, refsOf(rest)));
    relabelParcel(parts, writer, parcelId, why, caller);
    return;
  }
  voidLabelOfParcel(parts, writer, parcelId, why, caller, 'parcel.changed');
  oweWaybillReturn(parts, writer, rest);
  writer.run(
    `UPDATE parcels SET state = 'dissolved', tracking_number = NULL, waybill_source = NULL WHERE parcel_id = ?`,
    [parcelId],
  );
  const facts = { before: rest.state, trackingNumber: rest.trackingNumber };
  recordAudit(writer, parts.clock, caller, 'parcel.dissolved', { kind: 'parcel', id: parcelId }, facts);
}
