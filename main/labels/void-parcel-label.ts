// A parcel that is pulled, or holds other goods than its label says, makes the label void: whatever state it is in, it is never
// printed again. The goods get a new label.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { setMustForgetHeld } from '../devices/printers/printers-table.ts';
import { recordAudit } from '../people/audit.ts';
import { restingState } from './batch.ts';
import { getBatch, setBatchState } from './batches-table.ts';
import { type Label, labelStates } from './label.ts';
import { countLabelStates, listLiveLabels, moveLabel } from './labels-table.ts';

/** In the transaction that changes the parcel; does nothing where no label is live. `why` and what happened are kept with the label. */
export function voidLabelOfParcel(
  parts: { readonly clock: Clock },
  writer: Writer,
  parcelId: ParcelId,
  why: string,
  caller: Pick<Caller, 'person'>,
  what: 'parcel.pulled' | 'parcel.changed' = 'parcel.pulled',
): void {
  for (const label of listLiveLabels(writer, parcelId)) voidOne(parts, writer, label, why, caller, what);
}

function voidOne(
  parts: { readonly clock: Clock },
  writer: Writer,
  label: Label,
  why: string,
  caller: Pick<Caller, 'person'>,
  what: 'parcel.pulled' | 'parcel.changed',
): void {
  const at = parts.clock.now();
  // One that is on its way may still come out: its paper is void all the same, and the spool leaves a void label alone.
  const live = labelStates.filter((state) => state !== 'void' && state !== 'failed');
  moveLabel(writer, label.labelId, live, { state: 'void', reason: what, reasonFacts: { why } }, at);
  const subject = { kind: 'parcel', id: label.parcelId };
  const facts = { trackingNumber: label.trackingNumber, reason: why };
  recordAudit(writer, parts.clock, caller, 'label.voided', subject, facts);
  const batch = getBatch(writer, label.batchId);
  const counts = countLabelStates(writer, batch.batchId);
  if (batch.state === 'in-doubt' && counts.uncertain + counts.sending === 0) {
    // The question was about this label alone; what else is queued waits for a person to go on. Nobody says any more whether it
    // came out: half of it, or all of it, may still be in the printer.
    setMustForgetHeld(writer, batch.printerId, true);
    setBatchState(writer, batch.batchId, restingState(counts, 'go'), at);
  }
  const isResting = batch.state === 'paused' || batch.state === 'waiting';
  if (isResting && restingState(counts, 'go') === 'finished') {
    setBatchState(writer, batch.batchId, 'finished', at);
  }
  writer.emit({ kind: 'batches.changed', batchId: batch.batchId });
}
