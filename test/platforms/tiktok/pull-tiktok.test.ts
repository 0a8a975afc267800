// Sweeps over a TikTok shop with a client made by hand: what is asked, in which order, and where a stopped one goes on.

import { expect, it } from 'vitest';
import { minuteMs } from '../../../main/basics/clock.ts';
import { createTiktokPull } from '../../../main/platforms/tiktok/pull-tiktok.ts';
import type { TiktokCall } from '../../../main/platforms/tiktok/tiktok-client.ts';
import { aPiece, aTold, cannedClient } from '../../builders/tiktok-orders.ts';

const start = 1_790_000_000_000;
const orders = '/orders/search';
const details = '/202309/orders';
const cancellations = '/cancellations/search';
const combinable = '/combinable_packages/search';
const splitting = '/orders/split_attributes';

function pullWith(answers: Parameters<typeof cannedClient>[0], clock = { now: start }) {
  const { client, asked } = cannedClient({
    [orders]: () => ({ orders: [], next_page_token: '' }),
    [details]: () => ({ orders: [] }),
    [cancellations]: () => ({ cancellations: [], next_page_token: '' }),
    [combinable]: () => ({ combinable_packages: [], next_page_token: '' }),
    [splitting]: () => ({ split_attributes: [] }),
    ...answers,
  });
  const log: object[] = [];
  const pull = createTiktokPull({
    client,
    now: () => clock.now,
    firstDays: () => 15,
    log: { warn: (facts) => log.push(facts) },
  });
  return { pull, asked, clock, log };
}

async function pullAll({ pull }: ReturnType<typeof pullWith>, from: string | null = null) {
  const ids: string[] = [];
  let cursor = from;
  for (let page = 0; page < 50; page += 1) {
    const told = await pull.next(cursor);
    ids.push(...told.orders.map(({ orderId }) => orderId));
    cursor = told.cursor;
    if (!told.hasMore) break;
  }
  return { ids, cursor };
}

const bodyOf = (call: TiktokCall) => JSON.stringify(call.body);
const searches = (asked: readonly TiktokCall[]) => asked.filter(({ path }) => path.endsWith(orders));

it('reads what changed, what was asked, then all that is open and all that waits for an answer', async () => {
  const shop = pullWith({});

  await pullAll(shop);

  expect(shop.asked.filter(({ path }) => !path.endsWith(combinable)).map((call) => bodyOf(call))).toEqual([
    `{"update_time_ge":${start / 1_000 - 15 * 86_400 - 600},"update_time_lt":${start / 1_000}}`,
    `{"update_time_ge":${start / 1_000 - 15 * 86_400 - 1200},"update_time_lt":${start / 1_000}}`,
    `{"order_status":"AWAITING_SHIPMENT","create_time_lt":${start / 1_000 - 15 * 86_400 - 600}}`,
    `{"order_status":"PARTIALLY_SHIPPING","create_time_lt":${start / 1_000 - 15 * 86_400 - 600}}`,
    `{"order_status":"AWAITING_COLLECTION","create_time_lt":${start / 1_000 - 15 * 86_400 - 600}}`,
    `{"order_status":"ON_HOLD","create_time_lt":${start / 1_000 - 15 * 86_400 - 600}}`,
    '{"is_buyer_request_cancel":true}',
  ]);
});

it('begins the next sweep before the end of the last, and leaves the open ones for a quarter of an hour', async () => {
  const shop = pullWith({});
  const { cursor } = await pullAll(shop);
  shop.asked.length = 0;
  shop.clock.now += 5 * minuteMs;

  const second = await pullAll(shop, cursor);
  const asked = searches(shop.asked).map(bodyOf);
  shop.asked.length = 0;
  shop.clock.now += 11 * minuteMs;
  await pullAll(shop, second.cursor);

  expect(asked).toEqual([
    `{"update_time_ge":${start / 1_000 - 600},"update_time_lt":${start / 1_000 + 300}}`,
  ]);
  expect(searches(shop.asked)).toHaveLength(6);
});

it('goes on at the page where it was stopped, with the same end', async () => {
  const page = (call: TiktokCall) => ({
    orders: [aTold({ id: call.query?.page_token === 'a+/=' ? '2' : '1', status: 'IN_TRANSIT' })],
    next_page_token: call.query?.page_token === undefined ? 'a+/=' : '',
  });
  const first = await pullWith({ [orders]: page }).pull.next(null);
  const later = pullWith({ [orders]: page }, { now: start + 60 * minuteMs });

  const second = await later.pull.next(first.cursor);

  expect([first.orders, second.orders].map((some) => some.map(({ orderId }) => orderId))).toEqual([
    ['1'],
    ['2'],
  ]);
  expect(bodyOf(searches(later.asked)[0] as TiktokCall)).toContain(`"update_time_lt":${start / 1_000}}`); // it was asked
});

it('begins a sweep anew when the token of its page has ended, and says so when that is no help', async () => {
  const refusesPages = (call: TiktokCall) =>
    call.query?.page_token === undefined
      ? { orders: [aTold({ id: '1', status: 'IN_TRANSIT' })], next_page_token: 'old' }
      : { refusedBy: 10002014 };
  const shop = pullWith({ [orders]: refusesPages });
  const first = await shop.pull.next(null);

  const anew = await shop.pull.next(first.cursor);
  const again = await shop.pull.next(anew.cursor);
  const refused = await shop.pull.next(again.cursor).catch((thrown: { code: string }) => thrown.code);

  expect([anew.orders, anew.hasMore, again.orders.length, refused]).toEqual([
    [],
    true,
    1,
    'platform.refused-us',
  ]);
});

it('starts from the beginning with a cursor of another version', async () => {
  const shop = pullWith({});

  const told = await shop.pull.next('{"page":7}');

  expect([told.hasMore, searches(shop.asked)]).toMatchObject([true, [{ query: { page_size: '100' } }]]);
});

it('has read no further than the platform’s now, when the clock was ahead as it began', async () => {
  const shop = pullWith({}, { now: start + 2 * 60 * minuteMs });
  const first = await shop.pull.next(null);
  shop.clock.now = start;
  const { cursor } = await pullAll(shop, first.cursor);
  shop.asked.length = 0;

  await pullAll(shop, cursor);

  expect(bodyOf(searches(shop.asked)[0] as TiktokCall)).toContain(`"update_time_ge":${start / 1_000 - 600},`); // it was asked
});

it('reads details of open orders fifty at a time, and takes bundles from there', async () => {
  const listed = Array.from({ length: 100 }, (_, index) => aTold({ id: String(1_000 + index) }));
  const shop = pullWith({
    [orders]: () => ({ orders: listed, next_page_token: '' }),
    [details]: (call) => ({
      orders: String(call.query?.ids)
        .split(',')
        .map((id) => aTold({ id, buyer_message: 'of the details' })),
    }),
  });

  const { orders: told } = await shop.pull.next(null);

  expect(told.map(({ buyerNote }) => buyerNote)).toEqual(listed.map(() => 'of the details'));
  expect(shop.asked.filter(({ path }) => path.endsWith(details))).toHaveLength(2);
});

it('asks which open orders of several pieces must be split, and keeps what it knows when nobody says', async () => {
  const [one, two, sent] = [{ id: '57700' }, { id: '57701' }, { id: '57702', status: 'AWAITING_COLLECTION' }];
  const listed = [
    aTold({ ...one }),
    aTold({ ...two, line_items: [aPiece(), aPiece({ id: '2' })] }),
    aTold({ ...sent, line_items: [aPiece(), aPiece({ id: '2' })] }),
  ];
  let isUnheard = false;
  const shop = pullWith({
    [orders]: () => ({ orders: listed }),
    [details]: () => ({ orders: listed }),
    [splitting]: () =>
      isUnheard ? { refusedBy: 36009003 } : { split_attributes: [{ order_id: '57701', must_split: true }] },
  });

  const first = await shop.pull.next(null);
  isUnheard = true;
  const second = await shop.pull.next(null);

  const tags = ({ orders: told }: typeof first) =>
    told.map((order) => [order.orderId, order.tags.map(({ key }) => key)]);
  const expected = [
    ['57700', []],
    ['57701', ['must-split']],
    ['57702', []],
  ];
  expect(shop.asked.filter(({ path }) => path.endsWith(splitting)).map(({ query }) => query)).toEqual([
    { order_ids: '57701' },
    { order_ids: '57701' },
  ]);
  expect([tags(first), tags(second)]).toEqual([expected, expected]);
  expect(shop.log).toHaveLength(1);
});

it('leaves to TikTok what TikTok sends, and to the log what nobody understands', async () => {
  const shop = pullWith({
    [orders]: () => ({
      orders: [
        aTold({ id: '1', fulfillment_type: 'FULFILLMENT_BY_TIKTOK', status: 'IN_TRANSIT' }),
        { id: '2', status: 'AWAITING_SHIPMENT' },
        aTold({ id: '3', status: 'A_NEW_WORD' }),
      ],
    }),
  });

  const { orders: told } = await shop.pull.next(null);

  expect(told.map(({ orderId, state }) => [orderId, state])).toEqual([['3', 'unknown']]);
  expect(shop.log).toEqual([{ place: 'line_items' }]);
});

it('tells a request with its deadline, also when one order has had several', async () => {
  const shop = pullWith({
    [orders]: () => ({ orders: [aTold({ id: '1', is_buyer_request_cancel: true })] }),
    [cancellations]: (call) => {
      const isSecond = call.query?.page_token === 'more';
      return {
        cancellations: isSecond
          ? [
              {
                cancel_id: '12',
                order_id: '1',
                cancel_status: 'CANCELLATION_REQUEST_PENDING',
                create_time: 1_790_000_000,
                cancel_reason_text: ' Too slow ',
                seller_next_action_response: [{ action: 'SELLER_RESPOND_CANCEL', deadline: 1_790_172_800 }],
              },
            ]
          : [{ cancel_id: '11', order_id: '1', cancel_status: 'CANCELLATION_REQUEST_CANCELLED' }],
        next_page_token: isSecond ? '' : 'more',
      };
    },
  });

  const { orders: told } = await shop.pull.next(null);

  expect(told[0]?.cancellation).toEqual({
    cancelId: '12',
    askedAt: 1_790_000_000_000,
    answerBy: 1_790_172_800_000,
    reason: 'Too slow',
  });
});

it('names a group by its smallest order, and reads that one again when it has left', async () => {
  let ids = ['1', '2', '3'];
  const shop = pullWith({
    [orders]: () => ({ orders: ids.map((id) => aTold({ id })) }),
    [details]: (call) => ({
      orders: String(call.query?.ids)
        .split(',')
        .map((id) => aTold({ id })),
    }),
    [combinable]: () => ({ combinable_packages: [{ id: `made-anew-${ids.length}`, order_ids: ids }] }),
  });
  const keysOf = (told: Awaited<ReturnType<typeof shop.pull.next>>) =>
    told.orders.map(({ orderId, recipient }) => `${orderId} ${recipient.key}`);
  const first = await shop.pull.next(null);
  const { cursor } = await pullAll(shop, first.cursor);
  ids = ['2', '3'];
  shop.clock.now += 2 * minuteMs;

  const second = await shop.pull.next(cursor);

  expect(keysOf(first)).toEqual(['1 group:1', '2 group:1', '3 group:1']);
  expect(keysOf(second)).toEqual(['2 group:1', '3 group:1', '1 null']);
});

it('packs on without the right to combine or to see requests', async () => {
  const shop = pullWith({
    [orders]: () => ({ orders: [aTold({ id: '1', status: 'IN_TRANSIT' })] }),
    [combinable]: () => ({ refusedBy: 105005 }),
    [cancellations]: () => ({ refusedBy: 105005 }),
  });

  const { ids } = await pullAll(shop);

  expect(new Set(ids)).toEqual(new Set(['1']));
});

it('reads an order of which only its number, its state and one piece are told', async () => {
  const bare = {
    id: '577000000000000001',
    status: 'AWAITING_SHIPMENT',
    line_items: [{ id: '1', sku_id: '2' }],
  };
  const shop = pullWith({ [orders]: () => ({ orders: [bare] }), [details]: () => ({ orders: [bare] }) });

  const [read] = await shop.pull.read([bare.id]);

  expect(read).toMatchObject({
    orderId: bare.id,
    state: 'to-ship',
    hold: null,
    lines: [{ skuCode: '2', quantity: 1 }],
  });
});

it('tells an open order that nobody can read with its number and the field; one that is over needs nobody', async () => {
  const unreadable = { id: '577000000000000002', status: 'AWAITING_SHIPMENT', line_items: [] };
  const over = { ...unreadable, id: '577000000000000003', status: 'COMPLETED' };
  const oddYes = aTold({ id: '577000000000000004', is_buyer_request_cancel: 'maybe' });
  const told = [unreadable, over, oddYes, { status: 'AWAITING_SHIPMENT' }];
  const shop = pullWith({ [orders]: () => ({ orders: told }), [details]: () => ({ orders: [oddYes] }) });

  const { unread } = await shop.pull.next(null);
  const next = await shop.pull.next(null);

  expect(unread).toEqual([
    { orderId: oddYes.id, place: 'is_buyer_request_cancel', platformState: 'AWAITING_SHIPMENT' },
    { orderId: unreadable.id, place: 'line_items', platformState: 'AWAITING_SHIPMENT' },
    { orderId: '', place: 'id', platformState: 'AWAITING_SHIPMENT' },
  ]);
  expect(next.unread).toHaveLength(3);
});

it('reads the open ones again when the machine slept while they were read', async () => {
  const shop = pullWith({});
  let cursor: string | null = null;
  while (searches(shop.asked).length < 2) ({ cursor } = await shop.pull.next(cursor));
  shop.clock.now += 120 * minuteMs;
  ({ cursor } = await pullAll(shop, cursor));
  shop.asked.length = 0;

  await pullAll(shop, cursor);

  expect(searches(shop.asked).length).toBeGreaterThan(1);
});
