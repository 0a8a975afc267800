// The thread that draws and encodes labels, so that a scan is answered at once while fifty labels are drawn.

import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal } from '../basics/refusal.ts';
import { encodeLabel } from '../devices/printers/encode-label.ts';
import { checkLabel } from './check-label.ts';
import { createLabelPen } from './draw-label.ts';
import type { LabelFonts } from './fonts.ts';
import { type GlyphCoverage, readGlyphCoverage } from './glyphs.ts';
import type { LabelContent } from './label.ts';
import type { LabelWork, WorkAnswer, WorkMessage } from './label-work.ts';
import { barcodeWidth, layoutLabel } from './layout-label.ts';

const fonts = workerData as LabelFonts; // handed in by label-drawer.ts only
const pen = createLabelPen(fonts);
const coverages = [readGlyphCoverage(fonts.medium), readGlyphCoverage(fonts.bold)];
const hasGlyph: GlyphCoverage = (codePoint) => coverages.every((has) => has(codePoint));

parentPort?.on('message', ({ workNo, work }: WorkMessage) => {
  try {
    parentPort?.postMessage({ workNo, ok: true, value: run(work) } satisfies WorkAnswer);
  } catch (thrown) {
    const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    parentPort?.postMessage({ workNo, ok: false, reason } satisfies WorkAnswer);
  }
});

function run(work: LabelWork) {
  switch (work.kind) {
    case 'warm':
      draw(warmContent, 8);
      return null;
    case 'check':
      return work.contents.map((content) => {
        const checked = check(content, work.dotsPerMm);
        return isRefusal(checked) ? checked : null;
      });
    case 'draw': {
      const bitmap = draw(work.content, work.format.dotsPerMm);
      if (isRefusal(bitmap)) return bitmap;
      const { widthDots, heightDots } = bitmap;
      return { bytes: encodeLabel(bitmap, work.format), widthDots, heightDots };
    }
  }
}

function check(content: LabelContent, dotsPerMm: number) {
  return checkLabel(content, hasGlyph, dotsPerMm, barcodeWidth(dotsPerMm));
}

function draw(content: LabelContent, dotsPerMm: number) {
  const checked = check(content, dotsPerMm);
  return isRefusal(checked) ? checked : pen.draw(layoutLabel(checked, dotsPerMm, pen.measure));
}

// Drawn once and thrown away: loads outlines and compiles the drawing code before anybody waits for a label.
const warmContent = {
  parcelId: 'P0000000000' as LabelContent['parcelId'], // names no parcel; never leaves this thread
  shopName: '练习',
  carrier: '快递',
  trackingNumber: '0000000000000',
  recipientName: '收件人',
  recipientPhone: '000',
  recipientAddress: '省市区街道路号幢单元室',
  orderIds: [],
  isDoorDelivery: true,
  lines: [{ skuCode: 'SKU', name: '商品', spec: '规格', quantity: 1 }],
  buyerNote: '留言',
  batchNo: 1,
  position: 1,
  batchSize: 1,
  slot: 1,
  isTraining: false,
  reprintCount: 1,
} satisfies LabelContent;
