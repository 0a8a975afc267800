// Every parcel of up to five lines: the guard says what brute force over all ways of packing says, with as few parcels and moves, and
// its split is one that brute force finds right. Every combination is meant of
//   a line's tag (told for the line, for its order, or not at all), its product's binding (bound, not bound, not said), main line or gift
//   (of this main line, of that one, of nobody knows which), a refund of it; which lines share an order; a hold on the order; which
//   orders share a recipient, or have only a mask; the carrier (open, cooperating, known not to be, unknown).
// Placed line by line and order by order that is more than 10^14 cases of five lines. Asked are fewer, and they stand for all, because:
//
// 1. Names and places do not matter. Guard and oracle compare order keys, line ids and recipients for being the same, and never look into
//    them; the order of lines and orders changes no answer (a law of guard-split.test.ts). So a case is a bag of orders, and its
//    recipients are a way of putting them into groups: 52 for four orders when those with a mask alone are one more group.
// 2. An order is seen by itself first: `seeOrder(order, rules)` on the one side and `lookAtLine(order, …)` on the other are given
//    that order and nothing else. What they say of its lines is all that is used when lines meet. So two orders of which both
//    sides say the same, up to 1., get the same answers in the same company: they are one class (`nameOf` in every-order.ts).
//    The classes are not thought up: every order of up to five lines is built and looked at.
// 3. A line that is held says no more than that: both sides answer `block`, and it is in no parcel. (Its being somebody's main line is
//    told by that gift.) So all lines that are held look alike.
// 4. The carrier belongs to the parcel: one case is asked once for each of the four.
//
// So each bag of classes is asked in each grouping, with each carrier: that stands for every case. Who stands for a class changes
// from case to case, and so does the order of the lines; a class that joined what is not alike would be found out. For one and two lines the
// argument is not needed: there the orders themselves are asked, all of them. npm test asks all of four lines and a slice of five, whose
// number is in the title (GUARD_SLICE=… asks that one again). GUARD_EVERY_CASE=five asks all of five lines, some minutes;
// GUARD_EVERY_CASE=orders asks the orders themselves of three lines too, a good deal longer.

import { describe, expect, it } from 'vitest';
import { judgeParcel } from '../../main/merges/judge-parcel.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import type { GuardFacts } from '../../main/merges/verdict.ts';
import { classesOf, countCases, drawOrders, everyOrder, type OrderClass, orderOf } from './every-order.ts';
import { askedAt } from './guard-cases.ts';
import { openOracle } from './guard-oracle.ts';
import { movesOf } from './split-moves.ts';

const rules = rulesAt(askedAt);
const carriers = [null, '中通快递', '申通快递', '某某速运'];
const isFive = process.env.GUARD_EVERY_CASE === 'five';
const areOrdersAsked = process.env.GUARD_EVERY_CASE === 'orders';
const hours = 3_600_000;

/** So many of the cases of five lines are passed over for one that is asked; where it begins differs from run to run. */
const sliceOf = 40;
const slice = Number(process.env.GUARD_SLICE ?? Math.floor(Math.random() * sliceOf));

const classes = new Map<number, readonly OrderClass[]>();
function classesOfSize(size: number): readonly OrderClass[] {
  const known = classes.get(size) ?? classesOf(size, rules);
  classes.set(size, known);
  return known;
}

/** Ways in which a total falls into sizes, the largest first. */
function* partsOf(total: number, most = total): Generator<number[]> {
  if (total === 0) {
    yield [];
    return;
  }
  for (let first = Math.min(total, most); first >= 1; first -= 1) {
    for (const rest of partsOf(total - first, first)) yield [first, ...rest];
  }
}

/** Orders of these sizes, each bag of them once: of equal sizes in a row the classes only rise. */
function* bagsOfClasses(
  sizes: readonly number[],
  ofSize: (size: number) => readonly OrderClass[],
  at = 0,
  from = 0,
): Generator<OrderClass[]> {
  const size = sizes[at];
  if (size === undefined) {
    yield [];
    return;
  }
  const here = ofSize(size);
  for (let index = from; index < here.length; index += 1) {
    const nextFrom = sizes[at + 1] === size ? index : 0;
    for (const rest of bagsOfClasses(sizes, ofSize, at + 1, nextFrom))
      yield [here[index] as OrderClass, ...rest]; // inside
  }
}

/** Who shares a recipient: each order has only a mask, or is of one of the recipients so far, or of the next one. */
function groupingsOf(count: number, known = 0): (string | null)[][] {
  if (count === 0) return [[]];
  const mask = groupingsOf(count - 1, known).map((rest) => [null, ...rest]);
  const told = Array.from({ length: known + 1 }, (_, at) =>
    groupingsOf(count - 1, Math.max(known, at + 1)).map((rest) => [`recipient ${at}`, ...rest]),
  );
  return [...mask, ...told.flat()];
}

/** `turn`: the how-manyeth case it is; who stands for each class, and in which order the lines come, follows from it. */
function factsOf(
  bag: readonly OrderClass[],
  recipients: readonly (string | null)[],
  turn: number,
): GuardFacts {
  const orders = bag.map(({ members }, at) => {
    const member = members[(turn * 7 + at * 3) % members.length];
    if (!member) throw new Error('a class has members');
    return orderOf(member, at + 1, recipients[at] ?? null);
  });
  const lines = orders.flatMap((order) =>
    order.lines.map((line) => ({ orderKey: order.orderKey, lineId: line.lineId, quantity: 1 })),
  );
  const [first, ...others] = lines;
  const placed = turn % 3 === 0 || !first ? lines : turn % 3 === 1 ? lines.toReversed() : [...others, first];
  return { orders, lines: placed, waybill: null, carrier: null, siblings: [] };
}

function ask(facts: GuardFacts): void {
  const oracle = openOracle(facts, askedAt);
  for (const carrier of carriers) {
    const { verdict, split } = judgeParcel({ ...facts, carrier }, rules);
    const answer = {
      verdict,
      parcelCount: split.length,
      moveCount: movesOf(split),
      isRight: oracle.isRightSplit(split),
    };
    const right = { ...oracle.ask(carrier), isRight: true };
    const isSame =
      answer.verdict === right.verdict &&
      answer.parcelCount === right.parcelCount &&
      answer.moveCount === right.moveCount &&
      answer.isRight;
    if (!isSame) expect({ facts, carrier, ...answer }).toEqual({ facts, carrier, ...right });
  }
}

/** How many were asked, of all that there are or of a slice of them. */
function askAll(
  lineCount: number,
  ofSize: (size: number) => readonly OrderClass[],
  isAsked: (turn: number) => boolean = () => true,
): number {
  let turn = 0;
  let asked = 0;
  for (const sizes of partsOf(lineCount)) {
    const groupings = groupingsOf(sizes.length);
    for (const bag of bagsOfClasses(sizes, ofSize)) {
      for (const recipients of groupings) {
        turn += 1;
        if (!isAsked(turn)) continue;
        ask(factsOf(bag, recipients, turn));
        asked += carriers.length;
      }
    }
  }
  return asked;
}

describe('of the orders themselves', () => {
  const each = new Map<number, OrderClass[]>();
  const ordersOfSize = (size: number) => {
    const known =
      each.get(size) ?? [...everyOrder(size)].map((kind) => ({ size, count: 1, members: [kind] }));
    each.set(size, known);
    return known;
  };

  it.each(areOrdersAsked ? [1, 2, 3] : [1, 2])(
    'agrees with every way of packing %i lines, in every case there is',
    (lineCount) => {
      expect(askAll(lineCount, ordersOfSize)).toBeGreaterThan(0);
    },
    5 * hours,
  );
});

describe('of the classes that nobody can tell apart', () => {
  it.each(isFive ? [1, 2, 3, 4, 5] : [1, 2, 3, 4])(
    'agrees with every way of packing %i lines, in every case there is',
    (lineCount) => {
      const asked = askAll(lineCount, classesOfSize);

      const standFor = countCases(lineCount, (orders) => groupingsOf(orders).length * carriers.length);
      process.stderr.write(`${lineCount} lines: ${asked} cases asked, they stand for ${standFor}\n`);
      expect(asked).toBeGreaterThan(0);
    },
    5 * hours,
  );

  it.skipIf(isFive)(
    `agrees so in slice ${slice} of ${sliceOf} of the cases of five lines`,
    () => {
      // Orders of five lines are drawn: to find all their classes takes minutes.
      const drawn = drawOrders(5, 5_000, slice).map((kind) => ({ size: 5, count: 1, members: [kind] }));
      const ofSize = (size: number) => (size === 5 ? drawn : classesOfSize(size));

      expect(askAll(5, ofSize, (turn) => turn % sliceOf === slice)).toBeGreaterThan(0);
    },
    600_000,
  );
});
