// A printer is replaced in the middle of a batch: the rest prints on another one. A doubt is settled first, because only the paper of
// the old printer can answer it.

import type { BatchId, PrinterId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import { findPrinter, mustForgetHeld } from '../devices/printers/printers-table.ts';
import { recordAudit } from '../people/audit.ts';
import { type BatchView, findBatch, getBatchView, setBatchPrinter, setBatchState } from './batches-table.ts';
import { listLabelsOfBatch } from './labels-table.ts';
import type { RunParts } from './run-batch.ts';

export interface MovedBatch extends BatchView {
  /** The old printer may hold labels that are printed on the new one now: it is switched off before anybody loads paper. */
  readonly mayStillHold: boolean;
}

/**
 * Refusals: `batch.unknown`, `printer.unknown`, `batch.not-movable` (batchNo: it prints), `batch.over` (state), `batch.in-doubt`
 * (its question first), `batch.unconfirmed` (batchNo, position: the last label the old printer took and cannot confirm).
 */
export function moveBatch(
  parts: RunParts,
  asked: { readonly batchId: BatchId; readonly printerId: PrinterId },
  caller: Caller,
): MovedBatch | Refusal {
  parts.spool.recover();
  return parts.database.write((writer) => {
    const batch = findBatch(writer, asked.batchId);
    if (!batch) return refuse('batch.unknown', { batchId: asked.batchId });
    if (!findPrinter(writer, asked.printerId)) {
      return refuse('printer.unknown', { printerId: asked.printerId });
    }
    const { batchNo, batchId, state } = batch;
    if (state === 'printing') return refuse('batch.not-movable', { batchNo });
    if (state === 'finished' || state === 'cancelled') return refuse('batch.over', { batchNo, state });
    if (state === 'in-doubt') return refuse('batch.in-doubt', { batchNo, batchId });
    const unconfirmed = listLabelsOfBatch(writer, batchId).findLast((label) => label.state === 'sent');
    if (unconfirmed && batch.printerId !== asked.printerId) {
      return refuse('batch.unconfirmed', { batchNo, position: unconfirmed.position });
    }
    const mayStillHold = batch.printerId !== asked.printerId && mustForgetHeld(writer, batch.printerId);
    if (batch.printerId !== asked.printerId) {
      setBatchPrinter(writer, batchId, asked.printerId);
      // It stood in line for the old one; a person starts it on the new one.
      setBatchState(writer, batchId, 'paused', parts.clock.now(), 'batch.moved');
      recordAudit(
        writer,
        parts.clock,
        caller,
        'batch.moved',
        { kind: 'batch', id: batchId },
        { batchNo, from: batch.printerId, to: asked.printerId },
      );
    }
    return { ...getBatchView(writer, batchId), mayStillHold };
  });
}
