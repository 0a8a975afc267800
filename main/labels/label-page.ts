// What every part of a label is laid out with: its content, millimetres as dots of this printer, and the width of text.

import type { LabelContent } from './label.ts';
import type { Box } from './layout-shapes.ts';
import type { Measure } from './wrap-text.ts';

/** The paper of a label, 100 x 150 mm (print.size). */
export const labelPaper = { widthMm: 100, heightMm: 150 } as const;

export function labelSize(dotsPerMm: number): { widthDots: number; heightDots: number } {
  return {
    widthDots: Math.round(labelPaper.widthMm * dotsPerMm),
    heightDots: Math.round(labelPaper.heightMm * dotsPerMm),
  };
}

export interface Page {
  readonly content: LabelContent;
  readonly dotsPerMm: number;
  dots(mm: number): number;
  /** From edge to edge in millimetres, so that neighbours share an edge and never overlap by rounding. */
  area(fromX: number, fromY: number, toX: number, toY: number): Box;
  readonly measure: Measure;
}

export function createPage(content: LabelContent, dotsPerMm: number, measure: Measure): Page {
  const dots = (mm: number) => Math.round(mm * dotsPerMm);
  return {
    content,
    dotsPerMm,
    dots,
    measure,
    area: (fromX, fromY, toX, toY) => ({
      x: dots(fromX),
      y: dots(fromY),
      width: dots(toX) - dots(fromX),
      height: dots(toY) - dots(fromY),
    }),
  };
}
