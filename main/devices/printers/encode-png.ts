// A label as a PNG of exactly its dots: one bit a dot, with the size on paper written into it.

import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from './printer.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function encodePng(bitmap: Bitmap, dotsPerMm: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(bitmap.widthDots, 0);
  header.writeUInt32BE(bitmap.heightDots, 4);
  header[8] = 1; // one bit a pixel, grey (type 0): 1 = white, so our bits are turned over below
  const size = Buffer.alloc(9);
  size.writeUInt32BE(Math.round(dotsPerMm * 1000), 0);
  size.writeUInt32BE(Math.round(dotsPerMm * 1000), 4);
  size[8] = 1; // dots a metre
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('pHYs', size),
    chunk('IDAT', deflateSync(filteredRows(bitmap), { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filteredRows({ heightDots, rowBytes, bits }: Bitmap): Buffer {
  const rows = Buffer.alloc(heightDots * (rowBytes + 1));
  for (let row = 0; row < heightDots; row += 1) {
    const to = row * (rowBytes + 1) + 1; // the byte before is filter type 0: none
    for (let byte = 0; byte < rowBytes; byte += 1)
      rows[to + byte] = ~(bits[row * rowBytes + byte] ?? 0) & 0xff;
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(data.length, 0);
  typed.copy(whole, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}
