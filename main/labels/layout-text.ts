// Text in a box: the largest of the given sizes at which it fits whole, else the smallest with an ellipsis.

import { ascent, type Box, fill, lineHeight, type Shape } from './layout-shapes.ts';
import { type Measure, shorten, type TextStyle, wrapText } from './wrap-text.ts';

/** Begins at the right edge, wherever texts of other scripts begin. */
const rightToLeft = /^[^\p{L}]*\p{Script=Arabic}/u;

export interface TextOptions {
  /** In dots, largest first. */
  readonly sizes: readonly number[];
  readonly isBold: boolean;
  readonly mostLines: number;
  readonly align: 'left' | 'middle' | 'right';
  readonly valign: 'top' | 'middle';
  readonly isInk?: boolean;
  /** Answer nothing at all rather than a text that is cut. */
  readonly isWhole?: boolean;
}

export function textInBox(text: string, box: Box, measure: Measure, options: TextOptions): Shape[] {
  if (text === '' || box.width <= 0) return [];
  for (const [index, size] of options.sizes.entries()) {
    const style = { size, isBold: options.isBold };
    const pitch = Math.ceil(size * lineHeight);
    const rows = Math.min(options.mostLines, Math.floor(box.height / pitch));
    if (rows < 1) continue;
    const wrapped = wrapText(text, style, box.width, rows, measure);
    if (wrapped.isCut && (options.isWhole || index < options.sizes.length - 1)) continue;
    return placeLines(wrapped.lines, box, style, pitch, measure, options);
  }
  return [];
}

function placeLines(
  lines: readonly string[],
  box: Box,
  style: TextStyle,
  pitch: number,
  measure: Measure,
  options: TextOptions,
): Shape[] {
  const slack = box.height - lines.length * pitch;
  const top = box.y + (options.valign === 'middle' ? Math.floor(slack / 2) : 0);
  return lines.map((line, row) => {
    const width = Math.min(box.width, Math.ceil(measure(line, style.size, style.isBold)));
    const spare = box.width - width;
    const isAtRight = options.align === 'right' || (options.align === 'left' && rightToLeft.test(line));
    const shift = isAtRight ? spare : options.align === 'left' ? 0 : Math.floor(spare / 2);
    const baseline = top + row * pitch + Math.round(style.size * ascent);
    return lineOfText(line, box.x + shift, baseline, style, width, options.isInk ?? true);
  });
}

/** One line whose width is already known; its box is what the ink may fill. */
export function lineOfText(
  text: string,
  x: number,
  baseline: number,
  style: TextStyle,
  width: number,
  isInk = true,
): Shape {
  return {
    kind: 'text',
    box: {
      x,
      y: baseline - Math.round(style.size * ascent),
      width,
      height: Math.floor(style.size * lineHeight),
    },
    baseline,
    text,
    size: style.size,
    isBold: style.isBold,
    isInk,
  };
}

/** White letters on a black field. */
export function badge(text: string, box: Box, size: number, measure: Measure): Shape[] {
  const style = { size, isBold: true };
  const shown = shorten(text, style, box.width, measure);
  const width = Math.min(box.width, Math.ceil(measure(shown, size, true)));
  // Chinese and capitals are centred by their own body, which ends at 0.12 of the size below the baseline.
  const baseline = box.y + Math.round((box.height + size * 0.76) / 2);
  return [
    fill(box.x, box.y, box.width, box.height),
    lineOfText(shown, box.x + Math.floor((box.width - width) / 2), baseline, style, width, false),
  ];
}
