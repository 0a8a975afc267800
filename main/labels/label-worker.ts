// The thread that draws and encodes labels, so that a scan is answered at once while fifty labels are drawn.

import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import { encodeLabel } from '../devices/printers/encode-label.ts';
import { losesInk } from '../devices/printers/languages/place-on-head.ts';
import type { Bitmap } from '../devices/printers/printer.ts';
import { checkOwn } from './check-label.ts';
import { createLabelPen, type LabelPen } from './draw-label.ts';
import type { LabelFonts } from './fonts.ts';
import { type GlyphCoverage, readStackCoverage } from './glyphs.ts';
import type { LabelContent } from './label.ts';
import type { LabelWork, Sheet, WorkAnswer, WorkMessage } from './label-work.ts';
import { readLayouts } from './layout-book.ts';
import { layoutLabel } from './layout-label.ts';
import { drawSlip } from './slips/draw-slip.ts';
import { layoutTestLabel } from './test-label.ts';

const fonts = workerData as LabelFonts; // handed in by label-drawer.ts only
let tools: { readonly pen: LabelPen; readonly hasGlyph: GlyphCoverage } | undefined;

/** Twenty megabytes of outlines: read when the first label is drawn, never by a thread that only looks at documents. */
function openTools() {
  if (tools) return tools;
  const coverages = [readStackCoverage(fonts.medium), readStackCoverage(fonts.bold)];
  tools = {
    pen: createLabelPen(fonts),
    hasGlyph: (codePoint) => coverages.every((has) => has(codePoint)),
  };
  return tools;
}

parentPort?.on('message', ({ workNo, work }: WorkMessage) => {
  run(work).then(
    (value) => parentPort?.postMessage({ workNo, ok: true, value } satisfies WorkAnswer),
    (thrown: unknown) => {
      const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      parentPort?.postMessage({ workNo, ok: false, reason } satisfies WorkAnswer);
    },
  );
});

async function run(work: LabelWork) {
  switch (work.kind) {
    case 'warm':
      drawOwn({ content: warmContent, layout: readLayouts(null).find(undefined) }, 8);
      return null;
    case 'check':
      return work.sheets.map((sheet) => {
        const checked = check(sheet, work.dotsPerMm);
        return isRefusal(checked) ? checked : null;
      });
    case 'draw': {
      const bitmap = await draw(work.sheet, work.format.dotsPerMm);
      if (isRefusal(bitmap)) return bitmap;
      const { encoding } = work.format;
      // Never a label with its edge missing: the number, or the last line of an address, may be what is lost.
      if (encoding.kind === 'profile' && losesInk(bitmap, encoding.profile))
        return refuse('label.off-head', { position: work.sheet.content.position });
      const { widthDots, heightDots } = bitmap;
      return { bytes: encodeLabel(bitmap, work.format), widthDots, heightDots };
    }
    case 'draw-test': {
      const { dotsPerMm } = work.format;
      const { pen } = openTools();
      const bitmap = pen.draw(layoutTestLabel(work.test, dotsPerMm, pen.measure));
      const { widthDots, heightDots } = bitmap;
      return { bytes: encodeLabel(bitmap, work.format), widthDots, heightDots };
    }
    case 'inspect': {
      const { inspectDocument } = await import('./documents/draw-document.ts');
      return inspectDocument(work.bytes, work.toleranceMm);
    }
    case 'slip': {
      const { pen, hasGlyph } = openTools();
      return drawSlip(work.rows, work.widthDots, pen, hasGlyph);
    }
  }
}

function check({ content, layout }: Sheet, dotsPerMm: number): LabelContent | Refusal {
  const { platformPage } = content;
  if (platformPage === 'missing') return refuse('document.missing', { parcelId: content.parcelId });
  // What a platform drew is looked at when it is taken in, and again with its dots right before it is sent.
  if (platformPage !== undefined) return content;
  const { pen, hasGlyph } = openTools();
  return checkOwn(content, layout, { hasGlyph, dotsPerMm, measure: pen.measure });
}

function drawOwn({ content, layout }: Sheet, dotsPerMm: number): Bitmap | Refusal {
  const checked = check({ content, layout }, dotsPerMm);
  const { pen } = openTools();
  return isRefusal(checked) ? checked : pen.draw(layoutLabel(checked, layout, dotsPerMm, pen.measure));
}

async function draw(sheet: Sheet, dotsPerMm: number): Promise<Bitmap | Refusal> {
  const { platformPage } = sheet.content;
  if (platformPage === undefined || typeof platformPage === 'string') return drawOwn(sheet, dotsPerMm);
  // What reads documents is loaded with the first one: the first label of our own does not wait for it.
  const { drawPlatformLabel } = await import('./documents/draw-platform-label.ts');
  return drawPlatformLabel(sheet.content, platformPage, dotsPerMm, openTools().pen);
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
