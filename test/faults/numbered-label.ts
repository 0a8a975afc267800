// A label that says nothing but its number, in dots that survive every printer language: for telling labels on a roll apart.

import type { Bitmap } from '../../main/devices/printers/printer.ts';

/** 50 x 30 mm at 8 dots a millimetre. */
const rowBytes = 50;
const rows = 240;

/** `number` below 65,536. Ink down to the last rows: half a label is not a whole one. */
export function drawNumber(number: number): Bitmap {
  const bits = new Uint8Array(rowBytes * rows);
  for (let row = 8; row < rows - 4; row += 1) {
    bits.set([0xaa, number >> 8, number & 0xff, 0x55], row * rowBytes + 4);
  }
  return { widthDots: rowBytes * 8, heightDots: rows, rowBytes, bits };
}

/** Undefined for dots that are no such label. */
export function readNumber(bits: Uint8Array): number | undefined {
  for (let at = 0; at + 3 < bits.length; at += 1) {
    if (bits[at] !== 0xaa || bits[at + 3] !== 0x55) continue;
    return ((bits[at + 1] ?? 0) << 8) | (bits[at + 2] ?? 0);
  }
  return undefined;
}
