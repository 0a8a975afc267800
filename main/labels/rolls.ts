// How many labels are left on a printer's roll, about. A person says what was loaded; the table counts every label down that is known to
// have left (migration 57: reprints and test labels too); when the paper runs out it is known what the roll really held.

import type { PrinterId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';

export interface Roll {
  /** Labels left, as well as we know: rounded to tens above fifty; null while nobody said, or learnt, how many a roll holds. */
  readonly aboutLeft: number | null;
  /** What a full roll holds, as told or learnt. */
  readonly full: number | null;
  readonly used: number;
  readonly isOut: boolean;
  readonly loadedAt: number;
}

interface RollRow {
  label_count: number | null;
  used_count: number;
  learnt_count: number | null;
  is_out: number;
  loaded_at: number;
}

/** Undefined before the first roll was loaded or ran out. */
export function findRoll(reader: Reader, printerId: PrinterId): Roll | undefined {
  const row = findRow(reader, printerId);
  if (!row) return undefined;
  const full = row.label_count ?? row.learnt_count;
  const left = full === null ? null : Math.max(0, full - row.used_count);
  return {
    aboutLeft: row.is_out === 1 ? 0 : left !== null && left > 50 ? Math.round(left / 10) * 10 : left,
    full,
    used: row.used_count,
    isOut: row.is_out === 1,
    loadedAt: row.loaded_at,
  };
}

function findRow(reader: Reader, printerId: PrinterId): RollRow | undefined {
  return reader.get<RollRow>(
    `SELECT label_count, used_count, learnt_count, is_out, loaded_at FROM printer_rolls WHERE printer_id = ?`,
    [printerId],
  );
}

/** A full roll is in the printer. `labelCount` null: as many as the rolls before it. */
export function loadRoll(writer: Writer, printerId: PrinterId, labelCount: number | null, at: number): void {
  writer.run(
    `INSERT INTO printer_rolls (printer_id, label_count, loaded_at) VALUES (?, ?, ?)
     ON CONFLICT (printer_id) DO UPDATE SET label_count = excluded.label_count, used_count = 0, is_out = 0,
       loaded_at = excluded.loaded_at`,
    [printerId, labelCount, at],
  );
  writer.emit({ kind: 'printers.changed' });
}

/** Fewer labels than this share of a roll: it was not full when it was loaded, or the printer saw no paper for another reason. */
const leastShare = 0.5;

/** The paper ran out: what this roll held is what was used of it. */
export function endRoll(writer: Writer, printerId: PrinterId, at: number): void {
  const row = findRow(writer, printerId);
  if (!row) {
    writer.run(`INSERT INTO printer_rolls (printer_id, is_out, loaded_at) VALUES (?, 1, ?)`, [printerId, at]);
  } else {
    const learnt = learnFrom(row);
    writer.run(`UPDATE printer_rolls SET is_out = 1, learnt_count = ? WHERE printer_id = ?`, [
      learnt,
      printerId,
    ]);
  }
  writer.emit({ kind: 'printers.changed' });
}

/** The mean of what was learnt before and of this roll. A roll that nobody saw begin teaches nothing. */
function learnFrom(row: RollRow): number | null {
  const known = row.learnt_count ?? row.label_count;
  if (row.is_out === 1 || row.used_count === 0) return row.learnt_count;
  if (known !== null && row.used_count < known * leastShare) return row.learnt_count;
  return row.learnt_count === null ? row.used_count : Math.round((row.learnt_count + row.used_count) / 2);
}

/**
 * What the printer itself says about paper. Paper again after it was out is a new roll, of which as much is expected as was learnt
 * (a roll that was told to hold 500 and held 480 is counted as 480 from then on).
 */
export function notePaper(writer: Writer, printerId: PrinterId, hasPaper: boolean, at: number): void {
  const row = findRow(writer, printerId);
  if (!hasPaper && row?.is_out !== 1) endRoll(writer, printerId, at);
  if (hasPaper && row?.is_out === 1) {
    loadRoll(writer, printerId, row.learnt_count === null ? row.label_count : null, at);
  }
}

/** A label that belongs to no parcel takes its paper, too. */
export function addTestLabel(writer: Writer, printerId: PrinterId, person: string, at: number): void {
  writer.run(`INSERT INTO test_labels (printer_id, printed_at, person) VALUES (?, ?, ?)`, [
    printerId,
    at,
    person,
  ]);
  writer.emit({ kind: 'printers.changed' });
}
