// What a scanner will read off a label, read by ZXing before the label is sent: the last moment at which another parcel's label, or
// one that nobody can scan, costs nothing.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Bitmap } from '../../devices/printers/printer.ts';
import type { Box } from '../layout-shapes.ts';

export interface ScannedCode {
  readonly text: string;
  /** Where it lies, upright, in dots. */
  readonly box: Box;
}

let isReady = false;

/** The reader would fetch its WebAssembly from the network by itself: it is handed in. */
function prepare(): void {
  if (isReady) return;
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  isReady = true;
}

export async function scanPage(page: Bitmap): Promise<ScannedCode[]> {
  prepare();
  const found = await readBarcodes(toPixels(page), { maxNumberOfSymbols: 12, tryInvert: false });
  return found
    .filter((code) => code.isValid && code.text !== '')
    .map(({ text, position }) => {
      const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
      const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      return { text, box: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y } };
    });
}

function toPixels({ widthDots, heightDots, rowBytes, bits }: Bitmap): Parameters<typeof readBarcodes>[0] {
  const data = new Uint8ClampedArray(widthDots * heightDots * 4).fill(255);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      if (((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      data.fill(0, (y * widthDots + x) * 4, (y * widthDots + x) * 4 + 3);
    }
  }
  // The reader looks at these fields only; Node has no ImageData of its own.
  return { data, width: widthDots, height: heightDots, colorSpace: 'srgb' } as Parameters<
    typeof readBarcodes
  >[0];
}
