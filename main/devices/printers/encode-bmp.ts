// A label as a Windows bitmap, one bit a dot: what a Windows driver is handed, and read back where it is handed over.

import type { Bitmap } from './printer.ts';

const fileHeaderBytes = 14;
const infoBytes = 40;
const paletteBytes = 8;
const dotsAt = fileHeaderBytes + infoBytes + paletteBytes;
const dotsPerMetre = 1_000;

export function encodeBmp(bitmap: Bitmap, dotsPerMm: number): Uint8Array {
  const { widthDots, heightDots, rowBytes, bits } = bitmap;
  const paddedRow = Math.ceil(rowBytes / 4) * 4;
  const bytes = Buffer.alloc(dotsAt + paddedRow * heightDots);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(dotsAt, 10);
  bytes.writeUInt32LE(infoBytes, 14);
  bytes.writeInt32LE(widthDots, 18);
  bytes.writeInt32LE(-heightDots, 22); // below zero: the first row is the upper one
  bytes.writeUInt16LE(1, 26); // planes
  bytes.writeUInt16LE(1, 28); // bits a dot
  bytes.writeUInt32LE(paddedRow * heightDots, 34);
  bytes.writeInt32LE(Math.round(dotsPerMm * dotsPerMetre), 38);
  bytes.writeInt32LE(Math.round(dotsPerMm * dotsPerMetre), 42);
  bytes.writeUInt32LE(2, 46); // colours: 0 is white, 1 is black, as our bits have it
  bytes.writeUInt32LE(0x00ffffff, 54);
  for (let row = 0; row < heightDots; row += 1)
    bytes.set(bits.subarray(row * rowBytes, (row + 1) * rowBytes), dotsAt + row * paddedRow);
  return bytes;
}

export interface WindowsBitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly dotsPerMm: number;
  /** BITMAPINFO with its two colours. */
  readonly header: Uint8Array;
  /** Rows from the top, each a multiple of four bytes. */
  readonly dots: Uint8Array;
}

/** Undefined for whatever `encodeBmp` did not make. */
export function readBmp(bytes: Uint8Array): WindowsBitmap | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < dotsAt || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined;
  if (view.getUint32(2, true) !== bytes.length || view.getUint32(10, true) !== dotsAt) return undefined;
  return {
    widthDots: view.getInt32(18, true),
    heightDots: -view.getInt32(22, true),
    dotsPerMm: view.getInt32(38, true) / dotsPerMetre,
    header: bytes.subarray(fileHeaderBytes, dotsAt),
    dots: bytes.subarray(dotsAt),
  };
}
