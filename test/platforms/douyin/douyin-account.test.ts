// A Douyin shop's account: tokens, the clock, too many questions, and whether it can be reached.

import { describe, expect, it } from 'vitest';
import { aDouyinOrder, no, type Script, scriptedDouyin } from './scripted-douyin.ts';

const orders: Script = {
  'order.searchList': () => ({ total: 0, shop_order_list: [] }),
  'order.orderDetail': () => ({ shop_order_detail: aDouyinOrder() }),
};
const ids = ['6920000000000000001'] as never; // as ids of orders

describe('the account of a Douyin shop', () => {
  it('asks for its own tokens by the shop’s number, signed and without a token', async () => {
    const douyin = scriptedDouyin(orders);

    const shops = await douyin.authorise?.('');

    expect(shops).toEqual([{ platformShopId: '323423', name: '茶铺', region: 'CN' }]);
    expect(douyin.asked[0]).toMatchObject({
      method: 'token.create',
      params: { code: '', grant_type: 'authorization_self', shop_id: '323423' },
    });
    expect(Object.fromEntries(douyin.asked[0]?.query ?? [])).toMatchObject({
      app_key: '3409409348479354011',
      method: 'token.create',
      v: '2',
      sign_method: 'hmac-sha256',
      timestamp: String(Math.floor(douyin.clock.now() / 1_000)),
      sign: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(douyin.asked[0]?.query.has('access_token')).toBe(false);
    expect(douyin.consentEndsAt?.()).toBeNull();
  });

  it('trades the code of a consent, and knows until when it holds', async () => {
    const douyin = scriptedDouyin(orders, { appKind: 'tool', platformShopId: '', serviceId: 'S1' });

    await douyin.authorise?.('the code');
    await douyin.chooseShop?.('323423');

    expect(douyin.asked[0]?.params).toEqual({ code: 'the code', grant_type: 'authorization_code' });
    expect(douyin.consentAddress?.('st')).toBe(
      'https://fuwu.jinritemai.com/authorize?service_id=S1&state=st',
    );
    expect(douyin.consentEndsAt?.()).toBe(douyin.clock.now() + 14 * 86_400_000);
    expect(douyin.link().platformShopId).toBe('323423');
    expect(await douyin.listAuthorised?.()).toEqual([
      { platformShopId: '323423', name: '茶铺', region: 'CN' },
    ]);
  });

  it('keeps no tokens of another shop', async () => {
    const douyin = scriptedDouyin(orders, { appKind: 'tool', platformShopId: '999' });

    await expect(douyin.authorise?.('code')).rejects.toMatchObject({
      code: 'platform.other-shop',
      facts: { name: '茶铺' },
    });
    expect(douyin.secrets.has('tokens')).toBe(false);
  });

  it.each([
    ['a code that ended', no(50002, 'isv.business-failed:4', '授权码已过期'), 'platform.code-refused'],
    ['a wrong secret', no(40003, 'isv.signature-invalid'), 'platform.secret-wrong'],
    ['a busy platform', no(20000, 'dop.service-error'), 'platform.busy'],
  ])('says why it takes no tokens: %s', async (_what, answer, code) => {
    const douyin = scriptedDouyin({ 'token.create': () => answer }, { appKind: 'tool', platformShopId: '' });

    await expect(douyin.authorise?.('code')).rejects.toMatchObject({ code });
  });

  it('wants the shop’s number first', async () => {
    const douyin = scriptedDouyin(orders, { platformShopId: '' });

    await expect(douyin.authorise?.('')).rejects.toMatchObject({ code: 'platform.no-shop-number' });
  });

  it('renews an ended token once and asks again', async () => {
    const douyin = scriptedDouyin({
      ...orders,
      'order.orderDetail': (_params, count) =>
        count === 0 ? no(40003, 'isv.access-token-expired') : { shop_order_detail: aDouyinOrder() },
      'token.refresh': () => ({ access_token: 'token-2', expires_in: 604800, refresh_token: 'refresh-2' }),
    });

    expect(await douyin.readOrders(ids)).toHaveLength(1);
    expect(douyin.methods().slice(0, 4)).toEqual([
      'token.create',
      'order.orderDetail',
      'token.refresh',
      'order.orderDetail',
    ]);
    expect(douyin.asked[3]?.query.get('access_token')).toBe('token-2');
    expect(douyin.asked[2]?.params).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-1' });
  });

  it('asks for new tokens where the old ones cannot be renewed', async () => {
    const douyin = scriptedDouyin({
      ...orders,
      'order.orderDetail': (_params, count) =>
        count === 0 ? no(40003, 'isv.access-token-no-existed') : { shop_order_detail: aDouyinOrder() },
      'token.refresh': () => no(50001, 'dop.token-generate-failed:token-expired'),
    });

    expect(await douyin.readOrders(ids)).toHaveLength(1);
    expect(douyin.methods().filter((method) => method === 'token.create')).toHaveLength(2);
  });

  it('does not take the ended token back for a new one', async () => {
    const douyin = scriptedDouyin({
      ...orders,
      'token.create': (_params, count) => ({
        access_token: `own-${count}`,
        expires_in: 604800,
        refresh_token: 'r',
      }),
      'token.refresh': () => ({ access_token: 'own-0', expires_in: 604800, refresh_token: 'r' }),
      'order.orderDetail': (_params, count) =>
        count === 0 ? no(40003, 'isv.access-token-expired') : { shop_order_detail: aDouyinOrder() },
    });

    await douyin.readOrders(ids);

    expect(douyin.asked.at(-1)?.query.get('access_token')).toBe('own-1');
  });

  it('sends a tool app’s merchant to consent again when nothing can be renewed', async () => {
    const douyin = scriptedDouyin(
      {
        ...orders,
        'order.orderDetail': () => no(40003, 'isv.access-token-expired'),
        'token.refresh': () => no(50002, 'isv.business-failed:31009', '授权已取消'),
      },
      { appKind: 'tool', platformShopId: '' },
    );
    await douyin.authorise?.('code');

    await expect(douyin.readOrders(ids)).rejects.toMatchObject({
      code: 'platform.re-authorise',
      facts: { words: '授权已取消', logId: 'LOG-1' },
    });
  });

  it('asks twice more with the platform’s time, should it have slept meanwhile, and then says that the clock is wrong', async () => {
    const twice = scriptedDouyin({
      ...orders,
      'order.orderDetail': (_params, count) =>
        count < 2 ? no(40003, 'isv.timestamp-invalid') : { shop_order_detail: aDouyinOrder() },
    });
    const always = scriptedDouyin({
      ...orders,
      'order.orderDetail': () => no(40003, 'isv.timestamp-invalid'),
    });

    expect(await twice.readOrders(ids)).toHaveLength(1);
    await expect(always.readOrders(ids)).rejects.toMatchObject({ code: 'platform.clock-refused' });
  });

  it('takes its first token with the platform’s time as well', async () => {
    const douyin = scriptedDouyin({
      ...orders,
      'token.create': (_params, count) =>
        count === 0 ? no(40003, 'isv.timestamp-invalid') : { access_token: 'token-1', expires_in: 604800 },
    });

    await douyin.authorise?.('');

    expect(douyin.methods()).toEqual(['token.create', 'token.create']);
  });

  it('slows down when it asks too fast, more each time, and then lets the work wait', async () => {
    const douyin = scriptedDouyin({ ...orders, 'order.orderDetail': () => no(60000, 'isv.traffic-limited') });

    await expect(douyin.readOrders(ids)).rejects.toMatchObject({ code: 'platform.busy' });
    expect(douyin.slowed).toEqual([250, 500, 1_000, 2_000]);
  });

  it('tells that it can be reached, and whose shop it is', async () => {
    const douyin = scriptedDouyin(orders);

    expect(await douyin.testConnection?.()).toEqual({
      isOk: true,
      shopName: '茶铺',
      clockOffsetMs: null,
      authorisedUntil: null,
    });
  });

  it.each([
    [
      'the address to add to the allow-list',
      no(30002, 'isv.invalid_ip', '203.0.113.9'),
      'fault.platform.address-to-add',
    ],
    ['a missing right', no(30001, 'isv.app-permissions-insufficient'), 'fault.platform.scope-missing'],
    ['an app that was switched off', no(70000, 'isp.api-service-off'), 'fault.platform.switched-off'],
  ])('tells why it cannot be reached: %s', async (_what, answer, code) => {
    const douyin = scriptedDouyin({ 'order.searchList': () => answer });

    expect(await douyin.testConnection?.()).toMatchObject({ isOk: false, code, logId: 'LOG-1' });
  });
});
