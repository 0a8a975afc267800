// The codes of a label as whole dots, each with its quiet zone: the tracking number as Code 128, the parcel as QR.

import { code128, code128Quiet, dotsPerModule, type Matrix, qr, qrQuiet } from './barcodes.ts';
import { labelCodeOf } from './label-code.ts';
import { labelPaper, labelSize, type Page } from './label-page.ts';
import type { Box, LabelLayout, Shape } from './layout-shapes.ts';
import type { BlockOf } from './layout-spec.ts';
import { lineOfText, textInBox } from './layout-text.ts';

type Code = LabelLayout['codes'][number];

/** Room for the tracking code with its quiet zones. */
export function barcodeWidth(dotsPerMm: number): number {
  return labelSize(dotsPerMm).widthDots;
}

export function layoutTracking(
  page: Page,
  block: BlockOf<'tracking'>,
): { readonly code: Code; readonly shapes: Shape[] } {
  const { content, dotsPerMm, area } = page;
  const widths = code128(content.trackingNumber);
  const modules = widths.reduce((sum, width) => sum + width, 0);
  const module = dotsPerModule(modules, barcodeWidth(dotsPerMm), dotsPerMm);
  if (module === null) throw new RangeError('checkLabel lets no tracking number pass that is too wide');
  const outerWidth = (modules + 2 * code128Quiet) * module;
  const digitsMm = (block.sizesMm[0] ?? 0) * 1.1875; // the number stands on 0.8 of its row
  const band = area(0, block.fromMm, labelPaper.widthMm, block.toMm - digitsMm - 0.8);
  const box = { ...band, x: Math.floor((barcodeWidth(dotsPerMm) - outerWidth) / 2), width: outerWidth };
  const bars: Box[] = [];
  let x = box.x + code128Quiet * module;
  widths.forEach((width, index) => {
    if (index % 2 === 0) bars.push({ x, y: box.y, width: width * module, height: box.height });
    x += width * module;
  });
  const digits = area(3, block.toMm - digitsMm, 97, block.toMm);
  return { code: { box, bars }, shapes: layoutDigits(page, content.trackingNumber, digits, block.sizesMm) };
}

/** In groups of four counted from the end; the last four, by which people tell parcels apart, are bold and larger. */
export function layoutDigits(
  { dots, measure }: Page,
  tracking: string,
  box: Box,
  sizesMm: readonly number[],
): Shape[] {
  const last = tracking.length > 4 ? tracking.slice(-4) : tracking;
  const groups: string[] = [];
  for (let rest = tracking.slice(0, -last.length); rest !== ''; rest = rest.slice(0, -4))
    groups.unshift(rest.slice(-4));
  const lastSizes = sizesMm.map(dots);
  for (const lastSize of lastSizes) {
    const size = Math.round(lastSize * 0.78);
    const gap = Math.round(lastSize * 0.35);
    const baseline = box.y + Math.round(box.height * 0.8);
    const widths = groups.map((group) => Math.ceil(measure(group, size, false)));
    const lastWidth = Math.ceil(measure(last, lastSize, true));
    const total = widths.reduce((sum, width) => sum + width + gap, lastWidth);
    if (total > box.width && lastSize !== lastSizes.at(-1)) continue;
    let x = box.x + Math.max(0, Math.floor((box.width - total) / 2));
    const shapes: Shape[] = [];
    groups.forEach((group, index) => {
      shapes.push(lineOfText(group, x, baseline, { size, isBold: false }, widths[index] ?? 0));
      x += (widths[index] ?? 0) + gap;
    });
    shapes.push(lineOfText(last, x, baseline, { size: lastSize, isBold: true }, lastWidth));
    return shapes;
  }
  return [];
}

/** At the right edge, from `fromMm` on; the code is named below it. */
export function layoutQr(
  page: Page,
  fromMm: number,
  captionToMm: number,
): { readonly code: Code; readonly shapes: Shape[] } {
  const { content, dots, dotsPerMm, area, measure } = page;
  const matrix = qr(labelCodeOf(content));
  const module = Math.max(3, Math.floor((22.6 * dotsPerMm) / (matrix.size + 2 * qrQuiet)));
  const side = (matrix.size + 2 * qrQuiet) * module;
  const wished = dots(97) - side + qrQuiet * module;
  const box = {
    x: Math.min(wished, dots(labelPaper.widthMm) - side),
    y: dots(fromMm),
    width: side,
    height: side,
  };
  const caption = area(70, captionToMm - 3.6, 97, captionToMm);
  return {
    code: { box, bars: darkRuns(matrix, box, module) },
    shapes: textInBox(labelCodeOf(content), { ...caption, x: box.x, width: dots(97) - box.x }, measure, {
      sizes: [3, 2.6, 2.5].map(dots),
      isBold: false,
      mostLines: 1,
      align: 'middle',
      valign: 'middle',
    }),
  };
}

/** Dark modules of one row joined into bars: fewer rectangles, the same dots. */
function darkRuns(matrix: Matrix, box: Box, module: number): Box[] {
  const bars: Box[] = [];
  for (let row = 0; row < matrix.size; row += 1) {
    for (let column = 0; column < matrix.size; column += 1) {
      if (!matrix.isDark(column, row)) continue;
      let end = column;
      while (end < matrix.size && matrix.isDark(end, row)) end += 1;
      bars.push({
        x: box.x + (column + qrQuiet) * module,
        y: box.y + (row + qrQuiet) * module,
        width: (end - column) * module,
        height: module,
      });
      column = end;
    }
  }
  return bars;
}
