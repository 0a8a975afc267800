// Rows of the first sheet of an XLSX workbook, through hucre, behind this one function. Copes with what shops' back offices
// write: one <row> element per cell, a dimension that is wrong, inline strings, a first sheet called sheet2.xml.

import { EncryptedFileError, HucreError } from 'hucre';
import { streamXlsxRows } from 'hucre/xlsx';
import { FileRefused } from './file-problem.ts';

type Cell = string | number | boolean | Date | null | undefined;

/** Unpacked bytes of one workbook; a zip of a few kilobytes can claim gigabytes. Real exports of 200,000 rows stay under half of it. */
const mostUnpackedBytes = 1_000_000_000;

/**
 * Calls `onRow` with each row's cells as text and its number. Numbers of more than 15 digits come in exponent form
 * (`5.76E+17`), because Excel has already lost their last digits: they are never taken for an id.
 * Throws FileRefused: `import.unpacks-too-large`, `import.encrypted`, `import.damaged`.
 */
export async function readXlsxRows(
  bytes: Uint8Array,
  onRow: (cells: readonly string[], row: number) => void,
): Promise<void> {
  refuseZipBomb(bytes);
  let index = -1;
  let cells: string[] = [];
  try {
    for await (const part of streamXlsxRows(bytes)) {
      if (part.index !== index) {
        if (index >= 0) onRow(cells, index + 1);
        index = part.index;
        cells = [];
      }
      putCells(cells, part.values as readonly Cell[]); // hucre's CellValue, of which these are the members we read
    }
    if (index >= 0) onRow(cells, index + 1);
  } catch (thrown) {
    if (thrown instanceof EncryptedFileError) throw new FileRefused('import.encrypted');
    if (thrown instanceof HucreError)
      throw new FileRefused('import.damaged', { reason: thrown.message.slice(0, 200) });
    throw thrown;
  }
}

function putCells(cells: string[], values: readonly Cell[]): void {
  while (cells.length < values.length) cells.push('');
  for (const [column, value] of values.entries()) {
    if (value !== null && value !== undefined) cells[column] = textOf(value);
  }
}

function textOf(value: string | number | boolean | Date): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number')
    return Math.abs(value) >= 1e15 ? value.toExponential().toUpperCase() : String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return String(value);
}

/** Reads the zip's own table of contents: hucre never unpacks an entry past the size that it claims there. */
function refuseZipBomb(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end < 0) throw new FileRefused('import.damaged', { reason: 'zip' });
  const count = view.getUint16(end + 10, true);
  let position = view.getUint32(end + 16, true);
  let unpackedBytes = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (position + 46 > bytes.length || view.getUint32(position, true) !== 0x02014b50) {
      throw new FileRefused('import.damaged', { reason: 'zip' });
    }
    const packed = view.getUint32(position + 20, true);
    const unpacked = view.getUint32(position + 24, true);
    if (packed > 0 && unpacked === 0) throw new FileRefused('import.damaged', { reason: 'zip' });
    unpackedBytes += unpacked;
    position +=
      46 +
      view.getUint16(position + 28, true) +
      view.getUint16(position + 30, true) +
      view.getUint16(position + 32, true);
  }
  if (unpackedBytes > mostUnpackedBytes) {
    throw new FileRefused('import.unpacks-too-large', { megabytes: Math.round(unpackedBytes / 1_000_000) });
  }
}

function findEndRecord(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - 66_000);
  for (let position = view.byteLength - 22; position >= earliest; position -= 1) {
    if (view.getUint32(position, true) === 0x06054b50) return position;
  }
  return -1;
}
