// A drawn label in the bytes its printer takes.

import { encodePng } from './encode-png.ts';
import { languageOf } from './languages/language-of.ts';
import { encodeZpl } from './languages/zpl.ts';
import type { Bitmap, LabelFormat } from './printer.ts';
import { printerProfile } from './profile.ts';

export function encodeLabel(bitmap: Bitmap, { dotsPerMm, encoding }: LabelFormat): Uint8Array {
  switch (encoding.kind) {
    case 'png':
      return encodePng(bitmap, dotsPerMm);
    case 'profile':
      return (
        languageOf(encoding.profile)?.encode(bitmap, encoding.profile) ??
        encodePng(bitmap, encoding.profile.dotsPerMm)
      );
    case 'zpl': {
      const { compression, media, speed, darkness: density } = encoding;
      const profile = { dotsPerMm, compression, media, speed, density, headDots: bitmap.widthDots };
      return encodeZpl(bitmap, printerProfile.parse({ ...profile, wire: { kind: 'folder' } }));
    }
  }
}
