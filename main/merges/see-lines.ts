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

/** Everything about one order that does not depend on which of its lines are packed. */
export interface SeenOrder {
  readonly order: GuardOrder;
  readonly lines: ReadonlyMap<LineId, Omit<SeenLine, 'ref'>>;
}

export function seeLines(facts: Pick<GuardFacts, 'orders' | 'lines'>, rules: RuleData): SeenLine[] {
  return pickLines(
    new Map(facts.orders.map((order) => [order.orderKey, seeOrder(order, rules)])),
    facts.lines,
  );
}

/** These lines out of orders that were looked at already; every order of `refs` is in `orders`, whole. */
export function pickLines(orders: ReadonlyMap<OrderKey, SeenOrder>, refs: readonly LineRef[]): SeenLine[] {
  return mergeRefs(refs).map((ref) => {
    const line = orders.get(ref.orderKey)?.lines.get(ref.lineId);
    assert(line, 'the facts hold every order of the lines, whole');
    return { ...line, ref };
  });
}

/** One reference a line: pieces of the same line that come from two parcels are counted together. */
function mergeRefs(refs: readonly LineRef[]): LineRef[] {
  const merged = new Map<string, LineRef>();
  for (const ref of refs) {
    const name = `${ref.orderKey} ${ref.lineId}`;
    const before = merged.get(name);
    merged.set(name, before ? { ...ref, quantity: before.quantity + ref.quantity } : ref);
  }
  return [...merged.values()];
}

export function seeOrder(order: GuardOrder, rules: RuleData): SeenOrder {
  const mains = order.lines.filter((line) => !line.isGift);
  const mainIdsOf = (line: GuardLine): readonly LineId[] => {
    if (!line.isGift) return [];
    // A "main line" that is itself a gift is a slip of the source: then any main line may be meant.
    const told = mains.find((main) => main.lineId === line.giftOf);
    return told ? [told.lineId] : mains.map((main) => main.lineId);
  };

  const ownTag = tagReader(order, rules);
  const tags = new Map(order.lines.map((line) => [line.lineId, ownTag(line)]));
  // Where the platform knows no door delivery nobody asks the goods.
  const isAskedOfGoods = holdsIn(rules['door.address-mix'], order.market);
  const orderBinding = bindingOf(
    mains.length > 0 ? mains : order.lines,
    !isAskedOfGoods || [...tags.values()].some((tag) => tag !== 'unknown'),
  );
  const orderHold = holdOf(order);
  const remorse = orderHold === null || isRemorseHold(orderHold) ? findRemorse(order, rules) : null;
  const combine = rules['merge.combine-limit'];
  const isCombineLimited = holdsIn(combine, order.market);
  const platformCell = order.ownPackage ?? '';
  const recipientCell = `${order.shopId}\n${order.recipientKey ?? (order.ownPackage ? 'package' : `order ${order.orderKey}`)}`;

  // A tag is given only to bound products: a tagged main line is bound even where the goods list is silent.
  const isBound = (line: GuardLine) =>
    line.isDoorBound ?? (!line.isGift && tags.get(line.lineId) === 'tagged' ? true : null);
  const isGiftBindingAsked = holdsIn(rules['door.gift-binding'], order.market);
  const giftBindingOf = (line: GuardLine): GiftBinding => {
    if (!line.isGift) return 'main';
    const mainIds = mainIdsOf(line);
    const bound = mains.filter((main) => mainIds.includes(main.lineId)).map(isBound);
    if (bound.length === 0) return 'main';
    if (!isGiftBindingAsked) return 'together';
    if (line.isDoorBound === true || !bound.includes(true)) return 'together';
    if (line.isDoorBound === null) return 'unsaid';
    return bound.every((each) => each === true) ? 'apart' : 'unclear';
  };
  const tagOf = (line: GuardLine): DoorTag => {
    const own = tags.get(line.lineId) ?? 'unknown';
    const [mainId, ...others] = mainIdsOf(line);
    if (own === 'tagged' || own === 'look' || mainId === undefined || others.length > 0) return own;
    // A gift follows its one main line, unless binding parts the two.
    return giftBindingOf(line) === 'apart' ? own : (tags.get(mainId) ?? own);
  };

  const isArranged = isCombineLimited && isArrangedElsewhere(order);
  const isWholeSku = isCombineLimited && combine.wholeSkuZones.includes(order.timeZone);
  return {
    order,
    lines: new Map(
      order.lines.map((line) => {
        const own = tagOf(line);
        const tag = own === 'unknown' && !isAskedOfGoods ? 'untagged' : own;
        const seen: Omit<SeenLine, 'ref'> = {
          order,
          line,
          tag,
          orderBinding,
          hold: remorse ?? orderHold ?? line.hold,
          holdRule: remorse === null ? 'merge.hold' : 'merge.remorse',
          recipientCell,
          platformCell,
          isArranged,
          mostOrders: isCombineLimited ? combine.mostOrders : Infinity,
          isWholeSku,
          doorCell: doorCellOf(tag, orderBinding, order),
          mainIds: mainIdsOf(line),
          giftBinding: giftBindingOf(line),
        };
        return [line.lineId, seen];
      }),
    ),
  };
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

/** A tag on the order counts for all its lines, unless it names the lines it is meant for. */
function tagReader(order: GuardOrder, rules: RuleData): (line: GuardLine) => DoorTag {
  const orderTag = strongest(order.doorTag, readTags(order, rules));
  const ownTags = order.lines.map((line) => line.doorTag);
  const isNamed = ownTags.includes('tagged');
  const isLookNamed = isNamed || ownTags.includes('look');
  const isTold = orderTag !== 'unknown' || ownTags.some((tag) => tag !== 'unknown');
  return (line) => {
    if (line.doorTag === 'tagged' || (orderTag === 'tagged' && !isNamed)) return 'tagged';
    if (line.doorTag === 'look' || (orderTag === 'look' && !isLookNamed)) return 'look';
    return isTold ? 'untagged' : 'unknown';
  };
}

/** What the raw tags mean by the rules of the day: a key learnt later counts for orders taken in before. */
function readTags(order: GuardOrder, rules: RuleData): DoorTag {
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
