// How the books come to rest when a batch stopped: by itself, by a doubt, by a person, or because the station ended. What was on its
// way and of which nobody knows is uncertain; and why it rests is said so that whoever reads it does nothing that prints twice.

import type { BatchId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import { mustForgetHeld } from '../devices/printers/printers-table.ts';
import { type BatchState, restingState } from './batch.ts';
import { getBatch, listBatchesInState, setBatchState } from './batches-table.ts';
import { countLabelStates, listLabelsOfBatch, moveLabel } from './labels-table.ts';

export function voidQueued(writer: Writer, batchId: BatchId, at: number): void {
  for (const label of listLabelsOfBatch(writer, batchId)) {
    moveLabel(writer, label.labelId, ['queued'], { state: 'void', reason: 'batch.cancelled' }, at);
  }
}

/** Labels whose bytes were on their way and of which no evidence is known. */
export function markUnsettled(writer: Writer, batchId: BatchId, reason: string, at: number): void {
  for (const label of listLabelsOfBatch(writer, batchId)) {
    const isUnsettled = label.state === 'sending' || (label.state === 'sent' && label.evidence === null);
    if (isUnsettled)
      moveLabel(writer, label.labelId, ['sending', 'sent'], { state: 'uncertain', reason }, at);
  }
}

/** After a crash: what was on its way is uncertain, its batch in doubt; a batch that was between labels is paused. */
export function recoverBatch(writer: Writer, batchId: BatchId, at: number): void {
  markUnsettled(writer, batchId, 'label.station-crashed', at);
  const state = restingState(countLabelStates(writer, batchId), 'go');
  setBatchState(writer, batchId, state, at, whyItRests(writer, batchId, state, 'batch.station-crashed'));
}

/** Until it is proved that the printer forgot what a person said did not come out, only switching it off and on is safe: no paper, no key. */
export function whyItRests(
  reader: Reader,
  batchId: BatchId,
  state: BatchState,
  why: string | null,
): string | null {
  const isOver = state === 'finished' || state === 'cancelled';
  return !isOver && mustForgetHeld(reader, getBatch(reader, batchId).printerId) ? 'printer.may-hold' : why;
}

/** What stood in line when the station ended waits for a person; where the printer may hold labels, it says so. */
export function recoverLine(writer: Writer, at: number): void {
  for (const { batchId, startedAt } of listBatchesInState(writer, 'waiting')) {
    const why = startedAt === null ? null : whyItRests(writer, batchId, 'paused', null);
    if (why !== null) setBatchState(writer, batchId, 'paused', at, why);
  }
}
