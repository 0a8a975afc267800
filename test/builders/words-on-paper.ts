// Reads words off a drawn label as a person does: by their shape. The words are drawn here once more, from the same font files and with
// none of the product's code, and looked for in the dots, black on white or white on black.

import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { Bitmap } from '../../main/devices/printers/printer.ts';

const family = 'Words on paper';
const file = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
);
GlobalFonts.registerFromPath(file, family);

/** Grey that becomes ink on our labels. */
const burnsBelow = 150;

type Paper = Pick<Bitmap, 'widthDots' | 'heightDots' | 'bits'>;

interface Shape {
  readonly width: number;
  readonly height: number;
  /** Where ink must be and where white, in no order. */
  readonly dots: readonly { readonly x: number; readonly y: number; readonly isInk: boolean }[];
}

function shapeOf(words: string, size: number): Shape | undefined {
  const canvas = createCanvas(Math.ceil(size * words.length) + 8, size * 2);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  context.font = `${size}px "${family}"`;
  context.fillText(words, 4, Math.round(size * 1.4));
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const isInk = (x: number, y: number) => (data[(y * canvas.width + x) * 4] ?? 255) < burnsBelow;
  const ink: [number, number][] = [];
  for (let y = 0; y < canvas.height; y += 1)
    for (let x = 0; x < canvas.width; x += 1) if (isInk(x, y)) ink.push([x, y]);
  if (ink.length === 0) return undefined;
  const left = Math.min(...ink.map(([x]) => x));
  const top = Math.min(...ink.map(([, y]) => y));
  const width = Math.max(...ink.map(([x]) => x)) - left + 1;
  const height = Math.max(...ink.map(([, y]) => y)) - top + 1;
  const dots = Array.from({ length: width * height }, (_, index) => {
    const at = (index * 7_919) % (width * height); // a prime: neighbours are far apart, so that a wrong place is given up soon
    const [x, y] = [at % width, Math.floor(at / width)];
    return { x, y, isInk: isInk(x + left, y + top) };
  });
  return { width, height, dots };
}

/** Edges of letters may fall a dot to either side; another digit is off by more. */
const mostWrong = 0.01;
const lookedAtFirst = 40;
const mostWrongAtFirst = 4;

/** True when the words stand on the paper in bold letters of one of these sizes (dots), black or white. */
export function standsOn(paper: Paper, words: string, sizes: readonly number[]): boolean {
  const ink = unpack(paper);
  return sizes.some((size) => {
    const shape = shapeOf(words, size);
    return shape !== undefined && isThere(ink, paper, shape);
  });
}

function unpack({ widthDots, heightDots, bits }: Paper): Uint8Array {
  const rowBytes = Math.ceil(widthDots / 8);
  return Uint8Array.from({ length: widthDots * heightDots }, (_, index) => {
    const x = index % widthDots;
    return ((bits[Math.floor(index / widthDots) * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  });
}

function isThere(ink: Uint8Array, { widthDots, heightDots }: Paper, { width, height, dots }: Shape): boolean {
  const places = Int32Array.from(dots, ({ x, y }) => y * widthDots + x);
  const wanted = Uint8Array.from(dots, ({ isInk }) => (isInk ? 1 : 0));
  const most = Math.floor(dots.length * mostWrong);
  for (let top = 0; top + height <= heightDots; top += 1) {
    for (let left = 0; left + width <= widthDots; left += 1) {
      const at = top * widthDots + left;
      for (const turned of [0, 1]) {
        let wrong = 0;
        let seen = 0;
        for (; seen < places.length; seen += 1) {
          if (((ink[at + (places[seen] ?? 0)] ?? 0) ^ turned) !== wanted[seen]) wrong += 1;
          if (wrong > most || (seen < lookedAtFirst && wrong > mostWrongAtFirst)) break;
        }
        if (seen === places.length) return true;
      }
    }
  }
  return false;
}
