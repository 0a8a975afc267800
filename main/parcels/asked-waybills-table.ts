// All SQL for questions for a waybill number of which nobody knows yet what came of them.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { AskedNumber } from '../platforms/platform.ts';

/** Before it leaves. Asked twice it is one question. */
export function noteAsked(writer: Writer, { parcelId, question }: AskedNumber, now: number): void {
  writer.run(
    `INSERT INTO asked_waybills (parcel_id, question, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
    [parcelId, question, now],
  );
}

/** What came of it is written down, or owed. */
export function forgetAsked(writer: Writer, parcelId: ParcelId, question: string): void {
  writer.run(`DELETE FROM asked_waybills WHERE parcel_id = ? AND question = ?`, [parcelId, question]);
}

/** The oldest first. */
export function listAsked(reader: Reader, parcelId: ParcelId): readonly string[] {
  return reader
    .all<{ question: string }>(
      `SELECT question FROM asked_waybills WHERE parcel_id = ? ORDER BY asked_at, question`,
      [parcelId],
    )
    .map((row) => row.question);
}
