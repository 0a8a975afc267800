// One file of an export, written while its rows are read: what is in memory does not grow with it. Until it is whole it has another name.

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeXlsxStream } from 'hucre/xlsx';
import { Fault } from '../basics/fault.ts';
import type { ExportColumn, ExportLanguage } from './export-columns.ts';
import { type Cell, csvBegins, csvRow, plainText } from './write-csv.ts';

export type ExportFormat = 'csv' | 'xlsx';

export interface FileToWrite {
  readonly path: string;
  readonly format: ExportFormat;
  readonly language: ExportLanguage;
  readonly columns: readonly ExportColumn[];
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** Excel takes no longer text in a cell. */
const longestCell = 32_000;

/** Throws what `rows` throws, and then leaves no file. Faults: `export.cannot-write` (file). */
export async function writeExportFile(file: FileToWrite): Promise<void> {
  const draft = `${file.path}.part`;
  try {
    await cannotWrite(file.path, () => mkdir(dirname(file.path), { recursive: true, mode: 0o700 }));
    const handle = await cannotWrite(file.path, () => open(draft, 'w', 0o600));
    try {
      for await (const piece of file.format === 'csv' ? csvPieces(file) : xlsxPieces(file))
        await cannotWrite(file.path, () => handle.write(piece));
      await cannotWrite(file.path, () => handle.sync());
    } finally {
      await handle.close();
    }
    await cannotWrite(file.path, () => rename(draft, file.path));
  } finally {
    await rm(draft, { force: true }).catch(() => {}); // what cannot be removed now goes with the upkeep
  }
}

async function* csvPieces({ columns, language, rows }: FileToWrite): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const heading = columns.map((column) => column.heading[language]);
  yield encoder.encode(csvBegins + csvRow(heading, []));
  for await (const portion of rows) {
    yield encoder.encode(portion.map((cells) => csvRow(cells, columns)).join(''));
  }
}

/** A text is written as a text: no spreadsheet makes a number, a date or a formula of it. */
async function* xlsxPieces({ columns, language, rows }: FileToWrite): AsyncGenerator<Uint8Array> {
  async function* cells(): AsyncGenerator<Cell[]> {
    for await (const portion of rows)
      for (const row of portion)
        yield row.map((cell) =>
          typeof cell === 'number' ? cell : plainText(cell).slice(0, longestCell).toWellFormed(),
        );
  }
  const stream = writeXlsxStream(cells(), {
    name: language === 'en' ? 'Orders' : '订单',
    columns: columns.map(({ heading, width }) => ({ header: heading[language], width })),
    freezePane: { rows: 1 },
  });
  for await (const piece of stream) yield piece;
}

async function cannotWrite<Answer>(path: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (thrown) {
    if (typeof (thrown as { code?: unknown }).code !== 'string') throw thrown;
    throw new Fault('export.cannot-write', 'later', { file: path }, thrown);
  }
}
