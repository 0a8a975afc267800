// The codes on a picking list read back as the wave they open, by a reader that is not ours.

import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { drawCode128, drawQr } from '../../renderer/waves/code-picture.ts';
import { scanLabel } from '../builders/label-oracles.ts';

async function read(address: string, scale: number) {
  const svg = decodeURIComponent(address.slice(address.indexOf(',') + 1));
  const picture = await loadImage(Buffer.from(svg));
  const quiet = 40;
  const canvas = createCanvas(picture.width * scale + 2 * quiet, picture.height * scale + 2 * quiet);
  const paper = canvas.getContext('2d');
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, quiet, quiet, picture.width * scale, picture.height * scale);
  return scanLabel(canvas.toBuffer('image/png'));
}

it('draws a Code 128 that reads back', async () => {
  const found = await read(drawCode128('WE2BF1Q4D30'), 3);

  expect(found.code128).toEqual(['WE2BF1Q4D30']);
});

it('draws a QR that reads back', async () => {
  const found = await read(drawQr('WE2BF1Q4D30'), 4);

  expect(found.qr).toEqual(['WE2BF1Q4D30']);
});
