// What must be true before a label is drawn: every character of the address can be drawn, the tracking number fits as a
// barcode. Also cleans the texts: one blank between words, nothing invisible.

import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import { code128, dotsPerModule, isCode128Text } from './barcodes.ts';
import { findMissingGlyph, type GlyphCoverage, replaceMissingGlyphs } from './glyphs.ts';
import type { LabelContent } from './label.ts';
import { barcodeWidth } from './layout-codes.ts';
import { fitsRecipient } from './layout-label.ts';
import type { LayoutSpec } from './layout-spec.ts';
import type { Measure } from './wrap-text.ts';

/** Fields without which a parcel is lost: a character that cannot be drawn stops the label. */
const vitalFields = ['recipientName', 'recipientPhone', 'recipientAddress', 'carrier'] as const;

/**
 * Everything that could make a label of ours useless: what `checkLabel` finds, and a recipient that does not fit whole.
 * Refusals: of `checkLabel`; `label.address-too-long` (characters).
 */
export function checkOwn(
  content: LabelContent,
  layout: LayoutSpec,
  by: { readonly hasGlyph: GlyphCoverage; readonly dotsPerMm: number; readonly measure: Measure },
): LabelContent | Refusal {
  const checked = checkLabel(content, by.hasGlyph, by.dotsPerMm, barcodeWidth(by.dotsPerMm));
  if (isRefusal(checked) || fitsRecipient(checked, layout, by.dotsPerMm, by.measure)) return checked;
  const { recipientName, recipientPhone, recipientAddress, parcelId } = checked;
  const characters = [...recipientName, ...recipientPhone, ...recipientAddress].length;
  return refuse('label.address-too-long', { characters, parcelId });
}

/**
 * The content as it is drawn, or why it cannot be. Names of goods, the shop and the buyer's note may hold anything
 * (emoji): what the font lacks shows as 〓. Refusals: `label.glyph-missing` (character, codePoint, field, text),
 * `label.tracking-unreadable`, `label.tracking-too-long` (trackingNumber).
 */
function checkLabel(
  content: LabelContent,
  hasGlyph: GlyphCoverage,
  dotsPerMm: number,
  barcodeWidthDots: number,
): LabelContent | Refusal {
  const { trackingNumber, parcelId } = content;
  if (!isCode128Text(trackingNumber))
    return refuse('label.tracking-unreadable', { trackingNumber, parcelId });
  const modules = code128(trackingNumber).reduce((sum, width) => sum + width, 0);
  if (dotsPerModule(modules, barcodeWidthDots, dotsPerMm) === null) {
    return refuse('label.tracking-too-long', { trackingNumber, parcelId });
  }
  for (const field of vitalFields) {
    const character = findMissingGlyph(cleanText(content[field]), hasGlyph);
    if (character === null) continue;
    const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return refuse('label.glyph-missing', { character, codePoint, field, parcelId });
  }
  const shown = (text: string) => replaceMissingGlyphs(cleanText(text), hasGlyph);
  return {
    ...content,
    carrier: cleanText(content.carrier),
    recipientName: cleanText(content.recipientName),
    recipientPhone: cleanText(content.recipientPhone),
    recipientAddress: cleanText(content.recipientAddress),
    shopName: shown(content.shopName),
    buyerNote: shown(content.buyerNote),
    orderIds: content.orderIds.map((orderId) => shown(orderId) as typeof orderId), // still that order's number
    lines: content.lines.map((line) => ({
      ...line,
      skuCode: shown(line.skuCode),
      name: shown(line.name),
      spec: shown(line.spec),
    })),
  };
}

/** Composed characters, no controls, no format marks, no variation selectors, no lone surrogates, single blanks. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
