// The simulated TikTok Shop is as strict as the reference says. Requests are made here by hand, not by the station's adapter.

import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanDots, scanLabel } from '../../builders/label-oracles.ts';
import { type SimulatedTiktok, startTiktok } from '../../builders/platform-simulators.ts';
import { openTiktok, type TiktokHands } from './tiktok/bare-client.ts';
import { signOf } from './tiktok/tiktok-gate.ts';

const nine = Date.UTC(2026, 8, 22, 1, 0, 0);
let tiktok: SimulatedTiktok;

beforeAll(async () => {
  tiktok = await startTiktok({ at: nine, isRunning: false });
});
afterAll(() => tiktok.close());

async function aShop(wish: { region?: string; sellerType?: 'LOCAL' | 'CROSS_BORDER' } = {}) {
  const shop = await tiktok.do({ do: 'shop', ...wish });
  const { now } = await tiktok.do({ do: 'clock' });
  const hands = await openTiktok(tiktok.url, shop, () => now);
  return { ...shop, hands };
}

/** What a scanner reads off the first page, at 8 dots a millimetre. */
async function scanPdf(bytes: Uint8Array): Promise<string[]> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const library = await PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
  const document = await library.loadDocument(bytes);
  const { data, width, height } = await document
    .getPage(0)
    .render({ scale: (8 * 25.4) / 72, render: 'bitmap' });
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * rowBytes + (x >> 3);
      if ((data[(y * width + x) * 4] ?? 255) < 128) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  document.destroy();
  library.destroy();
  return scanDots({ widthDots: width, heightDots: height, bits });
}

const ship = (hands: TiktokHands, id: string, body?: object) =>
  hands.ask('POST', `/fulfillment/202309/packages/${id}/ship`, {}, body);

async function orders(shopId: string, wish: object = {}) {
  const plain = { gifts: 0, bundles: 0, sameRecipient: 0, notes: 0 };
  const { orderIds } = await tiktok.do({ do: 'orders', shopId, ...plain, ...wish });
  const books = await tiktok.do({ do: 'books', shopId });
  return orderIds.map((id) => {
    const order = books.orders.find(({ orderId }) => orderId === id);
    if (!order) throw new Error('an order that was added is in the books');
    return { orderId: id, packageId: order.packageIds[0] ?? '' };
  });
}

describe('the sign', () => {
  const secret = 'e59af819cc';
  const common = {
    app_key: '29a39d',
    shop_cipher: 'GCP_XF90igAAAABh00qsWgtvOiGFNqyubMt3',
    timestamp: '1623812664',
  };
  const json = 'application/json';
  const listed = { ...common, page_size: '100', sort_field: 'update_time', sort_order: 'ASC' };

  it.each([
    {
      name: 'A',
      path: '/authorization/202309/shops',
      query: { app_key: '29a39d', timestamp: '1623812664' },
      body: '',
      type: json,
      sign: 'b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8',
    },
    {
      name: 'A2',
      path: '/event/202309/webhooks',
      query: {
        app_key: '68xu9ks5p4i8',
        shop_cipher: 'ROW_xkMbgAAAeVAQra0eZWebFQq5aIK',
        timestamp: '1696909648',
      },
      body: '{"address":"https://partner.tiktokshop.com","event_type":"PACKAGE_UPDATE"}',
      type: json,
      sign: 'cd0d6268252f4ba293bf7ea4c0a2873bf9beec600d22530638564ab301435f7a',
    },
    {
      name: 'B',
      path: '/order/202309/orders/search',
      query: listed,
      body: '{"order_status":"AWAITING_SHIPMENT","update_time_ge":1623726264,"update_time_lt":1623812664}',
      type: json,
      sign: '85033513455e3e44f59cec2afc1c2ea5636d2a6d01168c6a269f5904bfd67e23',
    },
    {
      name: 'C',
      path: '/order/202309/orders/search',
      query: {
        ...listed,
        page_token: '6AsPQsUMvH3RkchNUPPh22NROHkE0D8pmq/N5M1kHYcZmtRyv9aVrNv65W7Q6tFA+7D1ud64MPNz5OaT=',
      },
      body: '{"order_status":"AWAITING_SHIPMENT"}',
      type: json,
      sign: '1fce7b2302ece351ec24b2de3fddb48b563da40a77d887a8e6020b88cb85d965',
    },
    {
      name: 'D',
      path: '/order/202309/orders',
      query: { ...common, ids: '576461413038785752,576461413038785753' },
      body: '',
      type: json,
      sign: '0e888959aae6ea5a2e5270c90de0cdaa00789074fe554bf0644af041d2af5397',
    },
    {
      name: 'E',
      path: '/fulfillment/202309/packages/ship',
      query: common,
      body: '{"packages":[{"id":"1152321127278713123"},{"id":"1152321127278713124"}]}',
      type: json,
      sign: 'e51611d67a6848f1c409be761e05e031970449b967e9a332b11adcd855849a22',
    },
    {
      name: 'E, the same written with blanks',
      path: '/fulfillment/202309/packages/ship',
      query: common,
      body: '{"packages": [{"id": "1152321127278713123"}, {"id": "1152321127278713124"}]}',
      type: json,
      sign: 'a1c8ec6fb4a5eb34ed946a327cbd324213d79ee7d3c60fd2e80c51252eab3622',
    },
    {
      name: 'I, multipart',
      path: '/fulfillment/202309/images/upload',
      query: common,
      body: '--x\r\nanything\r\n--x--',
      type: 'multipart/form-data; boundary=x',
      sign: '6fb00c9a072412d14c3c047b3637d5362eb86c746fa0e0a3f10db66df8aad26c',
    },
    {
      name: 'J, no body',
      path: '/return_refund/202309/cancellations/4035318504086604100/approve',
      query: common,
      body: '',
      type: json,
      sign: '8956ce3752d36ede337a20c7268287e6df8fa431b300ff26200dc8b7b1cff066',
    },
    {
      name: 'J, {}',
      path: '/return_refund/202309/cancellations/4035318504086604100/approve',
      query: common,
      body: '{}',
      type: json,
      sign: '0e3f30f5044e4278d7bbeb1625e614f0201dd616f5e43888c51f7fb2a67d3173',
    },
  ])('is right for vector $name', ({ path, query, body, type, sign }) => {
    const made = signOf({
      secret,
      path,
      query: Object.entries(query).map(([key, value]) => [key, String(value)] as const),
      body: Buffer.from(body),
      contentType: type,
    });

    expect(made).toBe(sign);
  });

  it('is taken over the wire as the official vectors have it', async () => {
    await using old = await startTiktok({ at: 1623812664_000, isRunning: false });
    await old.do({
      do: 'shop',
      appKey: '29a39d',
      appSecret: secret,
      cipher: common.shop_cipher,
      shopId: '1',
    });
    await old.do({ do: 'grant', appKey: '29a39d', accessToken: 'token' });
    const headers = { 'x-tts-access-token': 'token', 'content-type': json };
    const b = new URLSearchParams({
      ...listed,
      sign: '85033513455e3e44f59cec2afc1c2ea5636d2a6d01168c6a269f5904bfd67e23',
    });

    const a = await fetch(
      `${old.url}/authorization/202309/shops?app_key=29a39d&timestamp=1623812664&sign=b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8`,
      { headers },
    );
    const search = await fetch(`${old.url}/order/202309/orders/search?${b}`, {
      method: 'POST',
      headers,
      body: '{"order_status":"AWAITING_SHIPMENT","update_time_ge":1623726264,"update_time_lt":1623812664}',
    });

    expect(await a.json()).toMatchObject({ code: 0, data: { shops: [{ id: '1' }] } });
    expect(await search.json()).toMatchObject({ code: 0, data: { orders: [] } });
  });

  it('is refused when a byte of the body is another, and never without one', async () => {
    const { hands } = await aShop();

    const wrong = await hands.ask(
      'POST',
      '/order/202309/orders/search',
      { page_size: '10' },
      {},
      (body) => `${body} `,
    );
    const missing = await fetch(
      `${tiktok.url}/authorization/202309/shops?app_key=${hands.appKey}&timestamp=${nine / 1000}`,
    );

    expect(wrong.code).toBe(106001);
    expect(wrong.status).toBe(401);
    expect(await missing.json()).toMatchObject({ code: 36009004, message: 'Missing sign' });
  });
});

describe('the gate', () => {
  it.each([
    { seconds: -299, code: 0 },
    { seconds: -301, code: 36009004 },
    { seconds: 30, code: 0 },
    { seconds: 31, code: 36009004 },
  ])('answers $code to a clock that is $seconds s off', async ({ seconds, code }) => {
    const shop = await aShop();
    const { now } = await tiktok.do({ do: 'clock' });
    const off = await openTiktok(tiktok.url, shop, () => now + seconds * 1000, shop.hands.token);

    const answer = await off.ask('GET', '/authorization/202309/shops', {}, undefined);

    expect(answer.code).toBe(code);
  });

  it('knows a token that has run out, one of another shop, a missing cipher and a missing scope', async () => {
    const shop = await aShop();
    const other = await aShop();
    const search = '/order/202309/orders/search';

    const crossed = await shop.hands.ask('POST', search, { page_size: '1', shop_cipher: other.cipher }, {});
    const bare = await shop.hands.ask('POST', search, { page_size: '1', shop_cipher: '' }, {});
    const unwanted = await shop.hands.ask('GET', '/authorization/202309/shops', { shop_cipher: shop.cipher });
    await tiktok.do({ do: 'app', appKey: shop.appKey, withoutScopes: ['Order Information'] });
    const scopeless = await shop.hands.ask('POST', search, { page_size: '1' }, {});
    await tiktok.do({ do: 'app', appKey: shop.appKey, withoutScopes: [] });
    await tiktok.do({ do: 'grant', appKey: shop.appKey, expireAccess: true });
    const expired = await shop.hands.ask('POST', search, { page_size: '1' }, {});

    expect([crossed.code, bare.code, unwanted.code, scopeless.code, expired.code]).toEqual([
      101000, 106013, 36009004, 105005, 105002,
    ]);
  });

  it('takes a consent code once, within 30 minutes, and a refresh token once', async () => {
    const shop = await tiktok.do({ do: 'shop' });
    const get = (path: string, query: Record<string, string>) =>
      fetch(
        `${tiktok.url}/api/v2/token/${path}?${new URLSearchParams({ app_key: shop.appKey, app_secret: shop.appSecret, ...query })}`,
      ).then(
        (answer) =>
          answer.json() as Promise<{
            code: number;
            data: { refresh_token: string; access_token_expire_in: number } | null;
          }>,
      ); // shape under test
    const byCode = { auth_code: shop.code, grant_type: 'authorized_code' };

    const first = await get('get', byCode);
    const again = await get('get', byCode);
    const byRefresh = { refresh_token: first.data?.refresh_token ?? '', grant_type: 'refresh_token' };
    const fresh = await get('refresh', byRefresh);
    const stale = await get('refresh', byRefresh);

    expect([first.code, again.code, fresh.code, stale.code]).toEqual([0, 36004004, 0, 36004005]);
    expect(first.data?.access_token_expire_in).toBe(nine / 1000 + 7 * 86_400);
  });
});

describe('lists', () => {
  it('hands out every order once, in pages of at most 100 whose tokens fit one query only', async () => {
    const { shopId, hands } = await aShop();
    const made = await orders(shopId, { count: 250 });
    const query = { page_size: '100', sort_field: 'update_time', sort_order: 'ASC' };

    const all = await hands.allOrders();
    const tooMany = await hands.ask(
      'POST',
      '/order/202309/orders/search',
      { ...query, page_size: '101' },
      {},
    );
    const first = await hands.ask('POST', '/order/202309/orders/search', query, {});
    const token = String(first.data.next_page_token);
    const crossed = await hands.ask(
      'POST',
      '/order/202309/orders/search',
      { ...query, page_token: token },
      { order_status: 'IN_TRANSIT' },
    );
    const fifty = await hands.ask('GET', '/order/202309/orders', {
      ids: made
        .slice(0, 51)
        .map(({ orderId }) => orderId)
        .join(','),
    });

    expect(all.orders.map(({ id }) => id).sort()).toEqual(made.map(({ orderId }) => orderId).sort());
    expect([tooMany.code, first.code, crossed.code, fifty.code]).toEqual([36009004, 0, 36009004, 36009004]);
  });

  it('holds rows back when the token is a place in a list that moves on', async () => {
    await using moving = await startTiktok({ at: nine, isRunning: false });
    const shop = await moving.do({ do: 'shop' });
    await moving.do({ do: 'rules', paging: 'offset' });
    const { orderIds } = await moving.do({ do: 'orders', shopId: shop.shopId, count: 30 });
    const hands = await openTiktok(moving.url, shop, () => nine);
    const query = { page_size: '10', sort_field: 'update_time', sort_order: 'ASC' };
    const until = { update_time_lt: nine / 1000 };

    const first = await hands.ask('POST', '/order/202309/orders/search', query, until);
    await moving.do({ do: 'change', orderId: orderIds[0] ?? '', what: 'note' });
    const next = { ...query, page_token: String(first.data.next_page_token) };
    const second = await hands.ask('POST', '/order/202309/orders/search', next, until);

    expect((second.data.orders as { id: string }[])[0]?.id).toBe(orderIds[11]); // as the wire has it
  });
});

describe('packages', () => {
  it('ships once, tells the second time that it was shipped, and gives a number', async () => {
    const { shopId, hands } = await aShop();
    const [order] = await orders(shopId);

    const first = await ship(hands, order?.packageId ?? '');
    const second = await ship(hands, order?.packageId ?? '');

    const { packages, orders: rows } = await tiktok.do({ do: 'books', shopId });
    expect([first.code, second.code]).toEqual([0, 21011020]);
    expect(packages).toMatchObject([{ status: 'PROCESSING', shipped: 1, shippedAgain: 1 }]);
    expect(packages[0]?.trackingNumber).toMatch(/^JT\d{12}$/);
    expect(rows).toMatchObject([{ status: 'AWAITING_COLLECTION', piecesShippedTwice: 0 }]);
  });

  it('refuses what is cancelled, on hold, asked to be cancelled, to be split, or not ours', async () => {
    const { shopId, hands } = await aShop();
    const other = await aShop();
    const [gone, asked] = await orders(shopId, { count: 2 });
    const [held] = await orders(shopId, { onHold: 1 });
    const [wide] = await orders(shopId, { mustSplit: 1, mostLines: 8, seed: 5 });
    const [byTiktok] = await orders(shopId, { byTiktok: 1 });
    await tiktok.do({ do: 'change', orderId: gone?.orderId ?? '', what: 'cancel' });
    await tiktok.do({ do: 'change', orderId: asked?.orderId ?? '', what: 'ask-to-cancel' });

    const codes = [];
    for (const each of [gone, asked, held, wide, byTiktok])
      codes.push((await ship(hands, each?.packageId ?? '')).code);
    codes.push((await ship(other.hands, asked?.packageId ?? '')).code);

    expect(codes).toEqual([21011041, 21008044, 21011003, 21004024, 21008025, 21011028]);
  });

  it('tells of a batch only what it refused', async () => {
    const { shopId, hands } = await aShop();
    const made = await orders(shopId, { count: 3 });
    await tiktok.do({ do: 'change', orderId: made[1]?.orderId ?? '', what: 'cancel' });
    const packages = made.map(({ packageId }) => ({ id: packageId }));

    const answer = await hands.ask('POST', '/fulfillment/202309/packages/ship', {}, { packages });
    const tooMany = await hands.ask(
      'POST',
      '/fulfillment/202309/packages/ship',
      {},
      { packages: Array(51).fill({ id: '1' }) },
    );

    expect(answer.code).toBe(0);
    expect(answer.data).toMatchObject({
      errors: [{ code: 21011041, detail: { package_id: made[1]?.packageId } }],
    });
    expect(tooMany.code).toBe(36009004);
  });

  it('takes a number of one’s own once, and a change of it once within 72 hours', async () => {
    const { shopId, hands } = await aShop();
    const [first, second] = await orders(shopId, { count: 2, ownCarrier: 1 });
    const own = (tracking_number: string) => ({
      tracking_number,
      shipping_provider_id: '6841743441349706242',
    });
    const update = (number: string) =>
      hands.ask(
        'POST',
        `/fulfillment/202309/packages/${first?.packageId}/shipping_info/update`,
        {},
        own(number),
      );

    const bare = await ship(hands, first?.packageId ?? '');
    const told = await ship(hands, first?.packageId ?? '', { self_shipment: own('NV0001234') });
    const doubled = await ship(hands, second?.packageId ?? '', { self_shipment: own('NV0001234') });
    const once = await update('NV0001235');
    const twice = await update('NV0001236');

    expect([bare.code, told.code, doubled.code, once.code, twice.code]).toEqual([
      21011022, 0, 21011025, 0, 21011051,
    ]);
  });

  it('combines orders of one recipient into one package and parts whole SKUs only', async () => {
    const { shopId, hands } = await aShop();
    const made = await orders(shopId, { count: 3, sameRecipient: 1 });
    const [wide] = await orders(shopId, { mostLines: 1, mostPieces: 6, seed: 3 });
    const [stranger] = await orders(shopId, { seed: 9 });

    const found = await hands.ask('GET', '/fulfillment/202309/combinable_packages/search', {
      page_size: '50',
    });
    const groups = found.data.combinable_packages as { id: string; order_ids: string[] }[]; // as the wire has it
    const group = groups.find(({ order_ids }) => order_ids.includes(made[0]?.orderId ?? ''));
    const combine = (order_ids: string[]) =>
      hands.ask(
        'POST',
        '/fulfillment/202309/packages/combine',
        {},
        { combinable_packages: [{ id: group?.id, order_ids }] },
      );
    const wrong = await combine([made[0]?.orderId ?? '', stranger?.orderId ?? '']);
    const right = await combine(made.map(({ orderId }) => orderId));
    const read = await hands.ask('GET', '/order/202309/orders', { ids: wide?.orderId ?? '' });
    const units = (read.data.orders as { line_items: { id: string }[] }[])[0]?.line_items ?? []; // as the wire has it
    const parted = await hands.ask(
      'POST',
      `/fulfillment/202309/orders/${wide?.orderId}/split`,
      {},
      {
        splittable_groups: units.map(({ id }) => ({ id, order_line_item_ids: [id] })),
      },
    );

    expect(wrong.data).toMatchObject({ packages: [], errors: [{ code: 21011031 }] });
    expect(right.data).toMatchObject({
      packages: [{ order_ids: made.map(({ orderId }) => orderId) }],
      errors: [],
    });
    expect(units.length).toBeGreaterThan(1);
    expect(parted.code).toBe(21003002);
  });

  it('makes the label after a while, for 24 hours, as a PDF or a PNG', async () => {
    const { shopId, hands } = await aShop();
    const [order] = await orders(shopId);
    const path = `/fulfillment/202309/packages/${order?.packageId}/shipping_documents`;
    const ask = (type: string) => hands.ask('GET', path, { document_type: type });

    const early = await ask('SHIPPING_LABEL');
    await ship(hands, order?.packageId ?? '');
    const making = await ask('SHIPPING_LABEL');
    const ready = await ask('SHIPPING_LABEL');
    const pdf = Buffer.from(await (await fetch(String(ready.data.doc_url))).arrayBuffer());
    const picture = await ask('SHIPPING_LABEL_PICTURE');
    const png = Buffer.from(await (await fetch(String(picture.data.doc_url))).arrayBuffer());
    await tiktok.do({ do: 'clock', passMs: 24 * 3_600_000 + 1000 });
    const dead = await fetch(String(ready.data.doc_url));
    await tiktok.do({ do: 'clock', at: nine });

    expect([early.code, making.code, ready.code]).toEqual([21042104, 11034037, 0]);
    const number = String(ready.data.tracking_number);
    expect(await scanPdf(pdf)).toEqual([number]);
    expect((await scanLabel(png)).code128).toEqual([number]);
    expect(dead.status).toBe(403);
  });
});

describe('cross-border', () => {
  it('bundles what was arranged and printed, and names the rest', async () => {
    const { shopId, hands } = await aShop({ region: 'TH', sellerType: 'CROSS_BORDER' });
    const [ready, early] = await orders(shopId, { count: 2 });
    await ship(hands, ready?.packageId ?? '');
    const label = `/fulfillment/202309/packages/${ready?.packageId}/shipping_documents`;
    for (const _ of [1, 2]) await hands.ask('GET', label, { document_type: 'SHIPPING_LABEL' });
    const bundle = () =>
      hands.ask(
        'POST',
        '/fulfillment/202510/first_mile_bundle',
        {},
        { order_ids: [ready?.orderId, early?.orderId], handover_method: 'PICKUP' },
      );

    const made = await bundle();
    const paper = await fetch(String(made.data.url));
    const again = await bundle();

    expect(made.data).toMatchObject({ errors: [{ detail: { order_id: early?.orderId } }] });
    expect(String(made.data.first_mile_bundle_id)).toMatch(/^BA\d{9}$/);
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect(again.data).not.toHaveProperty('first_mile_bundle_id');
  });
});

describe('where the seller ships by himself', () => {
  it('marks packages as shipped in Europe, and nowhere in South-East Asia', async () => {
    const german = await aShop({ region: 'DE' });
    const thai = await aShop({ region: 'TH' });
    const own = { tracking_number: 'DE12345678', shipping_provider_id: '6841743441349706242' };
    const mark = async ({ shopId, hands }: typeof german) => {
      const [order] = await orders(shopId, { ownCarrier: 1 });
      const path = `/fulfillment/202309/orders/${order?.orderId}/packages`;
      return [await hands.ask('POST', path, {}, own), await hands.ask('POST', path, {}, own)];
    };

    const codes = [...(await mark(german)), ...(await mark(thai))].map(({ code }) => code);

    expect(codes).toEqual([0, 21011006, 21008106, 21008106]);
  });

  it('refuses a buyer by shipping in the US, and counts it', async () => {
    const { shopId, hands } = await aShop({ region: 'US' });
    const [order] = await orders(shopId);
    await tiktok.do({ do: 'change', orderId: order?.orderId ?? '', what: 'ask-to-cancel' });

    const made = await hands.ask('POST', '/fulfillment/202309/packages', {}, { order_id: order?.orderId });

    const books = await tiktok.do({ do: 'books', shopId });
    expect(made.code).toBe(0);
    expect(books.refundsRejected).toBe(1);
    expect(books.cancellations).toMatchObject([{ decidedBy: 'ship', isRejected: true }]);
  });
});

describe('cancellations', () => {
  it('are decided once; the same key repeats the answer, and a no is counted', async () => {
    const { shopId, hands } = await aShop();
    const [yes, no] = await orders(shopId, { count: 2 });
    for (const each of [yes, no])
      await tiktok.do({ do: 'change', orderId: each?.orderId ?? '', what: 'ask-to-cancel' });
    const { cancellations } = await tiktok.do({ do: 'books', shopId });
    const idOf = (orderId = '') => cancellations.find((row) => row.orderId === orderId)?.cancelId ?? '';
    const answer = (orderId: string | undefined, what: string, key: string, body?: object) =>
      hands.ask(
        'POST',
        `/return_refund/202309/cancellations/${idOf(orderId)}/${what}`,
        { idempotency_key: key },
        body,
      );
    const packed = { reject_reason: 'seller_reject_apply_product_has_been_packed' };

    const approved = await answer(yes?.orderId, 'approve', 'a');
    const repeated = await answer(yes?.orderId, 'approve', 'a');
    const late = await answer(yes?.orderId, 'reject', 'b', packed);
    const odd = await answer(no?.orderId, 'reject', 'c', { reject_reason: 'because' });
    const rejected = await answer(no?.orderId, 'reject', 'd', packed);

    const books = await tiktok.do({ do: 'books', shopId });
    expect([approved.code, repeated.code, late.code, odd.code, rejected.code]).toEqual([
      0, 0, 25011011, 25020003, 0,
    ]);
    expect(books.orders.map(({ status }) => status)).toEqual(['CANCELLED', 'AWAITING_SHIPMENT']);
    expect(books.refundsRejected).toBe(1);
  });

  it('are granted by time after 48 hours, and at once within the hour of remorse', async () => {
    const { shopId } = await aShop();
    const [asked] = await orders(shopId);
    const [held] = await orders(shopId, { onHold: 1, overSeconds: 10 });
    for (const each of [asked, held])
      await tiktok.do({ do: 'change', orderId: each?.orderId ?? '', what: 'ask-to-cancel' });

    const soon = await tiktok.do({ do: 'books', shopId });
    await tiktok.do({ do: 'clock', passMs: 48 * 3_600_000 });
    const later = await tiktok.do({ do: 'books', shopId });
    await tiktok.do({ do: 'clock', at: nine });

    expect(soon.orders.map(({ status }) => status)).toEqual(['AWAITING_SHIPMENT', 'CANCELLED']);
    expect(later.orders.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(later.cancellations[0]).toMatchObject({ decidedBy: 'time', isRejected: false });
  });
});

describe('faults', () => {
  it('loses an answer after the work was done', async () => {
    const { shopId, hands } = await aShop();
    const [order] = await orders(shopId);
    await tiktok.do({ do: 'fault', what: 'lost', path: '/ship' });

    const lost = await ship(hands, order?.packageId ?? '').catch(() => 'lost');
    const again = await ship(hands, order?.packageId ?? '');

    expect(lost).toBe('lost');
    expect(again).toMatchObject({ code: 21011020 });
  });

  it('is busy, speaks HTML, cuts, doubts clocks and kills tokens when told to', async () => {
    const { hands } = await aShop();
    const list = () => hands.ask('POST', '/order/202309/orders/search', { page_size: '1' }, {});
    const seen: unknown[] = [];

    await tiktok.do({ do: 'fault', what: 'busy', retryAfterS: 7 });
    const busy = await list();
    seen.push(busy.status, busy.headers.get('retry-after'), busy.code);
    await tiktok.do({ do: 'fault', what: 'html' });
    seen.push(await list().catch((thrown: Error) => thrown.name));
    await tiktok.do({ do: 'fault', what: 'cut' });
    seen.push(await list().catch((thrown: Error) => thrown.message));
    await tiktok.do({ do: 'fault', what: 'clock' });
    seen.push((await list()).message);
    await tiktok.do({ do: 'fault', what: 'token' });
    seen.push((await list()).code);

    expect(seen).toEqual([429, '7', 36009002, 'SyntaxError', 'aborted', 'Invalid timestamp', 105002]);
  });

  it('answers more calls of a path within a second as too many', async () => {
    const { hands } = await aShop();
    const list = () => hands.ask('POST', '/order/202309/orders/search', { page_size: '1' }, {});
    await tiktok.do({ do: 'clock', passMs: 1000 });
    await tiktok.do({ do: 'limit', perSecond: 2 });

    const codes = [(await list()).code, (await list()).code, (await list()).code];
    await tiktok.do({ do: 'clock', passMs: 1000 });
    codes.push((await list()).code);
    await tiktok.do({ do: 'limit', perSecond: null });
    await tiktok.do({ do: 'clock', at: nine });

    expect(codes).toEqual([0, 0, 36009002, 0]);
  });

  it('draws the same by the same seed', async () => {
    const { hands } = await aShop();
    const list = () => hands.ask('POST', '/order/202309/orders/search', { page_size: '1' }, {});
    const draw = async () => {
      await tiktok.do({ do: 'fault', what: 'busy', share: 0.5, seed: 11 });
      const codes = [];
      for (let call = 0; call < 12; call += 1) codes.push((await list()).code);
      await tiktok.do({ do: 'mend' });
      return codes;
    };

    const first = await draw();
    const second = await draw();

    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });
});

it.each([
  {
    name: 'K',
    appKey: 'abcdef',
    secret: '123',
    body: '{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}',
    sign: '5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05',
  },
  {
    name: 'K2',
    appKey: 'fake_app_key',
    secret: 'fake_app_secret',
    body: '{"type":1,"shop_id":"7494726673780148744","timestamp":1664095733,"data":{"order_id":"576684019603311365","order_status":"AWAITING_SHIPMENT","update_time":1664095610}}',
    sign: '21109834de72ec53c9959716d8514ae388ce1f123e5ffdcafc46713fcdf62b27',
  },
])('signs nothing for webhooks but knows the form of their sign: vector $name', (vector) => {
  const made = createHmac('sha256', vector.secret).update(`${vector.appKey}${vector.body}`).digest('hex');

  expect(made).toBe(vector.sign);
});

it('ends when whoever started it is killed', async () => {
  const program = `
    import { startTiktok } from ${JSON.stringify(new URL('../../builders/platform-simulators.ts', import.meta.url).href)};
    const simulator = await startTiktok();
    console.log(simulator.pid);
    await new Promise(() => setInterval(() => {}, 1000));`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) =>
    parent.stdout.once('data', (told) => resolve(Number(told))),
  );
  const isThere = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  const before = isThere();
  parent.kill('SIGKILL');

  expect(before).toBe(true);
  await expect.poll(isThere).toBe(false);
});
