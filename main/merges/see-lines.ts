// How each line looks to the rules: its door tag as it really counts, whether its product is bound, what holds it, and the
// cell it belongs to. Lines of two cells are never planned into one parcel; the cells are a partition, and everything
// that is exact and linear about planning and splitting rests on that.

import { assert } from '../basics/assert.ts';
import type { LineId } from '../basics/ids.ts';
import { type DoorTag, type OrderKey, packableOrderStates } from '../orders/order.ts';
import { readDoorTag } from '../platforms/read-door-tag.ts';
import { holdsIn, type RuleData } from './rule-data.ts';
import type { GuardFacts, GuardLine, GuardOrder, LineRef } from './verdict.ts';

/**
 * What an order's goods say about door delivery when its source tells no tags: all bound, none bound, some of each,
 * or not said for enough of them. `told` where the source tells tags: then nobody asks the goods.
 */
export type OrderBinding = 'told' | 'bound' | 'unbound' | 'mixed' | 'unsaid';

export interface SeenLine {
  readonly ref: LineRef;
  readonly order: GuardOrder;
  readonly line: GuardLine;
  readonly tag: DoorTag;
  readonly orderBinding: OrderBinding;
  /** Why the line must not be packed at all: a hold, or a state in which nothing may be packed. */
  readonly hold: string | null;
  /** The rule that says so. */
  readonly holdRule: 'merge.hold' | 'merge.remorse';
  readonly recipientCell: string;
  readonly platformCell: string;
  /** Shipping is arranged already, by somebody else: from then on nothing is combined with it. */
  readonly isArranged: boolean;
  readonly doorCell: string;
  /** Most orders that its market puts into one parcel. */
  readonly mostOrders: number;
  /** All pieces of a SKU of this order travel together. */
  readonly isWholeSku: boolean;
  /** The lines it may be a gift of: the one the source tells, else every main line of its order. Empty for main lines. */
  readonly mainIds: readonly LineId[];
  readonly giftBinding: GiftBinding;
}

/**
 * What binding says about a gift and its main line. `main`: no gift, or no main line known. `apart`: the main line is bound, the gift is
 * not. `unsaid`: the main line is bound, nobody has said so of the gift. `unclear`: not bound, and only some of the
 * lines it may belong to are bound.
 */
export type GiftBinding = 'main' | 'together' | 'apart' | 'unsaid' | 'unclear';

/** What a line shows whoever packs it; the rest is asked line by line. Looked at once for an order. */
export interface SeenOrder {
  readonly order: GuardOrder;
  readonly mains: readonly GuardLine[];
  readonly mainIds: readonly LineId[];
  readonly tagging: Tagging;
  readonly orderBinding: OrderBinding;
  /** What holds the order whole. */
  readonly hold: string | null;
  readonly holdRule: SeenLine['holdRule'];
  readonly recipientCell: string;
  readonly platformCell: string;
  readonly isArranged: boolean;
  readonly mostOrders: number;
  readonly isWholeSku: boolean;
  /** Whether anybody asks the goods, and whether a gift's binding parts it from its main line: not in every market. */
  readonly isAskedOfGoods: boolean;
  readonly isGiftBindingAsked: boolean;
}

export function seeLines(facts: Pick<GuardFacts, 'orders' | 'lines'>, rules: RuleData): SeenLine[] {
  const orders = new Map<OrderKey, SeenOrder>();
  for (const order of facts.orders) orders.set(order.orderKey, seeOrder(order, rules));
  return pickLines(orders, facts.lines);
}

/**
 * These lines out of orders that were looked at already; every order of `refs` is in `orders`, whole. Each line once: pieces
 * of the same line that come from two parcels are counted together.
 */
export function pickLines(orders: ReadonlyMap<OrderKey, SeenOrder>, refs: readonly LineRef[]): SeenLine[] {
  const picked: SeenLine[] = [];
  const places = new Map<GuardLine, number>();
  for (const ref of refs) {
    const seenOrder = orders.get(ref.orderKey);
    const line = seenOrder && findLine(seenOrder.order, ref.lineId);
    assert(line, 'the facts hold every order of the lines, whole');
    const place = places.get(line);
    const before = place === undefined ? undefined : picked[place];
    if (place === undefined || !before) {
      places.set(line, picked.length);
      picked.push(seeLine(seenOrder, line, ref));
    } else {
      const quantity = before.ref.quantity + ref.quantity;
      picked[place] = { ...before, ref: { ...ref, quantity } };
    }
  }
  return picked;
}

/** Lines of an order by their ids, where it has so many that looking through them would take long. */
const linesById = new WeakMap<GuardOrder, ReadonlyMap<LineId, GuardLine>>();
const fewLines = 16;

/** Undefined where the order has no such line (any more). */
export function findLine(order: GuardOrder, lineId: LineId): GuardLine | undefined {
  if (order.lines.length <= fewLines) return order.lines.find((line) => line.lineId === lineId);
  let byId = linesById.get(order);
  if (!byId) {
    byId = new Map(order.lines.map((line) => [line.lineId, line]));
    linesById.set(order, byId);
  }
  return byId.get(lineId);
}

export function seeOrder(order: GuardOrder, rules: RuleData): SeenOrder {
  const mains = order.lines.some((line) => line.isGift)
    ? order.lines.filter((line) => !line.isGift)
    : order.lines;
  const tagging = readTagging(order, rules);
  // Where the platform knows no door delivery nobody asks the goods.
  const isAskedOfGoods = holdsIn(rules['door.address-mix'], order.market);
  const orderHold = holdOf(order);
  const remorse = orderHold === null || isRemorseHold(orderHold) ? findRemorse(order, rules) : null;
  const combine = rules['merge.combine-limit'];
  const isCombineLimited = holdsIn(combine, order.market);
  return {
    order,
    mains,
    mainIds: mains.length < order.lines.length ? mains.map((main) => main.lineId) : noIds,
    tagging,
    orderBinding: bindingOf(mains.length > 0 ? mains : order.lines, !isAskedOfGoods || tagging.isTold),
    hold: remorse ?? orderHold,
    holdRule: remorse === null ? 'merge.hold' : 'merge.remorse',
    recipientCell: `${order.shopId}\n${order.recipientKey ?? (order.ownPackage ? 'package' : `order ${order.orderKey}`)}`,
    platformCell: order.ownPackage ?? shipsApart(order, rules) ?? '',
    isArranged: isCombineLimited && isArrangedElsewhere(order),
    mostOrders: isCombineLimited ? combine.mostOrders : Infinity,
    isWholeSku: isCombineLimited && combine.wholeSkuZones.includes(order.timeZone),
    isAskedOfGoods,
    isGiftBindingAsked: holdsIn(rules['door.gift-binding'], order.market),
  };
}

const noIds: readonly LineId[] = [];

/** `line` is one of the order's own. */
export function seeLine(seen: SeenOrder, line: GuardLine, ref: LineRef): SeenLine {
  const { order, orderBinding } = seen;
  const mainIds = mainIdsOf(seen, line);
  const giftBinding = line.isGift ? giftBindingOf(seen, line, mainIds) : 'main';
  const own = tagOf(seen, line, mainIds, giftBinding);
  const tag = own === 'unknown' && !seen.isAskedOfGoods ? 'untagged' : own;
  return {
    ref,
    order,
    line,
    tag,
    orderBinding,
    hold: seen.hold ?? line.hold,
    holdRule: seen.holdRule,
    recipientCell: seen.recipientCell,
    platformCell: seen.platformCell,
    isArranged: seen.isArranged,
    doorCell: doorCellOf(tag, orderBinding, order),
    mostOrders: seen.mostOrders,
    isWholeSku: seen.isWholeSku,
    mainIds,
    giftBinding,
  };
}

function mainIdsOf({ order, mainIds }: SeenOrder, line: GuardLine): readonly LineId[] {
  if (!line.isGift) return noIds;
  // A "main line" that is itself a gift is a slip of the source: then any main line may be meant.
  const told = line.giftOf === null ? undefined : findLine(order, line.giftOf);
  return told && !told.isGift ? [told.lineId] : mainIds;
}

function giftBindingOf(seen: SeenOrder, gift: GuardLine, mainIds: readonly LineId[]): GiftBinding {
  if (mainIds.length === 0) return 'main';
  if (!seen.isGiftBindingAsked || gift.isDoorBound === true) return 'together';
  const only = findOnly(seen.order, mainIds);
  const mains = only ? [only] : seen.mains;
  if (!mains.some((main) => isMainBound(seen, main))) return 'together';
  if (gift.isDoorBound === null) return 'unsaid';
  return mains.every((main) => isMainBound(seen, main)) ? 'apart' : 'unclear';
}

/** A tag is given only to bound products: a tagged main line is bound even where the goods list is silent. */
function isMainBound({ tagging }: SeenOrder, main: GuardLine): boolean {
  return main.isDoorBound ?? ownTag(tagging, main) === 'tagged';
}

/** A gift follows its one main line, unless binding parts the two. */
function tagOf(
  { order, tagging }: SeenOrder,
  line: GuardLine,
  mainIds: readonly LineId[],
  giftBinding: GiftBinding,
): DoorTag {
  const own = ownTag(tagging, line);
  if (own === 'tagged' || own === 'look' || giftBinding === 'apart') return own;
  const main = findOnly(order, mainIds);
  return main ? ownTag(tagging, main) : own;
}

/** The one line that is meant, where it is one. */
function findOnly(order: GuardOrder, ids: readonly LineId[]): GuardLine | undefined {
  const [only] = ids;
  return only === undefined || ids.length > 1 ? undefined : findLine(order, only);
}

/** The name of a line's cell: recipient, platform's own package or a shipment arranged elsewhere, kind of delivery. */
export function cellOf(seen: Omit<SeenLine, 'ref'>): string {
  const alone = seen.isArranged ? `arranged ${seen.order.orderKey}` : seen.platformCell;
  return `${seen.recipientCell}\n${alone}\n${seen.doorCell}`;
}

function doorCellOf(tag: DoorTag, binding: OrderBinding, order: GuardOrder): string {
  if (tag === 'tagged') return 'door';
  if (tag === 'look') return 'look';
  if (tag === 'untagged') return 'plain';
  if (binding === 'bound') return 'door';
  // Some products bound, some not: never with another order, whatever that one holds.
  return binding === 'mixed' ? `mixed ${order.orderKey}` : 'plain';
}

/** Whether the goods of an order without told tags are bound. An order with one bound product and unsaid ones counts as bound. */
function bindingOf(lines: readonly GuardLine[], isTold: boolean): OrderBinding {
  if (isTold) return 'told';
  const isSomeBound = lines.some((line) => line.isDoorBound === true);
  const isSomeUnbound = lines.some((line) => line.isDoorBound === false);
  if (isSomeBound) return isSomeUnbound ? 'mixed' : 'bound';
  return lines.every((line) => line.isDoorBound === false) ? 'unbound' : 'unsaid';
}

/** What is said of door delivery on the order as a whole, and whether its lines say more. */
interface Tagging {
  readonly orderTag: DoorTag;
  /** Some line says so itself: then the order's tag is meant for those. */
  readonly isTagNamed: boolean;
  readonly isLookNamed: boolean;
  readonly isTold: boolean;
}

function readTagging(order: GuardOrder, rules: RuleData): Tagging {
  const orderTag = strongest(order.doorTag, readTags(order, rules));
  const isTagNamed = order.lines.some((line) => line.doorTag === 'tagged');
  return {
    orderTag,
    isTagNamed,
    isLookNamed: isTagNamed || order.lines.some((line) => line.doorTag === 'look'),
    isTold: orderTag !== 'unknown' || order.lines.some((line) => line.doorTag !== 'unknown'),
  };
}

/** A tag on the order counts for all its lines, unless it names the lines it is meant for. */
function ownTag(tagging: Tagging, line: GuardLine): DoorTag {
  const { orderTag } = tagging;
  if (line.doorTag === 'tagged' || (orderTag === 'tagged' && !tagging.isTagNamed)) return 'tagged';
  if (line.doorTag === 'look' || (orderTag === 'look' && !tagging.isLookNamed)) return 'look';
  return tagging.isTold ? 'untagged' : 'unknown';
}

/** Pre-sale and appointments ship on their own day: together with others of that day only, alone where nobody told which. */
function shipsApart(order: GuardOrder, rules: RuleData): string | null {
  if (order.tags.length === 0) return null;
  const { keys, texts } = rules['merge.platform'].shipsApart;
  const isApart = order.tags.some(
    (tag) => keys.includes(tag.key) || texts.some((text) => tag.text.includes(text)),
  );
  if (!isApart) return null;
  const { shipByAt = null } = order;
  return shipByAt === null ? `order ${order.orderKey}` : new Date(shipByAt).toISOString().slice(0, 10);
}

/** What the raw tags mean by the rules of the day: a key learnt later counts for orders taken in before. */
function readTags(order: GuardOrder, rules: RuleData): DoorTag {
  if (order.tags.length === 0) return 'unknown';
  const { doorWords } = rules['door.order-untagged-mix'];
  const read = readDoorTag(order.tags, doorWords);
  // Tags that say nothing of door delivery prove nothing here: whether the source tells tags at all is on the order itself.
  return read === 'untagged' ? 'unknown' : read;
}

/**
 * merge.remorse: the platform has the order on hold so that the buyer can think again, or the time for that after the payment
 * is not over. An order whose shipping is arranged was let through already.
 */
function findRemorse(order: GuardOrder, rules: RuleData): string | null {
  const rule = rules['merge.remorse'];
  if (!holdsIn(rule, order.market)) return null;
  if (order.hold === 'remorse-hour' || order.state === 'on-hold') return order.hold ?? 'on-hold';
  const isOpen = order.state === 'to-ship' || order.state === 'part-shipped';
  if (!isOpen || order.hold !== null || order.paidAt === null || order.isShippedByUs) return null;
  return rules.at < order.paidAt + rule.minutesAfterPayment * 60_000 ? 'first-hour' : null;
}

/** A buyer's request weighs more than the time to think again. */
function isRemorseHold(hold: string): boolean {
  return hold === 'remorse-hour' || hold === 'on-hold' || hold === 'risk-review';
}

/** The platform waits for the carrier, and neither it nor we gave the order a package: nobody knows what it is in. */
function isArrangedElsewhere(order: GuardOrder): boolean {
  if (order.state !== 'awaiting-collection' || order.ownPackage !== null) return false;
  return !order.isShippedByUs && !order.isNumberedByUs;
}

const strength: readonly DoorTag[] = ['unknown', 'untagged', 'look', 'tagged'];

function strongest(one: DoorTag, other: DoorTag): DoorTag {
  return strength.indexOf(one) >= strength.indexOf(other) ? one : other;
}

/** What holds a whole order: its own hold, a request on one of its lines, or a state in which nothing is packed. */
function holdOf(order: GuardOrder): string | null {
  if (order.hold) return order.hold;
  for (const line of order.lines) if (line.hold && line.hold !== 'refunded') return line.hold;
  if (packableOrderStates.includes(order.state)) return null;
  if (order.state === 'shipped' || order.state === 'finished') {
    return order.isShippedByUs ? null : 'already-shipped';
  }
  return order.state === 'unknown' ? 'unknown-state' : order.state;
}
