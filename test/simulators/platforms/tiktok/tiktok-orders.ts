// Orders as a simulated buyer makes them: by seed, with gifts, bundles, groups of one recipient, remorse hours. Nobody's real data.

import { type Dice, diceOf } from '../../../faults/dice.ts';
import {
  addPackage,
  type Books,
  nextId,
  type Order,
  type Recipient,
  type Shop,
  setRecipient,
  type Unit,
} from './tiktok-books.ts';

/** How many of each kind, as shares from 0 to 1; everything has a believable default. */
export interface OrderWish {
  readonly count?: number;
  readonly seed?: number;
  /** Orders are made over so many seconds up to now (3600), oldest first. */
  readonly overSeconds?: number;
  readonly gifts?: number;
  readonly bundles?: number;
  /** Orders that share a recipient with the one before. */
  readonly sameRecipient?: number;
  readonly ownCarrier?: number;
  readonly onHold?: number;
  readonly unpaid?: number;
  readonly mustSplit?: number;
  readonly byTiktok?: number;
  readonly notes?: number;
  /** Most different goods and most pieces of each. */
  readonly mostLines?: number;
  readonly mostPieces?: number;
  /** Goods to sell, by the seller's code; made up when missing. */
  readonly sellerSkus?: readonly string[];
  readonly dueInHours?: number;
}

const surnames = ['Arunrat', 'Budiman', 'Chaiya', 'Dewanto', 'Effendi', 'Farida', 'Gunawan', 'Hartono'];
const firstNames = ['Example', 'Muster', 'Sample', 'Fictive', 'Invented'];
const cities = ['Kota Contoh', 'Musterstadt', 'Ban Tuayang', 'Sampleton'];
const goods = ['Enamel mug', 'Linen apron', 'Cedar coaster', 'Hooded towel', 'Reed basket', 'Brass hook'];
const looks = ['Red, M', 'Blue, L', 'Natural', 'Green, S', 'White, 40 cm'];

const priorities: Readonly<Record<string, number>> = { SG: 600, ID: 600, TH: 600 };

export function addOrders(books: Books, shop: Shop, wish: OrderWish, now: number): string[] {
  const dice = diceOf(wish.seed ?? 1);
  const count = wish.count ?? 1;
  const over = wish.overSeconds ?? 3600;
  const ids: string[] = [];
  let recipient = recipientOf(dice, 0);
  for (let no = 0; no < count; no += 1) {
    if (!dice.chance(wish.sameRecipient ?? 0.15)) recipient = recipientOf(dice, no);
    const createdAt = now - Math.floor(((count - no) / count) * over);
    ids.push(addOrder(books, shop, wish, dice, recipient, createdAt, now).id);
  }
  return ids;
}

function recipientOf(dice: Dice, no: number): Recipient {
  const name = `${dice.pick(firstNames)} ${dice.pick(surnames)}`;
  return {
    key: `recipient-${no}-${dice.between(1000, 9999)}`,
    name,
    phone: `(+00)55501${String(dice.between(0, 99999)).padStart(5, '0')}`,
    street: `${dice.between(1, 200)} Example Street`,
    city: dice.pick(cities),
    postalCode: String(dice.between(10000, 99999)),
  };
}

function addOrder(
  books: Books,
  shop: Shop,
  wish: OrderWish,
  dice: Dice,
  recipient: Recipient,
  createdAt: number,
  now: number,
): Order {
  const waits = dice.chance(wish.unpaid ?? 0) ? 'UNPAID' : dice.chance(wish.onHold ?? 0) ? 'ON_HOLD' : null;
  const due = (wish.dueInHours ?? 168) * 3600;
  const order: Order = {
    id: nextId(books),
    shopId: shop.id,
    createdAt,
    paidAt: waits === 'UNPAID' ? 0 : createdAt,
    updatedAt: createdAt,
    waits,
    oddStatus: null,
    isOldHold: false,
    fulfillmentType: dice.chance(wish.byTiktok ?? 0) ? 'FULFILLMENT_BY_TIKTOK' : 'FULFILLMENT_BY_SELLER',
    shippingType: dice.chance(wish.ownCarrier ?? 0) ? 'SELLER' : 'TIKTOK',
    isCod: dice.chance(0.2),
    mustSplit: false,
    liveGroup: '',
    priority: priorities[shop.region] ?? 0,
    recipient,
    hasNewAddress: false,
    buyerMessage: dice.chance(wish.notes ?? 0.05) ? 'Please pack it as a gift 🎁' : '',
    sellerNote: dice.chance(wish.notes ?? 0.05) ? 'fragile' : '',
    tag: '',
    units: [],
    cancelReason: '',
    cancelledBy: '',
    cancelledAt: 0,
    askedToCancelAt: 0,
    rtsAt: 0,
    collectedAt: 0,
    deliveredAt: 0,
    rtsBy: createdAt + 48 * 3600,
    ttsBy: createdAt + 72 * 3600,
    shippingDueAt: createdAt + due,
    collectionDueAt: createdAt + due + 72 * 3600,
    extra: {},
  };
  order.units = unitsOf(books, wish, dice, waits === 'UNPAID');
  // only what can be parted by SKU, which every region allows
  order.mustSplit =
    dice.chance(wish.mustSplit ?? 0) && new Set(order.units.map((unit) => unit.skuId)).size > 1;
  books.orders.set(order.id, order);
  setRecipient(books, order, recipient);
  books.version += 1;
  if (waits !== 'UNPAID') makeFirstPackage(books, shop, order, now);
  return order;
}

/** Outside the US a package is there from payment on. */
export function makeFirstPackage(books: Books, shop: Shop, order: Order, now: number): void {
  if (shop.region === 'US') return;
  addPackage(
    books,
    shop.id,
    order.units.map((unit) => ({ order, unit })),
    'DEFAULT',
    now,
  );
}

function unitsOf(books: Books, wish: OrderWish, dice: Dice, isUnpaid: boolean): Unit[] {
  const units: Unit[] = [];
  const lines = dice.between(1, wish.mostLines ?? 3);
  for (let line = 0; line < lines; line += 1) {
    const good = goodOf(wish, dice);
    const isGift = line > 0 && dice.chance(wish.gifts ?? 0.2);
    const pieces = dice.between(1, wish.mostPieces ?? 2);
    const bundle =
      !isGift && dice.chance(wish.bundles ?? 0.05)
        ? [goodOf(wish, dice), goodOf(wish, dice)].map((child) => ({
            skuId: child.skuId,
            productId: child.productId,
            sellerSku: `${child.sellerSku} `, // the platform's own samples end with a blank
            count: dice.between(1, 2),
          }))
        : [];
    for (let piece = 0; piece < pieces; piece += 1) {
      units.push({
        ...good,
        id: nextId(books),
        isGift,
        bundle,
        packageId: null,
        status: isUnpaid ? 'UNPAID' : 'AWAITING_SHIPMENT',
        cancelUser: '',
        cancelReason: '',
        shipped: 0,
      });
    }
  }
  return units;
}

function goodOf(wish: OrderWish, dice: Dice) {
  const skus = wish.sellerSkus;
  const no = dice.between(0, (skus?.length ?? 40) - 1);
  return {
    skuId: (1729382256910270000n + BigInt(no) * 17n).toString(),
    productId: (1729382256910200000n + BigInt(no % 20) * 13n).toString(),
    sellerSku: skus?.[no] ?? `SKU-${String(no).padStart(3, '0')}`,
    productName: `${goods[no % goods.length] ?? ''} ${no}`,
    skuName: looks[no % looks.length] ?? '',
    priceCents: 500 + no * 25,
  };
}
