// What a test may do to the simulated Douyin from outside, and how it reads its books. Times are epoch milliseconds here.

import { diceOf } from '../../../faults/dice.ts';
import { askForRefund, decide, withdrawRefunds } from './douyin-after-sale.ts';
import { type Books, left, makeNumber, nextId, type Order, statusOf, touch } from './douyin-books.ts';
import { addOrders, makeRecipient, type OrderWish } from './douyin-orders.ts';
import { shipWhole } from './douyin-shipping.ts';
import { addGrant, consent } from './douyin-tokens.ts';

/** Things that happen to an order elsewhere. `isQuiet`: its update_time does not move. */
export type DouyinChange =
  | 'pay'
  | 'pass-review'
  | 'ask-refund'
  | 'withdraw-refund'
  | 'refund'
  | 'cancel'
  | 'change-address'
  | 'note'
  | 'tag'
  | 'ship'
  | 'finish'
  | 'odd-status';

export type DouyinCommand =
  | {
      readonly do: 'shop';
      readonly name?: string;
      readonly shopId?: string;
      readonly appKey?: string;
      readonly appSecret?: string;
      readonly appKind?: 'self' | 'tool';
    }
  | {
      readonly do: 'app';
      readonly appKey: string;
      readonly isAddressRefused?: boolean;
      readonly withoutMethods?: readonly string[];
    }
  | { readonly do: 'consent'; readonly appKey: string; readonly shopId: string }
  | {
      readonly do: 'grant';
      readonly appKey: string;
      readonly expireAccess?: boolean;
      readonly expireRefresh?: boolean;
      readonly withdraw?: boolean;
      readonly accessToken?: string;
      readonly shopId?: string;
    }
  | ({ readonly do: 'orders'; readonly shopId: string } & OrderWish)
  | {
      readonly do: 'change';
      readonly orderId: string;
      readonly what: DouyinChange;
      readonly isQuiet?: boolean;
      readonly lineId?: string;
      readonly status?: number;
      readonly extra?: Readonly<Record<string, unknown>>;
      readonly answerInSeconds?: number;
    }
  | {
      readonly do: 'rules';
      readonly windowSeconds?: number;
      readonly waybillStock?: number | null;
      readonly waybillBatch?: number;
    }
  | { readonly do: 'books'; readonly shopId?: string };

export interface DouyinShopMade {
  readonly shopId: string;
  readonly appKey: string;
  readonly appSecret: string;
  /** A consent for a tool app, good for 10 minutes of the simulator's clock, once. */
  readonly code: string;
}

export interface DouyinBooks {
  readonly orders: readonly {
    readonly orderId: string;
    readonly status: number;
    readonly updatedAt: number;
    readonly openAddressId: string;
    readonly door: string;
    readonly carrier: string | null;
    readonly lines: readonly {
      readonly lineId: string;
      readonly code: string;
      readonly quantity: number;
      readonly shipped: number;
      readonly isGift: boolean;
      readonly kind: string;
      readonly afterSaleStatus: number;
    }[];
  }[];
  readonly waybills: readonly {
    readonly trackingNumber: string;
    readonly company: string;
    readonly orderIds: readonly string[];
    readonly packId: string;
    readonly services: readonly string[];
    readonly isCancelled: boolean;
    readonly askedAgain: number;
    readonly applied: number;
  }[];
  /** Each was done once; what a repeated request id asked again is in `replays`. */
  readonly shipments: readonly {
    readonly packId: string;
    readonly requestId: string;
    readonly call: string;
    readonly orderIds: readonly string[];
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
    readonly company: string;
    readonly trackingNumber: string;
    readonly shippedAt: number;
  }[];
  readonly replays: number;
  readonly afterSales: readonly {
    readonly afterSaleId: string;
    readonly orderId: string;
    readonly lineId: string;
    readonly status: number;
    readonly decidedBy: string;
    readonly isRejected: boolean;
    readonly answers: number;
  }[];
  /** Refunds of buyers that were turned down by a call of ours. */
  readonly refundsRejected: number;
}

export function obeyDouyin(books: Books, command: DouyinCommand, nowMs: number): unknown {
  const now = Math.floor(nowMs / 1000);
  switch (command.do) {
    case 'shop':
      return addShop(books, command, now);
    case 'app': {
      const app = books.apps.get(command.appKey);
      if (!app) throw new Error('no such app');
      app.isAddressRefused = command.isAddressRefused ?? app.isAddressRefused;
      app.withoutMethods = command.withoutMethods ?? app.withoutMethods;
      return null;
    }
    case 'consent':
      return consent(books, command.appKey, command.shopId, now);
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

function addShop(books: Books, wish: Extract<DouyinCommand, { do: 'shop' }>, now: number): DouyinShopMade {
  const no = books.shops.size + 1;
  const appKey = wish.appKey ?? `34094093484793540${String(no).padStart(2, '0')}`;
  const appSecret = wish.appSecret ?? books.apps.get(appKey)?.secret ?? `simulated-douyin-secret-${no}`;
  if (!books.apps.has(appKey)) {
    books.apps.set(appKey, {
      key: appKey,
      secret: appSecret,
      kind: wish.appKind ?? 'self',
      isAddressRefused: false,
      withoutMethods: [],
    });
  }
  const shopId = wish.shopId ?? String(4_463_798 + no);
  books.shops.set(shopId, { id: shopId, name: wish.name ?? `模拟店铺${no}`, appKey });
  return { shopId, appKey, appSecret, code: consent(books, appKey, shopId, now) };
}

function changeGrants(books: Books, wish: Extract<DouyinCommand, { do: 'grant' }>, now: number): unknown {
  const grants = books.grants.filter((grant) => grant.appKey === wish.appKey);
  if (wish.accessToken !== undefined) {
    const shop = [...books.shops.values()].find(
      (each) => each.appKey === wish.appKey && (wish.shopId === undefined || each.id === wish.shopId),
    );
    if (!shop) throw new Error('no such shop');
    addGrant(books, wish.appKey, shop.id, now).accessToken = wish.accessToken;
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

function changeOrder(
  books: Books,
  order: Order,
  command: Extract<DouyinCommand, { do: 'change' }>,
  now: number,
): void {
  switch (command.what) {
    case 'pay':
      order.paidAt = now;
      order.waits = null;
      break;
    case 'pass-review':
      order.waits = null;
      break;
    case 'ask-refund':
      askForRefund(books, order, now, command);
      return;
    case 'withdraw-refund':
      withdrawRefunds(books, order, now);
      return;
    case 'refund':
      for (const row of askForRefund(books, order, now, command)) decide(books, row, 'time', false, now);
      return;
    case 'cancel':
      order.isCancelled = true;
      order.cancelReason = '用户取消';
      break;
    case 'change-address':
      order.recipient = makeRecipient(books, diceOf(Number(nextId(books).slice(-9))));
      break;
    case 'note':
      order.sellerWords = '在别处写的';
      break;
    case 'tag':
      order.extra = {
        ...order.extra,
        user_tag_ui: [{ key: 'something_new', text: '新标签', help_doc: '', hover_text: '', extra: '' }],
      };
      break;
    case 'ship':
      shipElsewhere(books, order, now);
      return;
    case 'finish':
      order.isFinished = true;
      break;
    case 'odd-status':
      order.oddStatus = command.status ?? 777;
      order.extra = command.extra ?? { something_new: { since: 2027 } };
      break;
    default:
      throw new Error(`no such change: ${String(command.what)}`);
  }
  touch(books, order, now);
}

function shipElsewhere(books: Books, order: Order, now: number): void {
  const shop = books.shops.get(order.shopId);
  if (!shop || order.lines.every((line) => left(line) === 0)) return;
  const company = order.carrier?.code ?? 'shunfeng';
  const body = { order_id: order.id, company_code: company, logistics_code: makeNumber(books, company) };
  const answer = shipWhole(books, shop, body, now);
  if ('sub' in answer) throw new Error(String(answer.sub));
}

/** Something that happens between two calls, to an order that still waits. */
export function drift(books: Books, seed: number, now: number): void {
  const dice = diceOf(seed);
  const open = [...books.orders.values()].filter((order) => statusOf(order) === 2);
  if (open.length === 0) return;
  const what = dice.pick(['ask-refund', 'refund', 'cancel', 'change-address', 'note'] as const);
  changeOrder(books, dice.pick(open), { do: 'change', orderId: '', what }, now);
}

function readBooks(books: Books, shopId: string | undefined): DouyinBooks {
  const isMeant = (row: { readonly shopId: string }) => shopId === undefined || row.shopId === shopId;
  const afterSales = [...books.afterSales.values()].filter(isMeant);
  return {
    orders: [...books.orders.values()].filter(isMeant).map((order) => ({
      orderId: order.id,
      status: statusOf(order),
      updatedAt: order.updatedAt * 1000,
      openAddressId: order.recipient.openAddressId,
      door: order.door,
      carrier: order.carrier?.code ?? null,
      lines: order.lines.map((line) => ({
        lineId: line.id,
        code: line.code,
        quantity: line.quantity,
        shipped: line.shipped,
        isGift: line.isGift,
        kind: line.kind,
        afterSaleStatus: line.afterSale.status,
      })),
    })),
    waybills: [...books.waybills.values()]
      .filter(isMeant)
      .map(({ shopId: _shop, orderId: _order, openAddressId: _address, ...waybill }) => waybill),
    shipments: books.shipments
      .filter(isMeant)
      .map(({ shopId: _shop, openAddressId: _address, shippedAt, ...shipment }) => ({
        ...shipment,
        shippedAt: shippedAt * 1000,
      })),
    replays: books.replays,
    afterSales: afterSales.map((row) => ({
      afterSaleId: row.id,
      orderId: row.orderId,
      lineId: row.lineId,
      status: row.status,
      decidedBy: row.decidedBy,
      isRejected: row.isRejected,
      answers: row.answers,
    })),
    refundsRejected: afterSales.filter((row) => row.isRejected).length,
  };
}
