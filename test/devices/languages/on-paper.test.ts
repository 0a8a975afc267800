// Each language against a printer that reads it by the manual and shares nothing with the encoder: the dots on the roll are the dots
// that were drawn.

import { describe, expect, it } from 'vitest';
import type { PrinterLanguage } from '../../../main/devices/printers/language.ts';
import { languageOf } from '../../../main/devices/printers/languages/language-of.ts';
import type { Bitmap } from '../../../main/devices/printers/printer.ts';
import type { PrinterProfile } from '../../../main/devices/printers/profile.ts';
import { aLabel, drawLabel } from '../../builders/label-content.ts';
import { aProfile } from '../../builders/printer-profiles.ts';
import { talkTo } from '../../builders/printer-talk.ts';
import { startPrinter } from '../../simulators/printers/start-printer.ts';

const { bitmap } = drawLabel(aLabel());
const languages = ['zpl', 'tspl', 'epl', 'escpos'] as const;

function encode(profile: PrinterProfile, drawn: Bitmap = bitmap): Uint8Array {
  const language: PrinterLanguage | null = languageOf(profile);
  if (!language) throw new Error('a profile with a language');
  return language.encode(drawn, profile);
}

async function print(profile: PrinterProfile, wish: Parameters<typeof startPrinter>[1], drawn?: Bitmap) {
  await using printer = await startPrinter(profile.language as (typeof languages)[number], wish); // never a page here
  await using talk = await talkTo(printer.port);
  const bytes = encode(profile, drawn);
  // As it comes over a slow wire: pieces that end anywhere.
  for (let at = 0; at < bytes.length; at += 7_919) talk.send(bytes.subarray(at, at + 7_919));
  await printer.until({ bytes: bytes.length, isResting: true });
  const { roll, complaints } = await printer.read({ bits: true });
  const dots = roll.map((label) => Buffer.from(label.bits ?? '', 'base64'));
  return { roll: roll.map(({ bits: _, ...label }) => label), dots, complaints };
}

for (const language of languages) {
  describe(`a label in ${language}`, () => {
    it('comes out dot for dot, once, and nothing in it is unknown', async () => {
      const { roll, dots, complaints } = await print(aProfile({ language }), {});

      expect(roll).toMatchObject([{ widthDots: 800, heightDots: 1200, isWhole: true, kind: 'label' }]);
      expect(Buffer.compare(dots[0] ?? Buffer.of(), bitmap.bits)).toBe(0);
      expect(complaints).toEqual([]);
    });

    it('comes out right on a printer that takes black for white, once the profile says so', async () => {
      const { dots } = await print(aProfile({ language, polarityInverted: true }), { isInverted: true });

      expect(Buffer.compare(dots[0] ?? Buffer.of(), bitmap.bits)).toBe(0);
    });

    it('says every setting of the profile in words the printer knows', async () => {
      await using printer = await startPrinter(language, {});
      await using talk = await talkTo(printer.port);
      const small: Bitmap = { widthDots: 16, heightDots: 2, rowBytes: 2, bits: Uint8Array.of(1, 2, 3, 4) };

      for (const outlet of ['tear', 'cut', 'peel'] as const) {
        for (const media of ['gap', 'mark', 'continuous'] as const) {
          talk.send(encode(aProfile({ language, outlet, media, gapMm: 3, speed: 4, density: 12 }), small));
        }
      }
      await printer.until({ labels: 9, isResting: true });

      const { roll, complaints } = await printer.read();
      expect(complaints).toEqual([]);
      expect(new Set(roll.map((label) => label.hash)).size).toBe(1);
    });
  });
}

describe('a head that is narrower, or begins elsewhere', () => {
  const drawn: Bitmap = {
    widthDots: 24,
    heightDots: 4,
    rowBytes: 3,
    bits: Uint8Array.from([0x80, 0, 1, 0x40, 0, 2, 0x20, 0, 4, 0x10, 0, 8]),
  };

  it('gets the label moved right and down', async () => {
    const { dots } = await print(aProfile({ language: 'tspl', offsetXDots: 4, offsetYDots: 1 }), {}, drawn);

    expect([...(dots[0] ?? [])]).toEqual([0, 0, 0, 0x08, 0, 0, 0x04, 0, 0, 0x02, 0, 0]);
  });

  it('gets the label moved left and up, and nothing past its last dot', async () => {
    const profile = aProfile({ language: 'zpl', headDots: 64, offsetXDots: -4, offsetYDots: -1 });
    const wide: Bitmap = { widthDots: 72, heightDots: 2, rowBytes: 9, bits: new Uint8Array(18).fill(0xff) };

    const { roll, dots } = await print(profile, {}, wide);

    expect(roll).toMatchObject([{ widthDots: 64, heightDots: 2 }]);
    expect([...(dots[0] ?? [])]).toEqual([...new Array(8).fill(0xff), ...new Array(8).fill(0)]);
  });
});

it('gets fields no longer than the profile allows, in every language that has fields', () => {
  const profile = { bandRows: 300, maxFieldBytes: 20_000 };
  const rowsIn = (language: 'tspl' | 'epl' | 'escpos', pattern: RegExp) =>
    [
      ...Buffer.from(encode(aProfile({ language, ...profile })))
        .toString('latin1')
        .matchAll(pattern),
    ].map((found) => Number(found[1]));

  expect(rowsIn('tspl', /BITMAP 0,\d+,100,(\d+),0,/g)).toEqual(new Array(6).fill(200));
  expect(rowsIn('epl', /GW0,\d+,100,(\d+),/g)).toEqual(new Array(6).fill(200));
  const raster = encode(aProfile({ language: 'escpos' }));
  expect([raster[8], raster[9], raster[2 + 8 + 12_800]]).toEqual([128, 0, 0x1d]);
});
