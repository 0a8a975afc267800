// Rows as CSV that Excel opens with every id whole and no cell taken for a formula: UTF-8 with its mark, CRLF, a TAB before codes
// (the markets' own exports do the same, and every import trims it).

import type { ExportColumn } from './export-columns.ts';

export type Cell = string | number;

/** `kind` of the column: a code gets its TAB whatever it looks like; Excel would also make a date of `MAR1` and a number of `1E5`. */
export function csvCell(cell: Cell, kind: ExportColumn['kind']): string {
  if (typeof cell === 'number') return String(cell);
  const text = plainText(cell);
  const safe = text !== '' && (kind === 'code' || looksLikeFormula(text)) ? `\t${text}` : text;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvRow(cells: readonly Cell[], columns: readonly Pick<ExportColumn, 'kind'>[]): string {
  return `${cells.map((cell, at) => csvCell(cell, columns[at]?.kind ?? 'text')).join(',')}\r\n`;
}

export const csvBegins = '\uFEFF';

/** Also behind blanks, and in the wide letters that a Chinese keyboard types. */
function looksLikeFormula(text: string): boolean {
  return /^[\s]*[=+\-@＝＋－＠|]/.test(text);
}

/** Without what no spreadsheet can hold: control letters, halves of a letter. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
}
