// A slip as pictures: its rows laid out one below the other, cut into strips that a drawing can hold. The same letters as on labels, so
// that Chinese comes out whole on a printer that knows none.

import { code128, code128Quiet, dotsPerModule, isCode128Text } from '../barcodes.ts';
import { ascent, type Box, fill, type LabelLayout, lineHeight, type Shape } from '../layout-shapes.ts';
import { lineOfText } from '../layout-text.ts';
import { type Measure, wrapText } from '../wrap-text.ts';
import type { SlipRow } from './slip.ts';

const textSize = 24;
/** Where it lies and how many: read at arm's length while walking. */
const strongSize = 32;
const titleSize = 38;
const sideDots = 4;
const gapDots = 6;
const barcodeDots = 72;
/** Slips have no end: a list of 300 lines is four metres of paper. Each strip is one drawing. */
const stripDots = 2_000;
const mostLines = 12;

interface Laid {
  readonly height: number;
  /** At the top of a strip; moved down to where the row lies. */
  readonly shapes: readonly Shape[];
  readonly code: LabelLayout['codes'][number] | null;
}

export function layoutSlip(rows: readonly SlipRow[], widthDots: number, measure: Measure): LabelLayout[] {
  const strips: LabelLayout[] = [];
  let shapes: Shape[] = [];
  let codes: LabelLayout['codes'][number][] = [];
  let y = 0;
  const end = () => {
    if (y > 0) strips.push({ widthDots, heightDots: y, shapes, codes, watermark: null });
    shapes = [];
    codes = [];
    y = 0;
  };
  for (const row of rows) {
    const laid = layoutRow(row, widthDots, measure);
    if (y + laid.height > stripDots) end();
    shapes.push(...laid.shapes.map((shape) => moved(shape, y)));
    if (laid.code) {
      codes.push({ box: below(laid.code.box, y), bars: laid.code.bars.map((bar) => below(bar, y)) });
    }
    y += laid.height;
  }
  end();
  return strips;
}

const below = (box: Box, y: number): Box => ({ ...box, y: box.y + y });

function moved(shape: Shape, y: number): Shape {
  const box = below(shape.box, y);
  return shape.kind === 'fill' ? { ...shape, box } : { ...shape, box, baseline: shape.baseline + y };
}

function layoutRow(row: SlipRow, widthDots: number, measure: Measure): Laid {
  const width = widthDots - 2 * sideDots;
  switch (row.kind) {
    case 'title':
      return layoutText(row.text, titleSize, true, width, measure);
    case 'text':
      return layoutText(row.text, textSize, row.isBold === true, width, measure);
    case 'pair': {
      const isBold = row.isBold === true;
      const size = isBold ? strongSize : textSize;
      const rightWidth = Math.ceil(measure(row.right, size, isBold));
      const left = layoutText(row.left, size, isBold, Math.max(width - rightWidth - 16, 40), measure);
      const x = sideDots + Math.max(0, width - rightWidth);
      const baseline = Math.round(size * ascent);
      const right = lineOfText(row.right, x, baseline, { size, isBold }, Math.min(rightWidth, width));
      const height = Math.max(left.height, Math.ceil(size * lineHeight));
      return { height, shapes: row.right === '' ? left.shapes : [...left.shapes, right], code: null };
    }
    case 'rule':
      return { height: 2 + 2 * gapDots, shapes: [fill(sideDots, gapDots, width, 2)], code: null };
    case 'code':
      return layoutCode(row.text, widthDots, measure);
  }
}

function layoutText(text: string, size: number, isBold: boolean, width: number, measure: Measure): Laid {
  const pitch = Math.ceil(size * lineHeight);
  const { lines } = wrapText(text, { size, isBold }, width, mostLines, measure);
  const shapes = lines.map((line, row) =>
    lineOfText(
      line,
      sideDots,
      row * pitch + Math.round(size * ascent),
      { size, isBold },
      Math.min(width, Math.ceil(measure(line, size, isBold))),
    ),
  );
  return { height: lines.length * pitch, shapes, code: null };
}

/** The bars, and below them the letters; only the letters where it cannot be a code or is too wide. */
function layoutCode(text: string, widthDots: number, measure: Measure): Laid {
  const letters = layoutText(text, textSize, false, widthDots - 2 * sideDots, measure);
  if (!isCode128Text(text)) return letters;
  const widths = code128(text);
  const modules = widths.reduce((sum, width) => sum + width, 0);
  const dots = dotsPerModule(modules, widthDots, 8);
  if (dots === null) return letters;
  const box = {
    x: Math.floor((widthDots - (modules + 2 * code128Quiet) * dots) / 2),
    y: gapDots,
    width: (modules + 2 * code128Quiet) * dots,
    height: barcodeDots,
  };
  const bars: Box[] = [];
  let x = box.x + code128Quiet * dots;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) bars.push({ x, y: box.y, width: width * dots, height: barcodeDots });
    x += width * dots;
  }
  const top = barcodeDots + 2 * gapDots;
  return {
    height: top + letters.height,
    shapes: letters.shapes.map((shape) => moved(shape, top)),
    code: { box, bars },
  };
}
