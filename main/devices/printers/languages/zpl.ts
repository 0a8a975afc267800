// A label as ZPL II: one ^XA … ^XZ with the bitmap in bands, so that no ^GF field passes the documented 99,999 bytes
// (printing.md 1.2). Hex, run-length (ACS) or Z64; ACS is what low-end clones understand.

import { deflateSync } from 'node:zlib';
import type { Bitmap } from '../printer.ts';
import type { PrinterProfile } from '../profile.ts';
import { changeOver, cutBands, placeOnHead } from './place-on-head.ts';

const mediaLetters = { gap: 'Y', mark: 'M', continuous: 'N' } as const;
const outletLetters = { tear: 'T', cut: 'C', peel: 'P' } as const;

export function encodeZpl(drawn: Bitmap, profile: PrinterProfile): Uint8Array {
  const bitmap = placeOnHead(drawn, profile);
  const { widthDots, heightDots, rowBytes } = bitmap;
  const parts: string[] = [];
  if (profile.density !== null) parts.push(`~SD${String(profile.density).padStart(2, '0')}`);
  // Size and media are said with every label: a printer that remembers another roll wastes paper (printing.md 7).
  parts.push(`^XA^PW${widthDots}^LL${heightDots}^MN${mediaLetters[profile.media]}^LH0,0^PON`);
  if (profile.outlet !== null) parts.push(`^MM${outletLetters[profile.outlet]}`);
  if (profile.speed !== null) parts.push(`^PR${profile.speed}`);
  parts.push(`^JZ${profile.reprintsByItself ? 'Y' : 'N'}`);
  for (const { top, bits } of cutBands(bitmap, profile)) {
    const field = encodeField(
      profile.polarityInverted ? changeOver(bits) : bits,
      rowBytes,
      profile.compression,
    );
    parts.push(`^FO0,${top}^GFA,${bits.length},${bits.length},${rowBytes},${field}^FS`);
  }
  parts.push('^PQ1,0,0,N^XZ\n');
  return Buffer.from(parts.join(''), 'latin1');
}

/** Ends a label that was cut off in the middle, wherever that was, and clears what the printer still holds. */
export const clearZpl = Buffer.from('~JA\n', 'latin1');

function encodeField(band: Uint8Array, rowBytes: number, compression: PrinterProfile['compression']): string {
  switch (compression) {
    case 'hex':
      return Buffer.from(band).toString('hex').toUpperCase();
    case 'acs':
      return encodeRuns(band, rowBytes);
    case 'z64': {
      const text = deflateSync(band, { level: 6 }).toString('base64');
      const checksum = crc16(Buffer.from(text, 'latin1')).toString(16).toUpperCase().padStart(4, '0');
      return `:Z64:${text}:${checksum}`;
    }
  }
}

const nibbles = '0123456789ABCDEF';

/**
 * Run-length: G…Y repeat the next digit 1 to 19 times, g…z 20 to 400; `,` fills the row with white; `:` repeats the row
 * above. `!` (fill with black) is left out: a renderer in wide use fills with the wrong pattern, and it saves nothing.
 */
export function encodeRuns(band: Uint8Array, rowBytes: number): string {
  const rows: string[] = [];
  for (let start = 0; start < band.length; start += rowBytes) {
    rows.push(start > 0 && isSameRow(band, start, rowBytes) ? ':' : encodeRow(band, start, rowBytes));
  }
  return rows.join('');
}

function isSameRow(band: Uint8Array, start: number, rowBytes: number): boolean {
  for (let byte = start; byte < start + rowBytes; byte += 1) {
    if (band[byte] !== band[byte - rowBytes]) return false;
  }
  return true;
}

function encodeRow(band: Uint8Array, start: number, rowBytes: number): string {
  let used = rowBytes; // bytes up to the last one that is not white: `,` then starts on a whole byte
  while (used > 0 && band[start + used - 1] === 0) used -= 1;
  let text = '';
  let digit = -1;
  let count = 0;
  for (let index = 0; index < used * 2; index += 1) {
    const byte = band[start + (index >> 1)] ?? 0;
    const next = index & 1 ? byte & 15 : byte >> 4;
    if (next === digit) count += 1;
    else {
      if (count > 0) text += encodeRun(digit, count);
      digit = next;
      count = 1;
    }
  }
  if (count > 0) text += encodeRun(digit, count);
  return used < rowBytes ? `${text},` : text;
}

function encodeRun(digit: number, count: number): string {
  const symbol = nibbles.charAt(digit);
  if (count === 1) return symbol;
  let text = 'z'.repeat(Math.floor(count / 400));
  const left = count % 400;
  if (left >= 20) text += String.fromCharCode(102 + Math.floor(left / 20)); // g is 20
  if (left % 20 > 0) text += String.fromCharCode(70 + (left % 20)); // G is 1
  return text + symbol;
}

const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** CRC-16/CCITT (polynomial 0x1021, start 0, no reflection), over the base64 text. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (crcTable[(crc >> 8) ^ byte] ?? 0);
  return crc;
}
