// Where a page is white: places for our strip, found on a grid of one-millimetre squares, bottom first, because that is where carriers
// leave room. The surroundings of codes count as ink.

import type { Bitmap } from '../../devices/printers/printer.ts';
import type { Box } from '../layout-shapes.ts';

export interface FreeSpace {
  /** The lowest white place of at least this size, with white around it; null where there is none. */
  find(width: number, height: number): Box | null;
}

/** Printers do not reach the last millimetres of the paper everywhere. */
const edgeMm = 2;
/** To the left and right of the strip: a code that could not be read keeps its quiet zone, too. */
const besideMm = 3;
const aboveMm = 1;
const quietMm = 5;

export function findFreeSpace(page: Bitmap, codes: readonly Box[], dots: (mm: number) => number): FreeSpace {
  const cell = dots(1);
  const columns = Math.floor(page.widthDots / cell);
  const rows = Math.floor(page.heightDots / cell);
  // How many squares with ink lie above and left of a corner: any rectangle is white when four of these numbers say so.
  const sums = new Uint32Array((columns + 1) * (rows + 1));
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = column * cell;
      const y = row * cell;
      const isInk = hasInk(page, x, y, cell) || codes.some((code) => isNear(code, x, y, cell, dots(quietMm)));
      sums[(row + 1) * (columns + 1) + column + 1] =
        (isInk ? 1 : 0) +
        (sums[row * (columns + 1) + column + 1] ?? 0) +
        (sums[(row + 1) * (columns + 1) + column] ?? 0) -
        (sums[row * (columns + 1) + column] ?? 0);
    }
  }
  const at = (row: number, column: number) =>
    sums[Math.min(rows, Math.max(0, row)) * (columns + 1) + Math.min(columns, Math.max(0, column))] ?? 0;
  const isWhite = (row: number, column: number, high: number, wide: number) =>
    at(row + high, column + wide) - at(row, column + wide) - at(row + high, column) + at(row, column) === 0;

  return {
    find(width, height) {
      const wide = Math.ceil(width / cell);
      const high = Math.ceil(height / cell);
      for (let row = rows - edgeMm - high; row >= edgeMm; row -= 1) {
        for (let column = edgeMm; column + wide <= columns - edgeMm; column += 1) {
          const isFree = isWhite(row - aboveMm, column - besideMm, high + 2 * aboveMm, wide + 2 * besideMm);
          if (isFree) return { x: column * cell, y: row * cell, width, height };
        }
      }
      return null;
    },
  };
}

function hasInk({ rowBytes, bits }: Bitmap, x: number, y: number, size: number): boolean {
  for (let row = y; row < y + size; row += 1) {
    for (let dot = x; dot < x + size; dot += 1) {
      if (((bits[row * rowBytes + (dot >> 3)] ?? 0) & (0x80 >> (dot & 7))) !== 0) return true;
    }
  }
  return false;
}

function isNear(code: Box, x: number, y: number, size: number, around: number): boolean {
  return (
    x < code.x + code.width + around &&
    x + size > code.x - around &&
    y < code.y + code.height + around &&
    y + size > code.y - around
  );
}
