// The blocks of a label beside codes, recipient and goods: carrier with the door delivery mark, shop with order numbers, the head of
// a goods list, and the line that says which label of which batch it is.

import { partOf } from './label.ts';
import type { Page } from './label-page.ts';
import { layoutDigits } from './layout-codes.ts';
import { type Box, fill, type Shape } from './layout-shapes.ts';
import type { BlockOf } from './layout-spec.ts';
import { badge, textInBox } from './layout-text.ts';

/** Slots count from 1 on each cart. */
function sayPlace(slot: number, cartNo: number | undefined): string {
  return cartNo === undefined ? `格 ${slot}` : `车${cartNo} 格${slot}`;
}

export function layoutCarrier({ content, dots, area, measure }: Page, block: BlockOf<'carrier'>): Shape[] {
  const { fromMm, toMm } = block;
  const door = area(60, fromMm + 0.4, 97, toMm - 0.6);
  const carrierTo = content.isDoorDelivery ? 58.5 : content.isTraining ? 66 : 97;
  const shapes = textInBox(content.carrier, area(3, fromMm, carrierTo, toMm), measure, {
    sizes: block.sizesMm.map(dots),
    isBold: true,
    mostLines: 2,
    align: 'left',
    valign: 'middle',
  });
  if (content.isDoorDelivery) {
    shapes.push(
      fill(door.x, door.y, door.width, door.height),
      ...textInBox('送货上门', door, measure, {
        sizes: [8.2, 7.4, 6.4].map(dots),
        isBold: true,
        mostLines: 1,
        align: 'middle',
        valign: 'middle',
        isInk: false,
      }),
    );
  } else if (content.isTraining) {
    const middle = (fromMm + toMm) / 2 - 0.1;
    shapes.push(...badge('练习 TRAINING', area(68, middle - 4.3, 97, middle + 4.3), dots(3.7), measure));
  }
  return shapes;
}

/** `code`: the box of the QR code at the right, which nothing may touch. */
export function layoutShop(
  { content, dots, area, measure }: Page,
  block: BlockOf<'shop'>,
  code: Box,
): Shape[] {
  const { fromMm, toMm } = block;
  const toX = code.x - dots(1.5);
  const until = (box: Box): Box => ({ ...box, width: toX - box.x });
  const orderText = (count: number) => {
    const more = content.orderIds.length - count;
    const shown = content.orderIds.slice(0, count).join('  ');
    return more > 0 ? `${shown}  and ${more} more · 另有 ${more} 单` : shown;
  };
  const sizes = block.orderSizesMm.map(dots);
  const ordersBox = until(area(13.5, fromMm + 9.6, 97, toMm - 0.2));
  // As many order numbers as fit whole: half a number is worse than none.
  let count = Math.min(content.orderIds.length, 12);
  let orders: Shape[] = [];
  for (; count > 0; count -= 1) {
    const fitted = textInBox(orderText(count), ordersBox, measure, {
      sizes: count > 1 ? sizes : [...sizes, dots(2.5)],
      isBold: false,
      mostLines: 6,
      align: 'left',
      valign: 'top',
      isWhole: count > 1,
    });
    orders = fitted;
    if (fitted.length > 0) break;
  }
  return [
    ...badge('寄', area(3, fromMm + 0.4, 11, fromMm + 8.4), dots(6), measure),
    ...textInBox(content.shopName, until(area(13.5, fromMm + 0.2, 97, fromMm + 8.6)), measure, {
      sizes: block.sizesMm.map(dots),
      isBold: true,
      mostLines: 2,
      align: 'left',
      valign: 'middle',
    }),
    ...badge('单', area(3, fromMm + 10, 11, fromMm + 18), dots(6), measure),
    ...orders,
  ];
}

/** 商品清单 with its page, the parcel's number in large, the recipient: which parcel this list belongs to is seen from afar. */
export function layoutListHead(page: Page, block: BlockOf<'list-head'>, code: Box): Shape[] {
  const { content, dots, area, measure } = page;
  const { fromMm, toMm } = block;
  const toMmX = (code.x - dots(1.5)) / page.dotsPerMm;
  const pages =
    content.goods && content.goods.pages > 1 ? ` ${content.goods.page}/${content.goods.pages}` : '';
  const line = { isBold: true, mostLines: 1, align: 'left', valign: 'middle' } as const;
  return [
    ...badge(`商品清单 GOODS LIST${pages}`, area(3, fromMm, toMmX, fromMm + 8), dots(5), measure),
    ...layoutDigits(page, content.trackingNumber, area(3, fromMm + 8.6, toMmX, fromMm + 17.4), block.sizesMm),
    ...textInBox(content.recipientName, area(3, fromMm + 17.8, toMmX, toMm - 0.2), measure, {
      ...line,
      sizes: [5, 4.4, 3.8, 3.2, 2.6].map(dots),
    }),
  ];
}

export function layoutBatch({ content, dots, area, measure }: Page, block: BlockOf<'batch'>): Shape[] {
  const { fromMm, toMm } = block;
  const middle = { isBold: true, mostLines: 1, valign: 'middle' } as const;
  const large = block.sizesMm.map(dots);
  const shapes = [
    ...textInBox(`批次 ${content.batchNo}`, area(3, fromMm, 26, toMm), measure, {
      ...middle,
      sizes: [4, 3.4, 2.8].map(dots),
      align: 'left',
    }),
    ...textInBox(`${content.position}/${content.batchSize}`, area(27, fromMm, 49, toMm), measure, {
      ...middle,
      sizes: large,
      align: 'left',
    }),
  ];
  if (content.slot !== null) {
    const slot = textInBox(sayPlace(content.slot, content.cartNo), area(50, fromMm, 66, toMm), measure, {
      ...middle,
      sizes: large,
      align: 'left',
    });
    shapes.push(...slot);
  }
  if (content.reprintCount > 0) {
    const text = `重打 REPRINT ${content.reprintCount}`;
    shapes.push(...badge(text, area(67, fromMm + 0.6, 97, toMm - 0.4), dots(3.4), measure));
  } else if (content.isTraining && partOf(content) !== 'label') {
    shapes.push(...badge('练习 TRAINING', area(67, fromMm + 0.6, 97, toMm - 0.4), dots(3.4), measure));
  }
  return shapes;
}
