// A platform's page as the dots of this printer: pdfium for a PDF, dot for dot for a PNG; one threshold, the same bitmap as our own
// labels. Runs in the label worker. Whatever a hostile file does, the answer is dots or a refusal.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Bitmap } from '../../devices/printers/printer.ts';
import type { PageWish } from '../label.ts';
import { labelPaper, labelSize } from '../label-page.ts';
import { findFormat, type InspectedDocument, mostPages, readPngSize } from './label-document.ts';
import { findUndrawnCharacter } from './missing-fonts.ts';
import { judgePage, placeOnPaper } from './page-fit.ts';
import { scanPage } from './scan-page.ts';

/** Half grey: a smoothed edge keeps its bars as wide as the carrier drew them. */
const threshold = 128;
const pointsPerMm = 72 / 25.4;
/** The heads there are; a picture belongs to one of them. */
const headDotsPerMm = [8, 11.811, 12];

let library: Promise<PDFiumLibrary> | undefined;

function openLibrary(): Promise<PDFiumLibrary> {
  library ??= PDFiumLibrary.init({ wasmBinary: readWasm() });
  return library;
}

function readWasm(): ArrayBuffer {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  return new Uint8Array(readFileSync(file)).buffer;
}

/** Refusals: of `findFormat` and `judgePage`; `document.locked`, `document.damaged`, `document.font-missing`, `document.too-many-pages`, `document.margin-inked`, `document.other-resolution`. */
export async function drawPage(wish: PageWish, dotsPerMm: number): Promise<Bitmap | Refusal> {
  const format = findFormat(wish.bytes);
  if (isRefusal(format)) return format;
  const page = format === 'png' ? await drawPng(wish, dotsPerMm) : await drawPdf(wish, dotsPerMm);
  return isRefusal(page) ? page : placeOnPaper(page, labelSize(dotsPerMm));
}

/** Looks at a whole document as it will be printed: every page drawn, the codes of the first one read. */
export async function inspectDocument(
  bytes: Uint8Array,
  toleranceMm: number,
): Promise<InspectedDocument | Refusal> {
  const format = findFormat(bytes);
  if (isRefusal(format)) return format;
  const dotsPerMm = format === 'png' ? resolutionOf(bytes, toleranceMm) : 8;
  const pageCount = format === 'png' ? 1 : await countPages(bytes);
  if (isRefusal(pageCount)) return pageCount;
  const codes: string[] = [];
  for (let page = 1; page <= pageCount; page += 1) {
    const drawn = await drawPage({ bytes, page, toleranceMm }, dotsPerMm);
    if (isRefusal(drawn)) return drawn;
    if (page === 1) codes.push(...(await scanPage(drawn)).map((code) => code.text));
  }
  return { format, pageCount, codes };
}

function countPages(bytes: Uint8Array): Promise<number | Refusal> {
  return withPdf(bytes, async (document) => document.getPageCount());
}

function drawPdf(
  { bytes, page: pageNo, toleranceMm }: PageWish,
  dotsPerMm: number,
): Promise<Bitmap | Refusal> {
  return withPdf(bytes, async (document) => {
    const page = document.getPage(pageNo - 1);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const size = { widthMm: originalWidth / pointsPerMm, heightMm: originalHeight / pointsPerMm };
    const misfit = judgePage(size, labelPaper, toleranceMm);
    if (misfit) return misfit;
    const character = findUndrawnCharacter(page);
    if (character !== null) return refuse('document.font-missing', { character });
    // The size in dots is asked for: with a scale the library rounds the page first and 100 mm become 798 dots.
    const { data, width, height } = await page.render({
      width: Math.round(size.widthMm * dotsPerMm),
      height: Math.round(size.heightMm * dotsPerMm),
      colorSpace: 'Gray',
    });
    return packGrey(data, width, height, 1);
  });
}

async function withPdf<Answer>(
  bytes: Uint8Array,
  look: (document: PDFiumDocument) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const pdfium = await openLibrary();
  let document: PDFiumDocument;
  try {
    document = await pdfium.loadDocument(bytes);
  } catch (thrown) {
    const isLocked = /password|security/i.test(String(thrown)); // the library has words only
    return refuse(isLocked ? 'document.locked' : 'document.damaged');
  }
  try {
    const pages = document.getPageCount();
    if (pages > mostPages) return refuse('document.too-many-pages', { pages, most: mostPages });
    return pages < 1 ? refuse('document.damaged') : await look(document);
  } catch {
    // A page that asks for more memory than there is leaves the library unusable: the next document gets a new one.
    library = undefined;
    return refuse('document.damaged');
  } finally {
    if (library) document.destroy();
  }
}

async function drawPng({ bytes, toleranceMm }: PageWish, dotsPerMm: number): Promise<Bitmap | Refusal> {
  const size = readPngSize(bytes);
  if (!size) return refuse('document.damaged');
  // Its dots are our dots: judged by its header, so that a bomb is never unpacked.
  const sizeAt = (dots: number) => ({ widthMm: size.width / dots, heightMm: size.height / dots });
  const misfit = judgePage(sizeAt(dotsPerMm), labelPaper, toleranceMm);
  if (misfit) {
    const other = headDotsPerMm.find((dots) => !judgePage(sizeAt(dots), labelPaper, toleranceMm));
    if (other === undefined) return misfit;
    return refuse('document.other-resolution', {
      made: Math.round(other * 25.4),
      printer: Math.round(dotsPerMm * 25.4),
    });
  }
  try {
    const image = await loadImage(Buffer.from(bytes));
    const context = createCanvas(size.width, size.height).getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(image, 0, 0);
    return packGrey(context.getImageData(0, 0, size.width, size.height).data, size.width, size.height, 4);
  } catch {
    return refuse('document.damaged');
  }
}

function resolutionOf(bytes: Uint8Array, toleranceMm: number): number {
  const size = readPngSize(bytes);
  const fits = (dots: number) =>
    size !== null &&
    judgePage({ widthMm: size.width / dots, heightMm: size.height / dots }, labelPaper, toleranceMm) === null;
  return headDotsPerMm.find(fits) ?? 8;
}

/** Grey (or red, green, blue, alpha on white: then by luminance) to one bit a dot. */
function packGrey(data: ArrayLike<number>, width: number, height: number, step: 1 | 4): Bitmap {
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * step;
      const grey =
        step === 1
          ? (data[at] ?? 255)
          : 0.299 * (data[at] ?? 255) + 0.587 * (data[at + 1] ?? 255) + 0.114 * (data[at + 2] ?? 255);
      if (grey < threshold)
        bits[y * rowBytes + (x >> 3)] = (bits[y * rowBytes + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { widthDots: width, heightDots: height, rowBytes, bits };
}
