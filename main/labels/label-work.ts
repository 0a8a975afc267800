// What the label worker is asked and what it answers; shared by both sides of the thread.

import type { Refusal } from '../basics/refusal.ts';
import type { Bitmap, LabelFormat } from '../devices/printers/printer.ts';
import type { InspectedDocument } from './documents/label-document.ts';
import type { LabelContent } from './label.ts';
import type { LayoutSpec } from './layout-spec.ts';
import type { SlipRow } from './slips/slip.ts';
import type { TestSheet } from './test-label.ts';

export type LabelWork =
  | { readonly kind: 'warm' }
  | { readonly kind: 'check'; readonly sheets: readonly Sheet[]; readonly dotsPerMm: number }
  | { readonly kind: 'draw'; readonly sheet: Sheet; readonly format: LabelFormat }
  | { readonly kind: 'draw-test'; readonly test: TestSheet; readonly format: LabelFormat }
  | { readonly kind: 'inspect'; readonly bytes: Uint8Array; readonly toleranceMm: number }
  | { readonly kind: 'slip'; readonly rows: readonly SlipRow[]; readonly widthDots: number };

/** What is drawn, and how it lies on the paper. */
export interface Sheet {
  readonly content: LabelContent;
  readonly layout: LayoutSpec;
}

export interface DrawnLabel {
  readonly bytes: Uint8Array;
  readonly widthDots: number;
  readonly heightDots: number;
}

/** In the order of the contents: why a label cannot be printed, or null. */
export type CheckAnswer = readonly (Refusal | null)[];

export interface WorkMessage {
  readonly workNo: number;
  readonly work: LabelWork;
}

export type WorkAnswer =
  | {
      readonly workNo: number;
      readonly ok: true;
      readonly value: null | CheckAnswer | DrawnLabel | InspectedDocument | Bitmap | Refusal;
    }
  | { readonly workNo: number; readonly ok: false; readonly reason: string };
