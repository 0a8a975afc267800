// What every part of a label is laid out with: its content, millimetres as dots of this printer, and the width of text.

import type { LabelContent } from './label.ts';
import type { Box } from './layout-shapes.ts';
import type { Measure } from './wrap-text.ts';

export interface Page {
  readonly content: LabelContent;
  dots(mm: number): number;
  area(fromX: number, fromY: number, toX: number, toY: number): Box;
  readonly measure: Measure;
}
