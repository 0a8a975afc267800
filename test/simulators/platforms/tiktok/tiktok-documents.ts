// Labels of the simulated shop: when there is one, its address (good for 24 hours), and the paper itself, a real small PDF or PNG
// with the number in Code 128.

import { createHmac } from 'node:crypto';
import type { Books, Package, Shop } from './tiktok-books.ts';
import { pendingCancellation } from './tiktok-books.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';
import { ordersOf } from './tiktok-shipping.ts';

const lifeSeconds = 24 * 3600;
const kinds: readonly string[] = [
  'SHIPPING_LABEL',
  'PACKING_SLIP',
  'SHIPPING_LABEL_AND_PACKING_SLIP',
  'SHIPPING_LABEL_PICTURE',
  'HAZMAT_LABEL',
  'INVOICE_LABEL',
];
const sizesMm: Readonly<Record<string, readonly [number, number]>> = { A6: [105, 148], A5: [148, 210] };

export interface Paper {
  readonly kind: string;
  readonly size: string;
  readonly packageId: string;
  readonly number: string;
  readonly version: number;
}

export function askDocument(
  books: Books,
  shop: Shop,
  pack: Package,
  query: URLSearchParams,
  origin: string,
  now: number,
): object | Refusal {
  const kind = query.get('document_type') ?? '';
  const size = query.get('document_size') ?? 'A6';
  const format = query.get('document_format') ?? 'PDF';
  if (!kinds.includes(kind)) return refuse(11034001, 'document_type is required and must be known');
  if (!(size in sizesMm)) return refuse(11034001, 'document_size must be A6 or A5');
  if (format !== 'PDF' && !(format === 'ZPL' && shop.region === 'BR'))
    return refuse(11034001, 'document_format is not supported in this region');
  const refused = refuseDocument(books, pack);
  if (refused) return refused;
  pack.labelAsks += 1;
  if (pack.labelAsks <= books.labelAsksBeforeReady)
    return refuse(11034037, 'The document is still being generated, try again later');
  pack.labelsGiven += 1;
  const paper: Paper = {
    kind,
    size,
    packageId: pack.id,
    number: pack.trackingNumber,
    version: pack.labelVersion,
  };
  return { doc_url: addressOf(paper, origin, now), tracking_number: pack.trackingNumber };
}

function refuseDocument(books: Books, pack: Package): Refusal | undefined {
  const orders = ordersOf(books, pack);
  if (orders.some((order) => order.fulfillmentType !== 'FULFILLMENT_BY_SELLER'))
    return refuse(21008043, 'The order is fulfilled by TikTok Shop');
  if (orders.some((order) => order.shippingType === 'SELLER'))
    return refuse(11034002, 'There is no label when the seller ships');
  if (pack.status === 'CANCELLED') return refuse(21023059, 'The package has been cancelled');
  if (orders.some((order) => pendingCancellation(books, order.id)))
    return refuse(21021010, 'The order has a pending after-sale request');
  if (pack.status === 'TO_FULFILL') return refuse(21042104, 'Ship the package first');
  if (pack.status !== 'PROCESSING') return refuse(21023046, 'The package has been collected');
  return undefined;
}

const seal = (text: string) => createHmac('sha256', 'simulated documents').update(text).digest('hex');

/** Where a paper can be fetched for 24 hours. */
export function addressOf(paper: Paper, origin: string, now: number): string {
  const claims = Buffer.from(JSON.stringify({ ...paper, until: now + lifeSeconds })).toString('base64url');
  return `${origin}/_documents/${claims}?seal=${seal(claims)}`;
}

/** The paper behind an address; undefined when the address is not ours or has died. */
export async function readDocument(
  path: string,
  query: URLSearchParams,
  now: number,
): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined> {
  const claims = path.slice('/_documents/'.length);
  if (seal(claims) !== query.get('seal')) return undefined;
  const paper = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Paper & { until: number }; // sealed by us
  if (paper.until < now) return undefined;
  if (paper.kind === 'SHIPPING_LABEL_PICTURE') return { type: 'image/png', bytes: await drawPicture(paper) };
  return { type: 'application/pdf', bytes: await drawPdf(paper) };
}

/** Widths of bars and gaps by turns, in modules. */
async function code128(text: string): Promise<readonly number[]> {
  const { default: bwip } = await import('bwip-js/node');
  const [symbol] = bwip.raw('code128', text, {});
  return symbol && 'sbs' in symbol ? symbol.sbs : [];
}

async function drawPdf(paper: Paper): Promise<Uint8Array> {
  const [widthMm, heightMm] = sizesMm[paper.size] ?? [105, 148];
  const perMm = 72 / 25.4;
  const bars = await code128(paper.number);
  const moduleMm = Math.min(0.5, (widthMm - 24) / bars.reduce((sum, modules) => sum + modules, 0));
  let x = 12;
  const lines = [`BT /F1 14 Tf ${10 * perMm} ${(heightMm - 15) * perMm} Td (EXPRESS ${paper.number}) Tj ET`];
  bars.forEach((modules, index) => {
    const width = modules * moduleMm;
    if (index % 2 === 0) {
      const box = [x, heightMm - 50, width, 25].map((mm) => (mm * perMm).toFixed(3)).join(' ');
      lines.push(`${box} re f`);
    }
    x += width;
  });
  lines.push(
    `BT /F1 10 Tf ${10 * perMm} ${20 * perMm} Td (Package ${paper.packageId} v${paper.version}) Tj ET`,
  );
  const slip = ['BT /F1 12 Tf 30 200 Td (Packing slip) Tj ET'];
  const pages =
    paper.kind === 'PACKING_SLIP' ? [slip] : paper.kind.endsWith('SLIP') ? [lines, slip] : [lines];
  return writePdf(
    pages.map((page) => page.join('\n')),
    widthMm * perMm,
    heightMm * perMm,
  );
}

function writePdf(pages: readonly string[], width: number, height: number): Uint8Array {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width.toFixed(2)} ${height.toFixed(2)}] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** 105 × 148 mm at 8 dots a millimetre. */
async function drawPicture(paper: Paper): Promise<Uint8Array> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const canvas = createCanvas(840, 1184);
  const ink = canvas.getContext('2d');
  ink.fillStyle = '#fff';
  ink.fillRect(0, 0, 840, 1184);
  ink.fillStyle = '#000';
  ink.font = 'bold 36px sans-serif';
  ink.fillText(`EXPRESS ${paper.number}`, 80, 110);
  let x = 96;
  (await code128(paper.number)).forEach((modules, index) => {
    if (index % 2 === 0) ink.fillRect(x, 200, modules * 3, 200);
    x += modules * 3;
  });
  ink.fillText(`v${paper.version}`, 80, 1100);
  return canvas.encode('png');
}
