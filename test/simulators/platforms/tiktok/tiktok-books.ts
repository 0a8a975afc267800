// What the simulated TikTok Shop knows: apps, shops, grants, orders by the unit, packages, cancellations. Plain state, and the few
// rules by which an order's status follows from its units. Times are Unix seconds, as on the wire.

export type UnitStatus =
  | 'UNPAID'
  | 'AWAITING_SHIPMENT'
  | 'AWAITING_COLLECTION'
  | 'IN_TRANSIT'
  | 'DELIVERED'
  | 'COMPLETED'
  | 'CANCELLED';

export interface App {
  readonly key: string;
  readonly secret: string;
  isAddressRefused: boolean;
  withoutScopes: readonly string[];
  webhooks: Map<string, string>;
}

export interface Shop {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly sellerType: 'LOCAL' | 'CROSS_BORDER';
  readonly cipher: string;
  readonly code: string;
  readonly appKey: string;
}

/** What a seller's consent gave an app: tokens for some shops. */
export interface Grant {
  readonly appKey: string;
  readonly shopIds: readonly string[];
  accessToken: string;
  accessUntil: number;
  refreshToken: string;
  refreshUntil: number;
  /** Set when the seller takes the consent back. */
  isWithdrawn: boolean;
}

export interface ConsentCode {
  readonly appKey: string;
  readonly shopIds: readonly string[];
  readonly until: number;
  isUsed: boolean;
}

export interface Unit {
  readonly id: string;
  readonly skuId: string;
  readonly productId: string;
  readonly sellerSku: string;
  readonly productName: string;
  readonly skuName: string;
  readonly isGift: boolean;
  readonly priceCents: number;
  readonly bundle: readonly {
    readonly skuId: string;
    readonly productId: string;
    readonly sellerSku: string;
    readonly count: number;
  }[];
  packageId: string | null;
  status: UnitStatus;
  cancelUser: string;
  cancelReason: string;
  /** How often this piece was shipped: 1 at most, or the books are wrong. */
  shipped: number;
}

export interface Recipient {
  readonly key: string;
  readonly name: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
}

export interface Order {
  readonly id: string;
  readonly shopId: string;
  readonly createdAt: number;
  paidAt: number;
  updatedAt: number;
  /** Before it may be packed: not paid, or within the hour of remorse. */
  waits: 'UNPAID' | 'ON_HOLD' | null;
  /** A status nobody has heard of, shown instead. */
  oddStatus: string | null;
  readonly isOldHold: boolean;
  readonly fulfillmentType: string;
  readonly shippingType: 'TIKTOK' | 'SELLER';
  readonly isCod: boolean;
  mustSplit: boolean;
  readonly liveGroup: string;
  readonly priority: number;
  recipient: Recipient;
  hasNewAddress: boolean;
  buyerMessage: string;
  sellerNote: string;
  tag: '' | 'COMBINED' | 'SPLIT';
  units: Unit[];
  cancelReason: string;
  cancelledBy: string;
  cancelledAt: number;
  askedToCancelAt: number;
  rtsAt: number;
  collectedAt: number;
  deliveredAt: number;
  readonly rtsBy: number;
  readonly ttsBy: number;
  readonly shippingDueAt: number;
  readonly collectionDueAt: number;
  extra: Readonly<Record<string, unknown>>;
}

export interface Package {
  readonly id: string;
  readonly shopId: string;
  orderIds: string[];
  status: 'TO_FULFILL' | 'PROCESSING' | 'FULFILLING' | 'COMPLETED' | 'CANCELLED';
  tag: 'DEFAULT' | 'COMBINE' | 'SPLIT';
  trackingNumber: string;
  lastMileNumber: string;
  providerId: string;
  providerName: string;
  readonly createdAt: number;
  updatedAt: number;
  shippedAt: number;
  /** Ship calls that were accepted (1 at most) and refused because it had been shipped. */
  shipped: number;
  shippedAgain: number;
  trackingUpdates: number;
  labelAsks: number;
  labelsGiven: number;
  /** Grows with every change of address: a label of an older one is wrong. */
  labelVersion: number;
  bundleId: string | null;
}

export interface Cancellation {
  readonly id: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly type: 'CANCEL' | 'BUYER_CANCEL';
  readonly role: 'BUYER' | 'SELLER' | 'SYSTEM';
  readonly unitIds: readonly string[];
  readonly reason: string;
  readonly createdAt: number;
  readonly answerBy: number;
  updatedAt: number;
  status:
    | 'CANCELLATION_REQUEST_PENDING'
    | 'CANCELLATION_REQUEST_SUCCESS'
    | 'CANCELLATION_REQUEST_CANCELLED'
    | 'CANCELLATION_REQUEST_COMPLETE';
  /** Who decided: `seller` through the interface, `ship` by shipping (US), `time`, `buyer`. */
  decidedBy: '' | 'seller' | 'ship' | 'time' | 'buyer';
  isRejected: boolean;
  decidedWith: string;
  answers: number;
}

export interface Books {
  readonly apps: Map<string, App>;
  readonly shops: Map<string, Shop>;
  readonly grants: Grant[];
  readonly codes: Map<string, ConsentCode>;
  readonly orders: Map<string, Order>;
  /** By `recipient.key`. */
  readonly ordersOf: Map<string, Set<Order>>;
  readonly packages: Map<string, Package>;
  readonly cancellations: Map<string, Cancellation>;
  readonly bundles: Map<string, { readonly id: string; readonly orderIds: readonly string[] }>;
  /** Seller's numbers already used: a number is good for one package. */
  readonly usedNumbers: Set<string>;
  /** How often a label is asked for before it is there. */
  labelAsksBeforeReady: number;
  /** Most packages in one batch ship call. */
  batchShipLimit: number;
  /** Whether the list's page token holds a place in a list that moves on (`offset`) or the last row seen (`row`). */
  paging: 'row' | 'offset';
  /** Whether `{}` sent as a body is part of the sign string: the platform's own samples disagree. */
  signsEmptyObject: boolean;
  /** Grows with every change; what is derived from the orders is made anew then. */
  version: number;
  nextId: bigint;
}

export function createBooks(): Books {
  return {
    apps: new Map(),
    shops: new Map(),
    grants: [],
    codes: new Map(),
    orders: new Map(),
    ordersOf: new Map(),
    packages: new Map(),
    cancellations: new Map(),
    bundles: new Map(),
    usedNumbers: new Set(),
    labelAsksBeforeReady: 1,
    batchShipLimit: 50,
    paging: 'row',
    signsEmptyObject: true,
    version: 0,
    nextId: 576461413038785752n,
  };
}

/** 18 digits that no two things share and that a double cannot hold. */
export function nextId(books: Books): string {
  books.nextId += 1009n;
  return books.nextId.toString();
}

const stages: readonly UnitStatus[] = ['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED'];

export function statusOf(order: Order): string {
  if (order.oddStatus !== null) return order.oddStatus;
  const live = order.units.filter((unit) => unit.status !== 'CANCELLED');
  if (live.length === 0) return 'CANCELLED';
  if (order.waits) return order.waits;
  const waiting = live.filter((unit) => unit.status === 'AWAITING_SHIPMENT').length;
  if (waiting === live.length) return 'AWAITING_SHIPMENT';
  if (waiting > 0) return 'PARTIALLY_SHIPPING';
  return stages.find((stage) => live.some((unit) => unit.status === stage)) ?? 'COMPLETED';
}

/** Every change of a recipient goes through here: whoever shares one may share a parcel. */
export function setRecipient(books: Books, order: Order, recipient: Recipient): void {
  books.ordersOf.get(order.recipient.key)?.delete(order);
  order.recipient = recipient;
  const sharers = books.ordersOf.get(recipient.key) ?? new Set();
  sharers.add(order);
  books.ordersOf.set(recipient.key, sharers);
}

export function touch(books: Books, order: Order, now: number): void {
  order.updatedAt = Math.max(order.updatedAt, now);
  books.version += 1;
}

export function packagesOf(books: Books, order: Order): Package[] {
  const ids = new Set(order.units.map((unit) => unit.packageId));
  return [...ids].flatMap((id) => books.packages.get(id ?? '') ?? []);
}

export function unitsOf(books: Books, pack: Package): Unit[] {
  return pack.orderIds.flatMap(
    (id) => books.orders.get(id)?.units.filter((unit) => unit.packageId === pack.id) ?? [],
  );
}

export function addPackage(
  books: Books,
  shopId: string,
  units: readonly { readonly order: Order; readonly unit: Unit }[],
  tag: Package['tag'],
  now: number,
): Package {
  const pack: Package = {
    id: `11${nextId(books).slice(1)}`,
    shopId,
    orderIds: [...new Set(units.map(({ order }) => order.id))],
    status: 'TO_FULFILL',
    tag,
    trackingNumber: '',
    lastMileNumber: '',
    providerId: '',
    providerName: '',
    createdAt: now,
    updatedAt: now,
    shippedAt: 0,
    shipped: 0,
    shippedAgain: 0,
    trackingUpdates: 0,
    labelAsks: 0,
    labelsGiven: 0,
    labelVersion: 1,
    bundleId: null,
  };
  for (const { unit } of units) unit.packageId = pack.id;
  books.packages.set(pack.id, pack);
  books.version += 1;
  return pack;
}

/** A package whose units are all gone is cancelled; an order nobody waits for any more has no open package. */
function closeEmptyPackages(books: Books, order: Order, now: number): void {
  for (const pack of packagesOf(books, order)) {
    const live = unitsOf(books, pack).filter((unit) => unit.status !== 'CANCELLED');
    if (live.length > 0 || pack.status === 'CANCELLED') continue;
    pack.status = 'CANCELLED';
    pack.updatedAt = now;
  }
}

export function cancelUnits(
  books: Books,
  order: Order,
  unitIds: readonly string[],
  why: { readonly by: string; readonly reason: string },
  now: number,
): void {
  for (const unit of order.units) {
    if (!unitIds.includes(unit.id) || unit.status === 'CANCELLED') continue;
    unit.status = 'CANCELLED';
    unit.cancelUser = why.by;
    unit.cancelReason = why.reason;
  }
  if (order.units.every((unit) => unit.status === 'CANCELLED')) {
    order.cancelledAt = now;
    order.cancelReason = why.reason;
    order.cancelledBy = why.by;
  }
  closeEmptyPackages(books, order, now);
  touch(books, order, now);
}

export function pendingCancellation(books: Books, orderId: string): Cancellation | undefined {
  if ((books.orders.get(orderId)?.askedToCancelAt ?? 0) === 0) return undefined;
  for (const cancellation of books.cancellations.values()) {
    if (cancellation.orderId === orderId && cancellation.status === 'CANCELLATION_REQUEST_PENDING')
      return cancellation;
  }
  return undefined;
}
