// Where everything lies on a 100 x 150 mm label, in whole dots of the printer's own head, as its layout says. Long things shrink,
// then fold; nothing leaves its block, and a recipient is never cut.

import type { LabelContent } from './label.ts';
import { createPage, labelSize, type Page } from './label-page.ts';
import { layoutBatch, layoutCarrier, layoutListHead, layoutShop } from './layout-blocks.ts';
import { layoutQr, layoutTracking } from './layout-codes.ts';
import { layoutGoods } from './layout-goods.ts';
import { layoutRecipient } from './layout-recipient.ts';
import { fill, type LabelLayout, type Shape } from './layout-shapes.ts';
import type { Block, LayoutSpec } from './layout-spec.ts';
import type { Measure } from './wrap-text.ts';

/** `content` has passed `checkLabel`. */
export function layoutLabel(
  content: LabelContent,
  layout: LayoutSpec,
  dotsPerMm: number,
  measure: Measure,
): LabelLayout {
  const page = createPage(content, dotsPerMm, measure);
  const blocks = makeRoomForRecipient(page, layout.blocks) ?? layout.blocks;
  const shapes: Shape[] = [];
  const codes: LabelLayout['codes'][number][] = [];
  for (const block of blocks) {
    const placed = layoutBlock(page, block);
    shapes.push(...placed.shapes);
    if (placed.code) codes.push(placed.code);
  }
  // Ink in the last millimetres: a printer that counts a label as printed when its image ends must not stop early.
  shapes.push(rule(page, 148.4, 0.8));
  const body = blocks.find((block) => block.block === 'recipient' || block.block === 'goods');
  const watermark = content.isTraining && body ? page.area(3, body.fromMm, 97, 138.6) : null;
  return { ...labelSize(dotsPerMm), shapes, codes, watermark };
}

/** True when the recipient fits whole onto this layout, shrunk, folded and with what room the goods can give. */
export function fitsRecipient(
  content: LabelContent,
  layout: LayoutSpec,
  dotsPerMm: number,
  measure: Measure,
): boolean {
  return makeRoomForRecipient(createPage(content, dotsPerMm, measure), layout.blocks) !== null;
}

function layoutBlock(
  page: Page,
  block: Block,
): { readonly shapes: readonly Shape[]; readonly code?: LabelLayout['codes'][number] } {
  switch (block.block) {
    case 'carrier':
      return { shapes: layoutCarrier(page, block) };
    case 'tracking':
      return layoutTracking(page, block);
    case 'recipient':
      return { shapes: layoutRecipient(page, block).shapes };
    case 'shop': {
      const { code, shapes } = layoutQr(page, block.fromMm, block.toMm);
      return { code, shapes: [...layoutShop(page, block, code.box), ...shapes] };
    }
    case 'list-head': {
      const { code, shapes } = layoutQr(page, block.fromMm, block.toMm);
      return { code, shapes: [...layoutListHead(page, block, code.box), ...shapes] };
    }
    case 'goods':
      return { shapes: layoutGoods(page, block) };
    case 'batch':
      return { shapes: layoutBatch(page, block) };
    case 'rule':
      return { shapes: [rule(page, block.atMm, block.thicknessMm)] };
  }
}

function rule({ dots }: Page, y: number, thickness: number): Shape {
  return fill(dots(3), dots(y), dots(97) - dots(3), dots(y + thickness) - dots(y));
}

const stepMm = 2;
/** Goods that keep less than this are folded to "and 7 more" altogether. */
const leastGoodsMm = 8;

/** Blocks in which the whole recipient fits: those between it and the goods move down, the goods get lower. Null when nothing helps. */
function makeRoomForRecipient(page: Page, blocks: readonly Block[]): readonly Block[] | null {
  const recipientAt = blocks.findIndex((block) => block.block === 'recipient');
  const recipient = blocks[recipientAt];
  if (recipient?.block !== 'recipient') return blocks;
  if (!layoutRecipient(page, recipient).isCut) return blocks;
  const goodsAt = blocks.findIndex((block, index) => index > recipientAt && block.block === 'goods');
  const goods = blocks[goodsAt];
  if (goods?.block !== 'goods') return null;
  for (let more = stepMm; more <= goods.toMm - goods.fromMm - leastGoodsMm; more += stepMm) {
    if (layoutRecipient(page, { ...recipient, toMm: recipient.toMm + more }).isCut) continue;
    return blocks.map((block, index) => {
      if (index < recipientAt || index > goodsAt) return block;
      if (block.block === 'rule') return { ...block, atMm: block.atMm + more };
      const fromMm = index === recipientAt ? block.fromMm : block.fromMm + more;
      const toMm = index === goodsAt ? block.toMm : block.toMm + more;
      return { ...block, fromMm, toMm };
    });
  }
  return null;
}
