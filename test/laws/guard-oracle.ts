// What DOMAIN.md sections 3 and 4 say about lines in one parcel, by brute force: every way of putting the lines into parcels
// is tried. Written from the sentences of the document; shares nothing with the guard but the shape of its facts. All it knows of a
// line's own order is in `Seen`, looked at once; how lines get on with each other is asked of `Seen` alone.

import type { GuardFacts, GuardLine, GuardOrder, LineRef } from '../../main/merges/verdict.ts';
import type { DoorTag } from '../../main/orders/order.ts';

export interface Seen {
  readonly ref: LineRef;
  readonly order: GuardOrder;
  readonly line: GuardLine;
  readonly isHeld: boolean;
  readonly isOfDouyin: boolean;
  /** Its source tells tags, or there is nothing to tell. */
  readonly isTold: boolean;
  readonly tag: DoorTag;
  readonly kind: 'bound' | 'unbound' | 'mixed' | 'unsaid' | 'look';
  /** The line it is given with; every main line where the source does not tell. None for main lines. */
  readonly mains: readonly GuardLine[];
  /** A gift that may not travel with them. */
  readonly mustPart: boolean;
  /** A gift beside its main line of which nobody knows whether it may be there. */
  readonly isUnsureGift: boolean;
  /** Tagged, and every product of its order is known not to be bound: one of the two is not true. */
  readonly isContradicted: boolean;
}

export interface Oracle {
  readonly verdict: 'allow' | 'warn' | 'block';
  /** The fewest parcels in which nothing is wrong and nothing is guessed; held lines are in none. */
  readonly parcelCount: number;
  /** The fewest lines that leave the others of their order, among the ways with so few parcels. */
  readonly moveCount: number;
}

export interface OpenOracle {
  /** `carrier`: instead of the one of the facts; how a parcel should be split does not depend on it. */
  ask(carrier: string | null): Oracle;
  /** Whether these parcels hold every line that nothing holds, once, and in none of them anything is wrong or guessed. */
  isRightSplit(parcels: readonly (readonly LineRef[])[]): boolean;
}

/** `at`: when it is asked. */
export function askOracle(facts: GuardFacts, at: number): Oracle {
  return openOracle(facts, at).ask(facts.carrier);
}

export function openOracle(facts: GuardFacts, at: number): OpenOracle {
  const seen = facts.lines.map((ref) => findSeen(facts.orders, ref, at));
  const free = seen.filter((each) => !each.isHeld);
  const isRight = rememberByMask(
    free.length,
    (mask) => !(isWrong(takeMasked(free, mask)) || isGuessed(takeMasked(free, mask))),
  );
  const best = findBest(free, isRight);
  const isBlocked =
    seen.some((each) => each.isHeld) || isWrong(seen) || isTornApart(seen) || isNumberTaken(facts);
  const isWarned = isDoubtful(seen) || isMergeMissed(seen, facts, at);
  return {
    ask(carrier) {
      const sent = { waybill: facts.waybill, carrier };
      if (isBlocked || isSentWrongly(seen, sent)) return { verdict: 'block', ...best };
      return { verdict: isWarned || isSentDoubtfully(seen, sent) ? 'warn' : 'allow', ...best };
    },
    isRightSplit(parcels) {
      const masks = parcels.map((parcel) => maskOf(free, parcel));
      const lineCount = parcels.reduce((sum, parcel) => sum + parcel.length, 0);
      const packed = masks.reduce((sum, mask) => sum | mask, 0);
      return lineCount === free.length && packed === 2 ** free.length - 1 && masks.every(isRight);
    },
  };
}

function findBest(free: readonly Seen[], isRight: (mask: number) => boolean) {
  let best = { parcelCount: free.length === 0 ? 0 : Infinity, moveCount: free.length === 0 ? 0 : Infinity };
  if (free.length === 0) return best;
  for (const parcels of partitionsOf(free.length)) {
    if (parcels.length > best.parcelCount || !parcels.every(isRight)) continue;
    const moveCount = movesOf(free, parcels);
    const isFewer = parcels.length < best.parcelCount;
    if (isFewer || moveCount < best.moveCount) best = { parcelCount: parcels.length, moveCount };
  }
  return best;
}

/** merge.hold: an order with a cancellation or refund requested or under way is never packed. */
function isStopped(order: GuardOrder, line: GuardLine): boolean {
  if (order.hold !== null || line.hold !== null) return true;
  if (order.lines.some((each) => each.hold !== null && each.hold !== 'refunded')) return true;
  return !['to-ship', 'part-shipped', 'awaiting-collection'].includes(order.state);
}

/** merge.remorse: TikTok, the first hour after payment; an order on hold is held anyway. */
function isInRemorse(order: GuardOrder, at: number): boolean {
  if (order.market !== 'tiktok' || order.isShippedByUs || order.paidAt === null) return false;
  return (order.state === 'to-ship' || order.state === 'part-shipped') && at - order.paidAt < 3_600_000;
}

/** Something in this parcel breaks a rule. */
function isWrong(parcel: readonly Seen[]): boolean {
  // merge.combine-limit: TikTok, at most 20 orders in one combined parcel.
  if (parcel.length > 20 && parcel.some((each) => each.order.market === 'tiktok')) {
    if (new Set(parcel.map((each) => each.order)).size > 20) return true;
  }
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

type Sent = Pick<GuardFacts, 'waybill' | 'carrier'>;

/** door.e-waybill, door.carrier: of a tagged parcel, on Douyin. */
function isSentWrongly(parcel: readonly Seen[], { waybill, carrier }: Sent): boolean {
  if (waybill?.source !== 'hand' && !['申通快递', '极兔速递', 'EMS'].includes(carrier ?? '')) return false;
  return parcel.some((each) => each.isOfDouyin && each.tag === 'tagged');
}

/** A number whose origin nobody knows, a carrier nobody has heard of, an address that cannot have the tag it has. */
function isSentDoubtfully(parcel: readonly Seen[], { waybill, carrier }: Sent): boolean {
  const isToTheDoor = (each: Seen) =>
    each.isOfDouyin && (each.tag === 'tagged' || (!each.isTold && each.kind === 'bound'));
  const door = parcel.filter(isToTheDoor);
  if (door.length === 0) return false;
  const isCooperating = /^(中通|圆通|韵达|顺丰|京东)/.test(carrier ?? '');
  if (carrier !== null && !isCooperating) return true;
  if (waybill?.source === 'hand' || waybill?.source === 'file') return true;
  // Where some lines are told to be tagged, the others of the parcel are not asked.
  const tagged = door.filter((each) => each.tag === 'tagged');
  return (tagged.length > 0 ? tagged : door).some((each) => /驿站|快递柜/.test(each.order.recipientMask));
}

/** merge.missed: what waits beside it could be in it. */
function isMergeMissed(parcel: readonly Seen[], { siblings }: GuardFacts, at: number): boolean {
  const isRight = (lines: readonly Seen[]) =>
    !lines.some((each) => each.isHeld) && !isWrong(lines) && !isGuessed(lines);
  return siblings.some((sibling) => {
    const theirs = sibling.lines.map((ref) => findSeen(sibling.orders, ref, at));
    const isOther = theirs.some((each) => parcel.every((here) => here.ref.orderKey !== each.ref.orderKey));
    return isOther && isRight(parcel) && isRight(theirs) && isRight([...parcel, ...theirs]);
  });
}

function findSeen(orders: readonly GuardOrder[], ref: LineRef, at: number): Seen {
  const order = orders.find((each) => each.orderKey === ref.orderKey);
  const line = order?.lines.find((each) => each.lineId === ref.lineId);
  if (!order || !line) throw new Error('the facts name a line that is not there');
  return lookAtLine(order, line, ref, at);
}

export function lookAtLine(order: GuardOrder, line: GuardLine, ref: LineRef, at: number): Seen {
  const isOfDouyin = order.market === 'douyin';
  const mains = mainsOf(order, line);
  const bound = mains.map((main) => isMainBound(order, main));
  const isParted =
    isOfDouyin && mains.length > 0 && bound.every((each) => each === true) && line.isDoorBound === false;
  const tag = tagOf(order, line, mains, isParted);
  const goods = order.lines.filter((each) => !each.isGift);
  return {
    ref,
    order,
    line,
    isHeld: isStopped(order, line) || isInRemorse(order, at),
    isOfDouyin,
    isTold: isTold(order),
    tag,
    kind: kindOf(order, tag),
    mains,
    mustPart: isParted,
    // Not said, or not known whose gift it is.
    isUnsureGift: isOfDouyin && bound.includes(true) && line.isDoorBound !== true,
    isContradicted:
      isOfDouyin && tag === 'tagged' && goods.length > 0 && goods.every((each) => each.isDoorBound === false),
  };
}

function isWrongPair(a: Seen, b: Seen): boolean {
  // merge.recipient, merge.platform: one recipient of one shop; what the platform packed itself stays as it packed it.
  if (a.order !== b.order) {
    if (a.order.shopId !== b.order.shopId) return true;
    if (a.order.ownPackage !== b.order.ownPackage) return true;
    if (a.order.recipientKey !== b.order.recipientKey) return true;
    // merge.platform: pre-sale with another ship date; what the platform put into one package it has decided itself.
    if (a.order.ownPackage === null && shipDayOf(a.order) !== shipDayOf(b.order)) return true;
    if (a.order.recipientKey === null && a.order.ownPackage === null) return true;
    // merge.combine-limit: only before shipping is arranged.
    if (isArranged(a.order) || isArranged(b.order)) return true;
  }
  // door.order-untagged-mix.
  if (a.tag === 'tagged' && b.tag === 'untagged') return true;
  // door.gift-binding: the main line's product is bound, the gift is not.
  if (b.mustPart && a.order === b.order && b.mains.includes(a.line)) return true;
  // door.address-mix: several orders, some products bound and some not; asked where the source tells no tags.
  if (a.order !== b.order && (!a.isTold || !b.isTold)) {
    if (a.kind === 'mixed') return true;
    if (a.kind === 'bound' && b.kind === 'unbound') return true;
  }
  return false;
}

function isArranged({ market, state, ownPackage, isShippedByUs, isNumberedByUs }: GuardOrder): boolean {
  if (market !== 'tiktok' || state !== 'awaiting-collection') return false;
  return ownPackage === null && !isShippedByUs && !isNumberedByUs;
}

/** The day of a pre-sale; one that nobody told is nobody else's. Everything else ships as soon as it is packed. */
function shipDayOf({ tags, shipByAt, orderKey }: GuardOrder): string {
  if (!tags.some((tag) => tag.text.includes('预售'))) return 'soon';
  return shipByAt == null ? `of order ${orderKey}` : `day ${Math.floor(shipByAt / 86_400_000)}`;
}

/** Nothing is known to be wrong, but a machine would have to guess: a tag that reads like door delivery, a binding nobody has told. */
function isGuessed(parcel: readonly Seen[]): boolean {
  return parcel.some((a) =>
    parcel.some((b) => {
      if (a.tag === 'look' && b.tag !== 'look') return true;
      return a.order !== b.order && a.kind === 'unsaid' && b.kind === 'bound';
    }),
  );
}

function isDoubtful(parcel: readonly Seen[]): boolean {
  if (parcel.some((each) => each.tag === 'look' || each.isContradicted)) return true;
  const isSeveral = parcel.some((each) => each.order !== parcel[0]?.order);
  const isUnsaid = parcel.some((each) => each.kind === 'unsaid');
  if (isSeveral && isUnsaid && parcel.some((each) => each.kind === 'bound' || each.kind === 'unbound')) {
    return true;
  }
  return parcel.some((gift) => {
    if (gift.mains.length === 0) return false;
    const isBeside = parcel.some((each) => each.order === gift.order && gift.mains.includes(each.line));
    // Its main line is elsewhere, and nobody has said it must be.
    return isBeside ? gift.isUnsureGift : !gift.mustPart;
  });
}

function mainsOf(order: GuardOrder, line: GuardLine): readonly GuardLine[] {
  if (!line.isGift) return [];
  const mains = order.lines.filter((each) => !each.isGift);
  const told = mains.filter((each) => each.lineId === line.giftOf);
  return told.length > 0 ? told : mains;
}

/** The order or the line was sold with door delivery: where no line says anything the order speaks for all of them. */
function ownTag(order: GuardOrder, line: GuardLine): DoorTag {
  return order.lines.every((each) => each.doorTag === 'unknown') ? order.doorTag : line.doorTag;
}

/** An order gets the tag when its product is bound: a tagged line's product is. */
function isMainBound(order: GuardOrder, line: GuardLine): boolean | null {
  if (line.isDoorBound !== null) return line.isDoorBound;
  return isTold(order) && ownTag(order, line) === 'tagged' ? true : null;
}

/** Section 3 is Douyin's: elsewhere there is nothing to tell. */
function isTold(order: GuardOrder): boolean {
  return order.doorTag !== 'unknown' || order.market !== 'douyin';
}

/** A gift follows its main line, unless it is tagged itself or must part from it. */
function tagOf(order: GuardOrder, line: GuardLine, mains: readonly GuardLine[], isParted: boolean): DoorTag {
  const own = ownTag(order, line);
  const [main, ...others] = mains;
  const isFollowing =
    main !== undefined && others.length === 0 && own !== 'tagged' && own !== 'look' && !isParted;
  const tag = isFollowing ? ownTag(order, main) : own;
  return tag === 'unknown' && order.market !== 'douyin' ? 'untagged' : tag;
}

/** Bound or not, as its order's tags tell or, where they tell nothing, as the order's goods do. */
function kindOf(order: GuardOrder, tag: DoorTag): Seen['kind'] {
  if (isTold(order)) return tag === 'tagged' ? 'bound' : tag === 'look' ? 'look' : 'unbound';
  const mains = order.lines.filter((each) => !each.isGift);
  const asked = (mains.length > 0 ? mains : order.lines).map((each) => each.isDoorBound);
  if (asked.includes(true)) return asked.includes(false) ? 'mixed' : 'bound';
  return asked.includes(null) ? 'unsaid' : 'unbound';
}

function movesOf(lines: readonly Seen[], parcels: readonly number[]): number {
  let moves = 0;
  for (const order of new Set(lines.map((each) => each.order))) {
    const here = lines.reduce((mask, each, at) => (each.order === order ? mask | (1 << at) : mask), 0);
    const counts = parcels.map((parcel) => countBits(parcel & here));
    moves += countBits(here) - Math.max(...counts);
  }
  return moves;
}

// A parcel of some lines is a number: one bit a line.

function takeMasked<Thing>(things: readonly Thing[], mask: number): Thing[] {
  return things.filter((_, at) => (mask & (1 << at)) !== 0);
}

function maskOf(lines: readonly Seen[], refs: readonly LineRef[]): number {
  let mask = 0;
  for (const ref of refs) {
    const at = lines.findIndex(
      ({ line, order }) => line.lineId === ref.lineId && order.orderKey === ref.orderKey,
    );
    if (at >= 0) mask |= 1 << at;
  }
  return mask;
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Asks once for each mask: among the ways of packing the same parcel comes again and again. */
function rememberByMask(count: number, ask: (mask: number) => boolean): (mask: number) => boolean {
  const known = new Int8Array(2 ** count);
  return (mask) => {
    if (known[mask] === 0) known[mask] = ask(mask) ? 1 : -1;
    return known[mask] === 1;
  };
}

const partitions: number[][][] = [[[]]];

/** Every way of putting so many lines into parcels: 52 for five, 4,140 for eight. */
function partitionsOf(count: number): readonly (readonly number[])[] {
  const known = partitions[count];
  if (known) return known;
  const last = 1 << (count - 1);
  const ways = partitionsOf(count - 1).flatMap((parcels) => [
    ...parcels.map((_, index) => parcels.map((mask, at) => (at === index ? mask | last : mask))),
    [...parcels, last],
  ]);
  partitions[count] = ways;
  return ways;
}
