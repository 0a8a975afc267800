// A platform's own label as it was handed to us: a PDF or a PNG that is printed as it stands. What can be told from its bytes
// without drawing it is told here, before anything is decoded: a file of a few bytes may claim to be a picture of a hundred megabytes.

import { crc32 } from 'node:zlib';
import { type Refusal, refuse } from '../../basics/refusal.ts';

export type DocumentFormat = 'pdf' | 'png';

/** Page 1 is the label, page 2 (where there is one) the packing slip; more is no label. */
export const mostPages = 2;

/** What a document turned out to be. */
export interface InspectedDocument {
  readonly format: DocumentFormat;
  readonly pageCount: number;
  /** What a scanner reads off page 1. */
  readonly codes: readonly string[];
}

/** Refusals: `document.empty`, `document.unknown-format`, `document.damaged` (cut off in the middle). */
export function findFormat(bytes: Uint8Array): DocumentFormat | Refusal {
  if (bytes.length === 0) return refuse('document.empty');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (pngSignature.equals(buffer.subarray(0, 8)))
    return readPngSize(bytes) ? 'png' : refuse('document.damaged');
  if (!buffer.subarray(0, 1024).includes('%PDF-')) return refuse('document.unknown-format');
  // A reader may mend a PDF that was cut off, and show a page without its last lines: half a label must not look whole.
  return buffer.subarray(-4096).includes('%%EOF') ? 'pdf' : refuse('document.damaged');
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width and height of a PNG that is whole: every chunk is there with its check sum, to the end. Nothing is decoded. */
export function readPngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 8;
  let size: { width: number; height: number } | null = null;
  while (at + 12 <= buffer.length) {
    const length = buffer.readUInt32BE(at);
    const type = buffer.toString('latin1', at + 4, at + 8);
    const end = at + 8 + length;
    if (end + 4 > buffer.length) return null;
    if (crc32(buffer.subarray(at + 4, end)) !== buffer.readUInt32BE(end)) return null;
    if (type === 'IHDR' && length === 13) {
      size = { width: buffer.readUInt32BE(at + 8), height: buffer.readUInt32BE(at + 12) };
    }
    if (type === 'IEND') return size;
    at = end + 4;
  }
  return null;
}
