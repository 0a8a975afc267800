// Every fault that a simulated platform can be told to have does what its name says, with both platforms: what was done and what was not,
// and what a caller hears of it. Time alone ends what the platforms' books say it ends, and no list or batch is longer than they allow.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type SimulatedDouyin,
  type SimulatedTiktok,
  startDouyin,
  startTiktok,
} from '../../builders/platform-simulators.ts';
import { faultKinds } from './door.ts';
import { openDouyin } from './douyin/bare-client.ts';
import { openTiktok } from './tiktok/bare-client.ts';

const nine = Date.UTC(2026, 8, 22, 1, 0, 0);
const daySeconds = 86_400;
let tiktok: SimulatedTiktok;
let douyin: SimulatedDouyin;

beforeAll(async () => {
  [tiktok, douyin] = await Promise.all([
    startTiktok({ at: nine, isRunning: false }),
    startDouyin({ at: nine, isRunning: false }),
  ]);
});
beforeEach(async () => {
  await Promise.all([tiktok.do({ do: 'mend' }), douyin.do({ do: 'mend' })]);
  await Promise.all([tiktok.do({ do: 'clock', at: nine }), douyin.do({ do: 'clock', at: nine })]);
});
afterAll(async () => {
  await tiktok.close();
  await douyin.close();
});

/** What came back, in the words both platforms share. */
interface Heard {
  readonly status: number;
  readonly code: number;
  /** What tells refusals of one code apart. */
  readonly more: string;
  readonly retryAfter: string | null;
}

/** One shop with three orders, and a caller that signs by its own hand. */
interface StrictShop {
  readonly door: SimulatedTiktok;
  /** The orders of a list of the last two hours. */
  list(): Promise<Heard & { readonly ids: readonly string[] }>;
  ship(): Promise<Heard>;
  isShipped(): Promise<boolean>;
  /** A call with two items: the codes by which they were refused. */
  two(): Promise<readonly string[]>;
  books(): Promise<object>;
  readonly yes: number;
  readonly busy: number;
  readonly tokenEnded: Pick<Heard, 'code' | 'more'>;
  readonly clockOff: Pick<Heard, 'code' | 'more'>;
  readonly itemCode: string;
  /** A code that `code` faults say, and what is heard then. */
  readonly refusal: { readonly said: string } & Pick<Heard, 'code' | 'more'>;
  readonly url: string;
}

async function openStrictTiktok(): Promise<StrictShop> {
  const shop = await tiktok.do({ do: 'shop' });
  const { orderIds } = await tiktok.do({
    do: 'orders',
    shopId: shop.shopId,
    count: 3,
    sameRecipient: 0,
    ownCarrier: 0,
  });
  const books = () => tiktok.do({ do: 'books', shopId: shop.shopId });
  const packages = (await books()).packages.map(({ packageId }) => packageId);
  const hands = await openTiktok(tiktok.url, shop, () => nine);
  const heard = (told: Awaited<ReturnType<typeof hands.ask>>): Heard => ({
    status: told.status,
    code: told.code,
    more: told.message,
    retryAfter: told.headers.get('retry-after'),
  });
  return {
    door: tiktok,
    url: tiktok.url,
    async list() {
      const query = { page_size: '50', sort_field: 'update_time', sort_order: 'ASC' };
      const told = await hands.ask('POST', '/order/202309/orders/search', query, {});
      const rows = (told.data.orders ?? []) as { id: string }[]; // as the wire has it
      return { ...heard(told), ids: rows.map(({ id }) => id) };
    },
    ship: async () =>
      heard(await hands.ask('POST', `/fulfillment/202309/packages/${packages[0]}/ship`, {}, undefined)),
    isShipped: async () => (await books()).packages.some(({ shipped }) => shipped > 0),
    async two() {
      const body = { packages: packages.slice(0, 2).map((id) => ({ id })) };
      const told = await hands.ask('POST', '/fulfillment/202309/packages/ship', {}, body);
      return (told.data.errors as { code: number }[]).map(({ code }) => String(code)); // as the wire has it
    },
    books: async () => ({ orderIds, ...(await books()) }),
    yes: 0,
    busy: 36009002,
    tokenEnded: { code: 105002, more: 'Expired credentials. The access_token has expired' },
    clockOff: { code: 36009004, more: 'Invalid timestamp' },
    itemCode: '21001003',
    refusal: { said: '36009003', code: 36009003, more: 'words of a test' },
  };
}

async function openStrictDouyin(): Promise<StrictShop> {
  const shop = await douyin.do({ do: 'shop' });
  const wish = { sameRecipient: 0, gifts: 0, bundles: 0, doorRequired: 0, carrierFixed: 0, serials: 0 };
  await douyin.do({ do: 'orders', shopId: shop.shopId, count: 3, elsewhere: 0, inReview: 0, ...wish });
  const books = () => douyin.do({ do: 'books', shopId: shop.shopId });
  const { orders } = await books();
  const hands = await openDouyin(douyin.url, shop, () => nine);
  const sender = {
    address: {
      city_name: '样本市',
      country_code: 'CHN',
      detail_address: '1号库',
      district_name: '虚构区',
      province_name: '示例省',
      street_name: '仓库路',
    },
    contact: { mobile: '10000000000', name: '仓库' },
  };
  const takeNumbers = (count: number) =>
    hands.ask('logistics.newCreateOrder', {
      logistics_code: 'shunfeng',
      order_infos: orders.slice(0, count).map(({ orderId }) => ({
        items: [{ item_count: 1, item_name: '搪瓷杯' }],
        order_id: orderId,
        pack_id: 'P1',
      })),
      sender_info: sender,
    });
  const [made] = (await takeNumbers(1)).data.ebill_infos as { track_no: string }[]; // as the wire has it
  const heard = (told: Awaited<ReturnType<typeof hands.ask>>): Heard => ({
    status: told.status,
    code: told.code,
    more: told.sub_code,
    retryAfter: told.headers.get('retry-after'),
  });
  return {
    // Both know the commands of the door.
    door: douyin as unknown as SimulatedTiktok,
    url: douyin.url,
    async list() {
      const told = await hands.ask('order.searchList', {
        page: 0,
        size: 50,
        update_time_start: nine / 1000 - 7200,
      });
      const rows = (told.data.shop_order_list ?? []) as { order_id: string }[]; // as the wire has it
      return { ...heard(told), ids: rows.map(({ order_id }) => order_id) };
    },
    ship: async () =>
      heard(
        await hands.ask('order.logisticsAddSinglePack', {
          company_code: 'shunfeng',
          logistics_code: made?.track_no,
          order_id_list: [orders[0]?.orderId],
          request_id: 'the one request',
          shipped_order_info: orders[0]?.lines.map(({ lineId, quantity }) => ({
            shipped_num: quantity,
            shipped_order_id: lineId,
          })),
        }),
      ),
    isShipped: async () => (await books()).shipments.length > 0,
    two: async () =>
      ((await takeNumbers(2)).data.err_infos as { err_code: string }[]).map(({ err_code }) => err_code), // as the wire has it
    books,
    yes: 10000,
    busy: 60000,
    tokenEnded: { code: 40003, more: 'isv.access-token-expired' },
    clockOff: { code: 40003, more: 'isv.timestamp-invalid' },
    itemCode: '4007',
    refusal: { said: '60124', code: 50002, more: 'isv.business-failed:60124' },
  };
}

/** What a caller hears that gets no whole answer. */
const broken = (work: Promise<unknown>) =>
  work.then(
    () => 'an answer',
    (thrown: Error & { code?: string }) => thrown.code ?? thrown.name,
  );

const afterTheWork = ['lost', 'silent', 'cut', 'truncated', 'down-after'] as const;
const beforeTheWork = ['unheard', 'down', 'html'] as const;
/** Each has a test of its own below. */
const othersHere = [
  'busy',
  'slow',
  'code',
  'item',
  'token',
  'clock',
  'change',
  'duplicate',
  'reorder',
] as const;

const platforms = [
  { platform: 'TikTok Shop', open: openStrictTiktok },
  { platform: 'Douyin', open: openStrictDouyin },
];

describe.each(platforms)('a fault of $platform', ({ open }) => {
  const fault = (shop: StrictShop, what: (typeof faultKinds)[number], more: object = {}) =>
    shop.door.do({ do: 'fault', what, ...more });

  it.each(afterTheWork)('“%s” comes after the work was done', async (what) => {
    const shop = await open();
    await fault(shop, what, { ms: 20 });

    const heard = await broken(shop.ship());

    expect(heard).toBe(
      { truncated: 'SyntaxError', 'down-after': 'SyntaxError' }[what as string] ?? 'ECONNRESET',
    );
    expect(await shop.isShipped()).toBe(true);
  });

  it.each(beforeTheWork)('“%s” comes before any work', async (what) => {
    const shop = await open();
    await fault(shop, what);

    const heard = await broken(shop.ship());

    expect(heard).toBe(what === 'unheard' ? 'ECONNRESET' : 'SyntaxError');
    expect(await shop.isShipped()).toBe(false);
  });

  it.each([
    { what: 'down', more: { status: 502 }, status: 502 },
    { what: 'down', more: {}, status: 503 },
    { what: 'down-after', more: {}, status: 503 },
    { what: 'html', more: {}, status: 200 },
  ] as const)('“$what” is a page for people, with the status $status', async ({ what, more, status }) => {
    const shop = await open();
    await fault(shop, what, more);

    const answer = await fetch(`${shop.url}/anything`, { method: 'POST' });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html']);
    expect(await answer.text()).toContain('<h1>');
  });

  it('“busy” is 429 in the platform’s own words, with the time to wait, and no work', async () => {
    const shop = await open();
    await fault(shop, 'busy', { retryAfterS: 7 });

    const heard = await shop.ship();

    expect(heard).toMatchObject({ status: 429, code: shop.busy, retryAfter: '7' });
    expect(await shop.isShipped()).toBe(false);
  });

  it('“slow” answers late, and rightly', async () => {
    const shop = await open();
    const since = performance.now();
    await fault(shop, 'slow', { ms: 200 });

    const heard = await shop.ship();

    // A timer may come a moment early and as late as it likes.
    expect(performance.now() - since).toBeGreaterThan(190);
    expect(heard.code).toBe(shop.yes);
    expect(await shop.isShipped()).toBe(true);
  });

  it('“code” is the platform’s own no, before any work', async () => {
    const shop = await open();
    const { said, ...heard } = shop.refusal;
    await fault(shop, 'code', { code: said, words: 'words of a test' });

    expect(await shop.ship()).toMatchObject({ status: 200, ...heard });
    expect(await shop.isShipped()).toBe(false);
  });

  it('“item” refuses single items of a call that is told yes', async () => {
    const shop = await open();
    await fault(shop, 'item', { code: shop.itemCode });

    expect(await shop.two()).toEqual([shop.itemCode, shop.itemCode]);
    expect(await shop.isShipped()).toBe(false);
    expect(await shop.two()).toEqual([]);
  });

  it('“token” ends the token of this call for good', async () => {
    const shop = await open();
    await fault(shop, 'token');

    expect([await shop.list(), await shop.list()]).toMatchObject([shop.tokenEnded, shop.tokenEnded]);
  });

  it('“clock” doubts the caller’s clock once', async () => {
    const shop = await open();
    await fault(shop, 'clock');

    expect([await shop.list(), await shop.list()]).toMatchObject([shop.clockOff, { code: shop.yes }]);
  });

  it('“change” does something to an order elsewhere, before the call is answered', async () => {
    const shop = await open();
    const before = await shop.books();
    await shop.door.do({ do: 'clock', passMs: 5_000 });
    await fault(shop, 'change', { times: 3 });

    for (let call = 0; call < 3; call += 1) await shop.list();

    expect(await shop.books()).not.toEqual(before);
  });

  it('“duplicate” tells some rows twice, “reorder” all of them in another order, and neither leaves one out', async () => {
    const shop = await open();
    const { ids } = await shop.list();
    await fault(shop, 'duplicate', { share: 1, seed: 5 });
    await fault(shop, 'reorder', { share: 1, seed: 5 });
    const lists: (readonly string[])[] = [];
    for (let call = 0; call < 12; call += 1) lists.push((await shop.list()).ids);

    expect(ids).toHaveLength(3);
    expect(lists.map((list) => [...new Set(list)].sort())).toEqual(lists.map(() => [...ids].sort()));
    expect(lists.some((list) => list.length > ids.length)).toBe(true);
    expect(lists.some((list) => [...new Set(list)].join() !== ids.join())).toBe(true);
  });
});

it('is known here whatever its kind', () => {
  expect([...afterTheWork, ...beforeTheWork, ...othersHere].sort()).toEqual([...faultKinds].sort());
});

describe('time alone', () => {
  const shipOf = (shop: { readonly appKey: string; readonly appSecret: string }) => ({
    app_key: shop.appKey,
    app_secret: shop.appSecret,
  });

  it('ends a consent of TikTok Shop after 30 minutes, an access token after 7 days, what renews it after its own', async () => {
    const shop = await tiktok.do({ do: 'shop' });
    const late = await tiktok.do({ do: 'consent', appKey: shop.appKey });
    const ask = async (path: string, query: Record<string, string>) => {
      const words = new URLSearchParams({ ...shipOf(shop), ...query });
      const answer = await fetch(`${tiktok.url}/api/v2/token/${path}?${words}`);
      return (await answer.json()) as { code: number; data: Record<string, string> | null }; // shape under test
    };
    const trade = (code: string) => ask('get', { auth_code: code, grant_type: 'authorized_code' });
    const traded = await trade(shop.code);
    await tiktok.do({ do: 'clock', passMs: 30 * 60_000 });
    const tooLate = await trade(late);
    const token = String(traded.data?.access_token);
    const codeAt = async (seconds: number) => {
      await tiktok.do({ do: 'clock', at: nine + seconds * 1000 });
      const hands = await openTiktok(tiktok.url, shop, () => nine + seconds * 1000, token);
      return (await hands.ask('GET', '/authorization/202309/shops')).code;
    };
    const lives = [await codeAt(7 * daySeconds - 1), await codeAt(7 * daySeconds)];
    await tiktok.do({ do: 'clock', at: nine + 365 * daySeconds * 1000 });

    const renewed = await ask('refresh', {
      refresh_token: String(traded.data?.refresh_token),
      grant_type: 'refresh_token',
    });

    expect([traded.code, tooLate.code]).toEqual([0, 36004004]);
    expect(lives).toEqual([0, 105002]);
    expect(renewed.code).toBe(36004006);
  });

  it('ends a consent of Douyin after 10 minutes, an access token after 7 days, what renews it after 14', async () => {
    const shop = await douyin.do({ do: 'shop', appKind: 'tool' });
    const late = await douyin.do({ do: 'consent', appKey: shop.appKey, shopId: shop.shopId });
    const at = async (seconds: number, token: string) => {
      await douyin.do({ do: 'clock', at: nine + seconds * 1000 });
      return openDouyin(douyin.url, shop, () => nine + seconds * 1000, token);
    };
    const trade = async (seconds: number, code: string) =>
      (await at(seconds, 'none yet')).ask('token.create', { code, grant_type: 'authorization_code' });
    const traded = await trade(599, shop.code);
    const tooLate = await trade(600, late);
    const token = String(traded.data.access_token);
    const subAt = async (seconds: number) =>
      (await (await at(seconds, token)).ask('order.logisticsCompanyList', {})).sub_code;
    const lives = [await subAt(599 + 7 * daySeconds - 1), await subAt(599 + 7 * daySeconds)];
    const refresh = { grant_type: 'refresh_token', refresh_token: String(traded.data.refresh_token) };

    const renewed = await (await at(599 + 14 * daySeconds, 'none')).ask('token.refresh', refresh);

    expect([traded.code, tooLate.code]).toEqual([10000, 50001]);
    expect(lives).toEqual(['', 'isv.access-token-expired']);
    expect(renewed.sub_code).toBe('dop.token-generate-failed:token-expired');
  });
});

describe('what is more than one call may ask for is refused', () => {
  it.each([
    { method: 'POST', path: '/fulfillment/202309/packages/search', most: 50 },
    { method: 'GET', path: '/fulfillment/202309/combinable_packages/search', most: 50 },
    { method: 'POST', path: '/return_refund/202309/cancellations/search', most: 50 },
    { method: 'POST', path: '/order/202309/orders/search', most: 100 },
  ] as const)('by TikTok Shop: pages of $path', async ({ method, path, most }) => {
    const shop = await tiktok.do({ do: 'shop' });
    const hands = await openTiktok(tiktok.url, shop, () => nine);
    const body = method === 'POST' ? {} : undefined;
    const ask = (size: number) => hands.ask(method, path, { page_size: String(size) }, body);

    const codes = [(await ask(most)).code, (await ask(most + 1)).code, (await ask(0)).code];

    expect(codes).toEqual([0, 36009004, 36009004]);
  });

  it('by Douyin: rows of refunds, numbers, print data and packs', async () => {
    const shop = await douyin.do({ do: 'shop' });
    const { orderIds } = await douyin.do({ do: 'orders', shopId: shop.shopId });
    const hands = await openDouyin(douyin.url, shop, () => nine);
    const subOf = async (method: string, body: object) => (await hands.ask(method, body)).sub_code;
    const packs = (count: number) =>
      subOf('order.logisticsAddMultiPack', {
        order_id: orderIds[0],
        pack_list: Array(count).fill({
          company_code: 'shunfeng',
          logistics_code: 'X',
          shipped_order_info: [],
        }),
        request_id: `packs ${count}`,
      });
    const applies = (count: number) =>
      subOf('logistics.waybillApply', {
        waybill_applies: Array(count).fill({ logistics_code: 'shunfeng', track_no: 'SF0' }),
      });
    const numbers = (count: number) =>
      subOf('logistics.newCreateOrder', {
        logistics_code: 'shunfeng',
        order_infos: Array(count).fill({}),
        sender_info: {},
      });
    const rows = (size: number) => subOf('afterSale.List', { order_by: ['update_time asc'], page: 0, size });

    expect([await rows(100), await rows(101)]).toEqual(['', 'isv.parameter-invalid:20008']);
    expect([await applies(10), await applies(11)]).toEqual(['', 'isv.business-failed:1001']);
    expect(await packs(401)).toBe('isv.business-failed:60032');
    expect(await packs(400)).not.toBe('isv.business-failed:60032');
    await douyin.do({ do: 'rules', waybillBatch: 10 });
    expect(await numbers(11)).toBe('isv.parameter-invalid:4003');
    expect(await numbers(10)).not.toBe('isv.parameter-invalid:4003');
  });
});
