// Printers that only their own driver can speak to, on Windows: the label's dots on the driver's page, one to one, or not at all. Run
// once by hand under Wine as well, through a CUPS queue of 300 dpi: no dot of 1200 × 1800 was another.

import { expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import { encodeBmp, readBmp } from '../../../main/devices/printers/encode-bmp.ts';
import { encodeLabel } from '../../../main/devices/printers/encode-label.ts';
import { languageOf } from '../../../main/devices/printers/languages/language-of.ts';
import type { Bitmap } from '../../../main/devices/printers/printer.ts';
import type { Wire, WireLine } from '../../../main/devices/printers/wire.ts';
import { loadGdi, placeOnPage } from '../../../main/devices/printers/wires/gdi.ts';
import { createWindowsWire } from '../../../main/devices/printers/wires/windows-wire.ts';
import { loadWinspool } from '../../../main/devices/printers/wires/winspool.ts';
import { aLabel, drawLabel } from '../../builders/label-content.ts';
import { dotsOf, scanDots } from '../../builders/label-oracles.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { aProfile } from '../../builders/printer-profiles.ts';
import { type WinspoolStandIn, winspoolStandIn } from '../../builders/winspool-stand-in.ts';

const label = drawLabel(aLabel()).bitmap;

function wireTo(standIn: WinspoolStandIn, clock = systemClock()): Wire {
  const spooler = loadWinspool(standIn.koffi);
  const gdi = loadGdi(standIn.koffi);
  const options = {
    queue: 'Brother QL',
    mode: 'driver' as const,
    jobPrefix: 'Parcelbench D1',
    stallMs: 60_000,
    answerWithinMs: 5_000,
  };
  return createWindowsWire(
    options,
    clock,
    async () => spooler,
    async () => gdi,
  );
}

async function opened(wire: Wire): Promise<WireLine> {
  const line = await wire.open();
  if (typeof line === 'string') throw new Error(`the wire says ${line}`);
  return line;
}

const inkAt = ({ rowBytes, bits }: Bitmap, x: number, y: number) =>
  ((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;

it('lays the label on the driver’s page dot for dot, as one document of one page', async () => {
  const standIn = winspoolStandIn(['Brother QL']);
  standIn.driver.margin = 12; // the driver counts from where it can print
  const line = await opened(wireTo(standIn));
  standIn.calls.length = 0;

  const written = await line.write(encodeBmp(label, 8), '1/50');

  expect(written).toBeNull();
  expect(standIn.jobs.map(({ documentName, isEnded }) => [documentName, isEnded])).toEqual([
    ['Parcelbench D1 1/50', true],
  ]);
  const page = standIn.jobs[0]?.pages[0];
  if (!page) throw new Error('a page was printed');
  let different = 0;
  for (let y = 0; y < label.heightDots; y += 1)
    for (let x = 0; x < label.widthDots; x += 1) if (inkAt(page, x, y) !== inkAt(label, x, y)) different += 1;
  expect(different).toBe(0);
  expect(await scanDots(page)).toEqual(['YT7812345678901']);
  expect(standIn.calls.filter((name) => name !== 'GetDeviceCaps')).toEqual([
    ...['CreateDCW', 'StartDocW', 'StartPage', 'StretchDIBits', 'EndPage', 'EndDoc', 'DeleteDC'],
    ...['OpenPrinterW', 'GetJobW', 'GetJobW', 'ClosePrinter'],
  ]);
  expect(standIn.openHandles).toBe(0);
});

it('draws each dot as a whole number of the driver’s where that has finer ones', async () => {
  const standIn = winspoolStandIn(['Brother QL']);
  Object.assign(standIn.driver, { dotsPerInch: 406, width: 1_624, height: 2_436 });

  await (await opened(wireTo(standIn))).write(encodeBmp(label, 8), '1/1');

  const page = standIn.jobs[0]?.pages[0];
  expect(page && (await scanDots(page))).toEqual(['YT7812345678901']);
  expect(page && [inkAt(page, 50, 250), inkAt(page, 51, 251)]).toEqual([
    inkAt(label, 25, 125),
    inkAt(label, 25, 125),
  ]);
});

it('hands nothing over where the driver would have to scale, turn or cut', async () => {
  const label203 = { widthDots: 800, heightDots: 1_200, dotsPerMm: 8 };
  const page = (dotsPerInch: number, width: number, height: number) => ({
    dotsPerInch: { x: dotsPerInch, y: dotsPerInch },
    paper: { width, height },
    margin: { left: 10, top: 6 },
  });
  const standIn = winspoolStandIn(['Brother QL']);
  Object.assign(standIn.driver, { width: 1_678, height: 2_374 }); // A4

  const onA4 = await (await opened(wireTo(standIn))).write(encodeBmp(label, 8), '1/1');

  expect(onA4).toBe('printer.driver-differs');
  expect(standIn.jobs).toEqual([]);
  expect(standIn.openHandles).toBe(0);
  expect(placeOnPage(label203, page(203, 812, 1_218))).toEqual({ x: -10, y: -6, width: 800, height: 1_200 });
  expect(placeOnPage(label203, page(300, 1_200, 1_800))).toBeNull(); // one and a half of its dots to one of ours
  expect(placeOnPage(label203, page(203, 1_218, 812))).toBeNull(); // on its side
  expect(placeOnPage(label203, page(203, 640, 1_218))).toBeNull(); // too narrow
  expect(
    placeOnPage({ widthDots: 1_200, heightDots: 1_800, dotsPerMm: 12 }, page(300, 1_200, 1_800)),
  ).not.toBeNull();
});

it('takes a document out of the queue that broke off, so that half a label never prints', async () => {
  const standIn = winspoolStandIn(['Brother QL']);
  const line = await opened(wireTo(standIn));
  standIn.trouble = 'draws-nothing';

  const reason = await line.write(encodeBmp(label, 8), '1/1');

  expect(reason).toBe('printer.job-failed');
  expect(standIn.jobs.map(({ status, isEnded }) => [status & 0x100, isEnded])).toEqual([[0x100, false]]);
  expect(standIn.openHandles).toBe(0);
});

it('deletes what a driver hands over after it was given up', async () => {
  const standIn = winspoolStandIn(['Brother QL']);
  const clock = movedClock();
  const line = await opened(wireTo(standIn, clock));
  standIn.trouble = 'starts-late';

  let outcome: string | null | undefined;
  void line.write(encodeBmp(label, 8), '1/1').then((reason) => {
    outcome = reason;
  });
  while (outcome === undefined) await clock.pass(10_000);
  standIn.trouble = 'keeps-jobs';
  standIn.goOn();
  while (((standIn.jobs[0]?.status ?? 0) & 0x100) === 0)
    await new Promise((resolve) => setImmediate(resolve));

  expect(outcome).toBe('printer.stalled');
  expect(standIn.jobs).toHaveLength(1);
});

it('takes nothing that is not a label’s picture', async () => {
  const standIn = winspoolStandIn(['Brother QL']);

  const reason = await (await opened(wireTo(standIn))).write(Buffer.from('^XA^XZ'), '1/1');

  expect(reason).toBe('printer.job-failed');
  expect(standIn.jobs).toEqual([]);
});

it('is handed a Windows bitmap that others read, too', async () => {
  const profile = aProfile({
    language: 'page',
    wire: { kind: 'windows', queue: 'Brother QL', mode: 'driver', stallMs: 60_000 },
  });

  const bytes = encodeLabel(label, { dotsPerMm: 8, encoding: { kind: 'profile', profile } });

  const byOthers = await dotsOf(bytes);
  expect(byOthers).toMatchObject({ widthDots: 800, heightDots: 1_200 });
  expect(Buffer.from(byOthers.bits).equals(Buffer.from(label.bits))).toBe(true);
  expect(readBmp(bytes)).toMatchObject({ widthDots: 800, heightDots: 1_200, dotsPerMm: 8 });
  const inZpl = { ...profile, language: 'zpl', statusDialect: 'zpl' } as const;
  expect(languageOf(inZpl)).toBeNull(); // a driver is told nothing in the printer's own language
  expect([new Uint8Array(3), bytes.subarray(0, 5_000)].map(readBmp)).toEqual([undefined, undefined]);
});
