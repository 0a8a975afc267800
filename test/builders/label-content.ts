// A believable label; a test names only what matters to it.

import type { OrderId, ParcelId } from '../../main/basics/ids.ts';
import { checkOwn } from '../../main/labels/check-label.ts';
import { createLabelPen } from '../../main/labels/draw-label.ts';
import { findLabelFonts } from '../../main/labels/fonts.ts';
import { readStackCoverage } from '../../main/labels/glyphs.ts';
import type { LabelContent } from '../../main/labels/label.ts';
import { readLayouts } from '../../main/labels/layout-book.ts';
import { layoutLabel } from '../../main/labels/layout-label.ts';

export function aLabel(wish: Partial<LabelContent> = {}): LabelContent {
  return {
    parcelId: 'P7K3M9Q2XF4' as ParcelId, // a test's own parcel
    shopName: '晨光小铺',
    carrier: '圆通速递 YTO',
    trackingNumber: 'YT7812345678901',
    recipientName: '欧阳娜',
    recipientPhone: '138****5678',
    recipientAddress: '浙江省 杭州市 余杭区 虚构路 88 号 晨曦花园 12 幢 1402 室',
    orderIds: ['6917440012345678901' as OrderId], // a test's own order
    isDoorDelivery: false,
    lines: [{ skuCode: 'TEA-0001', name: '西湖龙井 明前特级', spec: '250g', quantity: 2 }],
    buyerNote: '',
    batchNo: 12,
    position: 17,
    batchSize: 50,
    slot: 7,
    isTraining: false,
    reprintCount: 0,
    ...wish,
  };
}

const fonts = findLabelFonts();
export const hasGlyph = readStackCoverage(fonts.medium);
export const pen = createLabelPen(fonts);
export const layouts = readLayouts(null);
export const standard = layouts.find('standard');

export function checkContent(content: LabelContent, dotsPerMm = 8, layout = standard) {
  return checkOwn(content, layout, { hasGlyph, dotsPerMm, measure: pen.measure });
}

/** Checked, laid out and drawn; throws when the label is refused. */
export function drawLabel(content: LabelContent, dotsPerMm = 8, sheet = standard) {
  const checked = checkContent(content, dotsPerMm, sheet);
  if ('kind' in checked) throw new Error(`refused: ${checked.code} ${JSON.stringify(checked.facts)}`);
  const layout = layoutLabel(checked, sheet, dotsPerMm, pen.measure);
  return { layout, bitmap: pen.draw(layout) };
}
