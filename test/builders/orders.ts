// Orders and goods with believable defaults; a test mentions only what matters to it.

import type { LineId, OrderId, ShopId, SkuCode } from '../../main/basics/ids.ts';
import { type IncomingSku, takeInSkus } from '../../main/goods/take-in-skus.ts';
import { type TakenIn, takeInOrders } from '../../main/orders/take-in-orders.ts';
import type { IncomingLine, IncomingOrder, IncomingRecipient } from '../../main/platforms/incoming-order.ts';
import { findShop } from '../../main/shops/shops-table.ts';
import { aMorning } from './moved-clock.ts';
import { aShop, type TestStation, withShop } from './test-station.ts';

type Plain<Thing, Codes extends keyof Thing> = Partial<
  Omit<Thing, Codes> & { readonly [Code in Codes]: Thing[Code] extends string ? string : string | null }
>;

export type LineOverrides = Plain<IncomingLine, 'lineId' | 'skuCode' | 'giftOf'>;

/** One red mug. */
function aLine(overrides: LineOverrides = {}): IncomingLine {
  const line = {
    lineId: 'line-1',
    skuCode: 'MUG-RED',
    name: '马克杯 Mug',
    spec: '红色 Red',
    quantity: 1,
    isGift: false,
    giftOf: null,
    doorTag: 'untagged',
    hold: null,
    priceCents: 1990,
    ...overrides,
  };
  return line as IncomingLine; // plain strings of a test become codes here
}

/** Masked, as a platform tells it, with the platform's own key. */
function aRecipient(overrides: Partial<IncomingRecipient> = {}): IncomingRecipient {
  return {
    key: '#open-address-1',
    name: '王**',
    phone: '138****0001',
    address: '浙江省杭州市西湖区 ****',
    region: '浙江省杭州市',
    isMasked: true,
    ...overrides,
  };
}

export type OrderOverrides = Omit<
  Plain<IncomingOrder, 'orderId' | 'trackingNumber'>,
  'recipient' | 'lines'
> & {
  readonly recipient?: Partial<IncomingRecipient>;
  readonly lines?: readonly LineOverrides[];
};

/** Paid an hour ago, to ship, one untagged line. Lines without a `lineId` are numbered from the order id. */
export function anOrder(overrides: OrderOverrides = {}): IncomingOrder {
  const orderId = overrides.orderId ?? '576000000000000001';
  const order = {
    orderId: orderId as OrderId,
    state: 'to-ship',
    platformState: '待发货',
    hold: null,
    doorTag: 'untagged',
    tags: [],
    buyerNote: '',
    sellerNote: '',
    carrier: null,
    trackingNumber: null,
    packageId: null,
    orderedAt: aMorning - 65 * 60_000,
    paidAt: aMorning - 60 * 60_000,
    shipByAt: null,
    shippedAt: null,
    ...overrides,
    recipient: aRecipient(overrides.recipient),
    lines: (overrides.lines ?? [{}]).map((line, index) =>
      aLine({ lineId: `${orderId}-${index + 1}`, doorTag: overrides.doorTag ?? 'untagged', ...line }),
    ),
  };
  return order as unknown as IncomingOrder; // plain strings of a test become codes here
}

/** Taken in as a platform's pull would; makes the shop `shop-1` when it is not there. */
export function withOrders(
  station: TestStation,
  orders: readonly IncomingOrder[],
  shopId: string = aShop.shopId,
): TakenIn {
  const { database } = station.parts;
  const id = shopId as ShopId; // a test's plain string
  if (!findShop(database, id)) withShop(station, { shopId: id });
  return database.write((writer) => takeInOrders(station.parts, writer, id, orders, 'test'));
}

export type SkuOverrides = Omit<IncomingSku, 'skuCode' | 'binCode'> & {
  readonly skuCode: string;
  readonly binCode?: string | null;
};

/** Takes goods in; each is named after its code, lies in A-01-1-1, has 100 in stock and weighs 250 g unless told. */
export function withGoods(station: TestStation, skus: readonly SkuOverrides[]): void {
  const incoming = skus.map((sku) => ({
    name: sku.skuCode,
    binCode: 'A-01-1-1',
    stock: 100,
    weightGrams: 250,
    isDoorBound: false,
    barcodes: [],
    ...sku,
  })) as unknown as IncomingSku[]; // plain strings of a test become codes here
  station.parts.database.write((writer) => takeInSkus(station.parts, writer, incoming));
}

/** A test's plain string as the code it stands for. */
export const asLineId = (text: string): LineId => text as LineId;
export const asSkuCode = (text: string): SkuCode => text as SkuCode;
