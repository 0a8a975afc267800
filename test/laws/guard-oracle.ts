// What DOMAIN.md sections 3 and 4 say about lines in one parcel, by brute force: every way of putting the lines into parcels
// is tried. Written from the sentences of the document; shares nothing with the guard but the shape of its facts.

import type { GuardFacts, GuardLine, GuardOrder, LineRef } from '../../main/merges/verdict.ts';

interface Seen {
  readonly ref: LineRef;
  readonly order: GuardOrder;
  readonly line: GuardLine;
}

export interface Oracle {
  readonly verdict: 'allow' | 'warn' | 'block';
  /** The fewest parcels in which nothing is wrong and nothing is guessed; held lines are in none. */
  readonly parcelCount: number;
  /** The fewest lines that leave the others of their order, among the ways with so few parcels. */
  readonly moveCount: number;
}

export function askOracle(facts: GuardFacts): Oracle {
  const seen = facts.lines.map((ref): Seen => {
    const order = facts.orders.find((each) => each.orderKey === ref.orderKey);
    const line = order?.lines.find((each) => each.lineId === ref.lineId);
    if (!order || !line) throw new Error('the facts name a line that is not there');
    return { ref, order, line };
  });
  const free = seen.filter((each) => !isHeld(each));
  let best = { parcelCount: 0, moveCount: 0 };
  if (free.length > 0) {
    best = { parcelCount: Infinity, moveCount: Infinity };
    for (const parcels of partitionsOf(free)) {
      if (parcels.some((parcel) => isWrong(parcel) || isGuessed(parcel))) continue;
      const moveCount = movesOf(free, parcels);
      const isFewer = parcels.length < best.parcelCount;
      if (isFewer || (parcels.length === best.parcelCount && moveCount < best.moveCount)) {
        best = { parcelCount: parcels.length, moveCount };
      }
    }
  }
  const isBlocked = seen.some(isHeld) || isWrong(seen);
  return { verdict: isBlocked ? 'block' : isDoubtful(seen) ? 'warn' : 'allow', ...best };
}

/** merge.hold: an order with a cancellation or refund requested or under way is never packed. */
function isHeld({ order, line }: Seen): boolean {
  if (order.hold !== null || line.hold !== null) return true;
  if (order.lines.some((each) => each.hold !== null && each.hold !== 'refunded')) return true;
  return !['to-ship', 'part-shipped', 'awaiting-collection'].includes(order.state);
}

/** Something in this parcel breaks a rule. */
function isWrong(parcel: readonly Seen[]): boolean {
  return parcel.some((a) => parcel.some((b) => a !== b && isWrongPair(a, b)));
}

function isWrongPair(a: Seen, b: Seen): boolean {
  // merge.recipient, merge.platform: one recipient of one shop; what the platform packed itself stays as it packed it.
  if (a.order !== b.order) {
    if (a.order.shopId !== b.order.shopId) return true;
    if (a.order.ownPackage !== b.order.ownPackage) return true;
    if (a.order.recipientKey !== b.order.recipientKey) return true;
    if (a.order.recipientKey === null && a.order.ownPackage === null) return true;
  }
  // door.order-untagged-mix.
  if (tagOf(a) === 'tagged' && tagOf(b) === 'untagged') return true;
  // door.gift-binding: the main line's product is bound, the gift is not.
  if (a.order === b.order && b.line.isGift && mainsOf(b).includes(a.line) && mustPart(b)) return true;
  // door.address-mix: several orders, some products bound and some not; asked where the source tells no tags.
  if (a.order !== b.order && (!isTold(a.order) || !isTold(b.order))) {
    if (kindOf(a) === 'mixed') return true;
    if (kindOf(a) === 'bound' && kindOf(b) === 'unbound') return true;
  }
  return false;
}

/** Nothing is known to be wrong, but a machine would have to guess: a tag that reads like door delivery, a binding nobody has told. */
function isGuessed(parcel: readonly Seen[]): boolean {
  return parcel.some((a) =>
    parcel.some((b) => {
      if (tagOf(a) === 'look' && tagOf(b) !== 'look') return true;
      return a.order !== b.order && kindOf(a) === 'unsaid' && kindOf(b) === 'bound';
    }),
  );
}

function isDoubtful(parcel: readonly Seen[]): boolean {
  if (parcel.some((each) => tagOf(each) === 'look')) return true;
  const orders = new Set(parcel.map((each) => each.order));
  const kinds = parcel.map(kindOf);
  if (
    orders.size > 1 &&
    kinds.includes('unsaid') &&
    kinds.some((kind) => kind === 'bound' || kind === 'unbound')
  ) {
    return true;
  }
  return parcel.some((gift) => {
    const mains = mainsOf(gift);
    if (!gift.line.isGift || mains.length === 0) return false;
    const isBeside = parcel.some((each) => each.order === gift.order && mains.includes(each.line));
    if (!isBeside) return !mustPart(gift); // its main line is elsewhere, and nobody has said it must be
    const isSomeBound = mains.some((main) => isMainBound(gift.order, main) === true);
    return isSomeBound && gift.line.isDoorBound !== true; // not said, or not known whose gift it is
  });
}

/** The line it is given with; every main line where the source does not tell. */
function mainsOf({ order, line }: Seen): readonly GuardLine[] {
  if (!line.isGift) return [];
  const mains = order.lines.filter((each) => !each.isGift);
  const told = mains.filter((each) => each.lineId === line.giftOf);
  return told.length > 0 ? told : mains;
}

function mustPart(gift: Seen): boolean {
  const mains = mainsOf(gift);
  const areAllBound = mains.length > 0 && mains.every((main) => isMainBound(gift.order, main) === true);
  return areAllBound && gift.line.isDoorBound === false;
}

/** An order gets the tag when its product is bound: a tagged line's product is. */
function isMainBound(order: GuardOrder, line: GuardLine): boolean | null {
  if (line.isDoorBound !== null) return line.isDoorBound;
  return isTold(order) && line.doorTag === 'tagged' ? true : null;
}

function isTold(order: GuardOrder): boolean {
  return order.doorTag !== 'unknown';
}

/** A gift follows its main line, unless it is tagged itself or must part from it. */
function tagOf(seen: Seen): GuardLine['doorTag'] {
  const own = seen.line.doorTag;
  const mains = mainsOf(seen);
  if (!seen.line.isGift || own === 'tagged' || own === 'look' || mains.length !== 1 || mustPart(seen))
    return own;
  return mains[0]?.doorTag ?? own;
}

/** Bound or not, as its order's tags tell or, where they tell nothing, as the order's goods do. */
function kindOf(seen: Seen): 'bound' | 'unbound' | 'mixed' | 'unsaid' | 'look' {
  if (isTold(seen.order)) {
    const tag = tagOf(seen);
    return tag === 'tagged' ? 'bound' : tag === 'look' ? 'look' : 'unbound';
  }
  const mains = seen.order.lines.filter((each) => !each.isGift);
  const asked = (mains.length > 0 ? mains : seen.order.lines).map((each) => each.isDoorBound);
  if (asked.includes(true)) return asked.includes(false) ? 'mixed' : 'bound';
  return asked.includes(null) ? 'unsaid' : 'unbound';
}

function movesOf(lines: readonly Seen[], parcels: readonly (readonly Seen[])[]): number {
  let moves = 0;
  for (const order of new Set(lines.map((each) => each.order))) {
    const counts = parcels.map((parcel) => parcel.filter((each) => each.order === order).length);
    moves += counts.reduce((sum, count) => sum + count, 0) - Math.max(...counts);
  }
  return moves;
}

/** Every way of putting these into parcels: 52 for five, 4,140 for eight. */
function* partitionsOf<Thing>(things: readonly Thing[]): Generator<Thing[][]> {
  const [first, ...rest] = things;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const parcels of partitionsOf(rest)) {
    yield [[first], ...parcels];
    for (const [index, parcel] of parcels.entries()) {
      yield parcels.map((each, at) => (at === index ? [first, ...parcel] : each));
    }
  }
}
