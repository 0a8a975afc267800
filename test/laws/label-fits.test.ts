// Whatever a platform sends: nothing is drawn outside the label, no text lies on another, and both codes are on the paper
// dot for dot, with their quiet zones.

import { expect, it } from 'vitest';
import type { LabelContent } from '../../main/labels/label.ts';
import { labelSize } from '../../main/labels/label-page.ts';
import { layoutLabel } from '../../main/labels/layout-label.ts';
import type { Box, LabelLayout } from '../../main/labels/layout-shapes.ts';
import { aLabel, checkContent, drawLabel, layouts, pen, standard } from '../builders/label-content.ts';
import { fc } from '../builders/laws.ts';

const seed = 20_260_922;

const chinese = fc.constantFrom(
  ...'晨光小铺西湖龙井明前特级欧阳娜龘鑫𠂇𡎚浙江省杭州市余杭区虚构路号幢单元室（）·，。',
);
const latin = fc.constantFrom(...'AVWMabcgjpqy0123456789 -_/*.,()\'"&@ÉỄữị');
const rubbish = fc.constantFrom(
  '😊',
  '👨‍👩‍👧',
  '\u0000',
  '\n',
  '\u200b',
  '\ufe0f',
  '\ud800',
  'ก',
  '🇻🇳',
  '\t',
  '﷽',
);
const name = (most: number) =>
  fc.array(fc.oneof(chinese, latin), { maxLength: most }).map((characters) => characters.join(''));
const anything = (most: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: chinese },
        { weight: 8, arbitrary: latin },
        { weight: 2, arbitrary: rubbish },
      ),
      {
        maxLength: most,
      },
    )
    .map((characters) => characters.join(''));

const contents: fc.Arbitrary<LabelContent> = fc
  .record({
    carrier: name(40),
    trackingNumber: fc
      .array(fc.constantFrom(...'ABCXYZ0123456789'), { minLength: 1, maxLength: 32 })
      .map((characters) => characters.join('')),
    recipientName: name(60),
    recipientPhone: name(30),
    recipientAddress: name(300),
    shopName: anything(60),
    buyerNote: anything(500),
    orderIds: fc.array(fc.stringMatching(/^[0-9]{10,20}$/), { maxLength: 20 }),
    lines: fc.array(
      fc.record({ skuCode: anything(40), name: anything(80), spec: anything(30), quantity: fc.nat(99_999) }),
      { minLength: 1, maxLength: 60 },
    ),
    isDoorDelivery: fc.boolean(),
    isTraining: fc.boolean(),
    reprintCount: fc.nat(999),
    slot: fc.option(fc.nat(9_999)),
    batchNo: fc.nat(9_999_999),
    position: fc.integer({ min: 1, max: 600 }),
    batchSize: fc.integer({ min: 1, max: 600 }),
  })
  .map((wish) => aLabel(wish as unknown as Partial<LabelContent>)); // order ids of the law's own

const resolutions = fc.constantFrom(8, 11.811, 12);
const sheets = fc.constantFrom(...layouts.list().filter((layout) => layout.kind === 'label'));

function isInside(
  box: Box,
  { widthDots, heightDots }: Pick<LabelLayout, 'widthDots' | 'heightDots'>,
): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= widthDots && box.y + box.height <= heightDots;
}

it('keeps every text inside the label, off the codes and off each other', () => {
  fc.assert(
    fc.property(contents, resolutions, sheets, (content, dotsPerMm, sheet) => {
      const checked = checkContent(content, dotsPerMm, sheet);
      if ('kind' in checked) return checked.code.startsWith('label.');
      const layout = layoutLabel(checked, sheet, dotsPerMm, pen.measure);
      const texts = layout.shapes.filter((shape) => shape.kind === 'text');

      for (const shape of layout.shapes) expect(isInside(shape.box, layout)).toBe(true);
      for (const { box, bars } of layout.codes) {
        expect(isInside(box, layout)).toBe(true);
        for (const bar of bars) expect(Object.values(bar).every(Number.isInteger)).toBe(true);
        for (const shape of layout.shapes) expect(overlaps(shape.box, box)).toBe(false);
      }
      texts.forEach((text, index) => {
        for (const other of texts.slice(index + 1)) expect(overlaps(text.box, other.box)).toBe(false);
      });
      return true;
    }),
    { seed, numRuns: 150 },
  );
});

it('draws names, phones and addresses of up to 300 characters to their ends, on every layout', () => {
  fc.assert(
    fc.property(contents, resolutions, sheets, (content, dotsPerMm, layout) => {
      const checked = checkContent(content, dotsPerMm, layout);
      if ('kind' in checked) return;
      const texts = layoutLabel(checked, layout, dotsPerMm, pen.measure).shapes.flatMap((shape) =>
        shape.kind === 'text' ? [shape.text] : [],
      );

      const drawn = texts.join('').replaceAll(' ', '');
      expect(drawn).toContain(checked.recipientName.replaceAll(' ', ''));
      expect(drawn).toContain(checked.recipientPhone.replaceAll(' ', ''));
      expect(drawn).toContain(checked.recipientAddress.replaceAll(' ', ''));
    }),
    { seed, numRuns: 150 },
  );
});

it('puts both codes on the paper dot for dot, in training too', () => {
  fc.assert(
    fc.property(contents, resolutions, (content, dotsPerMm) => {
      fc.pre(!('kind' in checkContent(content, dotsPerMm)));

      const { layout, bitmap } = drawLabel(content, dotsPerMm);

      expect(bitmap).toMatchObject(labelSize(dotsPerMm));
      for (const { box, bars } of layout.codes) {
        const isBar = new Uint8Array(box.width * box.height);
        for (const bar of bars) {
          for (let y = bar.y - box.y; y < bar.y - box.y + bar.height; y += 1) {
            isBar.fill(1, y * box.width + bar.x - box.x, y * box.width + bar.x - box.x + bar.width);
          }
        }
        let differing = 0;
        for (let y = 0; y < box.height; y += 1) {
          for (let x = 0; x < box.width; x += 1) {
            const [px, py] = [box.x + x, box.y + y];
            const dot = ((bitmap.bits[py * bitmap.rowBytes + (px >> 3)] ?? 0) >> (7 - (px & 7))) & 1;
            if (dot !== isBar[y * box.width + x]) differing += 1;
          }
        }
        expect(differing).toBe(0);
      }
    }),
    { seed, numRuns: 40 },
  );
});

it('shows every SKU, or says how many more there are', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const checked = checkContent(content);
      if ('kind' in checked) return;
      const texts = layoutLabel(checked, standard, 8, pen.measure).shapes.flatMap((shape) =>
        shape.kind === 'text' ? [shape.text] : [],
      );

      const counts = texts.filter((text) => /^×\d+$/.test(text)).length;
      const more =
        texts
          .map((text) => Number(/^and (\d+) more · 另有 \d+ 种/.exec(text)?.[1] ?? 0))
          .find((count) => count > 0) ?? 0;

      expect(counts + (content.lines.length > counts ? more : 0)).toBe(content.lines.length);
    }),
    { seed, numRuns: 100 },
  );
});

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
