// Pulling a Douyin shop: nothing skipped, whatever moves while it is read.

import { describe, expect, it } from 'vitest';
import { moveOn } from '../../../main/platforms/douyin/pull-douyin.ts';
import type { IncomingOrder } from '../../../main/platforms/incoming-order.ts';
import {
  aDouyinOrder,
  aSkuOrder,
  no,
  type Script,
  type ScriptedDouyin,
  scriptedDouyin,
} from './scripted-douyin.ts';

interface Listed {
  readonly order_id: string;
  readonly update_time: number;
}

/** A list as the platform keeps it: between two times, in their order, a page at a time. */
function listing(orders: () => readonly Listed[]): Script {
  return {
    'order.searchList': ({ page, size, update_time_start, update_time_end, order_by }) => {
      const from = Number(update_time_start ?? 0);
      const until = Number(update_time_end ?? Number.MAX_SAFE_INTEGER);
      const found = orders()
        .filter(
          ({ update_time }) => order_by !== 'update_time' || (update_time >= from && update_time <= until),
        )
        .sort((one, other) => one.update_time - other.update_time);
      const start = Number(page) * Number(size);
      return {
        page: String(page),
        total: String(found.length),
        shop_order_list: found.slice(start, start + Number(size)).map((each) => aDouyinOrder({ ...each })),
      };
    },
    'afterSale.List': () => ({ items: [], has_more: false, total: 0 }),
  };
}

async function pullAll(douyin: ScriptedDouyin, start: string | null = null) {
  let cursor = start;
  const orders: IncomingOrder[] = [];
  for (let page = 0; page < 500; page += 1) {
    const pulled = await douyin.pullOrders(cursor);
    orders.push(...pulled.orders);
    cursor = pulled.cursor;
    if (!pulled.hasMore) return { orders, cursor };
  }
  throw new Error('the pull never ends');
}

/** Page by page, until something was asked; the sweep goes on. */
async function pullUntil(douyin: ScriptedDouyin, isAsked: () => boolean) {
  let cursor: string | null = null;
  while (!isAsked()) ({ cursor } = await douyin.pullOrders(cursor));
  return { cursor };
}

const many = (count: number, at: (index: number) => number): Listed[] =>
  Array.from({ length: count }, (_, index) => ({
    order_id: `69${String(index).padStart(17, '0')}`,
    update_time: at(index),
  }));

describe('pulling Douyin', () => {
  it('reads changes page by page, the oldest first, between fixed times', async () => {
    const douyin = scriptedDouyin(listing(() => many(250, (index) => nowOf(douyin) - 10_000 + index)));

    const { orders } = await pullAll(douyin);

    const asked = douyin.asked.filter(({ method }) => method === 'order.searchList').slice(0, 3);
    expect(asked.map(({ params }) => params.page)).toEqual([0, 1, 2]);
    expect(
      new Set(asked.map(({ params }) => `${params.update_time_start} ${params.update_time_end}`)).size,
    ).toBe(1);
    expect(asked[0]?.params).toMatchObject({
      size: 100,
      order_by: 'update_time',
      order_asc: true,
      update_time_start: nowOf(douyin) - 15 * 86_400 - 600,
      update_time_end: nowOf(douyin),
    });
    expect(new Set(orders.map((order) => order.orderId)).size).toBe(250);
  });

  it.each(['isp.service-error:20004', 'isp.service-error:20005'])(
    'asks again as often as the platform wants it when its search is out of breath: %s',
    async (subCode) => {
      const tired = (times: number): Script => ({
        ...listing(() => many(3, (index) => nowOf(douyin) - index)),
        'order.searchList': (params, count) =>
          count < times
            ? no(20000, subCode, '服务超时')
            : listing(() => many(3, (index) => nowOf(douyin) - index))['order.searchList']?.(params, count),
      });
      let douyin = scriptedDouyin(tired(3));

      const { orders } = await douyin.pullOrders(null);
      douyin = scriptedDouyin(tired(4));
      const never = douyin.pullOrders(null);

      expect(orders).toHaveLength(3);
      await expect(never).rejects.toMatchObject({ code: 'platform.busy', retry: 'later' });
      expect(douyin.methods().filter((method) => method === 'order.searchList')).toHaveLength(4);
    },
  );

  it('takes an order for missing when the platform does not know it, not when it cannot say', async () => {
    const unknown = scriptedDouyin({
      'order.orderDetail': () => no(50002, 'isv.business-failed:60033', '订单不存在'),
    });
    const tired = scriptedDouyin({
      'order.orderDetail': () => no(50002, 'isp.service-error:20005', '服务超时'),
    });
    const ids = ['6920000000000000001'] as never; // as ids of orders

    expect(await unknown.readOrders(ids)).toEqual([]);
    await expect(tired.readOrders(ids)).rejects.toMatchObject({ code: 'platform.busy' });
  });

  it('skips none of the orders behind those that leave the list while it is read', async () => {
    const books = new Map<string, Listed>();
    const douyin = scriptedDouyin({
      ...listing(() => [...books.values()]),
    });
    for (const order of many(450, (index) => nowOf(douyin) - 5_000 + Math.floor(index / 7)))
      books.set(order.order_id, order);
    const all = [...books.keys()];
    const seen = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < 50; page += 1) {
      const pulled = await douyin.pullOrders(cursor);
      for (const order of pulled.orders) seen.add(order.orderId);
      cursor = pulled.cursor;
      // Orders that were read already change, and move behind the end of the sweep.
      if (page < 3) {
        for (const orderId of all.slice(page * 40, page * 40 + 25)) {
          books.set(orderId, { order_id: orderId, update_time: nowOf(douyin) + 100 });
        }
      }
      if (JSON.parse(cursor).sweep?.kind !== 'changes') break;
    }

    expect(all.filter((orderId) => !seen.has(orderId))).toEqual([]);
  });

  it('goes on where it stood when the station was stopped in the middle', async () => {
    const script = listing(() => many(250, (index) => nowOf(douyin) - 10_000 + index));
    const douyin = scriptedDouyin(script);
    const first = await douyin.pullOrders(null);

    const again = scriptedDouyin(script);
    again.clock.set(douyin.clock.now() + 60_000);
    const second = await again.pullOrders(first.cursor);

    expect(again.asked.find(({ method }) => method === 'order.searchList')?.params).toMatchObject({
      page: 1,
      update_time_end: nowOf(douyin),
    });
    expect(second.orders).toHaveLength(100);
  });

  it.each(['changes', 'after-sales', 'open'])(
    'asks for no more than ninety days, however long ago the sweep of %s was left',
    async (kind) => {
      const douyin = scriptedDouyin(listing(() => []));
      const list = { from: 0, until: nowOf(douyin) - 200 * 86_400, page: 3, total: 900, seen: 0 };
      const left = { changesUntil: null, afterSalesUntil: null, openSweptAt: null, sweep: { kind, list } };

      await douyin.pullOrders(JSON.stringify(left));

      const { update_time_start, update_start_time, create_time_start } = douyin.asked.at(-1)?.params ?? {};
      const start = Number(update_time_start ?? update_start_time ?? create_time_start);
      expect(start).toBe(nowOf(douyin) - 89 * 86_400);
    },
  );

  it('begins the next sweep before the last one ended', async () => {
    const douyin = scriptedDouyin(listing(() => []));
    const { cursor } = await pullAll(douyin);
    const until = nowOf(douyin);
    douyin.asked.length = 0;
    await douyin.clock.pass(60_000);

    await pullAll(douyin, cursor);

    expect(douyin.asked.find(({ method }) => method === 'order.searchList')?.params).toMatchObject({
      update_time_start: until - 600,
      update_time_end: until + 60,
    });
  });

  it('has read no further than the platform’s now, when the clock was ahead as it began', async () => {
    const douyin = scriptedDouyin(listing(() => many(150, (index) => nowOf(douyin) - 90_000 + index)));
    const right = douyin.clock.now();
    douyin.clock.set(right + 20 * 60_000);
    const { cursor: begun } = await douyin.pullOrders(null);
    douyin.clock.set(right);
    const { cursor } = await pullAll(douyin, begun);
    douyin.asked.length = 0;

    await pullAll(douyin, cursor);

    expect(douyin.asked[0]?.params).toMatchObject({ update_time_start: right / 1_000 - 600 });
  });

  it('reads all open orders every quarter of an hour', async () => {
    const douyin = scriptedDouyin(listing(() => []));
    const isOpen = () => douyin.asked.some(({ params }) => JSON.stringify(params).includes('"105,2,101"'));
    let { cursor } = await pullAll(douyin);
    const first = isOpen();
    douyin.asked.length = 0;
    await douyin.clock.pass(14 * 60_000);
    ({ cursor } = await pullAll(douyin, cursor));
    const tooSoon = isOpen();
    await douyin.clock.pass(60_000);
    await pullAll(douyin, cursor);

    expect([first, tooSoon, isOpen()]).toEqual([true, false, true]);
  });

  it('reads them again when the machine slept while they were read', async () => {
    const douyin = scriptedDouyin(listing(() => many(250, () => nowOf(douyin) - 20 * 86_400)));
    const isOpen = () => douyin.asked.some(({ params }) => JSON.stringify(params).includes('"105,2,101"'));
    const { cursor: begun } = await pullUntil(douyin, isOpen);
    douyin.clock.set(nowOf(douyin) * 1_000 + 2 * 3_600_000);
    const { cursor } = await pullAll(douyin, begun);
    douyin.asked.length = 0;

    await pullAll(douyin, cursor);

    expect(isOpen()).toBe(true);
  });

  it('reads the order behind every refund that moved, and no return', async () => {
    const row = (orderId: string, type: number) => ({
      aftersale_info: { aftersale_id: `9${orderId}`, aftersale_type: type, aftersale_status: 6 },
      order_info: { shop_order_id: orderId },
    });
    const asked = { after_sale_info: { after_sale_type: 2, after_sale_status: 6, refund_status: 1 } };
    const douyin = scriptedDouyin({
      ...listing(() => []),
      'afterSale.List': () => ({ items: [row('1', 2), row('2', 0), 'nonsense'], has_more: false, total: 3 }),
      'order.orderDetail': ({ shop_order_id }) => ({
        shop_order_detail: aDouyinOrder({ order_id: shop_order_id, sku_order_list: [aSkuOrder(asked)] }),
      }),
    });

    const { orders } = await pullAll(douyin);

    expect(orders).toMatchObject([
      { orderId: '1', hold: 'refund-requested', cancellation: { cancelId: '91' } },
    ]);
    expect(douyin.asked.find(({ method }) => method === 'afterSale.List')?.params).toMatchObject({
      page: 0,
      size: 100,
      order_by: ['update_time asc'],
    });
  });

  it('lets one order that nobody understands hide no other', async () => {
    const douyin = scriptedDouyin({
      ...listing(() => []),
      'order.searchList': () => ({
        total: 4,
        shop_order_list: [
          { order_id: '1' },
          null,
          aDouyinOrder({ order_id: '2' }),
          aDouyinOrder({ sku_order_list: [] }),
        ],
      }),
    });

    const { orders } = await douyin.pullOrders(null);

    expect(orders.map((order) => order.orderId)).toEqual(['2']);
  });

  it('asks everything once more when it cannot read where it stood', async () => {
    const douyin = scriptedDouyin(listing(() => []));

    await douyin.pullOrders('{"of another version":1}');

    expect(douyin.asked.at(-1)?.params.update_time_start).toBe(nowOf(douyin) - 15 * 86_400 - 600);
  });

  it('reads orders by their numbers; those of others are missing', async () => {
    const douyin = scriptedDouyin({
      'order.orderDetail': ({ shop_order_id }) =>
        shop_order_id === '1'
          ? { shop_order_detail: aDouyinOrder({ order_id: '1' }) }
          : no(50002, 'isv.business-failed:60033', '订单不存在'),
    });

    const orders = await douyin.readOrders(['1', '2'] as never); // as ids of orders

    expect(orders.map((order) => order.orderId)).toEqual(['1']);
  });

  it('takes a platform that cannot say now for no answer at all', async () => {
    const douyin = scriptedDouyin({ 'order.orderDetail': () => no(20000, 'dop.service-error') });

    await expect(douyin.readOrders(['1'] as never)).rejects.toMatchObject({
      code: 'platform.busy',
      facts: { logId: 'LOG-1' },
    });
  });

  it('never pages deeper than a fifth of what the platform allows', () => {
    const list = { from: 100, until: 900, page: 199, total: 30_000, seen: 400 };

    const next = moveOn(list, { count: 100, total: 30_000, hasMore: true, last: 500 });

    expect(next).toMatchObject({ from: 500, page: 0, total: null });
  });
});

function nowOf(douyin: ScriptedDouyin): number {
  return Math.floor(douyin.clock.now() / 1_000);
}

describe('orders of Douyin that tell little', () => {
  const tells = (...told: object[]): Script => ({
    'order.searchList': () => ({ page: 0, total: told.length, shop_order_list: told }),
    'afterSale.List': () => ({ items: [], has_more: false, total: 0 }),
  });

  it('are read by their number, their state and one line', async () => {
    const bare = {
      order_id: '6920000000000000009',
      order_status: 2,
      sku_order_list: [{ order_id: '1', item_num: 1 }],
    };

    const { orders, unread } = await scriptedDouyin(tells(bare)).pullOrders(null);

    expect(unread).toEqual([]);
    expect(orders).toMatchObject([
      { orderId: bare.order_id, state: 'to-ship', hold: null, lines: [{ lineId: '1', quantity: 1 }] },
    ]);
  });

  it('are told with the field that stands in the way, unless they are over', async () => {
    const unreadable = {
      order_id: '6920000000000000010',
      order_status: 2,
      sku_order_list: [{ order_id: '1' }],
    };
    const over = { ...unreadable, order_id: '6920000000000000011', order_status: 5 };

    const { orders, unread } = await scriptedDouyin(tells(unreadable, over)).pullOrders(null);

    expect(orders).toEqual([]);
    expect(unread).toEqual([
      { orderId: unreadable.order_id, place: 'sku_order_list.0.item_num', platformState: '2' },
    ]);
  });
});
