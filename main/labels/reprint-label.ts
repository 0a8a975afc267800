// A label again, or never: a reprint needs a reason, counts up, says so on the label and makes the old one void; the
// tracking number stays. A void label is not printed and not trusted any more.

import type { Clock } from '../basics/clock.ts';
import { type BatchId, type LabelId, newId, type PrinterId, type RandomBytes } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { findPrinter } from '../devices/printers/printers-table.ts';
import { getParcel } from '../parcels/parcels-table.ts';
import { recordAudit } from '../people/audit.ts';
import type { Settings } from '../settings/settings-table.ts';
import { restingState } from './batch.ts';
import {
  addBatch,
  type BatchView,
  getBatch,
  getBatchView,
  nextBatchNo,
  setBatchState,
} from './batches-table.ts';
import { judgeLabel } from './judge-label.ts';
import {
  addLabel,
  countLabelStates,
  findLabel,
  getLabelFacts,
  getLabelView,
  type LabelView,
  listLiveLabels,
  moveLabel,
} from './labels-table.ts';

export interface ReprintParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly settings: Settings;
}

/**
 * A batch of one label, waiting to be started. Refusals: `label.unknown`, `label.not-reprintable` (state: queued and
 * sending ones come anyway, void ones were replaced), `label.in-doubt` (the batch's question comes first),
 * `printer.unknown`, `parcel.over` (state), `parcel.blocked`, `label.reprint-needs-supervisor` (count: how often it was
 * reprinted), `people.pin-needed` for a supervisor who showed a badge only.
 */
export function reprintLabel(
  parts: ReprintParts,
  asked: { readonly labelId: LabelId; readonly reason: string; readonly printerId?: PrinterId | undefined },
  caller: Caller,
): BatchView | Refusal {
  return parts.database.write((writer) => {
    const old = findLabel(writer, asked.labelId);
    if (!old) return refuse('label.unknown', { labelId: asked.labelId });
    const oldBatch = getBatch(writer, old.batchId);
    const { batchNo, printerId: oldPrinterId } = oldBatch;
    if (old.state === 'uncertain') return refuse('label.in-doubt', { batchNo, position: old.position });
    if (old.state !== 'sent' && old.state !== 'printed') {
      return refuse('label.not-reprintable', { batchNo, position: old.position, state: old.state });
    }
    const printerId = asked.printerId ?? oldPrinterId;
    if (!findPrinter(writer, printerId)) return refuse('printer.unknown', { printerId });
    const parcel = getParcel(writer, old.parcelId);
    if (parcel.state === 'pulled' || parcel.state === 'dissolved') {
      return refuse('parcel.over', { parcelId: parcel.parcelId, state: parcel.state });
    }
    const blocked = judgeLabel(writer, parts.clock, parcel);
    if (blocked) return blocked;

    if (old.reprintCount >= parts.settings.get('printing.reprintsAlone')) {
      if (caller.role !== 'supervisor') {
        return refuse('label.reprint-needs-supervisor', { count: old.reprintCount, batchNo });
      }
      if (caller.isConfirmed === false) return refuse('people.pin-needed', { name: caller.person });
    }

    const at = parts.clock.now();
    const reprintCount = old.reprintCount + 1;
    moveLabel(writer, old.labelId, ['sent', 'printed'], { state: 'void', reason: asked.reason }, at);
    const batchId = newId<BatchId>('B', parts.random);
    const number = nextBatchNo(writer);
    addBatch(writer, {
      batchId,
      batchNo: number,
      printerId,
      labelCount: 1,
      createdAt: at,
      createdBy: caller.person,
    });
    addLabel(
      writer,
      { labelId: newId<LabelId>('L', parts.random), batchId, reprintReason: asked.reason },
      { ...getLabelFacts(writer, old.labelId), batchNo: number, position: 1, batchSize: 1, reprintCount },
      at,
    );
    recordAudit(
      writer,
      parts.clock,
      caller,
      'label.reprinted',
      { kind: 'parcel', id: old.parcelId },
      { trackingNumber: old.trackingNumber, reason: asked.reason, reprintCount },
    );
    writer.emit({ kind: 'batches.changed', batchId: old.batchId });
    writer.emit({ kind: 'parcels.changed' });
    return getBatchView(writer, batchId);
  });
}

/** Refusals: `label.unknown`, `label.in-doubt`, `label.on-its-way`, `label.void-already`. */
export function voidLabel(
  parts: Pick<ReprintParts, 'database' | 'clock'>,
  asked: { readonly labelId: LabelId; readonly reason: string },
  caller: Caller,
): LabelView | Refusal {
  return parts.database.write((writer) => {
    const label = findLabel(writer, asked.labelId);
    if (!label) return refuse('label.unknown', { labelId: asked.labelId });
    const batch = getBatch(writer, label.batchId);
    const where = { batchNo: batch.batchNo, position: label.position };
    if (label.state === 'uncertain') return refuse('label.in-doubt', where);
    if (label.state === 'sending') return refuse('label.on-its-way', where);
    if (label.state === 'void') return refuse('label.void-already', where);
    const at = parts.clock.now();
    const from = ['queued', 'sent', 'printed', 'failed'] as const;
    moveLabel(writer, label.labelId, from, { state: 'void', reason: asked.reason }, at);
    // What came with it lists goods for a waybill that counts for nothing any more.
    if (label.part === 'label' && label.state !== 'failed') {
      for (const other of listLiveLabels(writer, label.parcelId))
        moveLabel(
          writer,
          other.labelId,
          ['queued', 'sent', 'printed'],
          { state: 'void', reason: asked.reason },
          at,
        );
    }
    recordAudit(
      writer,
      parts.clock,
      caller,
      'label.voided',
      { kind: 'parcel', id: label.parcelId },
      { trackingNumber: label.trackingNumber, reason: asked.reason },
    );
    const isResting = batch.state === 'paused' || batch.state === 'waiting';
    if (isResting && restingState(countLabelStates(writer, batch.batchId), 'go') === 'finished') {
      setBatchState(writer, batch.batchId, 'finished', at);
    }
    writer.emit({ kind: 'batches.changed', batchId: batch.batchId });
    writer.emit({ kind: 'parcels.changed' });
    return getLabelView(writer, label.labelId);
  });
}
