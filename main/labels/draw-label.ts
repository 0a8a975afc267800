// A laid-out label as dots: text by @napi-rs/canvas and one threshold, everything else set dot by dot. Codes come last, so
// that no text, pattern or smoothing can touch them.

import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Bitmap } from '../devices/printers/printer.ts';
import type { LabelFonts } from './fonts.ts';
import type { Box, LabelLayout, Shape } from './layout-shapes.ts';
import type { Measure } from './wrap-text.ts';

const family = (weight: 'Medium' | 'Bold', index: number) => `Parcelbench Label ${weight} ${index + 1}`;

/** Below this luminance a dot is black: keeps thin strokes of Noto Sans SC 500 from 2.5 mm on (printing.md 5). */
const threshold = 150;

export interface LabelPen {
  readonly measure: Measure;
  draw(layout: LabelLayout): Bitmap;
}

/** Loads the fonts; made once per worker. */
export function createLabelPen(fonts: LabelFonts): LabelPen {
  const register = (weight: 'Medium' | 'Bold', files: readonly string[]) =>
    files
      .map((file, index) => {
        GlobalFonts.registerFromPath(file, family(weight, index));
        return `"${family(weight, index)}"`;
      })
      .join(', ');
  const stacks = { medium: register('Medium', fonts.medium), bold: register('Bold', fonts.bold) };
  const fontOf: FontOf = (size, isBold) => `${size}px ${isBold ? stacks.bold : stacks.medium}`;
  const measure = createRuler(fontOf);
  const watermarks = new Map<string, Uint8Array>();
  let sheet: Canvas | undefined;

  function draw(layout: LabelLayout): Bitmap {
    const { widthDots, heightDots } = layout;
    const rowBytes = Math.ceil(widthDots / 8);
    const bitmap = { widthDots, heightDots, rowBytes, bits: new Uint8Array(rowBytes * heightDots) };
    if (!sheet || sheet.width !== widthDots || sheet.height !== heightDots) {
      sheet = createCanvas(widthDots, heightDots);
    }
    const context = sheet.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, widthDots, heightDots);
    context.fillStyle = '#000';
    // All texts are drawn before the first is read back: reading between drawings would copy the whole sheet each time.
    for (const shape of layout.shapes) if (shape.kind === 'text') drawText(context, shape, fontOf);
    for (const shape of layout.shapes) {
      if (shape.kind === 'fill') setDots(bitmap, shape.box, shape.isInk);
      else setText(bitmap, context, shape);
    }
    if (layout.watermark) {
      const key = JSON.stringify([widthDots, heightDots, layout.watermark]);
      const pattern = watermarks.get(key) ?? drawWatermark(layout, layout.watermark, fontOf);
      watermarks.set(key, pattern);
      for (let index = 0; index < pattern.length; index += 1) {
        bitmap.bits[index] = (bitmap.bits[index] ?? 0) | (pattern[index] ?? 0);
      }
    }
    for (const { box, bars } of layout.codes) {
      setDots(bitmap, box, false);
      for (const bar of bars) setDots(bitmap, bar, true);
    }
    return bitmap;
  }

  return { measure, draw };
}

type FontOf = (size: number, isBold: boolean) => string;

/** Scripts whose letters change with their neighbours, or carry marks above and below: drawn and measured as whole runs. */
const shaped = /[\p{Script=Arabic}\p{Script=Thai}]/u;
const rightToLeft = /\p{Script=Arabic}/u;
/** Their marks reach higher and lower than Chinese: at this share of the size they stay inside the line. */
const shapedShare = 0.82;

/**
 * Widths by the advances of single characters, remembered: kerning only draws them together, so a line is never wider
 * than measured, and fitting text costs no call into the drawing library. Shaped scripts are measured as they are drawn.
 */
function createRuler(fontOf: FontOf): Measure {
  const context = createCanvas(8, 8).getContext('2d');
  const advances = { medium: new Map<string, number>(), bold: new Map<string, number>() };
  const unit = 100;
  return (text, size, isBold) => {
    const known = isBold ? advances.bold : advances.medium;
    if (shaped.test(text)) {
      context.font = fontOf(unit, isBold);
      return (context.measureText(text).width * size * shapedShare) / unit;
    }
    let width = 0;
    for (const character of text) {
      let advance = known.get(character);
      if (advance === undefined) {
        context.font = fontOf(unit, isBold);
        advance = context.measureText(character).width;
        known.set(character, advance);
      }
      width += advance;
    }
    return (width * size) / unit;
  };
}

type TextShape = Extract<Shape, { kind: 'text' }>;

/** Black on white, also for letters that end up white on black; clipped to its own box. */
function drawText(context: SKRSContext2D, shape: TextShape, fontOf: FontOf): void {
  const { box, text } = shape;
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  if (!shaped.test(text)) {
    context.font = fontOf(shape.size, shape.isBold);
    context.fillText(text, box.x, shape.baseline);
  } else drawShaped(context, shape, fontOf);
  context.restore();
}

/** Moved up, and made smaller where that is not enough, so that no mark above or below a letter is cut off: it is half the letter. */
function drawShaped(
  context: SKRSContext2D,
  { box, text, size, isBold, baseline }: TextShape,
  fontOf: FontOf,
): void {
  const isRightToLeft = rightToLeft.test(text);
  context.direction = isRightToLeft ? 'rtl' : 'ltr';
  context.textAlign = isRightToLeft ? 'right' : 'left';
  const at = isRightToLeft ? box.x + box.width : box.x;
  for (let share = shapedShare; ; share -= 0.06) {
    context.font = fontOf(size * share, isBold);
    const ink = context.measureText(text);
    const above = Math.ceil(ink.actualBoundingBoxAscent);
    const below = Math.ceil(ink.actualBoundingBoxDescent);
    if (above + below > box.height && share > 0.5) continue;
    const lowest = box.y + box.height - below;
    context.fillText(text, at, Math.max(box.y + above, Math.min(baseline, lowest)));
    return;
  }
}

/** The dark dots of a text's box set to ink, or cleared for white letters. The sheet is grey: red is its luminance. */
function setText({ bits, rowBytes }: Bitmap, context: SKRSContext2D, { box, isInk }: TextShape): void {
  if (box.width <= 0 || box.height <= 0) return;
  const pixels = context.getImageData(box.x, box.y, box.width, box.height).data;
  let pixel = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1, pixel += 4) {
      if ((pixels[pixel] ?? 255) >= threshold) continue;
      const index = y * rowBytes + (x >> 3);
      const mask = 0x80 >> (x & 7);
      bits[index] = isInk ? (bits[index] ?? 0) | mask : (bits[index] ?? 0) & ~mask;
    }
  }
}

/** RGBA to one bit a dot. */
function packDots(pixels: Uint8ClampedArray, widthDots: number, heightDots: number): Uint8Array {
  const rowBytes = Math.ceil(widthDots / 8);
  const bits = new Uint8Array(rowBytes * heightDots);
  let pixel = 0;
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1, pixel += 4) {
      if ((pixels[pixel] ?? 255) >= threshold) continue;
      const index = y * rowBytes + (x >> 3);
      bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bits;
}

function setDots({ bits, rowBytes }: Bitmap, box: Box, isInk: boolean): void {
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const index = y * rowBytes + (x >> 3);
      const mask = 0x80 >> (x & 7);
      bits[index] = isInk ? (bits[index] ?? 0) | mask : (bits[index] ?? 0) & ~mask;
    }
  }
}

/** TRAINING 练习 from corner to corner, thin outlines filled with sparse dots: not overlooked, and the text stays readable. */
function drawWatermark(layout: LabelLayout, box: Box, fontOf: FontOf): Uint8Array {
  const filled = drawAcross(layout, box, fontOf);
  const { widthDots, heightDots } = layout;
  const rowBytes = Math.ceil(widthDots / 8);
  const isInside = (x: number, y: number) =>
    x >= 0 && x < widthDots && ((filled[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  const bits = new Uint8Array(filled.length);
  for (let y = box.y; y < box.y + box.height && y < heightDots; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      if (!isInside(x, y)) continue;
      const isEdge = !(isInside(x - 2, y) && isInside(x + 2, y) && isInside(x, y - 2) && isInside(x, y + 2));
      const isDot = x % 8 < 2 && y % 8 < 2;
      if (isEdge || isDot) {
        const index = y * rowBytes + (x >> 3);
        bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return bits;
}

function drawAcross({ widthDots, heightDots }: LabelLayout, box: Box, fontOf: FontOf): Uint8Array {
  const context = createCanvas(widthDots, heightDots).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthDots, heightDots);
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  const text = 'TRAINING 练习';
  context.font = fontOf(100, true);
  const diagonal = Math.hypot(box.width, box.height);
  const size = Math.floor((diagonal * 0.86 * 100) / context.measureText(text).width);
  context.font = fontOf(size, true);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.translate(box.x + box.width / 2, box.y + box.height / 2);
  context.rotate(-Math.atan2(box.height, box.width));
  context.fillStyle = '#000';
  context.fillText(text, 0, 0);
  return packDots(context.getImageData(0, 0, widthDots, heightDots).data, widthDots, heightDots);
}
