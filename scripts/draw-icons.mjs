// Draws the program's icon from resources/icons/icon.svg in every size and container the three systems want. Run by hand
// after the drawing changed: node_modules/.bin/node scripts/draw-icons.mjs

import { readFileSync, writeFileSync } from 'node:fs';
import { createCanvas, Image } from '@napi-rs/canvas';

const folder = new URL('../resources/icons/', import.meta.url);
const drawing = readFileSync(new URL('icon.svg', folder), 'utf8');

async function png(size) {
  const image = new Image();
  image.src = Buffer.from(drawing.replace('<svg ', `<svg width="${size}" height="${size}" `));
  await image.decode();
  const canvas = createCanvas(size, size);
  canvas.getContext('2d').drawImage(image, 0, 0, size, size);
  return canvas.encode('png');
}

/** Windows: a directory of whole PNG files (a width of 0 means 256). */
async function ico(sizes) {
  const images = await Promise.all(sizes.map(png));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(images[index].length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += images[index].length;
  });
  return Buffer.concat([head, ...images]);
}

/** macOS: PNG files, each behind its four letters and its length. */
async function icns(sizes) {
  const pieces = [];
  for (const [letters, size] of sizes) {
    const image = await png(size);
    const head = Buffer.alloc(8);
    head.write(letters, 'ascii');
    head.writeUInt32BE(image.length + 8, 4);
    pieces.push(head, image);
  }
  const body = Buffer.concat(pieces);
  const head = Buffer.alloc(8);
  head.write('icns', 'ascii');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

for (const size of [16, 32, 48, 64, 128, 256, 512]) {
  writeFileSync(new URL(`${size}x${size}.png`, folder), await png(size));
}
writeFileSync(new URL('icon.ico', folder), await ico([16, 24, 32, 48, 64, 128, 256]));
const macSizes = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
writeFileSync(new URL('icon.icns', folder), await icns(Object.entries(macSizes)));
