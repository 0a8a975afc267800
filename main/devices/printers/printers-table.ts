// All SQL for printers. A removed printer stays in the table: old batches name it.

import { assert } from '../../basics/assert.ts';
import type { PrinterId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import { type PrinterSettings, parsePrinterSettings } from './printer-settings.ts';

export type SavedPrinter = PrinterSettings & { readonly printerId: PrinterId; readonly name: string };

interface PrinterRow {
  printer_id: string;
  name: string;
  kind: string;
  settings_json: string;
}

const columns = `printer_id, name, kind, settings_json`;

export function listPrinters(reader: Reader): SavedPrinter[] {
  return reader
    .all<PrinterRow>(`SELECT ${columns} FROM printers WHERE is_removed = 0 ORDER BY name, printer_id`)
    .map(printerFromRow);
}

/** Undefined when there is none or it was removed. */
export function findPrinter(reader: Reader, printerId: PrinterId): SavedPrinter | undefined {
  const row = reader.get<PrinterRow>(
    `SELECT ${columns} FROM printers WHERE printer_id = ? AND is_removed = 0`,
    [printerId],
  );
  return row && printerFromRow(row);
}

export function savePrinter(writer: Writer, printer: SavedPrinter): void {
  writer.run(
    `INSERT INTO printers (printer_id, name, kind, settings_json) VALUES (?, ?, ?, ?)
     ON CONFLICT (printer_id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
       settings_json = excluded.settings_json, is_removed = 0,
       has_answered = CASE WHEN settings_json = excluded.settings_json THEN has_answered ELSE 0 END,
       unanswered_runs = 0`,
    [printer.printerId, printer.name, printer.kind, JSON.stringify(printer.settings)],
  );
  writer.emit({ kind: 'printers.changed' });
}

export function removePrinter(writer: Writer, printerId: PrinterId): void {
  writer.run(`UPDATE printers SET is_removed = 1 WHERE printer_id = ?`, [printerId]);
  writer.emit({ kind: 'printers.changed' });
}

/**
 * True after a person said that labels the printer may still hold did not come out: before anything is sent again, what it
 * holds is cleared, or those labels would come out twice. Kept here so that a crash in between does not lose it.
 */
export function mustForgetHeld(reader: Reader, printerId: PrinterId): boolean {
  const row = reader.get<{ must_forget: number }>(`SELECT must_forget FROM printers WHERE printer_id = ?`, [
    printerId,
  ]);
  return row?.must_forget === 1;
}

export function setMustForgetHeld(writer: Writer, printerId: PrinterId, mustForget: boolean): void {
  writer.run(`UPDATE printers SET must_forget = ? WHERE printer_id = ?`, [mustForget ? 1 : 0, printerId]);
}

/** Whether a printer ever answered a question, and in how many runs in a row it did not. */
export function readAsking(
  reader: Reader,
  printerId: PrinterId,
): { readonly hasAnswered: boolean; readonly unansweredRuns: number } {
  const row = reader.get<{ has_answered: number; unanswered_runs: number }>(
    `SELECT has_answered, unanswered_runs FROM printers WHERE printer_id = ?`,
    [printerId],
  );
  return { hasAnswered: row?.has_answered === 1, unansweredRuns: row?.unanswered_runs ?? 0 };
}

export function noteAnswered(writer: Writer, printerId: PrinterId, hasAnswered: boolean): void {
  writer.run(
    hasAnswered
      ? `UPDATE printers SET has_answered = 1, unanswered_runs = 0 WHERE printer_id = ?`
      : `UPDATE printers SET unanswered_runs = unanswered_runs + 1 WHERE printer_id = ?`,
    [printerId],
  );
}

export const paperlessPrinterId = 'paperless' as PrinterId; // the one printer that every station has

/** The paperless printer is there from the first start on, so that a morning can be practised without hardware. */
export function ensurePaperlessPrinter(writer: Writer): void {
  writer.run(
    `INSERT INTO printers (printer_id, name, kind, settings_json) VALUES (?, ?, 'paperless', '{"dotsPerMm":8}')
     ON CONFLICT (printer_id) DO NOTHING`,
    [paperlessPrinterId, 'Paperless 无纸'],
  );
}

function printerFromRow(row: PrinterRow): SavedPrinter {
  const parsed = parsePrinterSettings(row.kind, JSON.parse(row.settings_json));
  assert(parsed.ok, `the saved settings of printer ${row.printer_id} fit its kind`);
  return { ...parsed.value, printerId: row.printer_id as PrinterId, name: row.name }; // branded when it was saved
}
