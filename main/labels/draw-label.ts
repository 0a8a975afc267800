// A laid-out label as dots: text by @napi-rs/canvas, everything else by whole dots, then black or white by one threshold.
// Codes are set dot by dot at the very end, so that no text, pattern or smoothing can touch them.

import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Bitmap } from '../devices/printers/printer.ts';
import type { LabelFonts } from './fonts.ts';
import { type Box, type LabelLayout, overlaps, type Shape } from './layout-shapes.ts';
import type { Measure } from './wrap-text.ts';

const mediumFamily = 'Parcelbench Label Medium';
const boldFamily = 'Parcelbench Label Bold';

/** Below this luminance a dot is black: keeps thin strokes of Noto Sans SC 500 from 2.5 mm on (printing.md 5). */
const threshold = 150;

export interface LabelPen {
  readonly measure: Measure;
  draw(layout: LabelLayout): Bitmap;
}

/** Loads the fonts; made once per worker. */
export function createLabelPen(fonts: LabelFonts): LabelPen {
  GlobalFonts.registerFromPath(fonts.medium, mediumFamily);
  GlobalFonts.registerFromPath(fonts.bold, boldFamily);
  const ruler = createCanvas(8, 8).getContext('2d');
  const watermarks = new Map<string, Uint8Array>();
  let sheet: Canvas | undefined;

  function measure(text: string, size: number, isBold: boolean): number {
    ruler.font = fontOf(size, isBold);
    return ruler.measureText(text).width;
  }

  function draw(layout: LabelLayout): Bitmap {
    const { widthDots, heightDots } = layout;
    if (!sheet || sheet.width !== widthDots || sheet.height !== heightDots)
      sheet = createCanvas(widthDots, heightDots);
    const context = sheet.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, widthDots, heightDots);
    for (const shape of layout.shapes) drawShape(context, shape);
    const bitmap = packDots(context.getImageData(0, 0, widthDots, heightDots).data, widthDots, heightDots);
    if (layout.watermark) {
      const key = JSON.stringify([widthDots, heightDots, layout.watermark]);
      const pattern = watermarks.get(key) ?? drawWatermark(layout, layout.watermark);
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

function fontOf(size: number, isBold: boolean): string {
  return `${size}px "${isBold ? boldFamily : mediumFamily}"`;
}

function drawShape(context: SKRSContext2D, shape: Shape): void {
  const { box } = shape;
  context.fillStyle = shape.isInk ? '#000' : '#fff';
  if (shape.kind === 'fill') {
    context.fillRect(box.x, box.y, box.width, box.height);
    return;
  }
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.font = fontOf(shape.size, shape.isBold);
  context.fillText(shape.text, box.x, shape.baseline);
  context.restore();
}

/** RGBA to one bit a dot; the sheet is grey, so red alone is its luminance. */
function packDots(pixels: Uint8ClampedArray, widthDots: number, heightDots: number): Bitmap {
  const rowBytes = Math.ceil(widthDots / 8);
  const bits = new Uint8Array(rowBytes * heightDots);
  let pixel = 0;
  for (let row = 0; row < heightDots; row += 1) {
    for (let byte = 0; byte < rowBytes; byte += 1) {
      const dots = Math.min(8, widthDots - byte * 8);
      let value = 0;
      for (let dot = 0; dot < dots; dot += 1, pixel += 4) {
        if ((pixels[pixel] ?? 255) < threshold) value |= 0x80 >> dot;
      }
      bits[row * rowBytes + byte] = value;
    }
  }
  return { widthDots, heightDots, rowBytes, bits };
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

/** TRAINING 练习 from corner to corner as sparse dots: cannot be overlooked, leaves the text readable. */
function drawWatermark(layout: LabelLayout, box: Box): Uint8Array {
  const { widthDots, heightDots } = layout;
  const sheet = createCanvas(widthDots, heightDots);
  const context = sheet.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthDots, heightDots);
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  const text = 'TRAINING 练习';
  const diagonal = Math.hypot(box.width, box.height);
  context.font = fontOf(100, true);
  const size = Math.floor((diagonal * 0.84 * 100) / context.measureText(text).width);
  context.font = fontOf(size, true);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.translate(box.x + box.width / 2, box.y + box.height / 2);
  context.rotate(-Math.atan2(box.height, box.width));
  context.fillStyle = '#000';
  context.fillText(text, 0, 0);
  const solid = packDots(context.getImageData(0, 0, widthDots, heightDots).data, widthDots, heightDots);
  const codes = layout.codes.map((code) => code.box);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      const isDot =
        x % 6 < 2 && y % 6 < 2 && !codes.some((code) => overlaps(code, { x, y, width: 1, height: 1 }));
      if (!isDot) {
        const index = y * solid.rowBytes + (x >> 3);
        solid.bits[index] = (solid.bits[index] ?? 0) & ~(0x80 >> (x & 7));
      }
    }
  }
  return solid.bits;
}
