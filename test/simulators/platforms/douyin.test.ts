// The simulated Douyin is as strict as the reference says. Requests are made here by hand, not by the station's adapter.

import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedDouyin, startDouyin } from '../../builders/platform-simulators.ts';
import { type DouyinHands, openDouyin } from './douyin/bare-client.ts';
import { signOf } from './douyin/douyin-gate.ts';
import { readJson } from './douyin/douyin-json.ts';

const nine = Date.UTC(2026, 8, 22, 1, 0, 0);
const second = nine / 1000;
let douyin: SimulatedDouyin;

beforeAll(async () => {
  douyin = await startDouyin({ at: nine, isRunning: false });
});
afterAll(() => douyin.close());

async function aShop() {
  const shop = await douyin.do({ do: 'shop' });
  const hands = await openDouyin(douyin.url, shop, () => nine);
  return { ...shop, hands };
}

async function orders(shopId: string, wish: object = {}) {
  const plain = { gifts: 0, bundles: 0, sameRecipient: 0, doorSuggested: 0, notes: 0 };
  const { orderIds } = await douyin.do({ do: 'orders', shopId, ...plain, ...wish });
  const books = await douyin.do({ do: 'books', shopId });
  return orderIds.map((id) => {
    const order = books.orders.find(({ orderId }) => orderId === id);
    if (!order) throw new Error('an order that was added is in the books');
    return order;
  });
}
type Booked = Awaited<ReturnType<typeof orders>>[number];

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

async function takeWaybill(
  hands: DouyinHands,
  wanted: readonly Booked[],
  wish: { packId?: string; company?: string; services?: string[] } = {},
) {
  const { packId = 'P1', company = 'shunfeng', services = [] } = wish;
  const answer = await hands.ask('logistics.newCreateOrder', {
    logistics_code: company,
    order_infos: [
      {
        combine_orders: wanted.map(({ orderId }) => orderId),
        items: [{ item_count: 1, item_name: '搪瓷杯' }],
        order_id: wanted[0]?.orderId,
        pack_id: packId,
        service_list: services.map((service_code) => ({ service_code, service_value: '{"value":""}' })),
      },
    ],
    sender_info: sender,
  });
  const [made] = answer.data.ebill_infos as { track_no: string }[]; // as the wire has it
  const [wrong] = answer.data.err_infos as { err_code: string }[]; // as the wire has it
  return { number: made?.track_no ?? '', code: wrong?.err_code ?? '' };
}

const infoOf = (wanted: readonly Booked[]) =>
  wanted.flatMap((order) =>
    order.lines.map(({ lineId, quantity }) => ({ shipped_num: quantity, shipped_order_id: lineId })),
  );

const shipOne = (
  hands: DouyinHands,
  wanted: readonly Booked[],
  number: string,
  wish: { requestId?: string; company?: string; rejects?: boolean } = {},
) =>
  hands.ask('order.logisticsAddSinglePack', {
    company_code: wish.company ?? 'shunfeng',
    ...(wish.rejects && { is_reject_refund: true }),
    logistics_code: number,
    order_id_list: wanted.map(({ orderId }) => orderId),
    request_id: wish.requestId ?? `request-${number}`,
    shipped_order_info: infoOf(wanted),
  });

describe('the sign', () => {
  const first = { appKey: '1234567890123456789', secret: 'contract-app-secret' };
  const demo = { appKey: '3409409348479354011', secret: '2ad2355c-01d0-11f8-91dc-05a8cd1054b1' };
  const create = '{"code":"","grant_type":"authorization_self","shop_id":"323423"}';
  const search =
    '{"combine_status":[{"order_status":"2,101"}],"order_asc":true,"order_by":"update_time","page":0,"size":100,"update_time_end":1716181200,"update_time_start":1716170400}';

  it.each([
    {
      ...first,
      method: 'order.searchList',
      timestamp: '1667899926',
      body: '{"a":[3,{"a":1,"b":2}],"nested":{"a":true,"汉":"<&"},"z":1}',
      hmac: 'cfb0c61c20926f758e13f4bd3d59a0de0e22f3c6059f1045cae36e6cea2bd417',
      md5: '6a50fd3554490c8651eb774e4b12ff6d',
    },
    {
      ...demo,
      method: 'token.create',
      timestamp: '1716182040',
      body: create,
      hmac: 'afdbe44e956da7ad4b2cceff616a94cfd6b1fa584b55e3cf0a4990b8185389d6',
      md5: 'e6305b7bf900f1706cd570069b63cbe0',
    },
    {
      ...demo,
      method: 'token.refresh',
      timestamp: '1716182040',
      body: '{"grant_type":"refresh_token","refresh_token":"REFRESH_TOKEN_DEMO"}',
      hmac: 'ebe0760d2c9a1a958496bc8025cd6c972f83550f743d8d6a19cfafaff1eeab6e',
      md5: '21a870ea38358b2923b6b608f4e98cb8',
    },
    {
      ...demo,
      method: 'order.searchList',
      timestamp: '1716182040',
      body: search,
      hmac: 'a28d8e250dfce126b32eb4c27867963ef62668395d33ced0130744ff317a9ce4',
      md5: 'bcae355d13ca5ac75e265fd076e65218',
    },
    {
      ...demo,
      method: 'order.orderDetail',
      timestamp: '1716182040',
      body: '{"shop_order_id":"6920000000000000001"}',
      hmac: '33de4b2f5516ccdbcbd5bd163411dead7549b9aa3e3d2d87a741f52adae2ae4f',
      md5: '36e8af5578d5b28b63ef8b58d8f39aae',
    },
    {
      ...demo,
      method: 'token.create',
      timestamp: '2024-05-20 13:14:00',
      body: create,
      hmac: '7476155b1ab197bd7309ae5a19dd6fde201a1c92bb95f8e6a28292fa7bc24a4e',
      md5: null,
    },
    {
      ...demo,
      method: 'order.searchList',
      timestamp: '2024-05-20 13:14:00',
      body: search,
      hmac: '801a4d07664a8859d78d193955eff7f584f5e789dcd835d011b3e3f20a06f696',
      md5: null,
    },
  ])('is right for $method at $timestamp', ({ hmac, md5, ...signed }) => {
    const byHmac = signOf(signed, 'hmac-sha256');
    const byMd5 = signOf(signed, 'md5');

    expect(byHmac).toBe(hmac);
    if (md5) expect(byMd5).toBe(md5);
  });

  it.each([
    {
      timestamp: '1716182040',
      sign: 'afdbe44e956da7ad4b2cceff616a94cfd6b1fa584b55e3cf0a4990b8185389d6',
      by: 'hmac-sha256',
    },
    { timestamp: '1716182040', sign: 'e6305b7bf900f1706cd570069b63cbe0', by: null },
    {
      timestamp: '2024-05-20 13:14:00',
      sign: '7476155b1ab197bd7309ae5a19dd6fde201a1c92bb95f8e6a28292fa7bc24a4e',
      by: 'hmac-sha256',
    },
  ])('is taken over the wire: $timestamp, $by', async ({ timestamp, sign, by }) => {
    await using old = await startDouyin({ at: 1716182040_000, isRunning: false });
    await old.do({ do: 'shop', shopId: '323423', appKey: demo.appKey, appSecret: demo.secret });
    const query = new URLSearchParams({
      app_key: demo.appKey,
      method: 'token.create',
      v: '2',
      timestamp,
      sign,
      ...(by && { sign_method: by }),
    });

    const answer = await fetch(`${old.url}/token/create?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: create,
    });

    expect(await answer.json()).toMatchObject({ code: 10000, data: { expires_in: 7 * 86_400 } });
  });

  it.each([
    {
      ...demo,
      body: String.raw`[{"tag":"101","msg_id":"DEMO-MSG-1","data":"{\"p_id\":6920000000000000001,\"shop_id\":323423}"}]`,
      md5: '2ecbe517f5b0a6a1edff2604c7256e44',
      hmac: null,
    },
    {
      appKey: 'fixed-app',
      secret: 'fixed-secret',
      body: 'body',
      md5: '52ffa83d0da319aa6394a013350c7556',
      // What one source has in its place.
      hmac: '382c11208cd1f85f08f12c576fa0f80fd8482203d56894a3aab0b188cf2049da',
    },
  ])('knows the form of a pushed message’s sign: $body', ({ appKey, secret, body, md5, hmac }) => {
    const text = appKey + body + secret;

    expect(createHash('md5').update(text).digest('hex')).toBe(md5);
    if (hmac) expect(createHmac('sha256', secret).update(text).digest('hex')).toBe(hmac);
  });

  it.each([
    { input: '{}', canonical: '{}' },
    { input: '{"2":1,"10":1}', canonical: '{"10":1,"2":1}' },
    { input: String.raw`{"s":"<a>&/\"\\"}`, canonical: String.raw`{"s":"<a>&/\"\\"}` },
    { input: '[{"b":1, "a":2}]', canonical: '[{"a":2,"b":1}]' },
    { input: '{"id":4781320682406083640}', canonical: '{"id":4781320682406083640}' },
  ])('goes over $canonical', ({ input, canonical }) => {
    expect(readJson(input)?.canonical).toBe(canonical);
  });

  it('is refused when it is wrong, and when the parameters are not in order', async () => {
    const { hands } = await aShop();

    const wrong = await hands.ask('order.logisticsCompanyList', {}, { sign: '0'.repeat(64) });
    const mixed = await hands.ask('order.searchList', '{"size":1,"page":0,"update_time_start":1}');
    const blank = await hands.ask('order.searchList', '{"page":0, "size":1,"update_time_start":1}');

    expect([wrong, mixed, blank].map(({ code, sub_code }) => [code, sub_code])).toEqual(
      Array(3).fill([40003, 'isv.signature-invalid']),
    );
  });
});

describe('the gate', () => {
  it.each([
    { seconds: 299, sub: '' },
    { seconds: 301, sub: 'isv.timestamp-invalid' },
    { seconds: -301, sub: 'isv.timestamp-invalid' },
  ])('answers "$sub" to a clock that is $seconds s off', async ({ seconds, sub }) => {
    const { hands, ...shop } = await aShop();
    const off = await openDouyin(douyin.url, shop, () => nine + seconds * 1000, hands.token);

    const answer = await off.ask('order.logisticsCompanyList', {});

    expect(answer.sub_code).toBe(sub);
  });

  it('knows refused addresses, missing rights, dead and unknown tokens', async () => {
    const { hands, appKey, ...shop } = await aShop();
    const list = (asked: DouyinHands) => asked.ask('order.logisticsCompanyList', {});
    const stranger = await openDouyin(douyin.url, { ...shop, appKey }, () => nine, 'nobody’s');
    const subs: string[] = [(await list(stranger)).sub_code];

    await douyin.do({ do: 'app', appKey, isAddressRefused: true });
    subs.push((await list(hands)).sub_code);
    await douyin.do({
      do: 'app',
      appKey,
      isAddressRefused: false,
      withoutMethods: ['order.logisticsCompanyList'],
    });
    subs.push((await list(hands)).sub_code);
    await douyin.do({ do: 'app', appKey, withoutMethods: [] });
    await douyin.do({ do: 'grant', appKey, expireAccess: true });
    subs.push((await list(hands)).sub_code);

    expect(subs).toEqual([
      'isv.access-token-no-existed',
      'isv.invalid_ip',
      'isv.app-permissions-insufficient',
      'isv.access-token-expired',
    ]);
  });

  it('gives a tool app tokens for a code, once, and takes a refresh token once', async () => {
    const shop = await douyin.do({ do: 'shop', appKind: 'tool' });
    const bare = await openDouyin(douyin.url, shop, () => nine, 'none yet');
    const byCode = { code: shop.code, grant_type: 'authorization_code' };

    const self = await bare.ask('token.create', {
      code: '',
      grant_type: 'authorization_self',
      shop_id: shop.shopId,
    });
    const first = await bare.ask('token.create', byCode);
    const again = await bare.ask('token.create', byCode);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(first.data.refresh_token) };
    const fresh = await bare.ask('token.refresh', refresh);
    const stale = await bare.ask('token.refresh', refresh);

    expect([self, first, again, fresh, stale].map(({ code }) => code)).toEqual([
      50002, 10000, 50001, 10000, 50001,
    ]);
    expect(self.sub_code).toBe('isv.business-failed:4');
  });
});

describe('lists', () => {
  it('hands out every order with its 19 digits', async () => {
    const { shopId, hands } = await aShop();
    const made = await orders(shopId, { count: 230 });

    const all = await hands.allOrders(second - 7200);
    const one = await hands.ask('order.orderDetail', { shop_order_id: made[0]?.orderId });

    expect(all.orders.map(({ order_id }) => order_id).sort()).toEqual(
      made.map(({ orderId }) => orderId).sort(),
    );
    expect(one.text).toMatch(/"product_id":37813206824060\d{5},"product_id_str":"37813206824060\d{5}"/);
    expect(one.text).toMatch(/"sku_id":47813206824060\d{5},/);
  });

  it.each([
    { body: { page: -1, size: 10, update_time_start: second }, number: 10035 },
    { body: { page: 0, size: 101, update_time_start: second }, number: 20008 },
    { body: { page: 0, size: 10 }, number: 20011 },
    { body: { create_time_start: second - 91 * 86_400, page: 0, size: 10 }, number: 20022 },
    { body: { page: 500, size: 100, update_time_start: second }, number: 20013 },
    {
      body: {
        combine_status: [{ order_status: '2' }, { order_status: '101' }],
        page: 0,
        size: 10,
        update_time_start: second,
      },
      number: 20012,
    },
  ])('refuses what it may not be asked: $number', async ({ body, number }) => {
    const { hands } = await aShop();

    const answer = await hands.ask('order.searchList', body);

    expect(answer.sub_code).toBe(`isv.parameter-invalid:${number}`);
  });

  it('skips a row when an order leaves the window while it is paged', async () => {
    const { shopId, hands } = await aShop();
    const made = await orders(shopId, { count: 30 });
    const body = {
      order_asc: true,
      order_by: 'update_time',
      page: 0,
      size: 10,
      update_time_end: second - 1,
      update_time_start: second - 7200,
    };

    await hands.ask('order.searchList', body);
    await douyin.do({ do: 'change', orderId: made[0]?.orderId ?? '', what: 'note' });
    const next = await hands.ask('order.searchList', { ...body, page: 1 });

    const [row] = next.data.shop_order_list as { order_id: string }[]; // as the wire has it
    expect(row?.order_id).toBe(made[11]?.orderId);
  });
});

describe('merging and waybills', () => {
  it('groups what may share a parcel and names what may not', async () => {
    const { shopId, hands } = await aShop();
    const [a, b] = await orders(shopId, { count: 2, sameRecipient: 1 });
    const [other, gone] = await orders(shopId, { count: 2, seed: 4 });
    await douyin.do({ do: 'change', orderId: gone?.orderId ?? '', what: 'cancel' });
    const ask = [a, b, other, gone].map((order) => ({
      open_address_id: order?.openAddressId,
      order_id: order?.orderId,
    }));

    const answer = await hands.ask('order.mergeV2', { merge_list: ask });

    expect(answer.data).toEqual({
      order_list: [`${a?.orderId},${b?.orderId}`, other?.orderId],
      failed_order: { [gone?.orderId ?? '']: '订单不在发货状态' },
    });
  });

  it('gives the same number for the same order and pack, another for another, none when all are used', async () => {
    await using small = await startDouyin({ at: nine, isRunning: false });
    const shop = await small.do({ do: 'shop' });
    await small.do({ do: 'rules', waybillStock: 2 });
    const { orderIds } = await small.do({ do: 'orders', shopId: shop.shopId });
    const hands = await openDouyin(small.url, shop, () => nine);
    const order = { orderId: orderIds[0] ?? '', lines: [] } as unknown as Booked; // the number is all that is asked with

    const first = await takeWaybill(hands, [order]);
    const again = await takeWaybill(hands, [order]);
    const second = await takeWaybill(hands, [order], { packId: 'P2' });
    const third = await takeWaybill(hands, [order], { packId: 'P3' });

    expect(first.number).toMatch(/^SF\d{13}$/);
    expect(again.number).toBe(first.number);
    expect(second.number).not.toBe(first.number);
    expect(third.code).toBe('10701');
  });

  it('seals print data, takes numbers back once they are not used, and wants a franchise’s netsite', async () => {
    const { shopId, hands } = await aShop();
    const [order, used] = await orders(shopId, { count: 2 });
    const apply = (track_no: string) =>
      hands.ask('logistics.waybillApply', { waybill_applies: [{ logistics_code: 'shunfeng', track_no }] });
    const cancel = (track_no: string) =>
      hands.ask('logistics.cancelOrder', { logistics_code: 'shunfeng', track_no });
    const idle = await takeWaybill(hands, order ? [order] : []);
    const left = await takeWaybill(hands, used ? [used] : []);
    await shipOne(hands, used ? [used] : [], left.number);

    const sealed = await apply(idle.number);
    const cancelled = await cancel(idle.number);
    const dead = await apply(idle.number);
    const kept = await cancel(left.number);
    const noSite = await takeWaybill(hands, order ? [order] : [], { company: 'zhongtong' });

    expect(sealed.data).toMatchObject({ waybill_infos: [{ track_no: idle.number }], err_infos: [] });
    expect(cancelled.data).toMatchObject({ cancel_result: { success: true } });
    expect(dead.data).toMatchObject({ waybill_infos: [], err_infos: [{ err_code: 1003 }] });
    expect(kept.data).toMatchObject({ cancel_result: { success: false } });
    expect(noSite.code).toBe('4010');
  });
});

describe('shipping', () => {
  it('ships once, repeats the answer of the same request, and refuses another', async () => {
    const { shopId, hands } = await aShop();
    const wanted = await orders(shopId, { count: 2, sameRecipient: 1 });
    const { number } = await takeWaybill(hands, wanted);

    const first = await shipOne(hands, wanted, number);
    const repeated = await shipOne(hands, wanted, number);
    const another = await shipOne(hands, wanted, number, { requestId: 'another' });
    const whole = await hands.ask('order.logisticsAdd', {
      company_code: 'shunfeng',
      logistics_code: number,
      order_id: wanted[0]?.orderId,
    });

    const books = await douyin.do({ do: 'books', shopId });
    expect([first.code, another.sub_code, whole.sub_code]).toEqual([
      10000,
      'isv.business-failed:70023',
      'isv.business-failed:60110',
    ]);
    expect(repeated.data).toEqual(first.data);
    expect(books.shipments).toMatchObject([{ trackingNumber: number, requestId: `request-${number}` }]);
    expect(books.orders.map(({ status }) => status)).toEqual([3, 3]);
  });

  it('ships a part, then the rest, and all packs of an order or none', async () => {
    const { shopId, hands } = await aShop();
    const [order] = await orders(shopId, { mostLines: 8, seed: 2 });
    const lines = order?.lines ?? [];
    const waybills = [
      await takeWaybill(hands, order ? [order] : [], { packId: 'A' }),
      await takeWaybill(hands, order ? [order] : [], { packId: 'B' }),
    ];
    const pack = (number: string | undefined, some: typeof lines) => ({
      company_code: 'shunfeng',
      logistics_code: number,
      shipped_order_info: some.map(({ lineId, quantity }) => ({
        shipped_num: quantity,
        shipped_order_id: lineId,
      })),
    });
    const send = (requestId: string, packs: object[]) =>
      hands.ask('order.logisticsAddMultiPack', {
        order_id: order?.orderId,
        pack_list: packs,
        request_id: requestId,
      });

    const doubled = await send('1', [pack(waybills[0]?.number, lines), pack(waybills[1]?.number, lines)]);
    const parted = await send('2', [pack(waybills[0]?.number, lines.slice(0, 1))]);
    const between = await douyin.do({ do: 'books', shopId });
    const rest = await send('3', [pack(waybills[1]?.number, lines.slice(1))]);
    const after = await douyin.do({ do: 'books', shopId });

    expect(lines.length).toBeGreaterThan(1);
    expect([doubled.sub_code, parted.code, rest.code]).toEqual(['isv.business-failed:60079', 10000, 10000]);
    expect([between.orders[0]?.status, after.orders[0]?.status]).toEqual([101, 3]);
  });

  it('names what stands against a parcel', async () => {
    const { shopId, hands } = await aShop();
    const [cancelled, asked, refunded, moved, plain] = await orders(shopId, { count: 5 });
    const [reviewed] = await orders(shopId, { inReview: 1 });
    const [door] = await orders(shopId, { doorRequired: 1 });
    const subs: string[] = [];
    const attempt = async (
      order: Booked | undefined,
      change?: 'cancel' | 'ask-refund' | 'refund' | 'change-address',
    ) => {
      const wanted = order ? [order] : [];
      const { number } = await takeWaybill(hands, wanted);
      if (change) await douyin.do({ do: 'change', orderId: order?.orderId ?? '', what: change });
      subs.push((await shipOne(hands, wanted, number)).sub_code);
      return number;
    };

    await attempt(cancelled, 'cancel');
    await attempt(asked, 'ask-refund');
    await attempt(refunded, 'refund');
    await attempt(moved, 'change-address');
    await attempt(reviewed);
    await attempt(door);
    const stranger = plain ? [plain] : [];
    subs.push((await shipOne(hands, stranger, 'SF1', { requestId: 'x' })).sub_code);
    const right = await takeWaybill(hands, door ? [door] : [], {
      packId: 'D',
      services: ['SVC-WBHOMEDELIVERY'],
    });
    subs.push((await shipOne(hands, door ? [door] : [], right.number)).sub_code);

    expect(subs.map((sub) => sub.split(':')[1] ?? '')).toEqual([
      '60021',
      '60040',
      '60068',
      '70020',
      '60109',
      '60138',
      '60017',
      '',
    ]);
  });

  it('counts a refund that a shipment turned down', async () => {
    const { shopId, hands } = await aShop();
    const wanted = await orders(shopId);
    const { number } = await takeWaybill(hands, wanted);
    await douyin.do({ do: 'change', orderId: wanted[0]?.orderId ?? '', what: 'ask-refund' });

    const forced = await shipOne(hands, wanted, number, { rejects: true });

    const books = await douyin.do({ do: 'books', shopId });
    expect(forced.code).toBe(10000);
    expect(books.refundsRejected).toBeGreaterThan(0);
    expect(books.afterSales[0]).toMatchObject({ status: 27, decidedBy: 'ship' });
  });
});

describe('refunds', () => {
  it('are listed, granted by the merchant once, or by time', async () => {
    await using own = await startDouyin({ at: nine, isRunning: false });
    const shop = await own.do({ do: 'shop' });
    const hands = await openDouyin(own.url, shop, () => nine);
    const { orderIds } = await own.do({ do: 'orders', shopId: shop.shopId, count: 2, mostLines: 1 });
    for (const orderId of orderIds) await own.do({ do: 'change', orderId, what: 'ask-refund' });

    const listed = await hands.ask('afterSale.List', {
      order_by: ['update_time asc'],
      page: 0,
      size: 100,
      update_start_time: second - 1,
    });
    const rows = listed.data.items as { aftersale_info: { aftersale_id: string } }[]; // as the wire has it
    const operate = () =>
      hands.ask('afterSale.operate', {
        items: [{ aftersale_id: rows[0]?.aftersale_info.aftersale_id }],
        type: 201,
      });
    const granted = await operate();
    const late = await operate();
    await own.do({ do: 'clock', passMs: 48 * 3_600_000 });
    const books = await own.do({ do: 'books' });

    expect(rows).toHaveLength(2);
    expect(granted.text).toContain(`"aftersale_id":${rows[0]?.aftersale_info.aftersale_id},"status_code":0`);
    expect(late.data).toMatchObject({ items: [{ status_code: 100001 }] });
    expect(books.afterSales.map(({ decidedBy }) => decidedBy)).toEqual(['seller', 'time']);
    expect(books.orders.map(({ status }) => status)).toEqual([4, 4]);
    expect(books.refundsRejected).toBe(0);
  });
});

describe('faults', () => {
  it('loses an answer after the work was done; the same request repeats it', async () => {
    const { shopId, hands } = await aShop();
    const wanted = await orders(shopId);
    const { number } = await takeWaybill(hands, wanted);
    await douyin.do({ do: 'fault', what: 'lost', path: '/order/logisticsAdd' });

    const lost = await shipOne(hands, wanted, number).catch(() => 'lost');
    const again = await shipOne(hands, wanted, number);

    const books = await douyin.do({ do: 'books', shopId });
    expect(lost).toBe('lost');
    expect(again.code).toBe(10000);
    expect(books.shipments).toHaveLength(1);
  });

  it('is busy, breaks down, refuses with a number and stirs lists when told to', async () => {
    const { shopId, hands } = await aShop();
    await orders(shopId, { count: 20 });
    const list = () => hands.ask('order.searchList', { page: 0, size: 20, update_time_start: second - 7200 });
    const seen: unknown[] = [];

    await douyin.do({ do: 'fault', what: 'busy' });
    const busy = await list();
    seen.push(busy.status, busy.code, busy.sub_code);
    await douyin.do({ do: 'fault', what: 'code', code: '20000' });
    seen.push((await list()).code);
    await douyin.do({ do: 'fault', what: 'code', code: '60124' });
    seen.push((await list()).sub_code);
    await douyin.do({ do: 'fault', what: 'truncated' });
    seen.push(await list().catch((thrown: Error) => thrown.name));
    await douyin.do({ do: 'fault', what: 'duplicate' });
    seen.push(((await list()).data.shop_order_list as unknown[]).length > 20); // as the wire has it

    expect(seen).toEqual([
      429,
      60000,
      'isv.traffic-limited',
      20000,
      'isv.business-failed:60124',
      'SyntaxError',
      true,
    ]);
  });
});
