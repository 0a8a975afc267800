// A platform's label as it goes to the printer: its page dot for dot, its tracking code read and compared, and our strip (batch and
// place, TRAINING, door delivery, reprint) where the page leaves white space for it. Nothing is ever put over ink.

import { isRefusal, type Refusal } from '../../basics/refusal.ts';
import type { Bitmap } from '../../devices/printers/printer.ts';
import type { LabelPen } from '../draw-label.ts';
import { type LabelContent, type PageWish, partOf } from '../label.ts';
import { badge } from '../layout-text.ts';
import { drawPage } from './draw-document.ts';
import { type FreeSpace, findFreeSpace } from './free-space.ts';
import { judgeCodes } from './match-codes.ts';
import { scanPage } from './scan-page.ts';

/** Refusals: of `drawPage` and, for the page that carries the tracking code, of `judgeCodes`. */
export async function drawPlatformLabel(
  content: LabelContent,
  wish: PageWish,
  dotsPerMm: number,
  pen: LabelPen,
): Promise<Bitmap | Refusal> {
  const page = await drawPage(wish, dotsPerMm);
  if (isRefusal(page)) return page;
  const codes = await scanPage(page);
  if (partOf(content) === 'label') {
    const wrong = judgeCodes(
      codes.map((code) => code.text),
      content.trackingNumber,
    );
    if (wrong) return wrong;
  }
  const dots = (mm: number) => Math.round(mm * dotsPerMm);
  // Around a code lies its quiet zone, which readers need white.
  const space = findFreeSpace(
    page,
    codes.map((code) => code.box),
    dots,
  );
  return addStrip(page, content, space, pen, dots);
}

/** What the strip says, from what must not be missed to what is merely handy. */
function wordsOf(content: LabelContent): string[] {
  return [
    ...(content.isTraining ? ['练习 TRAINING'] : []),
    ...(content.reprintCount > 0 ? [`重打 REPRINT ${content.reprintCount}`] : []),
    ...(content.isDoorDelivery ? ['送货上门'] : []),
    `批次 ${content.batchNo} · ${content.position}/${content.batchSize}`,
  ];
}

const textSizesMm = [4, 3.4, 2.8, 2.5];

/** The whole strip as large as it fits, else without what is merely handy, else none. */
function addStrip(
  page: Bitmap,
  content: LabelContent,
  space: FreeSpace,
  pen: LabelPen,
  dots: (mm: number) => number,
): Bitmap {
  for (let words = wordsOf(content); words.length > 0; words = words.slice(0, -1)) {
    const text = words.join(' · ');
    for (const size of textSizesMm.map(dots)) {
      const width = Math.ceil(pen.measure(text, size, true)) + dots(2);
      const height = Math.round(size * 1.35);
      const box = space.find(width, height);
      if (!box) continue;
      const strip = pen.draw({
        widthDots: page.widthDots,
        heightDots: page.heightDots,
        shapes: badge(text, box, size, pen.measure),
        codes: [],
        watermark: null,
      });
      return { ...page, bits: page.bits.map((dark, index) => dark | (strip.bits[index] ?? 0)) };
    }
  }
  return page;
}
