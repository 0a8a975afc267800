// Fifty labels drawn and encoded in Z64 by the label worker, against the two ways a user has today, measured beside it with the same
// labels: a page in Chromium that becomes a PDF and then dots, and a picture that node-thermal-printer's printImage turns into dots.
// And how many bytes a label takes on the wire against its bare dots. Prints one line of JSON.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import bwip from 'bwip-js/node';
import { printer as ThermalPrinter, types as thermalTypes } from 'node-thermal-printer';
import { encodePng } from '../../main/devices/printers/encode-png.ts';
import { encodeZpl } from '../../main/devices/printers/languages/zpl.ts';
import type { Bitmap, LabelFormat } from '../../main/devices/printers/printer.ts';
import type { LabelContent } from '../../main/labels/label.ts';
import { createLabelDrawer } from '../../main/labels/label-drawer.ts';
import { aLabel, drawLabel } from '../builders/label-content.ts';
import { aProfile } from '../builders/printer-profiles.ts';
import { startChromium } from '../hosts/chromium.ts';

const count = 50;
const widthDots = 800;
const heightDots = 1200;

const labels: readonly LabelContent[] = Array.from({ length: count }, (_, index) => {
  const position = index + 1;
  return aLabel({
    position,
    trackingNumber: `YT78123456${String(position).padStart(5, '0')}`,
    isDoorDelivery: position % 2 === 0,
    buyerNote: position % 3 === 0 ? '请用纸箱包装，不要塑料袋，谢谢' : '',
    lines: Array.from({ length: 1 + (position % 6) }, (_, line) => ({
      skuCode: `TEA-${position}-${line}`,
      name: '西湖龙井 明前特级 礼盒装',
      spec: '250g 罐装',
      quantity: 1 + (line % 3),
    })),
  });
});

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}

/** As the product does it: in the worker, with the profile of a printer that knows Z64. */
async function ours(): Promise<() => Promise<void>> {
  const profile = aProfile({ compression: 'z64' });
  const format: LabelFormat = { dotsPerMm: 8, encoding: { kind: 'profile', profile } };
  const drawer = createLabelDrawer();
  await drawer.warm();
  return async () => {
    for (const label of labels) await drawer.draw(label, format);
  };
}

/** A page of 100 x 150 mm with the same text and codes, printed to PDF, drawn by pdfium and made black and white. */
async function chromium() {
  const browser = await startChromium();
  const page = await browser.newPage();
  const pdfium = await PDFiumLibrary.init();
  const pageOf = (label: LabelContent) => `<!doctype html><meta charset="utf-8"><style>
    @page { size: 100mm 150mm; margin: 0 } body { margin: 3mm; width: 94mm; font: 4mm 'Noto Sans SC', sans-serif }
    h1 { font-size: 8mm; margin: 0 } p { margin: 1mm 0 } svg { display: block; height: 16mm }
    </style><h1>${label.carrier} ${label.isDoorDelivery ? '送货上门' : ''}</h1>
    ${bwip.toSVG({ bcid: 'code128', text: label.trackingNumber, height: 12 })}
    <p>${label.trackingNumber}</p><p><b>${label.recipientName} ${label.recipientPhone}</b></p><p>${label.recipientAddress}</p>
    <p>${label.shopName}</p><p>${label.orderIds.join(' ')}</p>${bwip.toSVG({ bcid: 'qrcode', text: label.parcelId })}
    ${label.lines.map((line) => `<p>${line.quantity} × ${line.name} ${line.spec} ${line.skuCode}</p>`).join('')}
    <p>${label.buyerNote}</p><p>${label.batchNo} ${label.position}/${label.batchSize}</p>`;
  const draw = async (label: LabelContent) => {
    await page.setContent(pageOf(label));
    const pdf = await page.pdf({ width: '100mm', height: '150mm', preferCSSPageSize: true });
    const document = await pdfium.loadDocument(new Uint8Array(pdf));
    const { data } = await document
      .getPage(0)
      .render({ width: widthDots, height: heightDots, render: 'bitmap' });
    const bits = new Uint8Array((widthDots / 8) * heightDots);
    for (let dot = 0; dot < widthDots * heightDots; dot += 1)
      if ((data[dot * 4] ?? 255) < 128) bits[dot >> 3] = (bits[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
    document.destroy();
  };
  return {
    warm: () => draw(aLabel()),
    async run() {
      for (const label of labels) await draw(label);
    },
    async close() {
      pdfium.destroy();
      await browser.close();
    },
  };
}

/** Drawn as here, kept as a PNG, and handed to printImage, which takes files. */
async function thermalPrinter(folder: string): Promise<void> {
  for (const label of labels) {
    const path = join(folder, `${label.position}.png`);
    writeFileSync(path, encodePng(drawLabel(label).bitmap, 8));
    const ticket = new ThermalPrinter({ type: thermalTypes.EPSON, interface: join(folder, 'printer') });
    await ticket.printImage(path);
    ticket.getBuffer();
  }
}

/** Bytes on the wire against bare dots, over all fifty. */
function shareOf(compression: 'acs' | 'z64', bitmaps: readonly Bitmap[]): number {
  const sent = bitmaps.reduce((sum, bitmap) => sum + encodeZpl(bitmap, aProfile({ compression })).length, 0);
  return sent / bitmaps.reduce((sum, { bits }) => sum + bits.length, 0);
}

const folder = mkdtempSync(join(tmpdir(), 'parcelbench-print-'));
const drawn = labels.map((label) => drawLabel(label).bitmap);
const draw = await ours();
const browser = await chromium();
await browser.warm();

// Ours before and after the others: whatever else the machine does falls on both sides.
const before = await secondsOf(draw);
const chromiumSeconds = await secondsOf(browser.run);
const thermalSeconds = await secondsOf(() => thermalPrinter(folder));
const after = await secondsOf(draw);
await browser.close();
rmSync(folder, { recursive: true, force: true });

const own = (before + after) / 2;
process.stderr.write(
  `50 labels: ours ${own.toFixed(2)} s, Chromium ${chromiumSeconds.toFixed(2)} s, printImage ${thermalSeconds.toFixed(2)} s\n`,
);
console.log(
  JSON.stringify({
    'labels.vs_chromium': chromiumSeconds / own,
    'labels.vs_ntp': thermalSeconds / own,
    'wire.z64': shareOf('z64', drawn),
    'wire.rle': shareOf('acs', drawn),
  }),
);
process.exit(0);
