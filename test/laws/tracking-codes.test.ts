// Whatever number a carrier gives, the bars on the paper are whole dots, at least three a module, and a scanner reads them back.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodePng } from '../../main/devices/printers/encode-png.ts';
import { scanPage } from '../../main/labels/documents/scan-page.ts';
import { aLabel, checkContent, drawLabel } from '../builders/label-content.ts';
import { fc } from '../builders/laws.ts';

const seed = 20_260_922;
const hasZbar = spawnSync('zbarimg', ['--version']).status === 0;

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
/** Digits alone, a carrier's letters before or behind them, letters and digits mixed, hyphens. */
const numbers = fc.oneof(
  digits(8, 38),
  fc.tuple(fc.stringMatching(/^[A-Z]{2,4}$/), digits(8, 18)).map(([letters, rest]) => letters + rest),
  fc.tuple(fc.stringMatching(/^[A-Z]{2}$/), digits(9, 9)).map(([letters, rest]) => `${letters}${rest}CN`),
  fc.stringMatching(/^[0-9A-Z]{8,19}$/),
  fc.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{6,12}$/),
);

it('is read back as it was given, at 203 and at 300 dpi, by two readers', async () => {
  const pictures: { readonly trackingNumber: string; readonly png: Uint8Array }[] = [];
  await fc.assert(
    fc.asyncProperty(numbers, fc.constantFrom(8, 11.811), async (trackingNumber, dotsPerMm) => {
      const { layout, bitmap } = drawLabel(aLabel({ trackingNumber }), dotsPerMm);
      const bars = layout.codes[0]?.bars ?? [];

      const read = await scanPage(bitmap);

      expect(read.map((code) => code.text)).toContain(trackingNumber);
      expect(Math.min(...bars.map((bar) => bar.width))).toBeGreaterThanOrEqual(3);
      pictures.push({ trackingNumber, png: encodePng(bitmap, dotsPerMm) });
    }),
    { seed, numRuns: 40 },
  );
  if (!hasZbar) return; // judged by one reader where the other is not installed
  const folder = mkdtempSync(join(tmpdir(), 'parcelbench-zbar-'));
  const files = pictures.map(({ png }, index) => {
    const file = join(folder, `${String(index).padStart(3, '0')}.png`);
    writeFileSync(file, png);
    return file;
  });
  const seen = files.map((file) => spawnSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' }).stdout);
  rmSync(folder, { recursive: true });
  pictures.forEach(({ trackingNumber }, index) => {
    expect(seen[index]?.split('\n')).toContain(trackingNumber);
  });
}, 120_000);

it('holds 19 letters and digits or 38 digits at 203 dpi; more is refused before anything is printed', () => {
  const fits = (trackingNumber: string, dotsPerMm: number) =>
    !('kind' in checkContent(aLabel({ trackingNumber }), dotsPerMm));

  expect(fits(`${'A1'.repeat(9)}A`, 8)).toBe(true);
  expect(fits('9'.repeat(38), 8)).toBe(true);
  expect(fits('A1'.repeat(13), 8)).toBe(false);
  expect(checkContent(aLabel({ trackingNumber: 'A1'.repeat(13) }))).toMatchObject({
    code: 'label.tracking-too-long',
  });
  expect(fits('A1'.repeat(13), 11.811)).toBe(true);
});
