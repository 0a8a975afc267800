import { expect, it } from 'vitest';
import { encodePng } from '../../main/devices/printers/encode-png.ts';
import { layoutTestLabel } from '../../main/labels/test-label.ts';
import { pen } from '../builders/label-content.ts';
import { scanLabel } from '../builders/label-oracles.ts';

const lines = [
  '一号机 Zebra',
  'Zebra ZD / ZT / GK, 203 dpi',
  'ZPL ACS',
  '8 点/mm dots/mm · 832',
  '浓度 density — · 速度 speed 4',
];
const draw = (widthMm: number, heightMm: number, dotsPerMm = 8) =>
  pen.draw(layoutTestLabel({ widthMm, heightMm, lines }, dotsPerMm, pen.measure));

function isInk(bitmap: ReturnType<typeof draw>, x: number, y: number): boolean {
  return ((bitmap.bits[y * bitmap.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

it('has ink on all four edges and in the last millimetre', () => {
  for (const dotsPerMm of [8, 11.811]) {
    const bitmap = draw(100, 150, dotsPerMm);
    const { widthDots, heightDots } = bitmap;

    const corners = [
      [0, 0],
      [widthDots - 1, 0],
      [0, heightDots - 1],
      [widthDots - 1, heightDots - 1],
    ] as const;

    expect(corners.map(([x, y]) => isInk(bitmap, x, y))).toEqual([true, true, true, true]);
    expect(isInk(bitmap, widthDots >> 1, heightDots - Math.round(1.2 * dotsPerMm))).toBe(true);
  }
});

it('has a tick at every millimetre of both rulers', () => {
  const bitmap = draw(100, 150);

  const across = Array.from({ length: 99 }, (_, index) => isInk(bitmap, (index + 1) * 8, 10));
  const down = Array.from({ length: 149 }, (_, index) => isInk(bitmap, 10, (index + 1) * 8));

  expect([...across, ...down].filter((tick) => !tick)).toEqual([]);
});

it('carries a code that scans, and is no parcel', async () => {
  expect(await scanLabel(encodePng(draw(100, 150), 8))).toEqual({ code128: [], qr: ['TEST LABEL'] });
  expect(await scanLabel(encodePng(draw(72, 130, 11.811), 11.811))).toEqual({
    code128: [],
    qr: ['TEST LABEL'],
  });
});

it('keeps ruler and last line on the smallest label', () => {
  const bitmap = draw(30, 20);

  expect(isInk(bitmap, 80, 20)).toBe(true);
  expect(isInk(bitmap, 120, 160 - 10)).toBe(true);
});
