// Every parcel of one and of two lines there is, up to symmetry (with GUARD_EVERY_CASE=whole of three lines too): the guard says what brute force over all ways of packing says. A line is
// one of a few kinds that tag, binding and gift make; lines stand in orders of one or two recipients, held or not, with a
// carrier that takes part, does not, or is open. Lines of one kind in one order are the same, and so are orders: each case is asked once.

import { expect, it } from 'vitest';
import type { LineId, OrderId, ShopId, SkuCode } from '../../main/basics/ids.ts';
import { judgeParcel } from '../../main/merges/judge-parcel.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import type { GuardFacts, GuardLine, GuardOrder } from '../../main/merges/verdict.ts';
import type { DoorTag } from '../../main/orders/order.ts';
import { askedAt } from './guard-cases.ts';
import { askOracle } from './guard-oracle.ts';
import { movesOf } from './split-moves.ts';

const rules = rulesAt(askedAt);

interface LineKind {
  readonly tag: DoorTag;
  readonly isDoorBound: boolean | null;
  readonly isGift: boolean;
}

interface OrderKind {
  readonly lines: readonly LineKind[];
  readonly recipient: 'one' | 'two' | 'masked';
  readonly hold: 'cancel-requested' | null;
}

const bindings = [true, false, null];
const carriers = [null, '中通快递', '申通快递', '某某速运'];

/** The tags of one order: told for its lines, or not told at all. */
function lineKinds(tags: readonly DoorTag[]): LineKind[] {
  return tags.flatMap((tag) =>
    bindings.flatMap((isDoorBound) => [false, true].map((isGift) => ({ tag, isDoorBound, isGift }))),
  );
}

const told = lineKinds(['tagged', 'untagged', 'look']);
const untold = lineKinds(['unknown']);

/** Every bag of `size` of these: the same things in another order are the same bag. */
function* bagsOf<Thing>(things: readonly Thing[], size: number, from = 0): Generator<Thing[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at < things.length; at += 1) {
    for (const rest of bagsOf(things, size - 1, at)) yield [things[at] as Thing, ...rest]; // `at` is inside
  }
}

function* partsOf(total: number, most = total): Generator<number[]> {
  if (total === 0) {
    yield [];
    return;
  }
  for (let first = Math.min(total, most); first >= 1; first -= 1) {
    for (const rest of partsOf(total - first, first)) yield [first, ...rest];
  }
}

const recipients = ['one', 'two', 'masked'] as const;
const holds = [null, 'cancel-requested'] as const;

function orderKinds(size: number): OrderKind[] {
  const bags = [...bagsOf(told, size), ...bagsOf(untold, size)];
  return bags.flatMap((lines) =>
    recipients.flatMap((recipient) => holds.map((hold) => ({ lines, recipient, hold }))),
  );
}

function factsOf(orders: readonly OrderKind[], carrier: string | null): GuardFacts {
  const guarded = orders.map((order, index) => orderOf(order, index + 1));
  const lines = guarded.flatMap((order) =>
    order.lines.map((line) => ({ orderKey: order.orderKey, lineId: line.lineId, quantity: 1 })),
  );
  return { orders: guarded, lines, waybill: null, carrier, siblings: [] };
}

function orderOf({ lines, recipient, hold }: OrderKind, orderKey: number): GuardOrder {
  const tags = lines.map((line) => line.tag);
  return {
    orderKey,
    orderId: `order-${orderKey}` as OrderId, // a test's own id
    shopId: 'shop-1' as ShopId,
    state: 'to-ship',
    hold,
    doorTag: (['tagged', 'look', 'untagged'] as const).find((tag) => tags.includes(tag)) ?? 'unknown',
    tags: [],
    recipientKey: recipient === 'masked' ? null : recipient,
    recipientMask: '王** · 138****0001 · 浙江省杭州市 ****',
    market: 'douyin',
    timeZone: 'Asia/Shanghai',
    paidAt: null,
    ownPackage: null,
    isShippedByUs: false,
    isNumberedByUs: false,
    lines: lines.map(
      ({ tag, isDoorBound, isGift }, at): GuardLine => ({
        lineId: `${orderKey}-${at}` as LineId, // a test's own id
        skuCode: `SKU-${orderKey}-${at}` as SkuCode,
        quantity: 1,
        isGift,
        giftOf: null,
        doorTag: tag,
        hold: null,
        isDoorBound,
      }),
    ),
  };
}

/** Orders of these sizes, each bag of them once; of the equal sizes in a row the kinds only rise. */
function* casesOf(
  sizes: readonly number[],
  kinds: ReadonlyMap<number, OrderKind[]>,
  at = 0,
  from = 0,
): Generator<OrderKind[]> {
  const size = sizes[at];
  if (size === undefined) {
    yield [];
    return;
  }
  const here = kinds.get(size) ?? [];
  for (let index = from; index < here.length; index += 1) {
    const nextFrom = sizes[at + 1] === size ? index : 0;
    for (const rest of casesOf(sizes, kinds, at + 1, nextFrom)) yield [here[index] as OrderKind, ...rest]; // inside
  }
}

function ask(orders: readonly OrderKind[], carrier: string | null): void {
  const facts = factsOf(orders, carrier);
  const { verdict, split } = judgeParcel(facts, rules);
  const answer = { verdict, parcelCount: split.length, moveCount: movesOf(split) };
  const oracle = askOracle(facts, askedAt);
  const isSame =
    answer.verdict === oracle.verdict &&
    answer.parcelCount === oracle.parcelCount &&
    answer.moveCount === oracle.moveCount;
  if (!isSame) expect({ facts, ...answer }).toEqual({ facts, ...oracle });
}

/** The 2,724,576 cases of three lines take minutes. */
const lineCounts = process.env.GUARD_EVERY_CASE === 'whole' ? [1, 2, 3] : [1, 2];
const caseCounts = new Map([
  [1, 576],
  [2, 46_368],
  [3, 2_724_576],
]);

it.each(lineCounts)(
  'agrees with every way of packing %i lines, in every case there is',
  (lineCount) => {
    const kinds = new Map([1, 2, 3].slice(0, lineCount).map((size) => [size, orderKinds(size)]));
    let asked = 0;
    for (const sizes of partsOf(lineCount)) {
      for (const orders of casesOf(sizes, kinds)) {
        for (const carrier of carriers) ask(orders, carrier);
        asked += carriers.length;
      }
    }

    expect(asked).toBe(caseCounts.get(lineCount));
  },
  7_200_000,
);
