// The drawn label as this printer's head sees it: moved by its offset, no wider than the head, and cut into bands that its
// memory takes. The same for every language.

import type { Bitmap } from '../printer.ts';
import type { PrinterProfile } from '../profile.ts';

type Head = Pick<PrinterProfile, 'headDots' | 'offsetXDots' | 'offsetYDots'>;

/** What is moved off the paper or lies past the head is left out; `losesInk` tells whether that was ink. */
export function placeOnHead(bitmap: Bitmap, head: Head): Bitmap {
  const { headDots, offsetXDots, offsetYDots } = head;
  const widthDots = Math.min(bitmap.widthDots, headDots);
  if (offsetXDots === 0 && offsetYDots === 0 && widthDots === bitmap.widthDots) return bitmap;
  const rowBytes = Math.ceil(widthDots / 8);
  const bits = new Uint8Array(rowBytes * bitmap.heightDots);
  for (let y = 0; y < bitmap.heightDots; y += 1) {
    const fromY = y - offsetYDots;
    if (fromY < 0 || fromY >= bitmap.heightDots) continue;
    for (let x = Math.max(0, offsetXDots); x < widthDots; x += 1) {
      if (!isInk(bitmap, x - offsetXDots, fromY)) continue;
      const at = y * rowBytes + (x >> 3);
      bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthDots, heightDots: bitmap.heightDots, rowBytes, bits };
}

/** Some of the label would not come out on this head. */
export function losesInk(bitmap: Bitmap, head: Head): boolean {
  const placed = placeOnHead(bitmap, head);
  return placed !== bitmap && countInk(placed.bits) < countInk(bitmap.bits);
}

function isInk({ widthDots, rowBytes, bits }: Bitmap, x: number, y: number): boolean {
  return x < widthDots && ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

function countInk(bits: Uint8Array): number {
  let count = 0;
  for (let byte of bits) for (; byte > 0; byte &= byte - 1) count += 1;
  return count;
}

export interface Band {
  /** The first row, from the top of the label. */
  readonly top: number;
  readonly rows: number;
  readonly bits: Uint8Array;
}

/** From top to bottom; `mostRows` also bounds what one field of the language can count. */
export function cutBands(
  { heightDots, rowBytes, bits }: Bitmap,
  limits: Pick<PrinterProfile, 'bandRows' | 'maxFieldBytes'>,
  mostRows = limits.bandRows,
): Band[] {
  const rows = Math.max(1, Math.min(limits.bandRows, mostRows, Math.floor(limits.maxFieldBytes / rowBytes)));
  const bands: Band[] = [];
  for (let top = 0; top < heightDots; top += rows) {
    const count = Math.min(rows, heightDots - top);
    bands.push({ top, rows: count, bits: bits.subarray(top * rowBytes, (top + count) * rowBytes) });
  }
  return bands;
}

/** The same dots with 0 and 1 changed over; the padding right of the label changes too, and so stays white. */
export function changeOver(bits: Uint8Array): Uint8Array {
  const other = new Uint8Array(bits.length);
  for (let at = 0; at < bits.length; at += 1) other[at] = ~(bits[at] ?? 0);
  return other;
}

/** Millimetres as every language takes them: no more than two places. */
export function millimetres(dots: number, dotsPerMm: number): string {
  return String(Math.round((dots * 100) / dotsPerMm) / 100);
}
