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

/** `at`: when it is asked. */
export function askOracle(facts: GuardFacts, at: number): Oracle {
  const isHeld = (each: Seen) => isStopped(each) || isInRemorse(each, at);
  const seen = facts.lines.map((ref) => findSeen(facts.orders, ref));
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
  const isBlocked =
    seen.some(isHeld) ||
    isWrong(seen) ||
    isTornApart(seen) ||
    isNumberTaken(facts) ||
    isSentWrongly(seen, facts);
  const isWarned = isDoubtful(seen) || isSentDoubtfully(seen, facts) || isMergeMissed(seen, facts, isHeld);
  return { verdict: isBlocked ? 'block' : isWarned ? 'warn' : 'allow', ...best };
}

/** merge.hold: an order with a cancellation or refund requested or under way is never packed. */
function isStopped({ order, line }: Seen): boolean {
  if (order.hold !== null || line.hold !== null) return true;
  if (order.lines.some((each) => each.hold !== null && each.hold !== 'refunded')) return true;
  return !['to-ship', 'part-shipped', 'awaiting-collection'].includes(order.state);
}

/** merge.remorse: TikTok, the first hour after payment; an order on hold is held anyway. */
function isInRemorse({ order }: Seen, at: number): boolean {
  if (order.market !== 'tiktok' || order.isShippedByUs || order.paidAt === null) return false;
  return (order.state === 'to-ship' || order.state === 'part-shipped') && at - order.paidAt < 3_600_000;
}

/** Something in this parcel breaks a rule. */
function isWrong(parcel: readonly Seen[]): boolean {
  // merge.combine-limit: TikTok, at most 20 orders in one combined parcel.
  const orders = new Set(parcel.map((each) => each.order));
  if (orders.size > 20 && parcel.some((each) => each.order.market === 'tiktok')) return true;
  return parcel.some((a) => parcel.some((b) => a !== b && isWrongPair(a, b)));
}

/** merge.combine-limit: South-East-Asian orders are split by whole SKU only. */
function isTornApart(parcel: readonly Seen[]): boolean {
  return parcel.some(({ order, line }) => {
    if (order.market !== 'tiktok' || !/Jakarta|Bangkok|Manila|Singapore/.test(order.timeZone)) return false;
    if (line.hold !== null) return false;
    const pieces = order.lines.filter((each) => each.skuCode === line.skuCode && each.hold === null);
    const wanted = pieces.reduce((sum, each) => sum + each.quantity, 0);
    const here = parcel.filter((each) => each.order === order && pieces.includes(each.line));
    return here.reduce((sum, each) => sum + each.ref.quantity, 0) < wanted;
  });
}

/** waybill.duplicate. */
function isNumberTaken({ waybill }: GuardFacts): boolean {
  return waybill !== null && waybill.otherParcelIds.length + waybill.otherOrderIds.length > 0;
}

/** door.e-waybill, door.carrier: of a tagged parcel, on Douyin. */
function isSentWrongly(parcel: readonly Seen[], { waybill, carrier }: GuardFacts): boolean {
  const isTagged = parcel.some((each) => isOfDouyin(each) && tagOf(each) === 'tagged');
  if (!isTagged) return false;
  return waybill?.source === 'hand' || ['申通快递', '极兔速递', 'EMS'].includes(carrier ?? '');
}

/** A number whose origin nobody knows, a carrier nobody has heard of, an address that cannot have the tag it has. */
function isSentDoubtfully(parcel: readonly Seen[], { waybill, carrier }: GuardFacts): boolean {
  const isToTheDoor = (each: Seen) =>
    isOfDouyin(each) && (tagOf(each) === 'tagged' || (!isTold(each.order) && kindOf(each) === 'bound'));
  const door = parcel.filter(isToTheDoor);
  if (door.length === 0) return false;
  const isCooperating = /^(中通|圆通|韵达|顺丰|京东)/.test(carrier ?? '');
  if (carrier !== null && !isCooperating) return true;
  if (waybill?.source === 'hand' || waybill?.source === 'file') return true;
  // Where some lines are told to be tagged, the others of the parcel are not asked.
  const tagged = door.filter((each) => tagOf(each) === 'tagged');
  return (tagged.length > 0 ? tagged : door).some((each) => /驿站|快递柜/.test(each.order.recipientMask));
}

function isOfDouyin({ order }: Seen): boolean {
  return order.market === 'douyin';
}

/** merge.missed: what waits beside it could be in it. */
function isMergeMissed(
  parcel: readonly Seen[],
  { siblings }: GuardFacts,
  isHeld: (each: Seen) => boolean,
): boolean {
  const isRight = (lines: readonly Seen[]) => !lines.some(isHeld) && !isWrong(lines) && !isGuessed(lines);
  return siblings.some((sibling) => {
    const theirs = sibling.lines.map((ref) => findSeen(sibling.orders, ref));
    const isOther = theirs.some((each) => parcel.every((here) => here.ref.orderKey !== each.ref.orderKey));
    return isOther && isRight(parcel) && isRight(theirs) && isRight([...parcel, ...theirs]);
  });
}

function findSeen(orders: readonly GuardOrder[], ref: LineRef): Seen {
  const order = orders.find((each) => each.orderKey === ref.orderKey);
  const line = order?.lines.find((each) => each.lineId === ref.lineId);
  if (!order || !line) throw new Error('the facts name a line that is not there');
  return { ref, order, line };
}

function isWrongPair(a: Seen, b: Seen): boolean {
  // merge.recipient, merge.platform: one recipient of one shop; what the platform packed itself stays as it packed it.
  if (a.order !== b.order) {
    if (a.order.shopId !== b.order.shopId) return true;
    if (a.order.ownPackage !== b.order.ownPackage) return true;
    if (a.order.recipientKey !== b.order.recipientKey) return true;
    if (a.order.recipientKey === null && a.order.ownPackage === null) return true;
    // merge.combine-limit: only before shipping is arranged.
    if (isArranged(a.order) || isArranged(b.order)) return true;
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

function isArranged({ market, state, ownPackage, isShippedByUs, isNumberedByUs }: GuardOrder): boolean {
  if (market !== 'tiktok' || state !== 'awaiting-collection') return false;
  return ownPackage === null && !isShippedByUs && !isNumberedByUs;
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
  // Tagged, and every product of the order is known not to be bound: one of the two is not true.
  const isContradicting = ({ order }: Seen) => {
    const mains = order.lines.filter((each) => !each.isGift);
    return mains.length > 0 && mains.every((each) => each.isDoorBound === false);
  };
  if (parcel.some((each) => isOfDouyin(each) && tagOf(each) === 'tagged' && isContradicting(each)))
    return true;
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
    const isSomeBound = isOfDouyin(gift) && mains.some((main) => isMainBound(gift.order, main) === true);
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
  if (gift.order.market !== 'douyin') return false;
  const areAllBound = mains.length > 0 && mains.every((main) => isMainBound(gift.order, main) === true);
  return areAllBound && gift.line.isDoorBound === false;
}

/** An order gets the tag when its product is bound: a tagged line's product is. */
function isMainBound(order: GuardOrder, line: GuardLine): boolean | null {
  if (line.isDoorBound !== null) return line.isDoorBound;
  return isTold(order) && line.doorTag === 'tagged' ? true : null;
}

/** Section 3 is Douyin's: elsewhere there is nothing to tell. */
function isTold(order: GuardOrder): boolean {
  return order.doorTag !== 'unknown' || order.market !== 'douyin';
}

/** A gift follows its main line, unless it is tagged itself or must part from it. */
function tagOf(seen: Seen): GuardLine['doorTag'] {
  const tag = followedTag(seen);
  return tag === 'unknown' && !isOfDouyin(seen) ? 'untagged' : tag;
}

function followedTag(seen: Seen): GuardLine['doorTag'] {
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
