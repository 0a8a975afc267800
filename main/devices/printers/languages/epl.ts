// A label as EPL2, for the old LP and TLP 28xx and what copies them: form, size, picture, one print. A 0 bit burns
// (printing.md 1.1).

import type { Bitmap } from '../printer.ts';
import type { PrinterProfile } from '../profile.ts';
import { changeOver, cutBands, placeOnHead } from './place-on-head.ts';

/** EPL's own scale ends here. */
const mostDensity = 15;

export function encodeEpl(drawn: Bitmap, profile: PrinterProfile): Uint8Array {
  const bitmap = placeOnHead(drawn, profile);
  const { widthDots, heightDots, rowBytes } = bitmap;
  const lines = ['', 'N', `q${widthDots}`, `Q${heightDots},${feedOf(profile)}`, 'R0,0', 'ZT'];
  if (profile.density !== null) lines.push(`D${Math.min(profile.density, mostDensity)}`);
  if (profile.speed !== null) lines.push(`S${profile.speed}`);
  if (profile.outlet === 'cut') lines.push('OC');
  if (profile.outlet === 'peel') lines.push('OP');
  const parts: Uint8Array[] = [Buffer.from(`${lines.join('\n')}\n`, 'latin1')];
  for (const { top, rows, bits } of cutBands(bitmap, profile)) {
    parts.push(
      Buffer.from(`GW0,${top},${rowBytes},${rows},`, 'latin1'),
      profile.polarityInverted ? bits : changeOver(bits),
      Buffer.from('\n', 'latin1'),
    );
  }
  parts.push(Buffer.from('P1\n', 'latin1'));
  return Buffer.concat(parts);
}

/** The second number of Q, in dots: the gap, the black mark (B), or 0 for a roll without either. */
function feedOf({ media, gapMm, dotsPerMm }: PrinterProfile): string {
  const dots = Math.round(gapMm * dotsPerMm);
  switch (media) {
    case 'gap':
      return String(dots);
    case 'mark':
      return `B${dots}`;
    case 'continuous':
      return '0';
  }
}
