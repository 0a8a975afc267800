// Orders as a simulated Douyin buyer makes them: by seed, with gifts and their masters, bundles, groups of one recipient, door tags.
// Nobody's real data; recipients are masks and made-up ciphertext, as the platform hands them out.

import { type Dice, diceOf } from '../../../faults/dice.ts';
import { type Books, type Line, nextId, type Order, type Recipient, type Shop } from './douyin-books.ts';

/** How many of each kind, as shares from 0 to 1; everything has a believable default. */
export interface OrderWish {
  readonly count?: number;
  readonly seed?: number;
  /** Orders are made over so many seconds up to now (3600), oldest first. */
  readonly overSeconds?: number;
  readonly gifts?: number;
  readonly bundles?: number;
  readonly sameRecipient?: number;
  readonly doorSuggested?: number;
  readonly doorRequired?: number;
  readonly carrierAsked?: number;
  readonly carrierFixed?: number;
  readonly unpaid?: number;
  readonly inReview?: number;
  /** Lines that are not packed here: virtual, picked up, in a platform warehouse, to be inspected. */
  readonly elsewhere?: number;
  readonly serials?: number;
  readonly notes?: number;
  readonly mostLines?: number;
  readonly mostPieces?: number;
  /** Goods to sell, by the merchant's code; made up when missing. */
  readonly codes?: readonly string[];
  readonly shipInHours?: number;
}

const names = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄'];
const places = [
  ['示例省', '样本市', '虚构区'],
  ['例子省', '测试市', '假想县'],
  ['样板省', '无名市', '空白区'],
] as const;
const goods = ['搪瓷杯', '亚麻围裙', '雪松杯垫', '连帽浴巾', '藤编篮', '黄铜挂钩'];
const looks = ['红色 M', '蓝色 L', '原色', '绿色 S', '白色 40cm'];

export function addOrders(books: Books, shop: Shop, wish: OrderWish, now: number): string[] {
  const dice = diceOf(wish.seed ?? 1);
  const count = wish.count ?? 1;
  const over = wish.overSeconds ?? 3600;
  const ids: string[] = [];
  let recipient = makeRecipient(books, dice);
  for (let no = 0; no < count; no += 1) {
    if (!dice.chance(wish.sameRecipient ?? 0.15)) recipient = makeRecipient(books, dice);
    const createdAt = now - Math.floor(((count - no) / count) * over);
    ids.push(addOrder(books, shop, wish, dice, recipient, createdAt).id);
  }
  return ids;
}

export function makeRecipient(books: Books, dice: Dice): Recipient {
  const [province, city, town] = dice.pick(places);
  const no = nextId(books);
  return {
    openAddressId: `#${Buffer.from(`address ${no}`).toString('base64url')}`,
    maskedName: `${dice.pick(names)}**`,
    maskedTel: `1********${String(dice.between(0, 99)).padStart(2, '0')}`,
    province,
    city,
    town,
    street: `${dice.between(1, 90)}号街道`,
    cipher: Buffer.from(`sealed ${no}`).toString('base64'),
  };
}

function addOrder(
  books: Books,
  shop: Shop,
  wish: OrderWish,
  dice: Dice,
  recipient: Recipient,
  createdAt: number,
): Order {
  const waits = dice.chance(wish.unpaid ?? 0) ? 'payment' : dice.chance(wish.inReview ?? 0) ? 'review' : null;
  const door = dice.chance(wish.doorRequired ?? 0)
    ? 'required'
    : dice.chance(wish.doorSuggested ?? 0.1)
      ? 'suggested'
      : 'no';
  const isFixed = dice.chance(wish.carrierFixed ?? 0);
  const order: Order = {
    id: nextId(books),
    shopId: shop.id,
    createdAt,
    paidAt: waits === 'payment' ? 0 : createdAt,
    updatedAt: createdAt,
    shipBy: createdAt + (wish.shipInHours ?? 48) * 3600,
    waits,
    isCancelled: false,
    isFinished: false,
    oddStatus: null,
    recipient,
    door,
    carrier:
      isFixed || dice.chance(wish.carrierAsked ?? 0)
        ? { code: dice.pick(['shunfeng', 'jd']), kind: isFixed ? 'fixed' : 'asked' }
        : null,
    tags: [],
    buyerWords: dice.chance(wish.notes ?? 0.05) ? '请不要压坏 🎁 <谢谢>' : '',
    sellerWords: dice.chance(wish.notes ?? 0.05) ? '易碎' : '',
    stars: dice.between(0, 5),
    lines: [],
    cancelReason: '',
    extra: {},
  };
  order.lines = makeLines(books, wish, dice, order.id);
  books.orders.set(order.id, order);
  for (const line of order.lines) books.lineHomes.set(line.id, order);
  books.version += 1;
  return order;
}

function makeLines(books: Books, wish: OrderWish, dice: Dice, orderId: string): Line[] {
  const lines: Line[] = [];
  const count = dice.between(1, wish.mostLines ?? 3);
  for (let no = 0; no < count; no += 1) {
    const isGift = no > 0 && dice.chance(wish.gifts ?? 0.2);
    const masters = lines.filter((line) => !line.isGift).map((line) => line.id);
    const isSet = !isGift && dice.chance(wish.bundles ?? 0.05);
    lines.push({
      // an order of one line bears the order's own number, as many real ones do
      id: count === 1 ? orderId : nextId(books),
      ...makeGood(wish, dice),
      quantity: dice.between(1, wish.mostPieces ?? 2),
      isGift,
      masterIds: isGift ? masters.slice(0, 1) : [],
      bundle: isSet
        ? [makeGood(wish, dice), makeGood(wish, dice)].map(({ productId, skuId, name, code }) => ({
            productId,
            skuId,
            name,
            code,
            quantity: dice.between(1, 2),
          }))
        : [],
      kind: dice.chance(wish.elsewhere ?? 0)
        ? dice.pick(['virtual', 'pick-up', 'platform-warehouse', 'inspected'] as const)
        : dice.chance(wish.serials ?? 0)
          ? 'serial'
          : 'plain',
      shipped: 0,
      afterSale: { status: 0, type: 0, refund: 0 },
    });
  }
  return lines;
}

function makeGood(wish: OrderWish, dice: Dice) {
  const no = dice.between(0, (wish.codes?.length ?? 40) - 1);
  return {
    productId: 3781320682406083640n + BigInt(no % 20) * 13n,
    skuId: 4781320682406083640n + BigInt(no) * 17n,
    name: `${goods[no % goods.length] ?? ''}${no}`,
    look: looks[no % looks.length] ?? '',
    code: wish.codes?.[no] ?? `SKU-${String(no).padStart(3, '0')}`,
    priceFen: 990 + no * 100,
  };
}
