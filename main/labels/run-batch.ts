// What an operator asks of a batch: start, pause, resume, cancel at label boundaries, and the one answer after a doubt:
// which label is the last that came out.

import type { Clock } from '../basics/clock.ts';
import type { BatchId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database, Writer } from '../database/database.ts';
import { findPrinter, setMustForgetHeld } from '../devices/printers/printers-table.ts';
import { recordAudit } from '../people/audit.ts';
import { type Batch, type BatchState, restingState, settleLabels } from './batch.ts';
import {
  type BatchView,
  findBatch,
  findBatchBefore,
  getBatchView,
  listBatchesInState,
  putInLine,
  setBatchState,
} from './batches-table.ts';
import { countLabelStates, listLabelsByScan, listLabelsOfBatch, moveLabel } from './labels-table.ts';
import { voidQueued, whyItRests } from './rest-batch.ts';
import type { Spool } from './spool.ts';

export interface RunParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly spool: Spool;
}

/** The spool is woken after the transaction that these lines may be part of has been committed. */
function wakeAfterCommit(parts: RunParts, batch: Batch): void {
  queueMicrotask(() => parts.spool.wake(batch.printerId));
}

/**
 * Puts a waiting or paused batch in line; it prints as soon as its printer is free.
 * Refusals: `batch.unknown`, `batch.not-startable` (batchNo, state), `printer.unknown`, `batch.printer-in-doubt` (batchNo
 * of the batch whose question must be answered first).
 */
export function startBatch(
  parts: RunParts,
  batchId: BatchId,
  caller: Caller,
  from: readonly BatchState[] = ['waiting', 'paused'],
): BatchView | Refusal {
  parts.spool.recover(); // on its own: what it finds stays in the books even if this start is refused
  return parts.database.write((writer) => {
    const batch = findBatch(writer, batchId);
    if (!batch) return refuse('batch.unknown', { batchId });
    if (batch.state === 'printing') return getBatchView(writer, batchId); // a second click on "start"
    if (!from.includes(batch.state)) {
      return refuse('batch.not-startable', { batchNo: batch.batchNo, state: batch.state });
    }
    if (!findPrinter(writer, batch.printerId))
      return refuse('printer.unknown', { printerId: batch.printerId });
    const doubted = listBatchesInState(writer, 'in-doubt', batch.printerId)[0];
    if (doubted)
      return refuse('batch.printer-in-doubt', { batchNo: doubted.batchNo, batchId: doubted.batchId });
    // The words of this reason asked to switch the printer off and on: going on says that it was done.
    if (batch.stopReason === 'printer.may-hold') setMustForgetHeld(writer, batch.printerId, false);
    putInLine(writer, batchId, parts.clock.now());
    note(parts, writer, caller, batch.state === 'paused' ? 'batch.resumed' : 'batch.started', batch);
    wakeAfterCommit(parts, batch);
    return getBatchView(writer, batchId);
  });
}

/**
 * The labels in the printer, two at most, are finished first; while paper is out that is when paper is loaded. With `isNow` the
 * printer is let go instead and the labels in it are in doubt. Refusals: `batch.unknown`, `batch.not-printing`.
 */
export function pauseBatch(
  parts: RunParts,
  batchId: BatchId,
  caller: Caller,
  isNow = false,
): BatchView | Refusal {
  return parts.database.write((writer) => {
    const batch = findBatch(writer, batchId);
    if (!batch) return refuse('batch.unknown', { batchId });
    const isInLine = batch.state === 'waiting' && batch.startedAt !== null;
    if (batch.state === 'paused') return getBatchView(writer, batchId);
    if (isInLine) {
      const why = whyItRests(writer, batchId, 'paused', null);
      setBatchState(writer, batchId, 'paused', parts.clock.now(), why);
    }
    if (!isInLine && !parts.spool.wishRest(batchId, 'pause')) {
      return refuse('batch.not-printing', { batchNo: batch.batchNo, state: batch.state });
    }
    if (isNow) queueMicrotask(() => parts.spool.letGo(batchId));
    note(parts, writer, caller, 'batch.paused', batch);
    return getBatchView(writer, batchId);
  });
}

/** What is not yet on its way gets no label. Refusals: `batch.unknown`, `batch.in-doubt`, `batch.over` (batchNo, state). */
export function cancelBatch(parts: RunParts, batchId: BatchId, caller: Caller): BatchView | Refusal {
  return parts.database.write((writer) => {
    const batch = findBatch(writer, batchId);
    if (!batch) return refuse('batch.unknown', { batchId });
    const { batchNo, state } = batch;
    if (state === 'in-doubt') return refuse('batch.in-doubt', { batchNo, batchId });
    if (state === 'finished' || state === 'cancelled') return refuse('batch.over', { batchNo, state });
    if (!parts.spool.wishRest(batchId, 'cancel')) {
      voidQueued(writer, batchId, parts.clock.now());
      setBatchState(writer, batchId, 'cancelled', parts.clock.now());
      writer.emit({ kind: 'parcels.changed' });
    }
    note(parts, writer, caller, 'batch.cancelled', batch);
    return getBatchView(writer, batchId);
  });
}

/** The last label that came out whole, by its position (0: none) or its code; `missing`: positions before it that lie there torn, or
 * not at all. */
export type LastPrinted = ({ readonly position: number } | { readonly code: string }) & {
  readonly missing?: readonly number[];
  /** The person only says what came out: what is left waits until the batch is resumed. */
  readonly isPaused?: boolean;
};

/**
 * Answers the one question after a doubt, and confirms what a printer took that cannot tell. Everything up to the named label is
 * printed, what was on its way after it goes back to the queue, and the batch prints on, or rests when asked to; a batch that rests and of which
 * everything came out stays as it is. Refusals: `batch.unknown`, `batch.not-in-doubt`, `label.not-in-batch`
 * (code, batchNo), `batch.position-unknown`, `batch.later-printed` (batchNo, position).
 */
export function settleBatch(
  parts: RunParts,
  batchId: BatchId,
  last: LastPrinted,
  caller: Caller,
): BatchView | Refusal {
  return parts.database.write((writer) => {
    const batch = findBatch(writer, batchId);
    if (!batch) return refuse('batch.unknown', { batchId });
    const { batchNo } = batch;
    const labels = listLabelsOfBatch(writer, batchId);
    const isResting = batch.state === 'finished' || batch.state === 'cancelled' || batch.state === 'paused';
    const canBeAsked = isResting && labels.some((label) => label.state === 'sent');
    if (batch.state !== 'in-doubt' && !canBeAsked) {
      return refuse('batch.not-in-doubt', { batchNo, state: batch.state });
    }
    const position =
      'position' in last
        ? last.position
        : listLabelsByScan(writer, normaliseCode(last.code)).find((label) => label.batchId === batchId)
            ?.position;
    if (position === undefined) {
      return refuse('label.not-in-batch', { code: 'code' in last ? last.code.slice(0, 40) : '', batchNo });
    }
    if (position > batch.labelCount) return refuse('batch.position-unknown', { batchNo, position });
    const answer = settleLabels(labels, position, last.missing);
    if (answer.contradiction !== null) {
      return refuse('batch.later-printed', { batchNo, position: answer.contradiction });
    }
    const at = parts.clock.now();
    // A scan proves the ones before it as well, unless some of them lie torn between: then a person looked at each.
    const evidence = 'code' in last && (last.missing ?? []).length === 0 ? 'scanned' : 'asked';
    const onTheirWay = ['uncertain', 'sent'] as const;
    for (const labelId of answer.printed)
      moveLabel(writer, labelId, onTheirWay, { state: 'printed', evidence }, at);
    for (const labelId of answer.requeued) moveLabel(writer, labelId, onTheirWay, { state: 'queued' }, at);
    recordAudit(
      writer,
      parts.clock,
      caller,
      'batch.settled',
      { kind: 'batch', id: batchId },
      { batchNo, position, evidence, printed: answer.printed.length, requeued: answer.requeued.length },
    );
    if (canBeAsked && answer.requeued.length === 0) {
      writer.emit({ kind: 'batches.changed', batchId });
      writer.emit({ kind: 'parcels.changed' });
    } else {
      // What the printer may still hold was just declared not to have come out: it must not come out later as well.
      if (answer.requeued.length > 0) setMustForgetHeld(writer, batch.printerId, true);
      goOn(parts, writer, batch, position, last.isPaused === true);
    }
    return getBatchView(writer, batchId);
  });
}

/** A batch without doubt prints on, unless it shall rest, or is through. */
function goOn(parts: RunParts, writer: Writer, batch: Batch, position: number, isPaused: boolean): void {
  const at = parts.clock.now();
  const doubted = position === 0 ? doubtEarlierBatch(writer, batch, at) : undefined;
  const state = restingState(countLabelStates(writer, batch.batchId), 'go');
  if (state !== 'paused') setBatchState(writer, batch.batchId, state, at);
  else if (doubted) setBatchState(writer, batch.batchId, 'paused', at, 'batch.earlier-in-doubt');
  else if (isPaused) setBatchState(writer, batch.batchId, 'paused', at);
  else {
    putInLine(writer, batch.batchId, at);
    wakeAfterCommit(parts, batch);
  }
  writer.emit({ kind: 'parcels.changed' });
}

/**
 * Not one label of this batch came out: then the printer may have stopped in the batch before it, whose labels it had
 * taken but perhaps not printed. That batch asks its own question first.
 */
function doubtEarlierBatch(writer: Writer, batch: Batch, at: number): Batch | undefined {
  const earlier = findBatchBefore(writer, batch);
  const labels = earlier ? listLabelsOfBatch(writer, earlier.batchId) : [];
  const given = labels.filter((label) => label.state === 'sent' || label.state === 'printed');
  if (!earlier || given.at(-1)?.state !== 'sent') return undefined;
  for (const label of given) {
    moveLabel(writer, label.labelId, ['sent'], { state: 'uncertain', reason: 'batch.earlier-in-doubt' }, at);
  }
  setBatchState(writer, earlier.batchId, 'in-doubt', at, 'batch.earlier-in-doubt');
  return earlier;
}

function note(parts: RunParts, writer: Writer, caller: Caller, verb: string, batch: Batch): void {
  recordAudit(
    writer,
    parts.clock,
    caller,
    verb,
    { kind: 'batch', id: batch.batchId },
    { batchNo: batch.batchNo },
  );
}
