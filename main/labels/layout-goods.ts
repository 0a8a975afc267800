// The lower part of a label: what is in the parcel, and what the buyer asked for. One row per SKU, as large as they fit;
// what does not fit folds into "and 7 more · 另有 7 种". The note has its own black mark: it is an instruction.

import type { LabelContent, LabelLine } from './label.ts';
import type { Page } from './label-page.ts';
import { type Box, lineHeight, type Shape } from './layout-shapes.ts';
import type { BlockOf } from './layout-spec.ts';
import { badge, lineOfText, textInBox } from './layout-text.ts';
import { type Measure, shorten, wrapText } from './wrap-text.ts';

export function layoutGoods(page: Page, block: BlockOf<'goods'>): Shape[] {
  const { content, dots, measure } = page;
  const box = page.area(3, block.fromMm, 97, block.toMm);
  const noNote = { top: box.y + box.height, shapes: [] };
  const note = block.hasNote ? layoutNote(content, box, dots, measure) : noNote;
  const headSize = dots(3.2);
  const headHeight = Math.ceil(headSize * lineHeight);
  const head = textInBox(summaryOf(content), { ...box, height: headHeight }, measure, {
    sizes: [headSize],
    isBold: true,
    mostLines: 1,
    align: 'left',
    valign: 'top',
  });
  const rowsTop = box.y + headHeight + dots(0.6);
  const rowsBox = { ...box, y: rowsTop, height: note.top - rowsTop };
  return [...head, ...layoutRows(content.lines, rowsBox, block.sizesMm.map(dots), measure), ...note.shapes];
}

/** Of the whole parcel, also on a list of several pages. */
function summaryOf({ lines, goods }: LabelContent): string {
  const skus = goods?.skus ?? lines.length;
  const pieces = goods?.pieces ?? lines.reduce((sum, line) => sum + line.quantity, 0);
  return `${skus} 种 ${pieces} 件 · ${skus} SKU ${pieces} pcs`;
}

function layoutNote(content: LabelContent, box: Box, dots: (mm: number) => number, measure: Measure) {
  if (content.buyerNote === '') return { top: box.y + box.height, shapes: [] };
  const markWidth = dots(10);
  const textWidth = box.width - markWidth - dots(1.5);
  const style = { size: dots(3.4), isBold: true };
  const pitch = Math.ceil(style.size * lineHeight);
  const rows = Math.max(1, wrapText(content.buyerNote, style, textWidth, 3, measure).lines.length);
  const height = Math.max(dots(6), rows * pitch);
  const top = box.y + box.height - height;
  const textBox = { x: box.x + markWidth + dots(1.5), y: top, width: textWidth, height };
  return {
    top: top - dots(0.8),
    shapes: [
      ...badge('留言', { x: box.x, y: top, width: markWidth, height }, dots(3.6), measure),
      ...textInBox(content.buyerNote, textBox, measure, {
        sizes: [style.size],
        isBold: true,
        mostLines: 3,
        align: 'left',
        valign: 'middle',
      }),
    ],
  };
}

function layoutRows(
  lines: readonly LabelLine[],
  box: Box,
  sizes: readonly number[],
  measure: Measure,
): Shape[] {
  const pitchOf = (size: number) => Math.ceil(size * lineHeight);
  const rowsAt = (size: number) => Math.floor(box.height / pitchOf(size));
  // As large as every name is there whole, in up to three rows; else one row each, names cut; else folded at the smallest size.
  const whole = sizes.find((size) => countWholeRows(lines, box, size, rowsAt(size), measure) !== null);
  const size = whole ?? sizes.find((candidate) => lines.length <= rowsAt(candidate)) ?? sizes.at(-1) ?? 1;
  const pitch = pitchOf(size);
  const mostRows = rowsAt(size);
  const isFolded = whole === undefined && lines.length > mostRows;
  const shown = isFolded ? lines.slice(0, Math.max(0, mostRows - 1)) : lines;
  const shapes: Shape[] = [];
  let y = box.y;
  for (const line of shown) {
    const rows = layoutRow(
      line,
      { ...box, y },
      { size, pitch, deep: whole === undefined ? 1 : mostNameRows },
      measure,
    );
    shapes.push(...rows.shapes);
    y += rows.count * pitch;
  }
  const more = lines.length - shown.length;
  if (more > 0 && mostRows > 0) {
    const text = shorten(`and ${more} more · 另有 ${more} 种`, { size, isBold: true }, box.width, measure);
    const baseline = y + Math.round(size * 0.95);
    shapes.push(
      lineOfText(text, box.x, baseline, { size, isBold: true }, Math.ceil(measure(text, size, true))),
    );
  }
  return shapes;
}

/** The most SKUs that a block can show one a row: more are folded. A note may take up to three of its lines. */
export function rowsOf(block: BlockOf<'goods'>, hasNote: boolean): number {
  const smallestMm = block.sizesMm.at(-1) ?? 1;
  const noteMm = hasNote && block.hasNote ? 3 * 3.4 * lineHeight + 1.2 : 0;
  // Pitches are rounded up to whole dots: an eighth of a millimetre at most.
  const rowsMm = block.toMm - block.fromMm - noteMm - (3.2 * lineHeight + 0.125) - 0.7;
  return Math.max(0, Math.floor(rowsMm / (smallestMm * lineHeight + 0.125)));
}

const mostNameRows = 3;

/** How many rows all lines take with their names whole; null when that is more than `most`, or a name takes too many. */
function countWholeRows(
  lines: readonly LabelLine[],
  box: Box,
  size: number,
  most: number,
  measure: Measure,
): number | null {
  let count = 0;
  for (const line of lines) {
    if (count + 1 > most) return null;
    const { name, nameWidth } = placesIn(line, box, size, measure);
    const wrapped = wrapText(name, { size, isBold: false }, nameWidth, mostNameRows, measure);
    if (wrapped.isCut) return null;
    count += Math.max(1, wrapped.lines.length);
  }
  return count <= most ? count : null;
}

/** Where count, code and name of a row begin, and what stands there. */
function placesIn(line: LabelLine, box: Box, size: number, measure: Measure) {
  const count = `×${line.quantity}`;
  const countWidth = Math.ceil(measure(count, size, true));
  const indent = Math.max(countWidth + Math.round(size * 0.5), Math.round(size * 2.1));
  const code = shorten(line.skuCode, { size, isBold: true }, Math.floor(box.width * 0.42), measure);
  const codeWidth = Math.ceil(measure(code, size, true));
  const nameX = box.x + indent + codeWidth + Math.round(size * 0.6);
  const name = line.spec === '' ? line.name : `${line.name} · ${line.spec}`;
  return { count, countWidth, indent, code, codeWidth, nameX, name, nameWidth: box.x + box.width - nameX };
}

/** `×2  CODE  name · spec`: the count first and bold, because that is what is packed wrongly. */
function layoutRow(
  line: LabelLine,
  box: Box,
  fit: { readonly size: number; readonly pitch: number; readonly deep: number },
  measure: Measure,
): { readonly shapes: Shape[]; readonly count: number } {
  const { size, pitch } = fit;
  const bold = { size, isBold: true };
  const plain = { size, isBold: false };
  const baseline = box.y + Math.round(size * 0.95);
  const { count, countWidth, indent, code, codeWidth, nameX, name, nameWidth } = placesIn(
    line,
    box,
    size,
    measure,
  );
  const shapes = [
    lineOfText(count, box.x, baseline, bold, countWidth),
    lineOfText(code, box.x + indent, baseline, bold, codeWidth),
  ];
  const names = wrapText(name, plain, nameWidth, fit.deep, measure).lines;
  names.forEach((part, row) => {
    const width = Math.min(nameWidth, Math.ceil(measure(part, size, false)));
    shapes.push(lineOfText(part, nameX, baseline + row * pitch, plain, width));
  });
  return { shapes, count: Math.max(1, names.length) };
}
