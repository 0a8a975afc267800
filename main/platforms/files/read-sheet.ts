// One table of an export file: bytes to rows of known columns. Finds the header row by its words, trims every cell, and
// refuses a file whose ids a spreadsheet program has destroyed.

import {
  type Column,
  type FileKind,
  type Meaning,
  plainHeader,
  type RecognisedColumns,
  recogniseColumns,
} from './columns.ts';
import { readCsvRows } from './csv-rows.ts';
import { decodeText } from './decode-text.ts';
import { type TableFormat, tableFormatOf } from './file-kind.ts';
import { FileRefused } from './file-problem.ts';
import { readXlsxRows } from './xlsx-rows.ts';

export interface SheetRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly kind: FileKind;
  readonly format: TableFormat;
  readonly encoding: string;
  readonly columns: readonly Column[];
  readonly rows: readonly SheetRow[];
  has(meaning: Meaning): boolean;
  /** The trimmed cell; '' where the file has no such column. */
  cell(row: SheetRow, meaning: Meaning): string;
  /** The header of that column, to name it in a report. */
  header(meaning: Meaning): string;
}

/** A header row stands among the first rows: some lists have a title above it. */
const headerWithinRows = 10;

const idMeanings: readonly Meaning[] = [
  'orderId',
  'lineId',
  'skuId',
  'tracking',
  'express',
  'packageId',
  'barcode',
];
const exponent = /^[+-]?\d+(?:\.\d+)?E\+?\d+$/i;

/**
 * Throws FileRefused: those of `tableFormatOf` and `readXlsxRows`, and `import.not-recognised` (columns),
 * `import.columns-missing` (kind, columns), `import.no-rows`, `import.ids-destroyed` (column, row, value).
 */
export async function readSheet(bytes: Uint8Array): Promise<Sheet> {
  const format = tableFormatOf(bytes);
  const collector = createCollector();
  let encoding = 'utf-8';
  if (format === 'xlsx') await readXlsxRows(bytes, collector.take);
  else {
    const decoded = decodeText(bytes);
    encoding = decoded.encoding;
    readCsvRows(decoded.text, collector.take);
  }
  return { format, encoding, ...collector.finish() };
}

function createCollector() {
  const before: string[][] = [];
  const rows: SheetRow[] = [];
  let recognised: RecognisedColumns | undefined;
  let used: readonly (readonly number[])[] = [];
  const placeOf = new Map<Meaning, number>();
  let idPlaces: readonly number[] = [];

  function begin(found: RecognisedColumns): void {
    if (found.missing.length > 0) {
      throw new FileRefused('import.columns-missing', { kind: found.kind, columns: found.missing });
    }
    recognised = found;
    used = [...found.places.values()];
    for (const [index, meaning] of [...found.places.keys()].entries()) placeOf.set(meaning, index);
    idPlaces = idMeanings.flatMap((meaning) => placeOf.get(meaning) ?? []);
  }

  function take(raw: readonly string[], row: number): void {
    if (!recognised) {
      const found = recogniseColumns(raw);
      if (found) begin(found);
      else if (before.length < headerWithinRows) before.push([...raw]);
      return;
    }
    if (before.length >= headerWithinRows && rows.length === 0) return;
    const cells = new Array<string>(used.length);
    let isBlank = true;
    for (let index = 0; index < cells.length; index += 1) {
      const cell = trimmedCell(raw, used[index] ?? []);
      cells[index] = cell;
      if (cell !== '') isBlank = false;
    }
    if (isBlank) return;
    for (const place of idPlaces) {
      const cell = cells[place] ?? '';
      if (cell.length < 25 && cell.length > 3 && exponent.test(cell)) {
        const meaning = [...placeOf].find(([, index]) => index === place)?.[0] ?? 'orderId';
        throw new FileRefused('import.ids-destroyed', { column: headerOf(meaning), row, value: cell });
      }
    }
    rows.push({ row, cells });
  }

  function headerOf(meaning: Meaning): string {
    return recognised?.columns.find((column) => column.meaning === meaning)?.header ?? '';
  }

  function finish(): Omit<Sheet, 'format' | 'encoding'> {
    if (!recognised) {
      const columns = (before.find((cells) => cells.some((cell) => cell.trim() !== '')) ?? [])
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '' && plainHeader(cell) !== '')
        .slice(0, 12);
      throw columns.length === 0
        ? new FileRefused('import.empty')
        : new FileRefused('import.not-recognised', { columns: columns.map((column) => column.slice(0, 40)) });
    }
    if (rows.length === 0) throw new FileRefused('import.no-rows');
    refuseRoundedIds(rows, placeOf.get('orderId'), headerOf('orderId'));
    return {
      kind: recognised.kind,
      columns: recognised.columns,
      rows,
      has: (meaning) => placeOf.has(meaning),
      cell: (row, meaning) => {
        const place = placeOf.get(meaning);
        return place === undefined ? '' : (row.cells[place] ?? '');
      },
      header: headerOf,
    };
  }

  return { take, finish };
}

/** Several columns of one meaning (tags) are read as one list. */
function trimmedCell(raw: readonly string[], places: readonly number[]): string {
  const [first = -1] = places;
  if (places.length === 1) return (raw[first] ?? '').trim();
  return places
    .map((place) => (raw[place] ?? '').trim())
    .filter((cell) => cell !== '' && cell !== '-')
    .join(';');
}

/**
 * A spreadsheet program keeps 15 digits: saved again as text, every longer id ends in zeros. One such id may be chance,
 * all of them are not.
 */
function refuseRoundedIds(rows: readonly SheetRow[], place: number | undefined, column: string): void {
  if (place === undefined) return;
  const ids = new Set<string>();
  for (const row of rows) {
    const id = (row.cells[place] ?? '').replace(/^'/, '');
    if (!/^\d{17,20}$/.test(id)) continue;
    if (!id.endsWith('0'.repeat(id.length - 15))) return;
    ids.add(id);
  }
  const [value] = ids;
  if (ids.size >= 2 && value) {
    throw new FileRefused('import.ids-destroyed', { column, row: rows[0]?.row ?? 0, value });
  }
}
