// Every order of so many lines there is, and the classes of those that nobody can tell apart: the ground of
// guard-every-case.test.ts, where the argument is written down.

import type { LineId, OrderId, ShopId, SkuCode } from '../../main/basics/ids.ts';
import type { RuleData } from '../../main/merges/rule-data.ts';
import { seeLines } from '../../main/merges/see-lines.ts';
import type { GuardLine, GuardOrder } from '../../main/merges/verdict.ts';
import type { DoorTag } from '../../main/orders/order.ts';
import { fc } from '../builders/laws.ts';
import { lookAtLine } from './guard-oracle.ts';

interface LineKind {
  readonly tag: DoorTag;
  readonly isDoorBound: boolean | null;
  readonly isRefunded: boolean;
  readonly isGift: boolean;
  /** Which line of its order it is told to be a gift of. */
  readonly giftOf: number | null;
}

export interface OrderKind {
  /** What the order says where its lines say nothing. */
  readonly tag: DoorTag;
  readonly isHeld: boolean;
  readonly lines: readonly LineKind[];
}

export interface OrderClass {
  readonly size: number;
  readonly count: number;
  /** Some of them. */
  readonly members: readonly OrderKind[];
}

/** Of orders of one line, two, three …: there are far more classes of the longer ones. */
const mostKept = [64, 64, 16, 8, 4];
const bindings = [true, false, null] as const;
const tagsOfLines = ['tagged', 'untagged', 'look'] as const;
const tagsOfOrders = [...tagsOfLines, 'unknown'] as const;

/** Every order of `size` lines: tags told for its lines, for the order, or not at all. Main lines first; equal ones in any order are one. */
export function* everyOrder(size: number): Generator<OrderKind> {
  for (const isHeld of [false, true]) {
    for (const lines of everyLines(size, tagsOfLines)) yield { tag: strongestTag(lines), isHeld, lines };
    for (const tag of tagsOfOrders) {
      for (const lines of everyLines(size, ['unknown'])) yield { tag, isHeld, lines };
    }
  }
}

function* everyLines(size: number, tags: readonly DoorTag[]): Generator<LineKind[]> {
  const plain = tags.flatMap((tag) =>
    bindings.flatMap((isDoorBound) => [false, true].map((isRefunded) => ({ tag, isDoorBound, isRefunded }))),
  );
  for (let mainCount = 0; mainCount <= size; mainCount += 1) {
    const mains = plain.map((each) => ({ ...each, isGift: false, giftOf: null }));
    // A gift of a line that is none of the main lines is a gift of nobody knows whose.
    const gifts = plain.flatMap((each) =>
      [null, ...Array.from({ length: mainCount }, (_, at) => at)].map((giftOf) => ({
        ...each,
        isGift: true,
        giftOf,
      })),
    );
    for (const main of bagsOf(mains, mainCount)) {
      for (const gift of bagsOf(gifts, size - mainCount)) yield [...main, ...gift];
    }
  }
}

/** Some orders of `size` lines out of all of `everyOrder`. */
export function drawOrders(size: number, count: number, seed: number): OrderKind[] {
  const line = fc.record({
    tag: fc.constantFrom(...tagsOfLines),
    isDoorBound: fc.constantFrom(...bindings),
    isRefunded: fc.integer({ max: 9 }).map((number) => number === 0),
    isGift: fc.boolean(),
    giftOf: fc.option(fc.nat(size - 1)),
  });
  const order = fc.record({
    isHeld: fc.constant(false),
    tag: fc.option(fc.constantFrom(...tagsOfOrders)),
    lines: fc.array(line, { minLength: size, maxLength: size }),
  });
  return fc.sample(order, { numRuns: count, seed }).map(({ isHeld, tag, lines: drawn }) => {
    const mains = drawn.map((each) => !each.isGift);
    const lines = drawn.map((each) => {
      const isTold = each.isGift && each.giftOf !== null && mains[each.giftOf];
      return {
        ...each,
        tag: tag === null ? each.tag : ('unknown' as const),
        giftOf: isTold ? each.giftOf : null,
      };
    });
    return { isHeld, tag: tag ?? strongestTag(lines), lines };
  });
}

function strongestTag(lines: readonly LineKind[]): DoorTag {
  return (
    (['tagged', 'look', 'untagged'] as const).find((tag) => lines.some((line) => line.tag === tag)) ??
    'unknown'
  );
}

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

/**
 * How many orders of `size` lines there are when each line stands at a place of its own: what the classes stand for, counted
 * without any symmetry. Of n lines m are main lines, each of the others a gift of one of them or of nobody knows whose.
 */
function countOrders(size: number): bigint {
  const countLines = (kinds: bigint) => {
    let sum = 0n;
    for (let mains = 0; mains <= size; mains += 1) {
      sum +=
        choose(size, mains) * kinds ** BigInt(mains) * (kinds * BigInt(mains + 1)) ** BigInt(size - mains);
    }
    return sum;
  };
  return 2n * (countLines(18n) + BigInt(tagsOfOrders.length) * countLines(6n));
}

/** How many ways there are to put `lineCount` lines, each at a place of its own, into orders; `around`: the cases that so many orders make. */
export function countCases(
  lineCount: number,
  around: (orderCount: number) => number,
  orderCount = 0,
): bigint {
  if (lineCount === 0) return BigInt(around(orderCount));
  let sum = 0n;
  // The first line that is left, and those that share its order.
  for (let size = 1; size <= lineCount; size += 1) {
    const others = countCases(lineCount - size, around, orderCount + 1);
    sum += choose(lineCount - 1, size - 1) * countOrders(size) * others;
  }
  return sum;
}

function choose(of: number, some: number): bigint {
  return some === 0 ? 1n : (choose(of - 1, some - 1) * BigInt(of)) / BigInt(some);
}

export function orderOf(
  { tag, isHeld, lines }: OrderKind,
  orderKey: number,
  recipientKey: string | null,
): GuardOrder {
  const lineIdAt = (at: number) => `${orderKey}-${at}` as LineId; // a test's own id
  return {
    orderKey,
    orderId: `order-${orderKey}` as OrderId, // a test's own id
    shopId: 'shop-1' as ShopId,
    state: 'to-ship',
    hold: isHeld ? 'cancel-requested' : null,
    doorTag: tag,
    tags: [],
    recipientKey,
    recipientMask: '王** · 138****0001 · 浙江省杭州市 ****',
    market: 'douyin',
    timeZone: 'Asia/Shanghai',
    paidAt: null,
    ownPackage: null,
    isShippedByUs: false,
    isNumberedByUs: false,
    lines: lines.map(
      (line, at): GuardLine => ({
        lineId: lineIdAt(at),
        skuCode: `SKU-${orderKey}-${at}` as SkuCode, // a test's own code
        quantity: 1,
        isGift: line.isGift,
        giftOf: line.giftOf === null ? null : lineIdAt(line.giftOf),
        doorTag: line.tag,
        hold: line.isRefunded ? 'refunded' : null,
        isDoorBound: line.isDoorBound,
      }),
    ),
  };
}

/** The classes of all orders of `size` lines. */
export function classesOf(size: number, rules: RuleData): OrderClass[] {
  const classes = new Map<string, { size: number; count: number; members: OrderKind[] }>();
  const most = mostKept[size - 1] ?? 1;
  for (const kind of everyOrder(size)) {
    const name = nameOf(kind, rules);
    const found = classes.get(name);
    if (!found) {
      classes.set(name, { size, count: 1, members: [kind] });
      continue;
    }
    found.count += 1;
    // Spread over the whole class, not only its first ones.
    if (found.members.length < most) found.members.push(kind);
    else if (found.count % 97 === 0) found.members[(found.count / 97) % most] = kind;
  }
  return [...classes.values()];
}

/**
 * All that guard and oracle can see of an order, whichever names and places its lines have. Two orders of one name get the same
 * answers in the same company.
 */
function nameOf(kind: OrderKind, rules: RuleData): string {
  if (kind.isHeld || kind.lines.every((line) => line.isRefunded)) return 'held';
  const order = orderOf(kind, 1, 'recipient');
  const refs = order.lines.map((line) => ({ orderKey: 1, lineId: line.lineId, quantity: 1 }));
  const seen = seeLines({ orders: [order], lines: refs }, rules);
  const goods = order.lines.filter((line) => !line.isGift);
  const isBoundNowhere = goods.length > 0 && goods.every((line) => line.isDoorBound === false);
  const looks = seen.map((guard) => {
    const oracle = lookAtLine(order, guard.line, guard.ref, rules.at);
    if (guard.hold !== null && oracle.isHeld)
      return { name: 'held', guard: guard.mainIds, oracle: oracle.mains };
    const { tag, orderBinding, holdRule, doorCell, giftBinding } = guard;
    const guardName: unknown[] = [tag, orderBinding, guard.hold, holdRule, doorCell, giftBinding];
    if (tag === 'tagged') guardName.push(isBoundNowhere);
    const oracleName = [
      oracle.isHeld,
      oracle.isTold,
      oracle.tag,
      oracle.kind,
      oracle.mustPart,
      oracle.isUnsureGift,
    ];
    return {
      name: [...guardName, ...oracleName, oracle.isContradicted].join(' '),
      guard: guard.mainIds,
      oracle: oracle.mains,
    };
  });
  // Lines in an order of their own: by what they are, then by what they hang on.
  const nameAt = (lineId: LineId) =>
    looks[order.lines.findIndex((line) => line.lineId === lineId)]?.name ?? '';
  const longNames = looks.map(({ name, guard }, at) => {
    const mine = order.lines[at]?.lineId;
    const gifts = looks
      .filter((each) => mine !== undefined && each.guard.includes(mine))
      .map((each) => each.name);
    return `${name} of ${guard.map(nameAt).sort().join()} with ${gifts.sort().join()}`;
  });
  const places = looks.map((_, at) => at).sort((a, b) => compare(longNames[a] ?? '', longNames[b] ?? ''));
  const placeOf = (lineId: LineId) => places.indexOf(order.lines.findIndex((line) => line.lineId === lineId));
  const lines = places.map((at) => {
    const look = looks[at];
    const guard = look?.guard.map(placeOf).sort().join();
    const oracle = look?.oracle
      .map((main) => placeOf(main.lineId))
      .sort()
      .join();
    return `${look?.name} (${guard}) (${oracle})`;
  });
  return lines.join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
