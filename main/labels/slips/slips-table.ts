// All SQL for slips, and for the day in numbers.

import type { PrinterId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { Slip, SlipKind, SlipState } from './slip.ts';

interface SlipRecord {
  slip_id: string;
  kind: string;
  subject_id: string;
  cart_no: number | null;
  printer_id: string;
  state: string;
  reason: string | null;
  asked_by: string;
  asked_at: number;
  settled_at: number | null;
}

const columns = `slip_id, kind, subject_id, cart_no, printer_id, state, reason, asked_by, asked_at, settled_at`;

export function addSlip(
  writer: Writer,
  slip: Pick<Slip, 'slipId' | 'kind' | 'subjectId' | 'cartNo' | 'printerId' | 'askedBy' | 'askedAt'>,
  requestId: string | null,
): void {
  writer.run(
    `INSERT INTO slips (slip_id, kind, subject_id, cart_no, printer_id, state, asked_by, asked_at, request_id)
     VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?)`,
    [
      slip.slipId,
      slip.kind,
      slip.subjectId,
      slip.cartNo,
      slip.printerId,
      slip.askedBy,
      slip.askedAt,
      requestId,
    ],
  );
}

export function findSlip(reader: Reader, slipId: string): Slip | undefined {
  const row = reader.get<SlipRecord>(`SELECT ${columns} FROM slips WHERE slip_id = ?`, [slipId]);
  return row && slipFromRow(row);
}

export function findSlipOfRequest(reader: Reader, requestId: string): Slip | undefined {
  const row = reader.get<SlipRecord>(`SELECT ${columns} FROM slips WHERE request_id = ?`, [requestId]);
  return row && slipFromRow(row);
}

/** Newest first. */
export function listSlips(reader: Reader, limit: number): Slip[] {
  return reader
    .all<SlipRecord>(`SELECT ${columns} FROM slips ORDER BY asked_at DESC, slip_id DESC LIMIT ?`, [limit])
    .map(slipFromRow);
}

/** Queued or on their way. */
export function listOpenSlips(reader: Reader): Slip[] {
  return reader
    .all<SlipRecord>(`SELECT ${columns} FROM slips WHERE state IN ('queued', 'sending')`)
    .map(slipFromRow);
}

export function beginSlip(writer: Writer, slipId: string, at: number): void {
  writer.run(`UPDATE slips SET state = 'sending', sending_at = ? WHERE slip_id = ? AND state = 'queued'`, [
    at,
    slipId,
  ]);
}

export function settleSlip(
  writer: Writer,
  slipId: string,
  to: { readonly state: Extract<SlipState, 'sent' | 'uncertain' | 'failed'>; readonly reason: string | null },
  at: number,
): void {
  writer.run(
    `UPDATE slips SET state = ?, reason = ?, settled_at = ? WHERE slip_id = ? AND state IN ('queued', 'sending')`,
    [to.state, to.reason, at, slipId],
  );
}

/** Forgets at most so many slips that are settled and were asked for before then; answers how many it was. */
export function purgeSlips(writer: Writer, before: number, most: number): number {
  return writer.run(
    `DELETE FROM slips WHERE slip_id IN (
       SELECT slip_id FROM slips INDEXED BY slips_by_time
       WHERE asked_at < ? AND state NOT IN ('queued', 'sending') ORDER BY asked_at LIMIT ?)`,
    [before, most],
  ).changes;
}

function slipFromRow(row: SlipRecord): Slip {
  return {
    slipId: row.slip_id,
    kind: row.kind as SlipKind, // CHECK in the table
    subjectId: row.subject_id,
    cartNo: row.cart_no,
    printerId: row.printer_id as PrinterId, // branded when it was saved
    state: row.state as SlipState, // CHECK in the table
    reason: row.reason,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    settledAt: row.settled_at,
  };
}

export interface DayInNumbers {
  readonly packedParcels: number;
  readonly packedPieces: number;
  readonly shippedParcels: number;
  /** Packed, and not gone when the slip was asked for. */
  readonly waitingParcels: number;
  readonly labels: number;
  readonly reprints: number;
  readonly carriers: readonly { readonly carrier: string; readonly parcels: number }[];
  readonly packers: readonly { readonly person: string; readonly parcels: number }[];
}

/** What happened from `from` up to, and not including, `to`. */
export function countDay(reader: Reader, from: number, to: number): DayInNumbers {
  const within = { from, to };
  const count = (sql: string, values: Record<string, number> = within) =>
    reader.get<{ count: number }>(sql, values)?.count ?? 0;
  return {
    packedParcels: count(
      `SELECT count(*) AS count FROM parcels WHERE packed_at >= :from AND packed_at < :to`,
    ),
    packedPieces: count(
      `SELECT coalesce(sum(parcel_lines.quantity), 0) AS count FROM parcels JOIN parcel_lines USING (parcel_id)
       WHERE parcels.packed_at >= :from AND parcels.packed_at < :to`,
    ),
    shippedParcels: count(
      `SELECT count(*) AS count FROM parcels WHERE shipped_at >= :from AND shipped_at < :to`,
    ),
    waitingParcels: count(`SELECT count(*) AS count FROM parcels WHERE state = 'packed'`, {}),
    labels: count(
      `SELECT count(*) AS count FROM labels WHERE coalesce(sent_at, printed_at) >= :from AND coalesce(sent_at, printed_at) < :to`,
    ),
    reprints: count(
      `SELECT count(*) AS count FROM labels WHERE coalesce(sent_at, printed_at) >= :from AND coalesce(sent_at, printed_at) < :to
         AND reprint_count > 0`,
    ),
    carriers: reader.all<{ carrier: string; parcels: number }>(
      `SELECT coalesce(carrier, '') AS carrier, count(*) AS parcels FROM parcels
       WHERE shipped_at >= :from AND shipped_at < :to GROUP BY carrier ORDER BY parcels DESC, carrier`,
      within,
    ),
    packers: reader.all<{ person: string; parcels: number }>(
      `SELECT coalesce(packed_by, '') AS person, count(*) AS parcels FROM parcels
       WHERE packed_at >= :from AND packed_at < :to GROUP BY packed_by ORDER BY parcels DESC, person`,
      within,
    ),
  };
}
