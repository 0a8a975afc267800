// What a laid-out label consists of: rectangles and lines of text at exact dots. Drawing adds nothing of its own.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Shape =
  | { readonly kind: 'fill'; readonly box: Box; readonly isInk: boolean }
  /** Drawn from `box.x` on the baseline, clipped to its box. `isInk` false: white on black. */
  | {
      readonly kind: 'text';
      readonly box: Box;
      readonly baseline: number;
      readonly text: string;
      readonly size: number;
      readonly isBold: boolean;
      readonly isInk: boolean;
    };

export interface LabelLayout {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly shapes: readonly Shape[];
  /** Codes with their quiet zones: nothing else may put ink here. */
  readonly codes: readonly { readonly box: Box; readonly bars: readonly Box[] }[];
  /** Where TRAINING 练习 is written across, as a light pattern; null on a real label. */
  readonly watermark: Box | null;
}

/** Ink of Noto Sans SC lies within these shares of the size above and below the baseline. */
export const ascent = 0.95;
const descent = 0.27;
export const lineHeight = ascent + descent;

export function fill(x: number, y: number, width: number, height: number, isInk = true): Shape {
  return { kind: 'fill', box: { x, y, width, height }, isInk };
}
