// Two judges that we did not write: a ZPL renderer (zebrash) that says what a printer would put on paper, and a barcode
// reader (ZXing) that says what a scanner would read off it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { zplToBase64Async } from 'zpl-renderer-js';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Bitmap } from '../../main/devices/printers/printer.ts';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });

/** The picture of one label, as PNG bytes. `zpl` is one ^XA … ^XZ. */
export async function renderZpl(
  zpl: string,
  bitmap: Pick<Bitmap, 'widthDots' | 'heightDots'>,
  dotsPerMm: number,
) {
  // The renderer counts in whole dots a millimetre; the size is asked for so that it comes out in our dots.
  const whole = Math.round(dotsPerMm);
  const base64 = await zplToBase64Async(zpl, bitmap.widthDots / whole, bitmap.heightDots / whole, whole);
  return Buffer.from(base64, 'base64');
}

/** The picture's dots as one bit each, packed like our own bitmaps. */
export async function dotsOf(png: Uint8Array): Promise<Bitmap> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, image.width, image.height);
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const rowBytes = Math.ceil(image.width / 8);
  const bits = new Uint8Array(rowBytes * image.height);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      if ((data[(y * image.width + x) * 4] ?? 255) < 128) {
        const index = y * rowBytes + (x >> 3);
        bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return { widthDots: image.width, heightDots: image.height, rowBytes, bits };
}

/** What a scanner reads off the label: the text of each code, by kind. */
export async function scanLabel(png: Uint8Array): Promise<{ code128: string[]; qr: string[] }> {
  const found = await readBarcodes(new Blob([new Uint8Array(png)]), {
    formats: ['Code128', 'QRCode'],
    maxNumberOfSymbols: 8,
  });
  const textsOf = (format: string) => found.filter((code) => code.format === format).map((code) => code.text);
  return { code128: textsOf('Code128'), qr: textsOf('QRCode') };
}

/** What a scanner reads off the bars of a label that lies on a simulated roll. */
export async function scanDots(label: {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Uint8Array;
}): Promise<string[]> {
  const { widthDots, heightDots, bits } = label;
  const rowBytes = Math.ceil(widthDots / 8);
  const data = new Uint8ClampedArray(widthDots * heightDots * 4).fill(255);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      const isBlack = ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      if (isBlack) data.fill(0, (y * widthDots + x) * 4, (y * widthDots + x) * 4 + 3);
    }
  }
  const picture = { data, width: widthDots, height: heightDots, colorSpace: 'srgb' };
  // The reader takes what a browser calls ImageData; Node has the shape and not the class.
  const found = await readBarcodes(picture as unknown as ImageData, {
    formats: ['Code128'],
    maxNumberOfSymbols: 4,
  });
  return found.map((code) => code.text);
}
