// What a test may do to the simulated TikTok Shop from outside, and how it reads its books. Times are epoch milliseconds here.

import { type Books, packagesOf, statusOf, unitsOf } from './tiktok-books.ts';
import { type ChangeWish, changeOrder } from './tiktok-changes.ts';
import { addOrders, type OrderWish } from './tiktok-orders.ts';
import { consent, makeToken } from './tiktok-tokens.ts';

export type TiktokCommand =
  | {
      readonly do: 'shop';
      readonly region?: string;
      readonly name?: string;
      readonly sellerType?: 'LOCAL' | 'CROSS_BORDER';
      readonly shopId?: string;
      readonly cipher?: string;
      readonly appKey?: string;
      readonly appSecret?: string;
    }
  | {
      readonly do: 'app';
      readonly appKey: string;
      readonly isAddressRefused?: boolean;
      readonly withoutScopes?: readonly string[];
    }
  | { readonly do: 'consent'; readonly appKey: string; readonly shopIds?: readonly string[] }
  | {
      readonly do: 'grant';
      readonly appKey: string;
      readonly expireAccess?: boolean;
      readonly expireRefresh?: boolean;
      readonly withdraw?: boolean;
      readonly accessToken?: string;
    }
  | ({ readonly do: 'orders'; readonly shopId: string } & OrderWish)
  | ({ readonly do: 'change'; readonly orderId: string } & ChangeWish)
  | {
      readonly do: 'rules';
      readonly labelAsksBeforeReady?: number;
      readonly batchShipLimit?: number;
      readonly paging?: 'row' | 'offset';
      readonly signsEmptyObject?: boolean;
    }
  | { readonly do: 'books'; readonly shopId?: string };

export interface TiktokShopMade {
  readonly shopId: string;
  readonly cipher: string;
  readonly region: string;
  readonly appKey: string;
  readonly appSecret: string;
  /** A consent, good for 30 minutes of the simulator's clock, once. */
  readonly code: string;
}

export interface TiktokBooks {
  readonly orders: readonly {
    readonly orderId: string;
    readonly status: string;
    readonly updatedAt: number;
    readonly isAskedToCancel: boolean;
    readonly shippingType: string;
    readonly recipientKey: string;
    readonly sellerSkus: readonly string[];
    readonly packageIds: readonly string[];
    /** Pieces that were shipped more than once: none, or the books are wrong. */
    readonly piecesShippedTwice: number;
  }[];
  readonly packages: readonly {
    readonly packageId: string;
    readonly orderIds: readonly string[];
    readonly unitIds: readonly string[];
    readonly status: string;
    readonly tag: string;
    readonly trackingNumber: string;
    /** Ship calls that did it (1 at most), and that came when it was done. */
    readonly shipped: number;
    readonly shippedAgain: number;
    readonly trackingUpdates: number;
    readonly labelAsks: number;
    readonly labelsGiven: number;
    readonly labelVersion: number;
    readonly bundleId: string | null;
  }[];
  readonly cancellations: readonly {
    readonly cancelId: string;
    readonly orderId: string;
    readonly status: string;
    readonly decidedBy: string;
    readonly isRejected: boolean;
    readonly answers: number;
  }[];
  /** Requests of buyers that were turned down by a call of ours. */
  readonly refundsRejected: number;
}

export function obeyTiktok(books: Books, command: TiktokCommand, nowMs: number): unknown {
  const now = Math.floor(nowMs / 1000);
  switch (command.do) {
    case 'shop':
      return addShop(books, command, now);
    case 'app': {
      const app = books.apps.get(command.appKey);
      if (!app) throw new Error('no such app');
      app.isAddressRefused = command.isAddressRefused ?? app.isAddressRefused;
      app.withoutScopes = command.withoutScopes ?? app.withoutScopes;
      return null;
    }
    case 'consent':
      return consent(books, command.appKey, command.shopIds ?? shopsOf(books, command.appKey), now);
    case 'grant':
      return changeGrants(books, command, now);
    case 'orders': {
      const shop = books.shops.get(command.shopId);
      if (!shop) throw new Error('no such shop');
      return { orderIds: addOrders(books, shop, command, now) };
    }
    case 'change': {
      const order = books.orders.get(command.orderId);
      if (!order) throw new Error('no such order');
      const before = order.updatedAt;
      changeOrder(books, order, command, now);
      if (command.isQuiet) order.updatedAt = before;
      return { status: statusOf(order) };
    }
    case 'rules': {
      const { do: _, ...rules } = command;
      Object.assign(books, rules);
      return null;
    }
    case 'books':
      return readBooks(books, command.shopId);
    default:
      throw new Error(`no such command: ${JSON.stringify(command)}`);
  }
}

const shopsOf = (books: Books, appKey: string) =>
  [...books.shops.values()].filter((shop) => shop.appKey === appKey).map((shop) => shop.id);

function addShop(books: Books, wish: Extract<TiktokCommand, { do: 'shop' }>, now: number): TiktokShopMade {
  const no = books.shops.size + 1;
  const appKey = wish.appKey ?? `simapp${no}`;
  const appSecret = wish.appSecret ?? books.apps.get(appKey)?.secret ?? `simulated-secret-${no}`;
  if (!books.apps.has(appKey)) {
    books.apps.set(appKey, {
      key: appKey,
      secret: appSecret,
      isAddressRefused: false,
      withoutScopes: [],
      webhooks: new Map(),
    });
  }
  const shopId = wish.shopId ?? `74955407353657775${String(no).padStart(2, '0')}`;
  const region = wish.region ?? 'ID';
  const cipher = wish.cipher ?? makeToken(books, 'ROW').slice(0, 40);
  books.shops.set(shopId, {
    id: shopId,
    name: wish.name ?? `Simulated shop ${no}`,
    region,
    sellerType: wish.sellerType ?? 'LOCAL',
    cipher,
    code: `SIM${no}`,
    appKey,
  });
  return { shopId, cipher, region, appKey, appSecret, code: consent(books, appKey, [shopId], now) };
}

function changeGrants(books: Books, wish: Extract<TiktokCommand, { do: 'grant' }>, now: number): unknown {
  const grants = books.grants.filter((grant) => grant.appKey === wish.appKey);
  if (wish.accessToken !== undefined) {
    books.grants.push({
      appKey: wish.appKey,
      shopIds: shopsOf(books, wish.appKey),
      accessToken: wish.accessToken,
      accessUntil: now + 7 * 86_400,
      refreshToken: makeToken(books, 'TTPR'),
      refreshUntil: now + 365 * 86_400,
      isWithdrawn: false,
    });
  }
  for (const grant of grants) {
    if (wish.expireAccess) grant.accessUntil = now;
    if (wish.expireRefresh) grant.refreshUntil = now;
    if (wish.withdraw) grant.isWithdrawn = true;
  }
  return grants.map(({ accessToken, accessUntil, refreshUntil }) => ({
    accessToken,
    accessUntil: accessUntil * 1000,
    refreshUntil: refreshUntil * 1000,
  }));
}

function readBooks(books: Books, shopId: string | undefined): TiktokBooks {
  const isMeant = (row: { readonly shopId: string }) => shopId === undefined || row.shopId === shopId;
  const cancellations = [...books.cancellations.values()].filter(isMeant);
  return {
    orders: [...books.orders.values()].filter(isMeant).map((order) => ({
      orderId: order.id,
      status: statusOf(order),
      updatedAt: order.updatedAt * 1000,
      isAskedToCancel: order.askedToCancelAt > 0,
      shippingType: order.shippingType,
      recipientKey: order.recipient.key,
      sellerSkus: [...new Set(order.units.map((unit) => unit.sellerSku))],
      packageIds: packagesOf(books, order).map((pack) => pack.id),
      piecesShippedTwice: order.units.filter((unit) => unit.shipped > 1).length,
    })),
    packages: [...books.packages.values()].filter(isMeant).map((pack) => ({
      packageId: pack.id,
      orderIds: pack.orderIds,
      unitIds: unitsOf(books, pack).map((unit) => unit.id),
      status: pack.status,
      tag: pack.tag,
      trackingNumber: pack.trackingNumber,
      shipped: pack.shipped,
      shippedAgain: pack.shippedAgain,
      trackingUpdates: pack.trackingUpdates,
      labelAsks: pack.labelAsks,
      labelsGiven: pack.labelsGiven,
      labelVersion: pack.labelVersion,
      bundleId: pack.bundleId,
    })),
    cancellations: cancellations.map((row) => ({
      cancelId: row.id,
      orderId: row.orderId,
      status: row.status,
      decidedBy: row.decidedBy,
      isRejected: row.isRejected,
      answers: row.answers,
    })),
    refundsRejected: cancellations.filter((row) => row.isRejected).length,
  };
}
