// All SQL for labels.

import { assert } from '../basics/assert.ts';
import type { BatchId, LabelId, OrderId, ParcelId, PrinterId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import {
  type Label,
  type LabelEvidence,
  type LabelFacts,
  type LabelPart,
  type LabelState,
  labelStates,
  levelOfEvidence,
  partOf,
} from './label.ts';
import { readLabelCode } from './label-code.ts';

interface LabelRow {
  label_id: string;
  parcel_id: string;
  part: string;
  batch_id: string;
  position: number;
  tracking_number: string;
  reprint_count: number;
  state: string;
  evidence: string | null;
  printer_id: string | null;
  printed_count: number | null;
  is_maybe_twice: number;
  reason: string | null;
  reason_facts_json: string | null;
}

const columns = `label_id, parcel_id, part, batch_id, position, tracking_number, reprint_count, state, evidence, printer_id,
  printed_count, is_maybe_twice, reason, reason_facts_json`;

export function findLabel(reader: Reader, labelId: LabelId): Label | undefined {
  const row = reader.get<LabelRow>(`SELECT ${columns} FROM labels WHERE label_id = ?`, [labelId]);
  return row && labelFromRow(row);
}

export function getLabelFacts(reader: Reader, labelId: LabelId): LabelFacts {
  const row = reader.get<{ facts_json: string }>(`SELECT facts_json FROM labels WHERE label_id = ?`, [
    labelId,
  ]);
  assert(row, 'a label id comes from the labels table');
  return JSON.parse(row.facts_json) as LabelFacts; // written by addLabel only
}

/** The parcel's one label of this part that is neither void nor failed. */
export function findLiveLabel(
  reader: Reader,
  parcelId: ParcelId,
  part: LabelPart = 'label',
): Label | undefined {
  return listLiveLabels(reader, parcelId).find((label) => label.part === part);
}

/** All of a parcel that may be stuck on something, the waybill's own label first. */
export function listLiveLabels(reader: Reader, parcelId: ParcelId): Label[] {
  return reader
    .all<LabelRow>(
      `SELECT ${columns} FROM labels WHERE parcel_id = ? AND state NOT IN ('void', 'failed') ORDER BY part <> 'label', part`,
      [parcelId],
    )
    .map(labelFromRow);
}

export function listLabelsOfBatch(reader: Reader, batchId: BatchId): Label[] {
  return reader
    .all<LabelRow>(`SELECT ${columns} FROM labels WHERE batch_id = ? ORDER BY position`, [batchId])
    .map(labelFromRow);
}

/** The next `limit` labels still to be printed, in printing order. */
export function listQueuedLabels(reader: Reader, batchId: BatchId, limit: number): Label[] {
  return reader
    .all<LabelRow>(
      `SELECT ${columns} FROM labels WHERE batch_id = ? AND state = 'queued' ORDER BY position LIMIT ?`,
      [batchId, limit],
    )
    .map(labelFromRow);
}

/**
 * Live labels that a scanned code may mean: a tracking number, or the square code of one print (`label-code.ts`). Newest first.
 */
export function listLabelsByScan(reader: Reader, code: string): Label[] {
  const { parcelId, part, print } = readLabelCode(code);
  return reader
    .all<LabelRow>(
      `SELECT ${columns}, queued_at FROM labels
       WHERE label_id IN (SELECT label_id FROM labels WHERE tracking_number = :code AND part = 'label'
                          UNION SELECT label_id FROM labels WHERE parcel_id = :parcelId AND part = :part
                            AND (part <> 'label' OR reprint_count = :print - 1))
         AND state NOT IN ('void', 'failed') ORDER BY queued_at DESC`,
      { code, parcelId, part, print },
    )
    .map(labelFromRow);
}

export function countLabelStates(reader: Reader, batchId: BatchId): Record<LabelState, number> {
  const counts = Object.fromEntries(labelStates.map((state) => [state, 0])) as Record<LabelState, number>; // every state is there
  for (const row of reader.all<{ state: string; count: number }>(
    `SELECT state, count(*) AS count FROM labels WHERE batch_id = ? GROUP BY state`,
    [batchId],
  )) {
    counts[row.state as LabelState] = row.count; // CHECK in the table
  }
  return counts;
}

export function addLabel(
  writer: Writer,
  label: { readonly labelId: LabelId; readonly batchId: BatchId; readonly reprintReason: string | null },
  facts: LabelFacts,
  at: number,
): void {
  writer.run(
    `INSERT INTO labels (label_id, parcel_id, part, batch_id, position, tracking_number, reprint_count, reprint_reason, state,
       facts_json, queued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)`,
    [
      label.labelId,
      facts.parcelId,
      partOf(facts),
      label.batchId,
      facts.position,
      facts.trackingNumber,
      facts.reprintCount,
      label.reprintReason,
      JSON.stringify(facts),
      at,
    ],
  );
}

/** Moves a label on; answers false (and changes nothing) when it is no longer in one of the states `from`. */
export function moveLabel(
  writer: Writer,
  labelId: LabelId,
  from: readonly LabelState[],
  to: {
    readonly state: LabelState;
    readonly evidence?: LabelEvidence | null;
    readonly printedCount?: number | null;
    readonly isMaybeTwice?: boolean;
    readonly reason?: string | null;
    /** What fills the blanks of the reason's sentence. */
    readonly reasonFacts?: Label['reasonFacts'];
  },
  at: number,
): boolean {
  const { changes } = writer.run(
    `UPDATE labels SET state = :state, evidence = :evidence, reason = :reason, reason_facts_json = :reasonFacts,
       printed_count = coalesce(:printedCount, printed_count),
       is_maybe_twice = CASE WHEN :state IN ('queued', 'sending') THEN 0 ELSE max(is_maybe_twice, :isMaybeTwice) END,
       printer_id = CASE WHEN :state = 'sending'
         THEN (SELECT printer_id FROM batches WHERE batches.batch_id = labels.batch_id) ELSE printer_id END,
       sending_at = CASE WHEN :state = 'sending' THEN :at WHEN state = 'sending' AND :state = 'queued' THEN NULL
         ELSE sending_at END,
       sent_at = CASE WHEN :state = 'sent' AND sent_at IS NULL THEN :at ELSE sent_at END,
       printed_at = CASE WHEN :state = 'printed' THEN coalesce(printed_at, :at) ELSE printed_at END,
       settled_at = CASE WHEN :state IN ('printed', 'failed', 'void') THEN :at ELSE NULL END
     WHERE label_id = :labelId AND state IN (SELECT value FROM json_each(:from))`,
    {
      labelId,
      state: to.state,
      evidence: to.evidence ?? null,
      printedCount: to.printedCount ?? null,
      isMaybeTwice: to.isMaybeTwice ? 1 : 0,
      reason: to.reason ?? null,
      reasonFacts: to.reasonFacts ? JSON.stringify(to.reasonFacts) : null,
      at,
      from: JSON.stringify(from),
    },
  );
  if (changes === 1 && to.state === 'failed') failWithIt(writer, labelId, at);
  return changes === 1;
}

/** A list of goods without the waybill it belongs to would be stuck on nothing: what waits behind a label that failed fails with it. */
function failWithIt(writer: Writer, labelId: LabelId, at: number): void {
  writer.run(
    `UPDATE labels SET state = 'failed', reason = waybill.reason, reason_facts_json = waybill.reason_facts_json, settled_at = :at
     FROM (SELECT parcel_id, batch_id, reason, reason_facts_json FROM labels WHERE label_id = :labelId AND part = 'label') AS waybill
     WHERE labels.parcel_id = waybill.parcel_id AND labels.batch_id = waybill.batch_id AND labels.state = 'queued'`,
    { labelId, at },
  );
}

/** True when its bytes were once on their way: a queued label that a person said did not come out. */
export function wasEverSent(reader: Reader, labelId: LabelId): boolean {
  return (
    reader.get(`SELECT 1 FROM labels WHERE label_id = ? AND sending_at IS NOT NULL`, [labelId]) !== undefined
  );
}

/** The label whose bytes are on their way in this batch. */
export function findSendingLabel(reader: Reader, batchId: BatchId): Label | undefined {
  const row = reader.get<LabelRow>(
    `SELECT ${columns} FROM labels WHERE batch_id = ? AND state = 'sending' ORDER BY position LIMIT 1`,
    [batchId],
  );
  return row && labelFromRow(row);
}

/** The label that a printer was given last, and how sure we are of it. */
export interface LastLabel {
  readonly batchNo: number;
  readonly position: number;
  readonly of: number;
  readonly state: LabelState;
  readonly evidence: LabelEvidence | null;
}

export function findLastLabelOn(reader: Reader, printerId: PrinterId): LastLabel | undefined {
  return reader.get<LastLabel>(
    `SELECT batches.batch_no AS batchNo, labels.position, batches.label_count AS "of", labels.state, labels.evidence
     FROM labels JOIN batches USING (batch_id)
     WHERE batches.batch_id = (
         SELECT batch_id FROM batches WHERE printer_id = ? AND started_at IS NOT NULL AND state <> 'waiting'
         ORDER BY batch_no DESC LIMIT 1)
       AND labels.sending_at IS NOT NULL
     ORDER BY labels.position DESC LIMIT 1`,
    [printerId],
  );
}

/** A label as a screen shows it. */
export interface LabelView extends Label {
  readonly carrier: string;
  readonly orderIds: readonly OrderId[];
  readonly recipientMask: string;
  readonly slot: number | null;
  /** The cart whose slot it is; null where its wave is one cart. */
  readonly cartNo: number | null;
}

export function listLabelViews(reader: Reader, batchId: BatchId): LabelView[] {
  return reader
    .all<LabelRow & { facts_json: string; recipient_mask: string | null }>(
      `SELECT ${columns}, facts_json, ${recipientMaskOfParcel} AS recipient_mask
       FROM labels WHERE batch_id = ? ORDER BY position`,
      [batchId],
    )
    .map(labelViewFromRow);
}

export function getLabelView(reader: Reader, labelId: LabelId): LabelView {
  const row = reader.get<LabelRow & { facts_json: string; recipient_mask: string | null }>(
    `SELECT ${columns}, facts_json, ${recipientMaskOfParcel} AS recipient_mask FROM labels WHERE label_id = ?`,
    [labelId],
  );
  assert(row, 'a label id comes from the labels table');
  return labelViewFromRow(row);
}

const recipientMaskOfParcel = `(SELECT orders.recipient_mask FROM parcel_lines JOIN orders USING (order_key)
  WHERE parcel_lines.parcel_id = labels.parcel_id ORDER BY order_key LIMIT 1)`;

function labelViewFromRow(row: LabelRow & { facts_json: string; recipient_mask: string | null }): LabelView {
  const facts = JSON.parse(row.facts_json) as LabelFacts; // written by addLabel only
  return {
    ...labelFromRow(row),
    carrier: facts.carrier,
    orderIds: facts.orderIds,
    recipientMask: row.recipient_mask ?? '',
    slot: facts.slot,
    cartNo: facts.cartNo ?? null,
  };
}

function labelFromRow(row: LabelRow): Label {
  return {
    labelId: row.label_id as LabelId, // ids were branded when they were made
    parcelId: row.parcel_id as ParcelId,
    part: row.part as LabelPart, // CHECK in the table
    batchId: row.batch_id as BatchId,
    position: row.position,
    trackingNumber: row.tracking_number,
    state: row.state as LabelState, // CHECK in the table
    evidence: row.evidence as LabelEvidence | null, // written by moveLabel only
    evidenceLevel: levelOfEvidence(row.evidence as LabelEvidence | null),
    printerId: row.printer_id as PrinterId | null,
    printedCount: row.printed_count,
    isMaybeTwice: row.is_maybe_twice === 1,
    reprintCount: row.reprint_count,
    reason: row.reason,
    reasonFacts: row.reason_facts_json === null ? {} : JSON.parse(row.reason_facts_json),
  };
}
