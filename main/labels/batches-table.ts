// All SQL for batches, and a batch as a screen shows it.

import { assert } from '../basics/assert.ts';
import type { BatchId, PrinterId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { Batch, BatchState } from './batch.ts';
import type { LabelState } from './label.ts';
import { countLabelStates } from './labels-table.ts';

interface BatchRow {
  batch_id: string;
  batch_no: number;
  printer_id: string;
  state: string;
  stop_reason: string | null;
  label_count: number;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

const columns = `batch_id, batch_no, printer_id, state, stop_reason, label_count, created_at, started_at, finished_at`;

export interface BatchView extends Batch {
  readonly printerName: string;
  readonly counts: Readonly<Record<LabelState, number>>;
  /** Every label up to this position is known to be out (or void, or failed): "confirmed up to 17/50". */
  readonly confirmedUpTo: number;
  /**
   * Labels that the printer took without being able to say that they came out. Where the batch rests with some, the screen asks for
   * a scan of the last one that came out (`batches.settle`); scans at the bench answer it as well.
   */
  readonly unconfirmed: number;
}

export function findBatch(reader: Reader, batchId: BatchId): Batch | undefined {
  const row = reader.get<BatchRow>(`SELECT ${columns} FROM batches WHERE batch_id = ?`, [batchId]);
  return row && batchFromRow(row);
}

export function getBatch(reader: Reader, batchId: BatchId): Batch {
  const batch = findBatch(reader, batchId);
  assert(batch, 'a batch id comes from the batches table');
  return batch;
}

export function getBatchView(reader: Reader, batchId: BatchId): BatchView {
  return viewOf(reader, getBatch(reader, batchId));
}

/** Newest first. */
export function listBatchViews(reader: Reader, limit: number): BatchView[] {
  return reader
    .all<BatchRow>(`SELECT ${columns} FROM batches ORDER BY batch_no DESC LIMIT ?`, [limit])
    .map((row) => viewOf(reader, batchFromRow(row)));
}

/** In the order of their numbers. */
export function listBatchesInState(reader: Reader, state: BatchState, printerId?: PrinterId): Batch[] {
  return reader
    .all<BatchRow>(
      `SELECT ${columns} FROM batches WHERE state = :state AND (:printerId IS NULL OR printer_id = :printerId)
       ORDER BY batch_no`,
      { state, printerId: printerId ?? null },
    )
    .map(batchFromRow);
}

/** The batch that was started first of those standing in line for this printer. */
export function findNextInLine(reader: Reader, printerId: PrinterId): Batch | undefined {
  const row = reader.get<BatchRow>(
    `SELECT ${columns} FROM batches WHERE printer_id = ? AND state = 'waiting' AND started_at IS NOT NULL
     ORDER BY started_at, batch_no LIMIT 1`,
    [printerId],
  );
  return row && batchFromRow(row);
}

/** The batch that this printer was given before this one. */
export function findBatchBefore(reader: Reader, batch: Batch): Batch | undefined {
  const row = reader.get<BatchRow>(
    `SELECT ${columns} FROM batches WHERE printer_id = ? AND batch_id <> ? AND started_at <= ?
       AND state IN ('finished', 'cancelled', 'paused')
     ORDER BY started_at DESC, batch_no DESC LIMIT 1`,
    [batch.printerId, batch.batchId, batch.startedAt ?? 0],
  );
  return row && batchFromRow(row);
}

/** Numbers count up and are never used twice: operators say "batch 12" to each other. */
export function nextBatchNo(reader: Reader): number {
  const row = reader.get<{ last: number | null }>(`SELECT max(batch_no) AS last FROM batches`);
  return (row?.last ?? 0) + 1;
}

export function addBatch(
  writer: Writer,
  batch: Pick<Batch, 'batchId' | 'batchNo' | 'printerId' | 'labelCount' | 'createdAt'> & {
    createdBy: string;
  },
): void {
  writer.run(
    `INSERT INTO batches (batch_id, batch_no, printer_id, state, label_count, created_at, created_by)
     VALUES (?, ?, ?, 'waiting', ?, ?, ?)`,
    [batch.batchId, batch.batchNo, batch.printerId, batch.labelCount, batch.createdAt, batch.createdBy],
  );
  writer.emit({ kind: 'batches.changed', batchId: batch.batchId });
}

/** Moves a batch to another state; the use case has checked that it may. */
export function setBatchState(
  writer: Writer,
  batchId: BatchId,
  state: BatchState,
  at: number,
  stopReason: string | null = null,
): void {
  writer.run(
    `UPDATE batches SET state = :state, stop_reason = :stopReason,
       started_at = CASE WHEN :state = 'printing' THEN coalesce(started_at, :at) ELSE started_at END,
       finished_at = CASE WHEN :state IN ('finished', 'cancelled') THEN :at ELSE NULL END
     WHERE batch_id = :batchId`,
    { batchId, state, at, stopReason },
  );
  writer.emit({ kind: 'batches.changed', batchId });
}

/** A waiting batch that a person started stands in line from now on. */
export function putInLine(writer: Writer, batchId: BatchId, at: number): void {
  writer.run(`UPDATE batches SET state = 'waiting', stop_reason = NULL, started_at = ? WHERE batch_id = ?`, [
    at,
    batchId,
  ]);
  writer.emit({ kind: 'batches.changed', batchId });
}

/** The rest of a batch goes to another printer. */
export function setBatchPrinter(writer: Writer, batchId: BatchId, printerId: PrinterId): void {
  writer.run(`UPDATE batches SET printer_id = ? WHERE batch_id = ?`, [printerId, batchId]);
  writer.emit({ kind: 'batches.changed', batchId });
}

function viewOf(reader: Reader, batch: Batch): BatchView {
  const printer = reader.get<{ name: string }>(`SELECT name FROM printers WHERE printer_id = ?`, [
    batch.printerId,
  ]);
  const open = reader.get<{ position: number | null }>(
    `SELECT min(position) AS position FROM labels
     WHERE batch_id = ? AND state IN ('queued', 'sending', 'sent', 'uncertain')`,
    [batch.batchId],
  );
  const counts = countLabelStates(reader, batch.batchId);
  return {
    ...batch,
    printerName: printer?.name ?? '',
    counts,
    confirmedUpTo: (open?.position ?? batch.labelCount + 1) - 1,
    unconfirmed: counts.sent,
  };
}

function batchFromRow(row: BatchRow): Batch {
  return {
    batchId: row.batch_id as BatchId, // ids were branded when they were made
    batchNo: row.batch_no,
    printerId: row.printer_id as PrinterId,
    state: row.state as BatchState, // CHECK in the table
    stopReason: row.stop_reason,
    labelCount: row.label_count,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
