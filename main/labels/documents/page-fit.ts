// Whether a platform's page fits the label paper as it is. It is never scaled: a bar of 2.6 dots is what makes a code unreadable
// (printing.md 5). A page a few millimetres larger than the paper is put on it dot for dot, and only white is cut off.

import { type Refusal, refuse } from '../../basics/refusal.ts';
import type { Bitmap } from '../../devices/printers/printer.ts';

export interface PaperSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

const papers: readonly (PaperSize & { readonly name: string })[] = [
  { name: 'A4', widthMm: 210, heightMm: 297 },
  { name: 'A5', widthMm: 148, heightMm: 210 },
  { name: 'A6', widthMm: 105, heightMm: 148 },
  { name: 'A7', widthMm: 74, heightMm: 105 },
  { name: 'Letter', widthMm: 215.9, heightMm: 279.4 },
  { name: '4 × 6 in', widthMm: 101.6, heightMm: 152.4 },
];

function isNear(page: PaperSize, paper: PaperSize, toleranceMm: number): boolean {
  return (
    Math.abs(page.widthMm - paper.widthMm) <= toleranceMm &&
    Math.abs(page.heightMm - paper.heightMm) <= toleranceMm
  );
}

const turned = ({ widthMm, heightMm }: PaperSize): PaperSize => ({ widthMm: heightMm, heightMm: widthMm });

/** Refusals: `document.page-rotated`, `document.page-size`; both with `page` (its size in words) and `paper`. */
export function judgePage(page: PaperSize, paper: PaperSize, toleranceMm: number): Refusal | null {
  if (isNear(page, paper, toleranceMm)) return null;
  const facts = { page: sizeInWords(page), paper: sizeInWords(paper) };
  return refuse(
    isNear(turned(page), paper, toleranceMm) ? 'document.page-rotated' : 'document.page-size',
    facts,
  );
}

function sizeInWords(size: PaperSize): string {
  const known = papers.find((paper) => isNear(size, paper, 1) || isNear(turned(size), paper, 1));
  const words = `${Math.round(size.widthMm)} × ${Math.round(size.heightMm)} mm`;
  return known ? `${known.name} (${words})` : words;
}

/** The dots of a page on the dots of the paper: centred, or moved just so far that all its ink is on it. */
export function placeOnPaper(
  page: Bitmap,
  paper: { readonly widthDots: number; readonly heightDots: number },
): Bitmap | Refusal {
  const ink = findInk(page);
  const rowBytes = Math.ceil(paper.widthDots / 8);
  const placed = { ...paper, rowBytes, bits: new Uint8Array(rowBytes * paper.heightDots) };
  if (!ink) return placed;
  const shiftX = shiftInto(page.widthDots, paper.widthDots, ink.fromX, ink.toX);
  const shiftY = shiftInto(page.heightDots, paper.heightDots, ink.fromY, ink.toY);
  if (shiftX === null || shiftY === null) return refuse('document.margin-inked');
  for (let y = ink.fromY; y < ink.toY; y += 1) {
    for (let x = ink.fromX; x < ink.toX; x += 1) {
      if (((page.bits[y * page.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      const toX = x + shiftX;
      const index = (y + shiftY) * rowBytes + (toX >> 3);
      placed.bits[index] = (placed.bits[index] ?? 0) | (0x80 >> (toX & 7));
    }
  }
  return placed;
}

/** By how many dots the page is moved: as near to centred as leaves no ink outside; null when the ink is too wide. */
function shiftInto(page: number, paper: number, inkFrom: number, inkTo: number): number | null {
  if (inkTo - inkFrom > paper) return null;
  const centred = Math.floor((paper - page) / 2);
  return Math.max(-inkFrom, Math.min(centred, paper - inkTo));
}

interface InkBounds {
  readonly fromX: number;
  readonly toX: number;
  readonly fromY: number;
  readonly toY: number;
}

function findInk({ widthDots, heightDots, rowBytes, bits }: Bitmap): InkBounds | null {
  let [fromX, toX, fromY, toY] = [widthDots, 0, heightDots, 0];
  for (let y = 0; y < heightDots; y += 1) {
    for (let byte = 0; byte < rowBytes; byte += 1) {
      const dots = bits[y * rowBytes + byte] ?? 0;
      if (dots === 0) continue;
      fromY = Math.min(fromY, y);
      toY = y + 1;
      fromX = Math.min(fromX, byte * 8 + Math.clz32(dots) - 24);
      toX = Math.max(toX, byte * 8 + 8 - trailingZeros(dots));
    }
  }
  return toY === 0 ? null : { fromX, toX: Math.min(toX, widthDots), fromY, toY };
}

/** Of a byte that is not 0. */
function trailingZeros(byte: number): number {
  return 31 - Math.clz32(byte & -byte);
}
