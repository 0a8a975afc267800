// Orders of the training shop: the planned ones of its first day, and the ones that arrive as time passes. Pure: the same
// number gives the same order, so that a station opened again finds the books as they were.

import { minuteMs } from '../../basics/clock.ts';
import type { LineId, OrderId, SkuCode } from '../../basics/ids.ts';
import type { IncomingLine, IncomingOrder, IncomingTag } from '../incoming-order.ts';
import { readDoorTag } from '../read-door-tag.ts';
import type { PlannedOrder, TrainingData } from './training-data.ts';

export interface TrainingOrder {
  readonly order: IncomingOrder;
  /** When the buyer asks to cancel, unless it has left by then. */
  readonly cancelAt: number | null;
}

/** `number` counts the shop's orders from 1; `openedAt` is the moment the plan's minutes are counted from. */
export function makePlannedOrder(
  data: TrainingData,
  number: number,
  plan: PlannedOrder,
  openedAt: number,
): TrainingOrder {
  const orderId = orderIdOf(number);
  const buyer = data.buyers[plan.buyer % data.buyers.length];
  const tags = tagsOf(plan.door);
  const paidAt = openedAt - plan.paidMinutesAgo * minuteMs;
  const doorTag = readDoorTag(tags);
  return {
    order: {
      orderId,
      state: 'to-ship',
      platformState: plan.cancelAsked ? '待发货 · 申请取消' : '待发货',
      hold: plan.cancelAsked ? 'cancel-requested' : null,
      doorTag,
      tags,
      recipient: {
        key: `#training-address-${plan.buyer}`,
        name: buyer?.name ?? '',
        phone: buyer?.phone ?? '',
        address: buyer?.address ?? '',
        region: buyer?.region ?? '',
        isMasked: true,
      },
      buyerNote: plan.note,
      sellerNote: '',
      carrier: null,
      trackingNumber: null,
      packageId: null,
      orderedAt: paidAt - 2 * minuteMs,
      paidAt,
      shipByAt: openedAt + plan.dueInMinutes * minuteMs,
      shippedAt: null,
      lines: linesOf(data, orderId, plan, doorTag),
    },
    cancelAt: plan.cancelInMinutes === undefined ? null : openedAt + plan.cancelInMinutes * minuteMs,
  };
}

/** The order with this number as it arrives at `paidAt`: 36 to 48 hours to ship it, one in 17 changes their mind. */
export function makeArrivingOrder(data: TrainingData, number: number, paidAt: number): TrainingOrder {
  const draw = drawFrom(number);
  const sold = data.goods.filter((good) => good.priceCents > 0);
  const gifts = data.goods.filter((good) => good.priceCents === 0);
  const lines: { skuCode: string; quantity: number; isGift?: boolean }[] = [];
  for (let line = draw(10) < 7 ? 1 : 2; line > 0; line -= 1) {
    const skuCode = sold[draw(sold.length)]?.skuCode ?? '';
    if (!lines.some((other) => other.skuCode === skuCode)) {
      lines.push({ skuCode, quantity: draw(10) < 8 ? 1 : 2 });
    }
  }
  const isBound = data.goods.find((good) => good.skuCode === lines[0]?.skuCode)?.isDoorBound ?? false;
  const gift = gifts[draw(gifts.length)];
  if (gift && draw(5) === 0) lines.push({ skuCode: gift.skuCode, quantity: 1, isGift: true });
  const plan: PlannedOrder = {
    buyer: draw(data.buyers.length),
    door: isBound && draw(10) < 8 ? 'tagged' : 'untagged',
    lines,
    paidMinutesAgo: 0,
    dueInMinutes: 36 * 60 + draw(12 * 60),
    note: '',
  };
  const made = makePlannedOrder(data, number, plan, paidAt);
  return { order: made.order, cancelAt: number % 17 === 0 ? paidAt + 45 * minuteMs : null };
}

/** 19 digits that no spreadsheet survives: just like a real one. */
function orderIdOf(number: number): OrderId {
  return `69250${String(number * 7_919).padStart(12, '0')}${String(number % 97).padStart(2, '0')}` as OrderId; // this shop makes its ids
}

function tagsOf(door: PlannedOrder['door']): IncomingTag[] {
  if (door === 'tagged') return [{ key: 'sug_home_deliver', text: '音需达' }];
  if (door === 'look') return [{ key: 'doorstep_service_2026', text: '优享送货到门' }];
  return [];
}

function linesOf(
  data: TrainingData,
  orderId: OrderId,
  plan: PlannedOrder,
  doorTag: IncomingOrder['doorTag'],
): IncomingLine[] {
  const lineIdOf = (index: number) => `${orderId.slice(0, -2)}${String(51 + index)}` as LineId; // this shop makes its ids
  return plan.lines.map((line, index) => {
    const good = data.goods.find((each) => each.skuCode === line.skuCode);
    const isGift = line.isGift ?? false;
    return {
      lineId: lineIdOf(index),
      skuCode: line.skuCode as SkuCode, // a code of goods.json
      name: good?.name ?? line.skuCode,
      spec: good?.spec ?? '',
      quantity: line.quantity,
      isGift,
      giftOf: isGift ? lineIdOf(0) : null,
      doorTag: doorTag === 'tagged' && !(good?.isDoorBound ?? false) ? 'untagged' : doorTag,
      hold: plan.cancelAsked ? 'cancel-requested' : null,
      priceCents: good?.priceCents ?? null,
    };
  });
}

/** A small seeded source (mulberry32): whole numbers from 0 up to `below`. */
function drawFrom(seed: number): (below: number) => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
