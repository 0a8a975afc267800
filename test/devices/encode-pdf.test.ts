import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect, it } from 'vitest';
import { encodePdf } from '../../main/devices/printers/encode-pdf.ts';

/** A bitmap with something in each corner and every pattern of eight dots somewhere. */
function pattern(widthDots: number, heightDots: number) {
  const rowBytes = Math.ceil(widthDots / 8);
  const bits = Uint8Array.from({ length: rowBytes * heightDots }, (_, index) => (index * 37) & 0xff);
  const padding = rowBytes * 8 - widthDots;
  for (let row = 1; row <= heightDots; row += 1) {
    const last = row * rowBytes - 1;
    bits[last] = ((bits[last] ?? 0) >> padding) << padding;
  }
  return { widthDots, heightDots, rowBytes, bits };
}

// Read back by a PDF reader we did not write, at one dot of the page to one dot of the picture.
it.each([
  ['8 dots a millimetre', 800, 1200, 8],
  ['300 dpi', 1181, 1772, 11.811],
  ['12 dots a millimetre', 1200, 1800, 12],
])(
  'puts every dot of a 100 × 150 mm label on a page of that size: %s',
  async (_name, width, height, dotsPerMm) => {
    const bitmap = pattern(width, height);
    const pdfium = await PDFiumLibrary.init();

    const document = await pdfium.loadDocument(Buffer.from(encodePdf(bitmap, dotsPerMm)));

    const page = document.getPage(0);
    const size = page.getOriginalSize();
    const picture = await page.render({ width, height, render: 'bitmap' });
    const wrong = { dots: 0 };
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const isBlack = ((bitmap.bits[y * bitmap.rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
        if (((picture.data[(y * width + x) * 4] ?? 0) < 128 ? 1 : 0) !== isBlack) wrong.dots += 1;
      }
    }
    expect(document.getPageCount()).toBe(1);
    expect(size.originalWidth).toBeCloseTo((100 / 25.4) * 72, 0);
    expect(size.originalHeight).toBeCloseTo((150 / 25.4) * 72, 0);
    expect(wrong.dots).toBe(0);
    document.destroy();
    pdfium.destroy();
  },
);
