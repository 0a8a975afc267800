// A label as a PDF for printers that only their own driver can speak to: one page of exactly the label's size, with the very dots of
// the bitmap on it, so that a driver that prints at 100 % changes none of them.

import { deflateSync } from 'node:zlib';
import type { Bitmap } from './printer.ts';

const pointsPerMm = 72 / 25.4;
/** Less than a hundredth of a dot. */
const hairPoints = 0.001;

export function encodePdf(bitmap: Bitmap, dotsPerMm: number): Uint8Array {
  const width = points(bitmap.widthDots / dotsPerMm);
  const height = points(bitmap.heightDots / dotsPerMm);
  const rows = deflateSync(bitmap.bits, { level: 6 });
  // A hair smaller than the page: a driver rounds a picture outwards to whole dots, and one row too many would move every dot.
  const [across, up] = [width - hairPoints, height - hairPoints].map((length) => length.toFixed(4));
  const drawing = Buffer.from(`${across} 0 0 ${up} 0 0 cm /Label Do`, 'latin1');
  const objects = [
    entry('<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>'),
    entry('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    entry(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R` +
        ` /Resources << /XObject << /Label 5 0 R >> >> >>`,
    ),
    stream('', drawing),
    // Decode is turned over: in the bitmap 1 is black, in grey 1 is white.
    stream(
      `/Type /XObject /Subtype /Image /Width ${bitmap.widthDots} /Height ${bitmap.heightDots} /ColorSpace /DeviceGray` +
        ` /BitsPerComponent 1 /Decode [1 0] /Interpolate false /Filter /FlateDecode `,
      rows,
    ),
  ];
  return joinObjects(objects);
}

/** Points to a ten-thousandth, which is a three-hundredth of a dot. */
function points(mm: number): number {
  return Math.round(mm * pointsPerMm * 10_000) / 10_000;
}

function entry(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function stream(words: string, data: Uint8Array): Buffer {
  return Buffer.concat([entry(`<< ${words}/Length ${data.length} >>\nstream\n`), data, entry('\nendstream')]);
}

function joinObjects(objects: readonly Buffer[]): Uint8Array {
  const pieces: Uint8Array[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let at = pieces[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    places.push(at);
    const whole = Buffer.concat([entry(`${index + 1} 0 obj\n`), object, entry('\nendobj\n')]);
    pieces.push(whole);
    at += whole.length;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    entry(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}
