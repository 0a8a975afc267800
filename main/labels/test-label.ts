// The label that sets a printer up in one go: a frame to the very edge, a ruler in millimetres, lines of one dot and more, a patch
// that must be black, a code, and ink in the last millimetre. What a person sees on it is an answer of judge-test-label.ts.

import { qr, qrQuiet } from './barcodes.ts';
import { type Box, fill, type LabelLayout, type Shape } from './layout-shapes.ts';
import { textInBox } from './layout-text.ts';
import type { Measure } from './wrap-text.ts';

/** What is printed on it; drawn by the label worker. */
export interface TestSheet {
  readonly widthMm: number;
  readonly heightMm: number;
  /** What the printer is called and how it is driven, a line each: the label says by itself what it shows. */
  readonly lines: readonly string[];
}

/** What history and folders of pictures know it by. */
export const testLabelNumber = 'TEST0000000000';

/** Parts that a small label has no room for are left out, from the bottom up; frame, ruler and last line always stay. */
export function layoutTestLabel(sheet: TestSheet, dotsPerMm: number, measure: Measure): LabelLayout {
  const dots = (mm: number) => Math.round(mm * dotsPerMm);
  const widthDots = dots(sheet.widthMm);
  const heightDots = dots(sheet.heightMm);
  const shapes: Shape[] = [...layoutFrame(widthDots, heightDots), ...layoutRulers(sheet, dots, measure)];
  const codes: { box: Box; bars: Box[] }[] = [];
  const [left, right, bottom] = [dots(9), widthDots - dots(3), heightDots - dots(4)];
  let top = dots(11);
  /** The next `mm` of the label, or nothing when they are not there any more. */
  const take = (mm: number): Box | null => {
    const box = { x: left, y: top, width: right - left, height: dots(mm) };
    if (top + box.height > bottom) return null;
    top += box.height + dots(2);
    return box;
  };

  const patch = take(13);
  if (patch) shapes.push(...layoutPatch(patch, dots, measure));
  const code = take(22);
  if (code) codes.push(layoutCode(code, dotsPerMm));
  const names = code && { ...code, x: code.x + dots(25), width: Math.max(0, code.width - dots(25)) };
  if (names) shapes.push(...layoutNames(sheet.lines, names, dots, measure));
  const lines = take(12);
  if (lines) shapes.push(...layoutLines(lines));
  const letters = take(22);
  if (letters) shapes.push(...layoutLetters(letters, dots, measure));
  const tones = take(14);
  if (tones) shapes.push(...layoutTones(tones));
  return { widthDots, heightDots, shapes, codes, watermark: null };
}

/** Two dots along all four edges; a printer that cuts an edge off shows it here. */
function layoutFrame(width: number, height: number): Shape[] {
  return [
    fill(0, 0, width, 2),
    fill(0, height - 2, width, 2),
    fill(0, 0, 2, height),
    fill(width - 2, 0, 2, height),
  ];
}

/** Millimetres from the top left corner: the number that is still there says how much paper the printer reaches. */
function layoutRulers(
  { widthMm, heightMm }: TestSheet,
  dots: (mm: number) => number,
  measure: Measure,
): Shape[] {
  const shapes: Shape[] = [];
  const number = (text: string, box: Box, align: 'left' | 'middle') =>
    textInBox(text, box, measure, { sizes: [dots(2.5)], isBold: false, mostLines: 1, align, valign: 'top' });
  const tick = (mm: number) => (mm % 10 === 0 ? 4 : mm % 5 === 0 ? 3 : 1.6);
  for (let mm = 1; mm < widthMm; mm += 1) {
    shapes.push(fill(dots(mm), 0, 2, dots(tick(mm))));
    if (mm % 10 === 0)
      shapes.push(
        ...number(String(mm), { x: dots(mm - 4), y: dots(4.4), width: dots(8), height: dots(4) }, 'middle'),
      );
  }
  for (let mm = 1; mm < heightMm; mm += 1) {
    shapes.push(fill(0, dots(mm), dots(tick(mm)), 2));
    if (mm % 10 === 0 && mm + 3 < heightMm)
      shapes.push(
        ...number(String(mm), { x: dots(4.4), y: dots(mm - 1.6), width: dots(7), height: dots(4) }, 'left'),
      );
  }
  // Ink in the last millimetres: a printer that counts a label as printed when its image ends must not stop early.
  shapes.push(fill(dots(3), dots(heightMm - 1.6), dots(widthMm - 6), dots(0.8)));
  return shapes;
}

/** One field black with white letters, one white with black letters, each saying which it is. */
function layoutPatch(box: Box, dots: (mm: number) => number, measure: Measure): Shape[] {
  const half = Math.floor((box.width - dots(2)) / 2);
  const style = { isBold: true, mostLines: 2, align: 'middle', valign: 'middle' } as const;
  const sizes = [4, 3.4, 2.8, 2.5].map(dots);
  const white = { ...box, x: box.x + half + dots(2), width: half };
  return [
    fill(box.x, box.y, half, box.height),
    ...textInBox('黑底白字 white on black', { ...box, width: half }, measure, {
      ...style,
      sizes,
      isInk: false,
    }),
    ...textInBox('白底黑字 black on white', white, measure, { ...style, sizes }),
  ];
}

/** What a scanner reads off it is not a parcel. */
function layoutCode(box: Box, dotsPerMm: number): { box: Box; bars: Box[] } {
  const matrix = qr('TEST LABEL');
  const module = Math.max(2, Math.floor(box.height / (matrix.size + 2 * qrQuiet)));
  const side = (matrix.size + 2 * qrQuiet) * module;
  const bars: Box[] = [];
  for (let row = 0; row < matrix.size; row += 1) {
    for (let column = 0; column < matrix.size; column += 1) {
      if (!matrix.isDark(column, row)) continue;
      const at = (cell: number) => (cell + qrQuiet) * module;
      bars.push({ x: box.x + at(column), y: box.y + at(row), width: module, height: module });
    }
  }
  const square = Math.min(side, Math.round(24 * dotsPerMm));
  return { box: { x: box.x, y: box.y, width: square, height: square }, bars };
}

function layoutNames(
  lines: readonly string[],
  box: Box,
  dots: (mm: number) => number,
  measure: Measure,
): Shape[] {
  const pitch = Math.floor(box.height / Math.max(1, lines.length));
  return lines.flatMap((line, index) =>
    textInBox(line, { ...box, y: box.y + index * pitch, height: pitch }, measure, {
      sizes: [4.4, 3.8, 3.2, 2.8, 2.5].map(dots),
      isBold: index === 0,
      mostLines: 1,
      align: 'left',
      valign: 'middle',
    }),
  );
}

/** Lines one to four dots thick, standing and lying: a dead dot of the head, and heat that spreads, are seen here first. */
function layoutLines(box: Box): Shape[] {
  const shapes: Shape[] = [];
  const half = Math.floor(box.width / 2);
  let x = box.x;
  for (let index = 0; x + 8 <= box.x + half - 8; index += 1) {
    const thick = (index >> 3) % 4;
    shapes.push(fill(x, box.y, thick + 1, box.height));
    x += 2 * (thick + 1) + 2;
  }
  let y = box.y;
  for (let index = 0; y + 4 <= box.y + box.height; index += 1) {
    const thick = (index >> 2) % 4;
    shapes.push(fill(box.x + half, y, half, thick + 1));
    y += 2 * (thick + 1) + 2;
  }
  return shapes;
}

/** Characters with many strokes, in the sizes of real labels. */
function layoutLetters(box: Box, dots: (mm: number) => number, measure: Measure): Shape[] {
  const text = '永酬龘鑫囍圆通速递 Aa Gg 0123456789';
  const shapes: Shape[] = [];
  let y = box.y;
  for (const size of [5, 3.8, 3, 2.5]) {
    const height = dots(size * 1.3);
    shapes.push(
      ...textInBox(text, { ...box, y, height }, measure, {
        sizes: [dots(size)],
        isBold: false,
        mostLines: 1,
        align: 'left',
        valign: 'top',
      }),
    );
    y += height;
  }
  return shapes;
}

/** Black, three greys of dots, black: pale or heavy print shows as greys that vanish or run together. */
function layoutTones(box: Box): Shape[] {
  const shapes: Shape[] = [];
  const width = Math.floor(box.width / 5);
  [0, 2, 3, 4, 0].forEach((step, index) => {
    const x = box.x + index * width;
    if (step === 0) shapes.push(fill(x, box.y, width - 2, box.height));
    else
      for (let column = 0; column + step <= width - 2; column += step)
        shapes.push(fill(x + column, box.y, Math.max(1, step - 2), box.height));
  });
  return shapes;
}
