// Combining and splitting in the simulated shop: which orders may share a package, which pieces may part. The interface's own calls do not
// move an order's update_time.

import {
  addPackage,
  type Books,
  type Order,
  type Package,
  type Shop,
  touch,
  type Unit,
  unitsOf,
} from './tiktok-books.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';

/** Where single pieces may part; elsewhere a package holds whole SKUs. */
const splitsPieces: readonly string[] = ['US', 'GB', 'UK', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'];

export interface CombinableGroup {
  readonly id: string;
  readonly orders: readonly Order[];
}

let grouped: { key: string; groups: CombinableGroup[] } = { key: '', groups: [] };

/** Orders of one recipient that wait whole and untouched: at most 20 a parcel. The id is known before the package is. */
export function combinableGroups(books: Books, shop: Shop): readonly CombinableGroup[] {
  const key = `${books.version} ${shop.id}`;
  if (grouped.key !== key) {
    const groups = [...books.ordersOf.values()].flatMap((sharers) => groupsAmong(books, shop, sharers));
    grouped = { key, groups };
  }
  return grouped.groups;
}

function groupsAmong(books: Books, shop: Shop, sharers: Iterable<Order>): CombinableGroup[] {
  const open = [...sharers].filter((order) => order.shopId === shop.id && isCombinable(books, order));
  return (['TIKTOK', 'SELLER'] as const).flatMap((type) => {
    const orders = open.filter((order) => order.shippingType === type).slice(0, 20);
    return orders.length > 1 ? [{ id: `12${(orders[0]?.id ?? '').slice(2)}`, orders }] : [];
  });
}

function isCombinable(books: Books, order: Order): boolean {
  const packs = new Set(order.units.map((unit) => unit.packageId));
  const pack = books.packages.get([...packs][0] ?? '');
  return (
    packs.size === 1 &&
    pack?.status === 'TO_FULFILL' &&
    pack.tag === 'DEFAULT' &&
    order.waits === null &&
    !order.mustSplit &&
    order.askedToCancelAt === 0 &&
    order.fulfillmentType === 'FULFILLMENT_BY_SELLER' &&
    order.units.some((unit) => unit.status !== 'CANCELLED')
  );
}

/** Orders into one package. Returns it, or why not. */
export function combine(
  books: Books,
  shop: Shop,
  groupId: string,
  orderIds: readonly string[],
  now: number,
  isQuiet: boolean,
): Package | Refusal {
  if (orderIds.some((id) => books.orders.get(id)?.shopId !== shop.id))
    return refuse(21011028, 'An order does not belong to the current shop');
  const sharers = books.ordersOf.get(books.orders.get(orderIds[0] ?? '')?.recipient.key ?? '') ?? [];
  const group = groupsAmong(books, shop, sharers).find(({ id }) => id === groupId);
  const orders = group?.orders.filter((order) => orderIds.includes(order.id)) ?? [];
  if (orders.length < 2 || orders.length !== orderIds.length)
    return refuse(21011031, 'The orders cannot be combined');
  const pieces = orders.flatMap((order) => order.units.map((unit) => ({ order, unit })));
  const pack = replacePackages(books, shop, pieces, 'COMBINE', now);
  for (const order of orders) {
    order.tag = 'COMBINED';
    if (!isQuiet) touch(books, order, now);
  }
  return pack;
}

/** These pieces in a package of their own; packages left empty are cancelled. */
function replacePackages(
  books: Books,
  shop: Shop,
  pieces: readonly { readonly order: Order; readonly unit: Unit }[],
  tag: Package['tag'],
  now: number,
): Package {
  const old = new Set(pieces.map(({ unit }) => unit.packageId));
  const pack = addPackage(books, shop.id, pieces, tag, now);
  for (const id of old) {
    const left = books.packages.get(id ?? '');
    if (!left) continue;
    left.orderIds = left.orderIds.filter((orderId) =>
      books.orders.get(orderId)?.units.some((unit) => unit.packageId === left.id),
    );
    closeIfEmpty(books, left);
    left.updatedAt = now;
  }
  closeIfEmpty(books, pack);
  return pack;
}

/** A package with nothing in it that anybody waits for is cancelled. */
function closeIfEmpty(books: Books, pack: Package): void {
  if (unitsOf(books, pack).every((unit) => unit.status === 'CANCELLED')) pack.status = 'CANCELLED';
}

/** Takes orders out of a combined package, each into one of its own. */
export function uncombine(
  books: Books,
  shop: Shop,
  pack: Package,
  orderIds: readonly string[],
  now: number,
): object | Refusal {
  if (pack.status !== 'TO_FULFILL') return refuse(21011005, 'The package can no longer be changed');
  if (pack.tag !== 'COMBINE' || orderIds.length === 0 || !orderIds.every((id) => pack.orderIds.includes(id)))
    return refuse(21011029, 'The package cannot be uncombined');
  const isOneLeft = pack.orderIds.length - orderIds.length <= 1;
  const leaving = isOneLeft ? [...pack.orderIds] : orderIds;
  const packages = leaving.map((id) => {
    const order = books.orders.get(id);
    const pieces = order ? order.units.map((unit) => ({ order, unit })) : [];
    const own = replacePackages(books, shop, pieces, 'DEFAULT', now);
    if (order) {
      order.tag = '';
      touch(books, order, now);
    }
    return { id: own.id, order_ids: own.orderIds };
  });
  return { packages };
}

export function splitAttributes(books: Books, shop: Shop, orderId: string): object {
  const order = books.orders.get(orderId);
  const can = order?.shopId === shop.id && canSplit(order);
  return {
    order_id: orderId,
    can_split: can,
    ...(!can && { reason: 'The order cannot be split in its present state' }),
    must_split: order?.mustSplit === true && order.tag !== 'SPLIT' && can,
    must_split_reasons:
      order?.mustSplit === true && order.tag !== 'SPLIT'
        ? [{ type: 'TOTAL_COUNT_LIMITATION', category_id: '', max_count: 1 }]
        : [],
  };
}

function canSplit(order: Order): boolean {
  const live = order.units.filter((unit) => unit.status === 'AWAITING_SHIPMENT');
  return order.waits === null && order.tag !== 'COMBINED' && live.length > 1;
}

/** Every waiting piece goes into exactly one group. */
export function split(
  books: Books,
  shop: Shop,
  order: Order,
  groups: readonly { readonly id: string; readonly unitIds: readonly string[] }[],
  now: number,
  isQuiet: boolean,
): object | Refusal {
  const open = order.units.filter((unit) => unit.status === 'AWAITING_SHIPMENT');
  if (!canSplit(order) || order.askedToCancelAt > 0)
    return refuse(21011005, 'The order can no longer be split');
  const named = groups.flatMap(({ unitIds }) => unitIds);
  const isWhole = new Set(named).size === named.length && named.length === open.length;
  if (groups.length < 2 || !isWhole || !open.every((unit) => named.includes(unit.id)))
    return refuse(21011035, 'The groups do not hold every piece exactly once');
  if (!splitsPieces.includes(shop.region) && partsSku(open, groups))
    return refuse(21003002, 'Pieces of one SKU cannot be in different packages in this region');
  const packages = groups.map(({ id, unitIds }) => {
    const pieces = open.filter((unit) => unitIds.includes(unit.id)).map((unit) => ({ order, unit }));
    return { splittable_group_id: id, id: replacePackages(books, shop, pieces, 'SPLIT', now).id };
  });
  order.tag = 'SPLIT';
  if (!isQuiet) touch(books, order, now);
  return { packages };
}

function partsSku(
  units: readonly Unit[],
  groups: readonly { readonly unitIds: readonly string[] }[],
): boolean {
  const home = new Map<string, number>();
  return groups.some(({ unitIds }, no) =>
    unitIds.some((id) => {
      const sku = units.find((unit) => unit.id === id)?.skuId ?? '';
      const first = home.get(sku) ?? no;
      home.set(sku, first);
      return first !== no;
    }),
  );
}
