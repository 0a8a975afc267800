// What the simulated Douyin shop knows: apps, shops, grants, orders by the line, waybills, shipments, refunds. Plain state, and the few
// rules by which an order's status follows from its lines. Times are Unix seconds, as on the wire.

export interface App {
  readonly key: string;
  readonly secret: string;
  /** `self`: the shop's own, which needs no consent. */
  readonly kind: 'self' | 'tool';
  isAddressRefused: boolean;
  /** Calls it may not make, as `order.searchList`. */
  withoutMethods: readonly string[];
}

export interface Shop {
  readonly id: string;
  readonly name: string;
  readonly appKey: string;
}

export interface Grant {
  readonly appKey: string;
  readonly shopId: string;
  accessToken: string;
  accessUntil: number;
  refreshToken: string;
  refreshUntil: number;
  isWithdrawn: boolean;
}

export interface ConsentCode {
  readonly appKey: string;
  readonly shopId: string;
  readonly until: number;
  isUsed: boolean;
}

export interface Recipient {
  readonly openAddressId: string;
  readonly maskedName: string;
  readonly maskedTel: string;
  readonly province: string;
  readonly city: string;
  readonly town: string;
  readonly street: string;
  readonly cipher: string;
}

export interface Child {
  readonly productId: bigint;
  readonly skuId: bigint;
  readonly name: string;
  readonly code: string;
  readonly quantity: number;
}

export interface Line {
  readonly id: string;
  readonly productId: bigint;
  readonly skuId: bigint;
  readonly name: string;
  readonly look: string;
  readonly code: string;
  readonly quantity: number;
  readonly priceFen: number;
  readonly isGift: boolean;
  readonly masterIds: readonly string[];
  readonly bundle: readonly Child[];
  /** What keeps it off the bench. */
  readonly kind: 'plain' | 'virtual' | 'pick-up' | 'platform-warehouse' | 'inspected' | 'serial';
  /** Pieces that left. */
  shipped: number;
  afterSale: { status: number; type: number; refund: number };
}

export interface Order {
  readonly id: string;
  readonly shopId: string;
  readonly createdAt: number;
  paidAt: number;
  updatedAt: number;
  readonly shipBy: number;
  waits: 'payment' | 'review' | null;
  isCancelled: boolean;
  isFinished: boolean;
  oddStatus: number | null;
  recipient: Recipient;
  readonly door: 'no' | 'suggested' | 'required';
  /** The courier the buyer chose (`asked`) or the order fixes. */
  readonly carrier: { readonly code: string; readonly kind: 'asked' | 'fixed' } | null;
  readonly tags: readonly { readonly key: string; readonly text: string }[];
  buyerWords: string;
  sellerWords: string;
  stars: number;
  lines: Line[];
  cancelReason: string;
  extra: Readonly<Record<string, unknown>>;
}

export interface Waybill {
  readonly trackingNumber: string;
  readonly shopId: string;
  readonly company: string;
  readonly orderId: string;
  readonly packId: string;
  readonly orderIds: readonly string[];
  readonly services: readonly string[];
  openAddressId: string;
  isCancelled: boolean;
  /** How often it was asked for again, and its print data. */
  askedAgain: number;
  applied: number;
}

export interface Shipment {
  readonly packId: string;
  readonly shopId: string;
  readonly requestId: string;
  readonly call: string;
  readonly orderIds: readonly string[];
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  company: string;
  trackingNumber: string;
  readonly openAddressId: string;
  readonly shippedAt: number;
}

export interface AfterSale {
  readonly id: string;
  readonly shopId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly appliedAt: number;
  readonly answerBy: number;
  updatedAt: number;
  /** 6 applied, 12 success, 27 refused, 28 closed. */
  status: number;
  refund: number;
  decidedBy: '' | 'seller' | 'ship' | 'time' | 'buyer';
  isRejected: boolean;
  answers: number;
}

export interface Books {
  readonly apps: Map<string, App>;
  readonly shops: Map<string, Shop>;
  readonly grants: Grant[];
  readonly codes: Map<string, ConsentCode>;
  readonly orders: Map<string, Order>;
  readonly lineHomes: Map<string, Order>;
  readonly waybills: Map<string, Waybill>;
  readonly shipments: Shipment[];
  readonly shipmentsOf: Map<string, Shipment[]>;
  readonly shipmentByNumber: Map<string, Shipment>;
  readonly afterSales: Map<string, AfterSale>;
  /** First successes by request id: repeated, never done again. */
  readonly requests: Map<string, unknown>;
  replays: number;
  /** Seconds a caller's clock may be off. */
  windowSeconds: number;
  /** Waybills left per courier; null: as many as wanted. */
  waybillStock: number | null;
  waybillBatch: number;
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
    lineHomes: new Map(),
    waybills: new Map(),
    shipments: [],
    shipmentsOf: new Map(),
    shipmentByNumber: new Map(),
    afterSales: new Map(),
    requests: new Map(),
    replays: 0,
    windowSeconds: 300,
    waybillStock: null,
    waybillBatch: 50,
    version: 0,
    nextId: 6920000000000000001n,
  };
}

/** 19 digits that no double can hold. */
export function nextId(books: Books): string {
  books.nextId += 1009n;
  return books.nextId.toString();
}

export const couriers = [
  { id: 7, name: '圆通快递', code: 'yuantong', type: 2, door: true, number: /^YT\d{13}$/ },
  { id: 15, name: '中通快递', code: 'zhongtong', type: 2, door: true, number: /^7\d{13}$/ },
  { id: 9, name: '韵达快递', code: 'yunda', type: 2, door: true, number: /^4\d{14}$/ },
  { id: 12, name: '顺丰速运', code: 'shunfeng', type: 1, door: true, number: /^SF\d{13}$/ },
  { id: 73, name: '京东快递', code: 'jd', type: 1, door: true, number: /^JD\d{13}$/ },
  { id: 8, name: '申通快递', code: 'shentong', type: 2, door: false, number: /^77\d{13}$/ },
  { id: 200, name: '极兔速递', code: 'jtexpress', type: 2, door: false, number: /^JT\d{13}$/ },
] as const;

const prefixes: Readonly<Record<string, string>> = {
  yuantong: 'YT',
  zhongtong: '7',
  yunda: '4',
  shunfeng: 'SF',
  jd: 'JD',
  shentong: '77',
  jtexpress: 'JT',
};

/** A number as this courier writes them. */
export function makeNumber(books: Books, company: string): string {
  const prefix = prefixes[company] ?? 'YT';
  const digits = company === 'yunda' ? 14 : 13;
  return `${prefix}${nextId(books).slice(-digits)}`;
}

export const isRefunded = (line: Line) => line.afterSale.status === 12;
export const isRefundPending = (line: Line) => line.afterSale.status === 6;
export const left = (line: Line) => (isRefunded(line) ? 0 : line.quantity - line.shipped);

/** 1 unpaid, 105 being reviewed, 2 to ship, 101 partly shipped, 3 shipped, 4 cancelled, 5 finished. */
export function statusOf(order: Order): number {
  if (order.oddStatus !== null) return order.oddStatus;
  if (order.isCancelled) return 4;
  const live = order.lines.filter((line) => !isRefunded(line));
  const hasLeft = order.lines.some((line) => line.shipped > 0);
  if (live.length === 0 && !hasLeft) return 4;
  if (order.isFinished) return 5;
  if (order.waits === 'payment') return 1;
  if (order.waits === 'review') return 105;
  if (live.every((line) => left(line) === 0)) return 3;
  return hasLeft ? 101 : 2;
}

export function touch(books: Books, order: Order, now: number): void {
  order.updatedAt = Math.max(order.updatedAt, now);
  books.version += 1;
}
