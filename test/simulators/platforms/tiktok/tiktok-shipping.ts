// Shipping in the simulated shop: when a package may leave, what changes when it does, and the code of every refusal.

import {
  addPackage,
  type Books,
  nextId,
  type Order,
  type Package,
  pendingCancellation,
  type Shop,
  touch,
  type Unit,
  unitsOf,
} from './tiktok-books.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';

export const providers = [
  { id: '6841743441349706241', name: 'J&T Express' },
  { id: '6841743441349706242', name: 'Ninja Van' },
  { id: '6841743441349706243', name: 'Flash Express' },
];

/** Where the seller tells of his own carrier by Mark Package As Shipped instead of Ship Package. */
const marked: readonly string[] = ['US', 'GB', 'UK', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'];

export interface SelfShipment {
  readonly tracking_number?: unknown;
  readonly shipping_provider_id?: unknown;
}

export function findPackage(books: Books, shop: Shop, id: string): Package | Refusal {
  const pack = books.packages.get(id);
  if (!pack || pack.shopId !== shop.id)
    return refuse(21011028, 'The package does not belong to the current shop');
  return pack;
}

export function ordersOf(books: Books, pack: Package): Order[] {
  return pack.orderIds.flatMap((id) => books.orders.get(id) ?? []);
}

/** What stands against this package leaving; undefined when nothing does. */
function refuseToShip(books: Books, shop: Shop, pack: Package): Refusal | undefined {
  const orders = ordersOf(books, pack);
  const live = unitsOf(books, pack).filter((unit) => unit.status !== 'CANCELLED');
  if (pack.status === 'CANCELLED' || live.length === 0)
    return refuse(21011041, 'The package has been cancelled');
  if (orders.some((order) => order.fulfillmentType !== 'FULFILLMENT_BY_SELLER'))
    return refuse(21008025, 'The order is fulfilled by TikTok Shop');
  if (pack.status === 'COMPLETED') return refuse(21011027, 'The package has been delivered');
  if (pack.status !== 'TO_FULFILL') {
    pack.shippedAgain += 1;
    return refuse(21011020, 'The package has already been shipped');
  }
  if (orders.some((order) => order.waits !== null))
    return refuse(21011003, 'The action is not allowed in the current order status');
  if (shop.region !== 'US' && orders.some((order) => pendingCancellation(books, order.id)))
    return refuse(21008044, 'The order has a pending cancellation or after-sale request');
  const [first] = orders;
  if (first?.mustSplit && pack.tag !== 'SPLIT' && live.length > 1)
    return refuse(21004024, 'The package must be split before it is shipped');
  return undefined;
}

export function shipPackage(
  books: Books,
  shop: Shop,
  pack: Package,
  self: SelfShipment | undefined,
  now: number,
): Refusal | undefined {
  const refused = refuseToShip(books, shop, pack);
  if (refused) return refused;
  const isOwn = ordersOf(books, pack).some((order) => order.shippingType === 'SELLER');
  if (isOwn && marked.includes(shop.region))
    return refuse(21008106, 'The interface is not open to this region; use Mark Package As Shipped');
  if (!isOwn && self !== undefined)
    return refuse(21011003, 'self_shipment is not allowed when TikTok Shop ships');
  if (isOwn) {
    const badNumber = takeOwnNumber(books, pack, self);
    if (badNumber) return badNumber;
  } else takePlatformNumber(books, shop, pack);
  leave(books, pack, now);
  return undefined;
}

function takeOwnNumber(books: Books, pack: Package, self: SelfShipment | undefined): Refusal | undefined {
  const number = self?.tracking_number;
  const provider = providers.find(({ id }) => id === self?.shipping_provider_id);
  if (typeof number !== 'string' || !/^[A-Za-z0-9-]{6,40}$/.test(number))
    return refuse(21011022, 'The tracking number is invalid');
  if (!provider) return refuse(11028006, 'No shipping provider matches');
  if (books.usedNumbers.has(number)) return refuse(21011025, 'The tracking number is duplicate');
  books.usedNumbers.add(number);
  pack.trackingNumber = number;
  pack.providerId = provider.id;
  pack.providerName = provider.name;
  return undefined;
}

function takePlatformNumber(books: Books, shop: Shop, pack: Package): void {
  const [provider] = providers;
  const no = nextId(books).slice(-12);
  pack.trackingNumber = `JT${no}`;
  if (shop.sellerType === 'CROSS_BORDER') pack.lastMileNumber = `LM${no}`;
  pack.providerId = provider?.id ?? '';
  pack.providerName = provider?.name ?? '';
}

/** Arranged: the pieces wait for collection. In the US this also turns down a buyer who asked to cancel. */
function leave(books: Books, pack: Package, now: number): void {
  pack.status = 'PROCESSING';
  pack.shippedAt = now;
  pack.shipped += 1;
  pack.updatedAt = now;
  for (const unit of unitsOf(books, pack)) {
    if (unit.status === 'CANCELLED') continue;
    unit.status = 'AWAITING_COLLECTION';
    unit.shipped += 1;
  }
  for (const order of ordersOf(books, pack)) {
    if (order.rtsAt === 0) order.rtsAt = now;
    const pending = pendingCancellation(books, order.id);
    if (pending) {
      pending.status = 'CANCELLATION_REQUEST_CANCELLED';
      pending.decidedBy = 'ship';
      pending.isRejected = true;
      pending.updatedAt = now;
      order.askedToCancelAt = 0;
    }
    touch(books, order, now);
  }
}

/** Mark Package As Shipped: the seller's own carrier, outside South-East Asia and Latin America. */
export function markShipped(
  books: Books,
  shop: Shop,
  order: Order,
  body: SelfShipment & { readonly order_line_item_ids?: unknown },
  now: number,
): object | Refusal {
  if (!marked.includes(shop.region)) return refuse(21008106, 'The interface is not open to this region');
  if (order.shippingType !== 'SELLER')
    return refuse(21011003, 'The action is not allowed when TikTok Shop ships');
  const wanted = Array.isArray(body.order_line_item_ids) ? body.order_line_item_ids.map(String) : null;
  const chosen = order.units.filter((unit) => wanted === null || wanted.includes(unit.id));
  const open = chosen.filter((unit) => unit.status === 'AWAITING_SHIPMENT');
  if (wanted && chosen.length !== wanted.length) return refuse(21011028, 'Unknown order line item');
  if (chosen.every((unit) => unit.status === 'CANCELLED')) return refuse(21011041, 'The order is cancelled');
  if (open.length === 0) return refuse(21011006, 'The order has already been shipped');
  const pack = packageFor(books, shop, order, open, now);
  const refused = refuseToShip(books, shop, pack) ?? takeOwnNumber(books, pack, body);
  if (refused) return refused;
  leave(books, pack, now);
  return { package_id: pack.id, warning: { message: '' } };
}

function packageFor(books: Books, shop: Shop, order: Order, units: readonly Unit[], now: number): Package {
  const pack = books.packages.get(units[0]?.packageId ?? '');
  const isWhole =
    pack !== undefined &&
    unitsOf(books, pack).every((unit) => units.includes(unit) || unit.status === 'CANCELLED');
  if (pack && isWhole) return pack;
  const isPart = order.units.length > units.length;
  return addPackage(
    books,
    shop.id,
    units.map((unit) => ({ order, unit })),
    isPart ? 'SPLIT' : 'DEFAULT',
    now,
  );
}

/** US: buys a label, which is what makes the package. */
export function createPackage(books: Books, shop: Shop, order: Order, now: number): object | Refusal {
  if (shop.region !== 'US') return refuse(21008106, 'The interface is not open to this region');
  const open = order.units.filter((unit) => unit.status === 'AWAITING_SHIPMENT');
  if (order.units.every((unit) => unit.status === 'CANCELLED'))
    return refuse(21011041, 'The order is cancelled');
  if (open.length === 0 || order.waits) return refuse(21011006, 'The package has already been created');
  const pack = packageFor(books, shop, order, open, now);
  takePlatformNumber(books, shop, pack);
  leave(books, pack, now);
  return { package_id: pack.id, order_line_item_ids: open.map((unit) => unit.id) };
}

/** Once, within 72 hours, and only for a number the seller gave. */
export function updateTracking(
  books: Books,
  pack: Package,
  self: SelfShipment,
  now: number,
): Refusal | undefined {
  if (ordersOf(books, pack).some((order) => order.shippingType !== 'SELLER'))
    return refuse(21008117, 'The order is shipped by TikTok Shop');
  if (pack.status === 'TO_FULFILL') return refuse(21011003, 'The package has not been shipped');
  if (pack.status === 'CANCELLED') return refuse(21011041, 'The package has been cancelled');
  if (now - pack.shippedAt > 72 * 3600)
    return refuse(21011050, 'The tracking number can be changed within 72 hours only');
  if (pack.trackingUpdates >= 1) return refuse(21011051, 'The tracking number can be changed only once');
  const refused = takeOwnNumber(books, pack, self);
  if (refused) return refused;
  pack.trackingUpdates += 1;
  pack.updatedAt = now;
  for (const order of ordersOf(books, pack)) touch(books, order, now);
  return undefined;
}
