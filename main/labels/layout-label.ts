// Where everything lies on a 100 x 150 mm label, in whole dots of the printer's own head. Sections from top to bottom, as
// on a carrier's label: carrier and door delivery, tracking code, recipient, shop with QR, goods with note, batch line.
// Long things shrink, then fold or end in an ellipsis; nothing leaves its section.

import { code128, code128Quiet, dotsPerModule, type Matrix, qr, qrQuiet } from './barcodes.ts';
import type { LabelContent } from './label.ts';
import type { Page } from './label-page.ts';
import { layoutGoods } from './layout-goods.ts';
import { type Box, fill, type LabelLayout, type Shape } from './layout-shapes.ts';
import { badge, lineOfText, textInBox } from './layout-text.ts';
import type { Measure } from './wrap-text.ts';

const labelWidthMm = 100;
const labelHeightMm = 150;
const left = 3;
const right = 97;

export function labelSize(dotsPerMm: number): { widthDots: number; heightDots: number } {
  return {
    widthDots: Math.round(labelWidthMm * dotsPerMm),
    heightDots: Math.round(labelHeightMm * dotsPerMm),
  };
}

/** Room for the tracking code with its quiet zones. */
export function barcodeWidth(dotsPerMm: number): number {
  return labelSize(dotsPerMm).widthDots;
}

/** `content` has passed `checkLabel`. */
export function layoutLabel(content: LabelContent, dotsPerMm: number, measure: Measure): LabelLayout {
  const dots = (mm: number) => Math.round(mm * dotsPerMm);
  /** From edge to edge in millimetres, so that neighbours share an edge and never overlap by rounding. */
  const area = (fromX: number, fromY: number, toX: number, toY: number): Box => ({
    x: dots(fromX),
    y: dots(fromY),
    width: dots(toX) - dots(fromX),
    height: dots(toY) - dots(fromY),
  });
  const rule = (y: number, thickness = 0.4) =>
    fill(dots(left), dots(y), dots(right) - dots(left), dots(y + thickness) - dots(y));
  const page: Page = { content, dots, area, measure };

  const tracking = layoutTracking(page, dotsPerMm);
  const square = layoutQr(page, dotsPerMm);
  return {
    ...labelSize(dotsPerMm),
    shapes: [
      ...layoutHeader(page),
      rule(15.6, 0.6),
      ...tracking.shapes,
      rule(42.6),
      ...layoutRecipient(page),
      rule(70.2),
      ...layoutShop(page, square.code.box),
      ...square.shapes,
      rule(97.6),
      ...layoutGoods(page, area(left, 98.6, right, 138.4)),
      rule(139),
      ...layoutFooter(page),
      // Ink in the last millimetres: a printer that counts a label as printed when its image ends must not stop early.
      rule(148.4, 0.8),
    ],
    codes: [tracking.code, square.code],
    watermark: content.isTraining ? area(left, 43.2, right, 138.6) : null,
  };
}

function layoutHeader({ content, dots, area, measure }: Page): Shape[] {
  const door = area(60, 2.6, right, 14.4);
  const carrierTo = content.isDoorDelivery ? 58.5 : content.isTraining ? 66 : right;
  const shapes = textInBox(content.carrier, area(left, 2.2, carrierTo, 15), measure, {
    sizes: [9, 8, 7, 6, 5, 4, 3.4].map(dots),
    isBold: true,
    mostLines: 2,
    align: 'left',
    valign: 'middle',
  });
  if (content.isDoorDelivery) {
    shapes.push(
      fill(door.x, door.y, door.width, door.height),
      ...textInBox('送货上门', door, measure, {
        sizes: [8.2, 7.4].map(dots),
        isBold: true,
        mostLines: 1,
        align: 'middle',
        valign: 'middle',
        isInk: false,
      }),
    );
  } else if (content.isTraining) {
    shapes.push(...badge('练习 TRAINING', area(68, 4.2, right, 12.8), dots(3.7), measure));
  }
  return shapes;
}

function layoutTracking({ content, dots, area, measure }: Page, dotsPerMm: number) {
  const widths = code128(content.trackingNumber);
  const modules = widths.reduce((sum, width) => sum + width, 0);
  const module = dotsPerModule(modules, barcodeWidth(dotsPerMm), dotsPerMm);
  if (module === null) throw new RangeError('checkLabel lets no tracking number pass that is too wide');
  const outerWidth = (modules + 2 * code128Quiet) * module;
  const band = area(0, 17.6, labelWidthMm, 33.6);
  const box = { ...band, x: Math.floor((barcodeWidth(dotsPerMm) - outerWidth) / 2), width: outerWidth };
  const bars: Box[] = [];
  let x = box.x + code128Quiet * module;
  widths.forEach((width, index) => {
    if (index % 2 === 0) bars.push({ x, y: box.y, width: width * module, height: box.height });
    x += width * module;
  });
  return {
    code: { box, bars },
    shapes: layoutDigits(content.trackingNumber, area(left, 34.4, right, 42), dots, measure),
  };
}

/** In groups of four counted from the end; the last four, by which people tell parcels apart, are bold and larger. */
function layoutDigits(tracking: string, box: Box, dots: (mm: number) => number, measure: Measure): Shape[] {
  const last = tracking.length > 4 ? tracking.slice(-4) : tracking;
  const groups: string[] = [];
  for (let rest = tracking.slice(0, -last.length); rest !== ''; rest = rest.slice(0, -4))
    groups.unshift(rest.slice(-4));
  const lastSizes = [6.4, 5.2, 4.2, 3.2].map(dots);
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

function layoutRecipient(page: Page): Shape[] {
  const { dots, area, measure } = page;
  const name = layoutNameAndPhone(page) ?? layoutLongName(page);
  return [
    ...badge('收', area(left, 43.8, 11, 51.8), dots(6), measure),
    ...name.shapes,
    ...textInBox(name.rest, area(13.5, name.untilMm, right, 69.8), measure, {
      sizes: [5, 4.6, 4.2, 3.8, 3.5, 3.2, 2.8, 2.5].map(dots),
      isBold: false,
      mostLines: 7,
      align: 'left',
      valign: 'top',
    }),
  ];
}

interface NameLines {
  readonly shapes: Shape[];
  /** Where the rest of the address may begin, and what it says. */
  readonly untilMm: number;
  readonly rest: string;
}

/** Name and phone on one line, as large as both fit whole; null when they do not. */
function layoutNameAndPhone({ content, dots, area, measure }: Page): NameLines | null {
  const { recipientName: name, recipientPhone: phone, recipientAddress: rest } = content;
  const box = area(13.5, 43.4, right, 51.8);
  const widthOf = (text: string, size: number) => Math.ceil(measure(text, size, true));
  for (const nameSize of [5.8, 5.2, 4.6, 4].map(dots)) {
    const phoneSize = Math.round(nameSize * 0.9);
    const nameWidth = widthOf(name, nameSize);
    const phoneX = box.x + nameWidth + (name === '' ? 0 : dots(3));
    const phoneWidth = widthOf(phone, phoneSize);
    if (phoneX + phoneWidth > box.x + box.width) continue;
    const baseline = box.y + Math.round((box.height + nameSize * 0.76) / 2);
    const shapes = [
      lineOfText(name, box.x, baseline, { size: nameSize, isBold: true }, nameWidth),
      lineOfText(phone, phoneX, baseline, { size: phoneSize, isBold: true }, phoneWidth),
    ];
    return { shapes: shapes.filter((shape) => shape.box.width > 0), untilMm: 52.2, rest };
  }
  return null;
}

/** A very long name takes the whole width, in up to three lines, and the phone goes before the address: neither is cut. */
function layoutLongName({ content, dots, area, measure }: Page): NameLines {
  const untilMm = 53;
  const { recipientName, recipientPhone, recipientAddress } = content;
  const shapes = textInBox(recipientName, area(13.5, 43.2, right, untilMm), measure, {
    sizes: [4, 3.6, 3.2, 2.8, 2.5].map(dots),
    isBold: true,
    mostLines: 3,
    align: 'left',
    valign: 'middle',
  });
  return { shapes, untilMm, rest: `${recipientPhone} ${recipientAddress}`.trim() };
}

function layoutShop({ content, dots, area, measure }: Page, code: Box): Shape[] {
  const toX = code.x - dots(1.5);
  const until = (box: Box): Box => ({ ...box, width: toX - box.x });
  const orderText = (count: number) => {
    const more = content.orderIds.length - count;
    const shown = content.orderIds.slice(0, count).join('  ');
    return more > 0 ? `${shown}  and ${more} more · 另有 ${more} 单` : shown;
  };
  const sizes = [3.8, 3.4, 3, 2.6].map(dots);
  const ordersBox = until(area(13.5, 80.6, right, 96.8));
  // As many order numbers as fit whole: half a number is worse than none.
  let count = Math.min(content.orderIds.length, 12);
  let orders: Shape[] = [];
  for (; count > 0; count -= 1) {
    const fitted = textInBox(orderText(count), ordersBox, measure, {
      sizes: count > 1 ? sizes : [...sizes, dots(2.5)],
      isBold: false,
      mostLines: 6,
      align: 'left',
      valign: 'top',
      isWhole: count > 1,
    });
    orders = fitted;
    if (fitted.length > 0) break;
  }
  return [
    ...badge('寄', area(left, 71.4, 11, 79.4), dots(6), measure),
    ...textInBox(content.shopName, until(area(13.5, 71.2, right, 79.6)), measure, {
      sizes: [4.8, 4.2, 3.6, 3].map(dots),
      isBold: true,
      mostLines: 2,
      align: 'left',
      valign: 'middle',
    }),
    ...badge('单', area(left, 81, 11, 89), dots(6), measure),
    ...orders,
  ];
}

function layoutQr({ content, dots, area, measure }: Page, dotsPerMm: number) {
  const matrix = qr(content.parcelId);
  const module = Math.max(3, Math.floor((22.6 * dotsPerMm) / (matrix.size + 2 * qrQuiet)));
  const side = (matrix.size + 2 * qrQuiet) * module;
  const box = { x: dots(right) - side + qrQuiet * module, y: dots(71), width: side, height: side };
  const shifted = { ...box, x: Math.min(box.x, dots(labelWidthMm) - side) };
  const caption = area(70, 93.4, right, 97);
  return {
    code: { box: shifted, bars: darkRuns(matrix, shifted, module) },
    shapes: textInBox(
      content.parcelId,
      { ...caption, x: shifted.x, width: dots(right) - shifted.x },
      measure,
      {
        sizes: [3, 2.6, 2.5].map(dots),
        isBold: false,
        mostLines: 1,
        align: 'middle',
        valign: 'middle',
      },
    ),
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

function layoutFooter({ content, dots, area, measure }: Page): Shape[] {
  const middle = { isBold: true, mostLines: 1, valign: 'middle' } as const;
  const shapes = [
    ...textInBox(`批次 ${content.batchNo}`, area(left, 139.8, 26, 148), measure, {
      ...middle,
      sizes: [4, 3.4, 2.8].map(dots),
      align: 'left',
    }),
    ...textInBox(`${content.position}/${content.batchSize}`, area(27, 139.8, 49, 148), measure, {
      ...middle,
      sizes: [6, 5, 4, 3].map(dots),
      align: 'left',
    }),
  ];
  if (content.slot !== null) {
    const slot = textInBox(`格 ${content.slot}`, area(50, 139.8, 66, 148), measure, {
      ...middle,
      sizes: [6, 5, 4, 3].map(dots),
      align: 'left',
    });
    shapes.push(...slot);
  }
  if (content.reprintCount > 0) {
    const text = `重打 REPRINT ${content.reprintCount}`;
    shapes.push(...badge(text, area(67, 140.4, right, 147.6), dots(3.4), measure));
  }
  return shapes;
}
