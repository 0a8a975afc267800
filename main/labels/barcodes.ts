// The two codes on a label as plain modules, to be drawn with whole dots: Code 128 for the tracking number, QR for the
// parcel id. A bar of 2.6 dots is the one thing that makes a printed code unreadable (printing.md 5).

import bwip from 'bwip-js/node';

/** Widths in modules: bar, space, bar, … ; starts and ends with a bar. */
export type BarWidths = readonly number[];

export function code128(text: string): BarWidths {
  const [symbol] = bwip.raw('code128', text, {});
  if (!symbol || !('sbs' in symbol)) throw new TypeError('bwip-js answers Code 128 as bar widths');
  return symbol.sbs;
}

export interface Matrix {
  readonly size: number;
  isDark(column: number, row: number): boolean;
}

export function qr(text: string): Matrix {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new TypeError('bwip-js answers a QR code as a matrix');
  const { pixs, pixx } = symbol;
  return { size: pixx, isDark: (column, row) => pixs[row * pixx + column] === 1 };
}

/** Modules of white that a reader needs on both sides. */
export const code128Quiet = 10;
export const qrQuiet = 4;

/** What Code 128 can carry: printable ASCII. */
export function isCode128Text(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

/** A printed edge is off by a fraction of a dot: with three dots a module that is little, with two it is half a bar. */
const leastDots = 3;

/**
 * Whole dots per module, as wide as fits and no wider than 0.5 mm; null when even three dots (0.375 mm at 203 dpi, 0.25 mm at 300)
 * are too wide: 100 mm hold 19 letters and digits, or 38 digits, at 203 dpi.
 */
export function dotsPerModule(modules: number, widthDots: number, dotsPerMm: number): number | null {
  const widest = Math.floor(0.5 * dotsPerMm);
  for (let dots = widest; dots >= leastDots; dots -= 1) {
    if ((modules + 2 * code128Quiet) * dots <= widthDots) return dots;
  }
  return null;
}
