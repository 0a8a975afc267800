import { describe, expect, it } from 'vitest';
import { crc16, encodeRuns, encodeZpl } from '../../../main/devices/printers/languages/zpl.ts';
import type { Bitmap } from '../../../main/devices/printers/printer.ts';
import { aLabel, drawLabel } from '../../builders/label-content.ts';
import { dotsOf, renderZpl, scanLabel } from '../../builders/label-oracles.ts';
import { aProfile } from '../../builders/printer-profiles.ts';

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a label in ZPL', () => {
  for (const dotsPerMm of [8, 11.811]) {
    for (const compression of ['hex', 'acs', 'z64'] as const) {
      it(`renders dot for dot and scans back, ${compression} at ${dotsPerMm} dots/mm`, async () => {
        const content = aLabel({ isTraining: true, isDoorDelivery: true });
        const { bitmap } = drawLabel(content, dotsPerMm);

        const picture = await renderZpl(
          textOf(encodeZpl(bitmap, aProfile({ headDots: 2_000, compression }))),
          bitmap,
          dotsPerMm,
        );

        const dots = await dotsOf(picture);
        expect([dots.widthDots, dots.heightDots]).toEqual([bitmap.widthDots, bitmap.heightDots]);
        expect(Buffer.compare(dots.bits, bitmap.bits)).toBe(0);
        expect(await scanLabel(picture)).toEqual({
          code128: [content.trackingNumber],
          qr: [content.parcelId],
        });
      });
    }
  }

  it('says size, media and one copy with every label', () => {
    const text = textOf(
      encodeZpl(drawLabel(aLabel()).bitmap, aProfile({ media: 'mark', speed: 5, density: 9 })),
    );

    expect(text).toMatch(/^~SD09\^XA\^PW800\^LL1200\^MNM/);
    expect(text).toContain('^PR5');
    expect(text.match(/\^XA/g)).toHaveLength(1);
    expect(text).toMatch(/\^PQ1,0,0,N\^XZ\n$/);
  });

  it('sends two bands of 60,000 bytes at 203 dpi, and none over 99,999 at 300', () => {
    const counts = (dotsPerMm: number) =>
      [
        ...textOf(encodeZpl(drawLabel(aLabel(), dotsPerMm).bitmap, aProfile({ headDots: 2_000 }))).matchAll(
          /\^GFA,(\d+),(\d+),(\d+),/g,
        ),
      ].map((field) => field.slice(1, 4).map(Number));

    expect(counts(8)).toEqual([
      [60_000, 60_000, 100],
      [60_000, 60_000, 100],
    ]);
    expect(counts(11.811).every(([bytes = 0]) => bytes <= 99_999)).toBe(true);
  });

  it('stays under half of the raw bytes with run-length, under a fifth with Z64', () => {
    const { bitmap } = drawLabel(aLabel({ isDoorDelivery: true, buyerNote: '请用纸箱包装，谢谢' }));

    expect(encodeZpl(bitmap, aProfile({ headDots: 2_000 })).length / bitmap.bits.length).toBeLessThan(0.5);
    expect(encodeZpl(bitmap, aProfile({ compression: 'z64' })).length / bitmap.bits.length).toBeLessThan(0.2);
  });
});

describe('run-length', () => {
  const rows = (...bytes: number[][]): [Uint8Array, number] => [
    Uint8Array.from(bytes.flat()),
    bytes[0]?.length ?? 0,
  ];

  it('writes the repeat counts of the manual', () => {
    expect(encodeRuns(...rows([0xff, 0xff, 0xff, 0x01]))).toBe('LF01');
    expect(encodeRuns(...rows(new Array(10).fill(0xaa)))).toBe('gA');
    expect(encodeRuns(...rows(new Array(210).fill(0x11)))).toBe('zg1');
  });

  it('ends a row with a comma where the rest is white, on a whole byte', () => {
    expect(encodeRuns(...rows([0x80, 0, 0, 0]))).toBe('80,');
    expect(encodeRuns(...rows([0, 0, 0, 0]))).toBe(',');
  });

  it('repeats the row above with a colon', () => {
    expect(encodeRuns(...rows([0x12, 0x34], [0x12, 0x34], [0, 0]))).toBe('1234:,');
  });
});

it('computes CRC-16/CCITT as its published check value says', () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
});

it('encodes any dots so that the renderer gives the same dots back', async () => {
  const width = 64;
  const bits = new Uint8Array((width / 8) * 40);
  let state = 7;
  for (let index = 0; index < bits.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bits[index] = index % 24 < 8 ? state >>> 24 : index % 48 < 24 ? 0xff : 0;
  }
  const bitmap: Bitmap = { widthDots: width, heightDots: 40, rowBytes: width / 8, bits };

  for (const compression of ['hex', 'acs', 'z64'] as const) {
    const picture = await renderZpl(
      textOf(encodeZpl(bitmap, aProfile({ headDots: 2_000, compression }))),
      bitmap,
      8,
    );

    expect(Buffer.compare((await dotsOf(picture)).bits, bits), compression).toBe(0);
  }
});
