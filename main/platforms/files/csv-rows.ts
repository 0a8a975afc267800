// Rows of a CSV text, through papaparse; in pieces, so that a large file is never held as one table of cells.

import Papa from 'papaparse';

const pieceCharacters = 1 << 20;

/** Calls `onRow` with each row's cells as they stand and its number, the first row being 1. */
export function readCsvRows(text: string, onRow: (cells: readonly string[], row: number) => void): void {
  let row = 0;
  // papaparse reads a string in pieces too; its types know `chunk` only for files, so the object is not written in place.
  const config = {
    delimiter: delimiterOf(text),
    chunkSize: pieceCharacters,
    chunk({ data }: { data: string[][] }) {
      for (const cells of data) {
        row += 1;
        onRow(cells, row);
      }
    },
  };
  Papa.parse<string[]>(text, config);
}

/** The separator that occurs most in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const counts = new Map([
    [',', 0],
    ['\t', 0],
    [';', 0],
  ]);
  let isQuoted = false;
  for (const character of text.slice(0, 20_000)) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') break;
    else if (counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
