// A slip as dots, strip by strip with the pen that draws labels; what the fonts lack shows as 〓.

import type { Bitmap } from '../../devices/printers/printer.ts';
import type { LabelPen } from '../draw-label.ts';
import { type GlyphCoverage, replaceMissingGlyphs } from '../glyphs.ts';
import { layoutSlip } from './layout-slip.ts';
import type { SlipRow } from './slip.ts';

export function drawSlip(
  rows: readonly SlipRow[],
  widthDots: number,
  pen: LabelPen,
  hasGlyph: GlyphCoverage,
): Bitmap {
  const shown = (text: string) => replaceMissingGlyphs(text, hasGlyph);
  const clean = rows.map((row): SlipRow => {
    if (row.kind === 'rule' || row.kind === 'code') return row;
    if (row.kind === 'pair') return { ...row, left: shown(row.left), right: shown(row.right) };
    return { ...row, text: shown(row.text) };
  });
  const strips = layoutSlip(clean, widthDots, pen.measure).map((layout) => pen.draw(layout));
  const rowBytes = Math.ceil(widthDots / 8);
  const heightDots = strips.reduce((sum, strip) => sum + strip.heightDots, 0);
  const bits = new Uint8Array(rowBytes * heightDots);
  let at = 0;
  for (const strip of strips) {
    bits.set(strip.bits, at);
    at += strip.bits.length;
  }
  return { widthDots, heightDots, rowBytes, bits };
}
