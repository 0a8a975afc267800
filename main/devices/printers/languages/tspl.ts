// A label as TSPL: size, gap, picture, one print. A 0 bit burns (printing.md 1.1); clones that take it the other way round
// have `polarityInverted` set, which one test label shows.

import type { Bitmap } from '../printer.ts';
import type { PrinterProfile } from '../profile.ts';
import { changeOver, cutBands, millimetres, placeOnHead } from './place-on-head.ts';

/** TSPL's own scale ends here. */
const mostDensity = 15;

const outletLines = {
  tear: ['SET PEEL OFF', 'SET CUTTER OFF', 'SET TEAR ON'],
  cut: ['SET PEEL OFF', 'SET CUTTER 1'],
  peel: ['SET CUTTER OFF', 'SET PEEL ON'],
} as const;

export function encodeTspl(drawn: Bitmap, profile: PrinterProfile): Uint8Array {
  const bitmap = placeOnHead(drawn, profile);
  const { widthDots, heightDots, rowBytes } = bitmap;
  const lines: string[] = [
    // The space before mm is needed; without it the number is read as dots.
    `SIZE ${millimetres(widthDots, profile.dotsPerMm)} mm,${millimetres(heightDots, profile.dotsPerMm)} mm`,
    mediaLine(profile),
  ];
  if (profile.density !== null) lines.push(`DENSITY ${Math.min(profile.density, mostDensity)}`);
  if (profile.speed !== null) lines.push(`SPEED ${profile.speed}`);
  if (profile.outlet !== null) lines.push(...outletLines[profile.outlet]);
  lines.push('DIRECTION 0', 'REFERENCE 0,0', 'CLS');
  // Begins with an end of line: whatever an interrupted sender left behind is then a line of its own.
  const parts: Uint8Array[] = [Buffer.from(`\r\n${lines.join('\r\n')}\r\n`, 'latin1')];
  for (const { top, rows, bits } of cutBands(bitmap, profile)) {
    parts.push(
      Buffer.from(`BITMAP 0,${top},${rowBytes},${rows},0,`, 'latin1'),
      profile.polarityInverted ? bits : changeOver(bits),
      Buffer.from('\r\n', 'latin1'),
    );
  }
  parts.push(Buffer.from('PRINT 1,1\r\n', 'latin1'));
  return Buffer.concat(parts);
}

function mediaLine({ media, gapMm }: PrinterProfile): string {
  switch (media) {
    case 'gap':
      return `GAP ${gapMm} mm,0 mm`;
    case 'mark':
      return `BLINE ${gapMm} mm,0 mm`;
    case 'continuous':
      return 'GAP 0 mm,0 mm';
  }
}
