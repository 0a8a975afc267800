// A drawn label in the bytes its printer takes.

import { encodeBmp } from './encode-bmp.ts';
import { encodePdf } from './encode-pdf.ts';
import { encodePng } from './encode-png.ts';
import { languageOf } from './languages/language-of.ts';
import { encodeZpl } from './languages/zpl.ts';
import type { Bitmap, LabelFormat } from './printer.ts';
import { printerProfile } from './profile.ts';

export function encodeLabel(bitmap: Bitmap, { dotsPerMm, encoding }: LabelFormat): Uint8Array {
  switch (encoding.kind) {
    case 'png':
      return encodePng(bitmap, dotsPerMm);
    case 'profile': {
      const { profile } = encoding;
      const language = languageOf(profile);
      if (language) return language.encode(bitmap, profile);
      if (profile.wire.kind === 'windows' && profile.wire.mode === 'driver')
        return encodeBmp(bitmap, dotsPerMm);
      const isPicture = profile.wire.kind === 'folder' && profile.wire.format === 'png';
      return isPicture ? encodePng(bitmap, dotsPerMm) : encodePdf(bitmap, dotsPerMm);
    }
    case 'zpl': {
      const { compression, media, speed, darkness: density } = encoding;
      const profile = { dotsPerMm, compression, media, speed, density, headDots: bitmap.widthDots };
      return encodeZpl(bitmap, printerProfile.parse({ ...profile, wire: { kind: 'folder' } }));
    }
  }
}
