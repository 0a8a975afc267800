// Things that happen to an order of the simulated shop elsewhere: at the buyer's, in the Seller Center, at the carrier's.

import { diceOf } from '../../../faults/dice.ts';
import {
  type Books,
  cancelUnits,
  type Order,
  type Package,
  packagesOf,
  pendingCancellation,
  setRecipient,
  statusOf,
  touch,
  unitsOf,
} from './tiktok-books.ts';
import { askToCancel, withdraw } from './tiktok-cancellations.ts';
import { combinableGroups, combine, split, uncombine } from './tiktok-combining.ts';
import { makeFirstPackage } from './tiktok-orders.ts';
import { shipPackage } from './tiktok-shipping.ts';

export type TiktokChange =
  | 'pay'
  | 'release'
  | 'ask-to-cancel'
  | 'withdraw-cancel'
  | 'cancel'
  | 'cancel-unit'
  | 'change-address'
  | 'note'
  | 'split'
  | 'combine'
  | 'uncombine'
  | 'ship'
  | 'collect'
  | 'deliver'
  | 'odd-status';

/** `isQuiet`: its update_time does not move. */
export interface ChangeWish {
  readonly what: TiktokChange;
  readonly isQuiet?: boolean;
  readonly status?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly answerInSeconds?: number;
}

export function release(books: Books, order: Order, at: number): void {
  order.waits = null;
  touch(books, order, at);
}

export function changeOrder(books: Books, order: Order, command: ChangeWish, now: number): void {
  const shop = books.shops.get(order.shopId);
  if (!shop) throw new Error('an order has its shop');
  const packs = packagesOf(books, order);
  switch (command.what) {
    case 'pay':
      order.waits = null;
      order.paidAt = now;
      for (const unit of order.units) unit.status = 'AWAITING_SHIPMENT';
      makeFirstPackage(books, shop, order, now);
      touch(books, order, now);
      return;
    case 'release':
      release(books, order, now);
      return;
    case 'ask-to-cancel':
      if (!pendingCancellation(books, order.id)) askToCancel(books, order, now, command.answerInSeconds);
      return;
    case 'withdraw-cancel':
      withdraw(books, order, now);
      return;
    case 'cancel':
    case 'cancel-unit': {
      const live = order.units.filter((unit) => unit.status !== 'CANCELLED').map((unit) => unit.id);
      const ids = command.what === 'cancel' ? live : live.slice(0, 1);
      cancelUnits(books, order, ids, { by: 'BUYER', reason: 'no longer needed' }, now);
      return;
    }
    case 'change-address':
      setRecipient(books, order, {
        ...order.recipient,
        key: `${order.recipient.key}-moved`,
        street: '999 Another Example Street',
      });
      order.hasNewAddress = true;
      for (const pack of packs) if (pack.tag === 'COMBINE') uncombine(books, shop, pack, [order.id], now);
      for (const pack of packs) {
        pack.labelVersion += 1;
        pack.labelAsks = 0;
      }
      touch(books, order, now);
      return;
    case 'note':
      order.sellerNote = 'written elsewhere';
      touch(books, order, now);
      return;
    case 'split':
      splitElsewhere(books, order, now);
      return;
    case 'combine': {
      const group = combinableGroups(books, shop).find(({ orders }) => orders.includes(order));
      if (!group) throw new Error('nothing to combine with');
      combine(
        books,
        shop,
        group.id,
        group.orders.map(({ id }) => id),
        now,
        false,
      );
      return;
    }
    case 'uncombine':
      for (const pack of packs) uncombine(books, shop, pack, [order.id], now);
      return;
    case 'ship':
      for (const pack of packs) shipElsewhere(books, order, pack, now);
      return;
    case 'collect':
    case 'deliver':
      moveOn(books, order, packs, command.what, now);
      return;
    case 'odd-status':
      order.oddStatus = command.status ?? 'SOMETHING_NEW';
      order.extra = command.extra ?? { something_new: { since: '2027' } };
      touch(books, order, now);
      return;
    default:
      throw new Error(`no such change: ${String(command.what)}`);
  }
}

function splitElsewhere(books: Books, order: Order, now: number): void {
  const shop = books.shops.get(order.shopId);
  const open = order.units.filter((unit) => unit.status === 'AWAITING_SHIPMENT');
  const first = open.filter((unit) => unit.skuId === open[0]?.skuId).map((unit) => unit.id);
  const rest = open.map((unit) => unit.id).filter((id) => !first.includes(id));
  if (!shop || rest.length === 0) throw new Error('nothing to split');
  split(
    books,
    shop,
    order,
    [
      { id: '1', unitIds: first },
      { id: '2', unitIds: rest },
    ],
    now,
    false,
  );
}

function shipElsewhere(books: Books, order: Order, pack: Package, now: number): void {
  const shop = books.shops.get(order.shopId);
  if (!shop || pack.status !== 'TO_FULFILL') return;
  const self =
    order.shippingType === 'SELLER'
      ? { tracking_number: `OWN${pack.id.slice(-10)}`, shipping_provider_id: '6841743441349706241' }
      : undefined;
  const refused = shipPackage(books, shop, pack, self, now);
  if (refused) throw new Error(refused.message);
}

function moveOn(
  books: Books,
  order: Order,
  packs: readonly Package[],
  what: 'collect' | 'deliver',
  now: number,
): void {
  for (const pack of packs) {
    if (pack.status === 'TO_FULFILL' || pack.status === 'CANCELLED') continue;
    pack.status = what === 'collect' ? 'FULFILLING' : 'COMPLETED';
    pack.updatedAt = now;
    for (const unit of unitsOf(books, pack))
      if (unit.status !== 'CANCELLED') unit.status = what === 'collect' ? 'IN_TRANSIT' : 'DELIVERED';
  }
  if (what === 'collect') order.collectedAt = now;
  else order.deliveredAt = now;
  touch(books, order, now);
}

/** Something that happens between two calls, to an order that still waits. */
export function drift(books: Books, seed: number, now: number): void {
  const dice = diceOf(seed);
  const open = [...books.orders.values()].filter((order) => statusOf(order) === 'AWAITING_SHIPMENT');
  if (open.length === 0) return;
  const what = dice.pick(['ask-to-cancel', 'cancel', 'change-address', 'note', 'cancel-unit'] as const);
  changeOrder(books, dice.pick(open), { what }, now);
}
