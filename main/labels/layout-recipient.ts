// Who gets the parcel. Name, phone and address are never cut: they shrink, then fold, then the block grows at the cost of the goods
// below it; an address that is too long even then is refused before anything is printed.

import type { Page } from './label-page.ts';
import type { Box, Shape } from './layout-shapes.ts';
import type { BlockOf } from './layout-spec.ts';
import { badge, lineOfText, textInBox } from './layout-text.ts';

const leftMm = 13.5;
const rightMm = 97;

/** `isCut`: the address does not fit whole into the block. */
export function layoutRecipient(
  page: Page,
  block: BlockOf<'recipient'>,
): { readonly shapes: Shape[]; readonly isCut: boolean } {
  const { dots, area, measure } = page;
  const name = layoutNameAndPhone(page, block) ?? layoutLongName(page, block);
  const address = textInBox(name.rest, area(leftMm, name.untilMm, rightMm, block.toMm), measure, {
    sizes: block.addressSizesMm.map(dots),
    isBold: false,
    mostLines: 40,
    align: 'left',
    valign: 'top',
    isWhole: true,
  });
  return {
    shapes: [
      ...badge('收', area(3, block.fromMm + 0.6, 11, block.fromMm + 8.6), dots(6), measure),
      ...name.shapes,
      ...address,
    ],
    isCut: name.rest !== '' && address.length === 0,
  };
}

interface NameLines {
  readonly shapes: Shape[];
  /** Where the rest of the address may begin, and what it says. */
  readonly untilMm: number;
  readonly rest: string;
}

/** Name and phone on one line, as large as both fit whole; null when they do not. */
function layoutNameAndPhone(
  { content, dots, area, measure }: Page,
  block: BlockOf<'recipient'>,
): NameLines | null {
  const { recipientName: name, recipientPhone: phone, recipientAddress: rest } = content;
  const largestMm = block.nameSizesMm[0] ?? 0;
  const box: Box = area(leftMm, block.fromMm + 0.2, rightMm, block.fromMm + 2.8 + largestMm);
  const widthOf = (text: string, size: number) => Math.ceil(measure(text, size, true));
  for (const nameSize of block.nameSizesMm.map(dots)) {
    const phoneSize = Math.round(nameSize * 0.9);
    const nameWidth = widthOf(name, nameSize);
    const phoneX = box.x + nameWidth + (name === '' ? 0 : dots(3));
    const phoneWidth = widthOf(phone, phoneSize);
    if (phoneX + phoneWidth > box.x + box.width) continue;
    const baseline = box.y + Math.round((box.height + nameSize * 0.76) / 2);
    const shapes = [
      lineOfText(name, box.x, baseline, { size: nameSize, isBold: true }, nameWidth),
      lineOfText(phone, phoneX, baseline, { size: phoneSize, isBold: true }, phoneWidth),
    ];
    return {
      shapes: shapes.filter((shape) => shape.box.width > 0),
      untilMm: block.fromMm + 3.2 + largestMm,
      rest,
    };
  }
  return null;
}

/** A very long name takes the whole width, in up to three lines, and the phone goes before the address: neither is cut. */
function layoutLongName({ content, dots, area, measure }: Page, block: BlockOf<'recipient'>): NameLines {
  const untilMm = block.fromMm + 9.8;
  const { recipientName, recipientPhone, recipientAddress } = content;
  const shapes = textInBox(recipientName, area(leftMm, block.fromMm, rightMm, untilMm), measure, {
    sizes: [4, 3.6, 3.2, 2.8, 2.5].map(dots),
    isBold: true,
    mostLines: 3,
    align: 'left',
    valign: 'middle',
  });
  return { shapes, untilMm, rest: `${recipientPhone} ${recipientAddress}`.trim() };
}
