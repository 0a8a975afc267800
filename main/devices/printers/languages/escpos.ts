// A label as ESC/POS raster, for receipt printers and label printers in receipt mode: bands of at most 128 rows, because
// small ones hold no more, then the next label, a cut, or a feed to the tear bar.

import type { Bitmap } from '../printer.ts';
import type { PrinterProfile } from '../profile.ts';
import { changeOver, cutBands, placeOnHead } from './place-on-head.ts';

const mostBandRows = 128;
const start = [0x1b, 0x40]; // ESC @
const nextLabel = [0x0c]; // FF
const feedToTear = [0x1b, 0x64, 4]; // ESC d: four lines, so that the last dots clear the tear bar
const cut = [0x1d, 0x56, 66, 0]; // GS V 66 0: feeds to the blade, then cuts

export function encodeEscpos(drawn: Bitmap, profile: PrinterProfile): Uint8Array {
  const bitmap = placeOnHead(drawn, profile);
  const { rowBytes } = bitmap;
  const parts: Uint8Array[] = [Uint8Array.from(start)];
  for (const { rows, bits } of cutBands(bitmap, profile, mostBandRows)) {
    parts.push(
      Uint8Array.of(0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8), // GS v 0
      profile.polarityInverted ? changeOver(bits) : bits,
    );
  }
  if (profile.outlet === 'cut') parts.push(Uint8Array.from(cut));
  else parts.push(Uint8Array.from(profile.media === 'continuous' ? feedToTear : nextLabel));
  return Buffer.concat(parts);
}

/** White rows up to the end of the picture that was cut off, then DLE ENQ 2: forget everything received. */
export function clearEscpos(missingBytes: number): Uint8Array {
  return Buffer.concat([new Uint8Array(missingBytes), Uint8Array.of(0x10, 0x05, 2)]);
}
