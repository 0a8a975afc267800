// A drawn label in the bytes its printer takes.

import { encodePng } from './encode-png.ts';
import { encodeZpl } from './encode-zpl.ts';
import type { Bitmap, LabelFormat } from './printer.ts';

export function encodeLabel(bitmap: Bitmap, { dotsPerMm, encoding }: LabelFormat): Uint8Array {
  switch (encoding.kind) {
    case 'png':
      return encodePng(bitmap, dotsPerMm);
    case 'zpl':
      return encodeZpl(bitmap, encoding);
  }
}
