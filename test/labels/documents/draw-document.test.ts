import { expect, it } from 'vitest';
import type { Bitmap } from '../../../main/devices/printers/printer.ts';
import { drawPage, inspectDocument } from '../../../main/labels/documents/draw-document.ts';
import { drawPlatformLabel } from '../../../main/labels/documents/draw-platform-label.ts';
import { scanPage } from '../../../main/labels/documents/scan-page.ts';
import { aLabel, drawLabel, pen } from '../../builders/label-content.ts';
import {
  aLockedPdf,
  aPdf,
  aPdfWithoutItsFont,
  aPng,
  aPngBomb,
  type PageLook,
  platformTracking,
} from '../../builders/platform-labels.ts';

const toleranceMm = 6;

async function draw(bytes: Uint8Array, dotsPerMm = 8, page = 1): Promise<Bitmap> {
  const drawn = await drawPage({ bytes, page, toleranceMm }, dotsPerMm);
  if ('kind' in drawn) throw new Error(`refused: ${drawn.code}`);
  return drawn;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const seen = await inspectDocument(bytes, toleranceMm);
  return 'kind' in seen ? seen.code : 'taken';
}

const dot = ({ rowBytes, bits }: Bitmap, x: number, y: number) =>
  ((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;

/** How many dots wide each bar and gap is, along one row. */
function runsOf(bitmap: Bitmap, y: number): number[] {
  const runs: number[] = [];
  let last = -1;
  for (let x = 0; x < bitmap.widthDots; x += 1) {
    const now = dot(bitmap, x, y);
    if (now === last) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
    last = now;
  }
  return runs;
}

it('puts a page of 100 × 150 mm on the paper dot for dot: every bar of the carrier is as wide as it was drawn', async () => {
  const page = await draw(await aPdf());

  const bars = runsOf(page, 30 * 8).slice(1, -1);
  expect(page).toMatchObject({ widthDots: 800, heightDots: 1200, rowBytes: 100 });
  expect(bars.length).toBeGreaterThan(60);
  expect(bars.filter((width) => width % 3 !== 0)).toEqual([]);
});

it.each([
  ['A6', { widthMm: 105, heightMm: 148 }],
  ['4 × 6 inches', { widthMm: 101.6, heightMm: 152.4 }],
  ['100 × 150', {}],
] satisfies [string, PageLook][])('takes %s and reads its code, at 203 and 300 dpi', async (_name, look) => {
  const bytes = await aPdf(look);

  const seen = await inspectDocument(bytes, toleranceMm);
  const fine = await scanPage(await draw(bytes, 11.811));

  expect(seen).toEqual({ format: 'pdf', pageCount: 1, codes: [platformTracking] });
  expect(fine.map((code) => code.text)).toEqual([platformTracking]);
});

it('cuts only white off a page that is larger than the paper', async () => {
  const white = await inspectDocument(await aPdf({ widthMm: 105, heightMm: 148, frameMm: 4 }), toleranceMm);
  const inked = await refusal(await aPdf({ widthMm: 105, heightMm: 148, frameMm: 1 }));

  expect(white).toMatchObject({ codes: [platformTracking] });
  expect(inked).toBe('document.margin-inked');
});

it('takes the second page as a packing slip, without asking it for a code', async () => {
  const bytes = await aPdf({}, { trackingNumber: null });

  const seen = await inspectDocument(bytes, toleranceMm);
  const slip = await draw(bytes, 8, 2);

  expect(seen).toEqual({ format: 'pdf', pageCount: 2, codes: [platformTracking] });
  expect(slip.bits.some((dots) => dots !== 0)).toBe(true);
});

it('prints a picture dot for dot, and refuses one that was made for another head', async () => {
  const bytes = aPng();

  const drawn = await draw(bytes);
  const other = await drawPage({ bytes, page: 1, toleranceMm }, 11.811);

  expect(drawn).toEqual(drawLabel(aLabel({ trackingNumber: platformTracking })).bitmap);
  expect(other).toMatchObject({
    code: 'document.other-resolution',
    facts: { made: 203, printer: 300 },
  });
});

it('refuses, each with its own words, what is no label', async () => {
  const whole = await aPdf();
  const pages = Array.from({ length: 400 }, (): PageLook => ({ trackingNumber: null }));

  const codes = {
    empty: await refusal(new Uint8Array()),
    text: await refusal(Buffer.from('hello, I am a label')),
    truncated: await refusal(whole.slice(0, Math.floor(whole.length * 0.6))),
    scrambled: await refusal(
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400, 7), Buffer.from('%%EOF')]),
    ),
    locked: await refusal(aLockedPdf()),
    manyPages: await refusal(await aPdf(...pages)),
    a4: await refusal(await aPdf({ widthMm: 210, heightMm: 297 })),
    turned: await refusal(await aPdf({ turn: 90 })),
    lying: await refusal(await aPdf({ widthMm: 150, heightMm: 100 })),
    slipOfA4: await refusal(await aPdf({}, { widthMm: 210, heightMm: 297, trackingNumber: null })),
    bomb: await refusal(aPngBomb(60_000, 60_000)),
    cutPicture: await refusal(aPng().slice(0, -40)),
  };

  expect(codes).toEqual({
    empty: 'document.empty',
    text: 'document.unknown-format',
    truncated: 'document.damaged',
    scrambled: 'document.damaged',
    locked: 'document.locked',
    manyPages: 'document.too-many-pages',
    a4: 'document.page-size',
    turned: 'document.page-rotated',
    lying: 'document.page-rotated',
    slipOfA4: 'document.page-size',
    bomb: 'document.page-size',
    cutPicture: 'document.damaged',
  });
});

it('refuses a page whose letters it has no font for, instead of leaving the name out', async () => {
  const refused = await inspectDocument(aPdfWithoutItsFont(), toleranceMm);
  const unseen = await inspectDocument(aPdfWithoutItsFont(true), toleranceMm);

  expect(refused).toMatchObject({ code: 'document.font-missing', facts: { character: '欧' } });
  expect(unseen).toMatchObject({ pageCount: 1 });
});

it('names the page and the paper when they do not fit', async () => {
  const refused = await inspectDocument(await aPdf({ widthMm: 210, heightMm: 297 }), toleranceMm);

  expect(refused).toMatchObject({ facts: { page: 'A4 (210 × 297 mm)', paper: '100 × 150 mm' } });
});

it('does not print another parcel’s label, nor one that cannot be scanned', async () => {
  const content = aLabel({ trackingNumber: platformTracking });
  const other = { bytes: await aPdf({ trackingNumber: 'JT0023984229751' }), page: 1, toleranceMm };
  const blank = { bytes: await aPdf({ trackingNumber: null }), page: 1, toleranceMm };

  const refusals = [
    await drawPlatformLabel(content, other, 8, pen),
    await drawPlatformLabel(content, blank, 8, pen),
  ];

  expect(refusals).toMatchObject([
    { code: 'document.other-parcel', facts: { codes: ['JT0023984229751'] } },
    { code: 'document.unreadable' },
  ]);
});

it('takes a code with what carriers put around the number, in any case', async () => {
  const bytes = await aPdf({ trackingNumber: `420-90210${platformTracking.toLowerCase()}`, moduleMm: 0.25 });

  const drawn = await drawPlatformLabel(
    aLabel({ trackingNumber: platformTracking }),
    { bytes, page: 1, toleranceMm },
    8,
    pen,
  );

  expect(drawn).not.toHaveProperty('code');
});

it('writes batch and place, reprint and TRAINING into the white of the page, and never over ink', async () => {
  const content = aLabel({
    trackingNumber: platformTracking,
    isTraining: true,
    reprintCount: 2,
    isDoorDelivery: true,
  });
  const look: PageLook = { frameMm: 3 };
  const bytes = await aPdf(look);

  const plain = await draw(bytes);
  const printed = await drawPlatformLabel(content, { bytes, page: 1, toleranceMm }, 8, pen);

  if ('kind' in printed) throw new Error(printed.code);
  const added = printed.bits.reduce((sum, dots, index) => sum + (dots !== plain.bits[index] ? 1 : 0), 0);
  const lost = printed.bits.some((dots, index) => ((plain.bits[index] ?? 0) & ~dots) !== 0);
  expect(added).toBeGreaterThan(100);
  expect(lost).toBe(false);
  expect((await scanPage(printed)).map((code) => code.text)).toEqual([platformTracking]);
});

it('leaves a page without white as the platform drew it', async () => {
  const bytes = await aPdf({ inkFromMm: 50 });
  const content = aLabel({ trackingNumber: platformTracking });

  const printed = await drawPlatformLabel(content, { bytes, page: 1, toleranceMm }, 8, pen);

  // Above the code there is room for a line at most; below it there is none.
  if ('kind' in printed) throw new Error(printed.code);
  expect((await scanPage(printed)).map((code) => code.text)).toEqual([platformTracking]);
});
