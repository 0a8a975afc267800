// What Debian's lprint and CUPS' rastertolabel send, through our simulated printers: their parsers are not built on our encoders, so
// neither can hide the other's mistake. captured/ holds what both really sent for pattern.png (rastertolabel of cups-filters with
// the zebra and zebraep2 PPDs of sample.drv; lprint 1.1.0 over a socket, its questions included). Where they are
// installed, both are also run again.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Bitmap } from '../../../main/devices/printers/printer.ts';
import { dotsOf, renderZpl } from '../../builders/label-oracles.ts';
import { hasLprint, startLprint } from '../../builders/print-servers.ts';
import { talkTo } from '../../builders/printer-talk.ts';
import { type SimulatedPrinter, startPrinter } from '../../simulators/printers/start-printer.ts';

const folder = new URL('captured/', import.meta.url);
const captured = (name: string) => readFileSync(new URL(name, folder));

async function printed(language: 'zpl' | 'epl', bytes: Uint8Array, unknown: string[] = []): Promise<Bitmap> {
  await using printer = await startPrinter(language);
  await using talk = await talkTo(printer.port);
  talk.send(bytes);
  await printer.until({ bytes: bytes.length, labels: 1, isResting: true });
  return onlyLabelOf(printer, unknown);
}

async function onlyLabelOf(printer: SimulatedPrinter, unknown: string[] = []): Promise<Bitmap> {
  const { roll, complaints } = await printer.read({ bits: true });
  expect(complaints).toEqual(unknown);
  expect(roll).toHaveLength(1);
  const [label] = roll;
  const { widthDots = 0, heightDots = 0, bits = '' } = label ?? {};
  return { widthDots, heightDots, rowBytes: Math.ceil(widthDots / 8), bits: Buffer.from(bits, 'base64') };
}

/** Dots that differ in the area of the pattern. */
function differences(one: Bitmap, two: Bitmap, rowsLower = 0): number {
  const isInk = ({ rowBytes, bits }: Bitmap, x: number, y: number) =>
    ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  let count = 0;
  for (let y = 0; y < 203 - rowsLower; y += 1)
    for (let x = 0; x < 406; x += 1) if (isInk(one, x, y + rowsLower) !== isInk(two, x, y)) count += 1;
  return count;
}

it('reads the ZPL of rastertolabel as another renderer does, dot for dot', async () => {
  const bytes = captured('rastertolabel.zpl');

  const onPaper = await printed('zpl', bytes);

  const rendered = await dotsOf(
    await renderZpl(bytes.toString('latin1'), { widthDots: 406, heightDots: 1200 }, 8),
  );
  expect(onPaper.widthDots).toBe(406);
  expect(differences(onPaper, rendered)).toBe(0);
  expect(differences(onPaper, { ...onPaper, bits: new Uint8Array(onPaper.bits.length) })).toBeGreaterThan(
    5_000,
  );
});

it('reads the EPL of rastertolabel as the same picture', async () => {
  const epl = await printed('epl', captured('rastertolabel.epl'));
  const zpl = await printed('zpl', captured('rastertolabel.zpl'));

  expect(differences(epl, zpl)).toBe(0);
});

it('reads the ZPL of lprint as the same picture, a row lower', async () => {
  // ^MD is written with a tilde there, which is no command.
  const lprint = await printed('zpl', captured('lprint.zpl'), ['~MD0']);
  const zpl = await printed('zpl', captured('rastertolabel.zpl'));

  expect(differences(lprint, zpl, 1)).toBe(0);
});

const filter = '/usr/lib/cups/filter/rastertolabel';
const needed = [filter, '/usr/sbin/cupsfilter', '/usr/bin/ppdc', '/usr/share/cups/drv/sample.drv'];
const missing = needed.filter((path) => !existsSync(path));

it.skipIf(missing.length > 0)(
  `reads what rastertolabel sends today (needs ${needed.join(', ')})`,
  async () => {
    const work = mkdtempSync(join(tmpdir(), 'parcelbench-filter-'));
    try {
      execFileSync('/usr/bin/ppdc', ['-d', work, '/usr/share/cups/drv/sample.drv'], { stdio: 'ignore' });
      const run = (file: string, args: string[], ppd: string) =>
        execFileSync(file, args, {
          env: { ...process.env, PPD: join(work, ppd) },
          stdio: ['ignore', 'pipe', 'ignore'],
          maxBuffer: 64 * 1024 * 1024,
        });
      const pattern = join(work, 'pattern.png');
      writeFileSync(pattern, captured('pattern.png'));
      const raster = (ppd: string) => {
        const path = join(work, `${ppd}.ras`);
        const wish = ['-m', 'application/vnd.cups-raster', '-o', 'PageSize=w144h72', pattern];
        writeFileSync(path, run('/usr/sbin/cupsfilter', ['-p', join(work, ppd), ...wish], ppd));
        return run(filter, ['1', 'tester', 'pattern', '1', '', path], ppd);
      };

      const zpl = await printed('zpl', raster('zebra.ppd'));
      const epl = await printed('epl', raster('zebraep2.ppd'));

      expect(differences(zpl, epl)).toBe(0);
      expect(differences(zpl, { ...zpl, bits: new Uint8Array(zpl.bits.length) })).toBeGreaterThan(5_000);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
);

it.skipIf(!hasLprint)(
  'reads what lprint sends today, in both its languages, and answers what it asks (needs /usr/bin/lprint)',
  async () => {
    await using lprint = await startLprint();
    await using zebra = await startPrinter('zpl', { isSilentInTrouble: false });
    await using eltron = await startPrinter('epl');
    const pattern = fileURLToPath(new URL('pattern.png', folder));
    lprint.addPrinter('zebra', 'zpl_4inch-203dpi-dt', zebra.port);
    lprint.addPrinter('eltron', 'epl2_4inch-203dpi-dt', eltron.port);

    lprint.print('zebra', pattern);
    lprint.print('eltron', pattern);
    await zebra.until({ labels: 1, isResting: true });
    await eltron.until({ labels: 1, isResting: true });

    // ^MD is written with a tilde there, which is no command.
    const zpl = await onlyLabelOf(zebra, ['~MD0']);
    const epl = await onlyLabelOf(eltron);
    expect(differences(zpl, await printed('zpl', captured('rastertolabel.zpl')), 1)).toBe(0);
    expect(differences(epl, zpl)).toBe(0);
  },
  60_000,
);
