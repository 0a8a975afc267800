// Waybill numbers of Douyin: one for each parcel, the same when asked again, none for what must not go.

import { describe, expect, it } from 'vitest';
import type { WaybillRequest } from '../../../main/platforms/platform.ts';
import { aDouyinOrder, aSkuOrder, no, type Script, scriptedDouyin } from './scripted-douyin.ts';

const sender = {
  province_name: '浙江省',
  city_name: '杭州市',
  district_name: '西湖区',
  street_name: '',
  detail_address: '仓库一号',
};
const netsite = (company: string, more: Record<string, unknown> = {}) => ({
  netsite_code: `net-${company}`,
  netsite_name: company,
  amount: '100',
  company,
  company_type: 2,
  sender_address: [sender],
  ...more,
});

function wanting(told: Partial<Record<keyof WaybillRequest, unknown>> = {}): WaybillRequest {
  return {
    parcelId: 'P7K3M9Q2XF4',
    orderIds: ['1'],
    lines: [{ orderId: '1', lineId: '11', quantity: 2 }],
    carrier: null,
    doorDelivery: false,
    ...told,
  } as WaybillRequest; // ids are branded when orders are taken in
}

const one = (told: Record<string, unknown> = {}, line: Record<string, unknown> = {}) =>
  aDouyinOrder({ order_id: '1', sku_order_list: [aSkuOrder({ order_id: '11', ...line })], ...told });

interface Bill {
  readonly order_id: string;
  readonly pack_id: string;
}

function branch(orders: readonly Record<string, unknown>[], more: Script = {}) {
  const numbers = new Map<string, string>();
  return scriptedDouyin({
    'order.orderDetail': ({ shop_order_id }) => {
      const order = orders.find(({ order_id }) => order_id === shop_order_id);
      return order ? { shop_order_detail: order } : no(50002, 'isv.business-failed:60033');
    },
    'logistics.listShopNetsite': () => ({
      netsites: [netsite('yuantong'), netsite('shentong', { amount: '5' })],
    }),
    'order.mergeV2': ({ merge_list }) => ({
      order_list: [(merge_list as Bill[]).map(({ order_id }) => order_id).join(',')],
    }),
    'logistics.newCreateOrder': ({ order_infos }) => ({
      ebill_infos: (order_infos as Bill[]).map(({ order_id, pack_id }) => {
        const key = `${order_id} ${pack_id}`;
        if (!numbers.has(key)) numbers.set(key, `YT${1000 + numbers.size}`);
        return { order_id, pack_id, track_no: numbers.get(key) };
      }),
      err_infos: [],
    }),
    ...more,
  });
}

const created = (douyin: ReturnType<typeof branch>) =>
  douyin.asked.filter(({ method }) => method === 'logistics.newCreateOrder').map(({ params }) => params);

describe('a waybill of Douyin', () => {
  it('is taken with the recipient’s ciphertext and the branch’s own address', async () => {
    const douyin = branch([one()]);

    const answers = await douyin.takeWaybills([wanting()]);

    expect(answers).toEqual([
      {
        parcelId: 'P7K3M9Q2XF4',
        ok: true,
        waybill: { carrier: '圆通速递', trackingNumber: 'YT1000', source: 'platform' },
      },
    ]);
    expect(created(douyin)).toMatchObject([
      {
        logistics_code: 'yuantong',
        sender_info: {
          address: { country_code: 'CHN', ...sender },
          contact: { name: '发货处', mobile: '13900000000' },
        },
        order_infos: [
          {
            order_id: '1',
            pack_id: expect.stringMatching(/^P7K3M9Q2XF4_[0-9a-f]{8}$/),
            receiver_info: {
              address: {
                province_name: '浙江省',
                district_name: '西湖区',
                detail_address: '##c2VjcmV0*MTIz#1##',
              },
              contact: { name: '##bmFtZQ*MTIz#1##', mobile: '$$dGVs*MTIz$1$$' },
            },
            items: [{ item_name: '龙井茶 100g', item_specs: '100g', item_count: 2 }],
            net_info: { net_code: 'net-yuantong' },
          },
        ],
      },
    ]);
    expect(JSON.stringify(created(douyin))).not.toContain('service_list');
  });

  it('is the same number when it is asked for again, and another for another address', async () => {
    const orders = [one()];
    const douyin = branch(orders);
    const [first] = await douyin.takeWaybills([wanting()]);
    const [again] = await douyin.takeWaybills([wanting()]);
    orders[0] = one({ open_address_id: '#moved' });
    const [moved] = await douyin.takeWaybills([wanting()]);

    expect(again).toEqual(first);
    expect(moved).toMatchObject({ ok: true, waybill: { trackingNumber: 'YT1001' } });
  });

  it('holds all orders of a merged parcel under the smallest number', async () => {
    const other = aDouyinOrder({ order_id: '2', sku_order_list: [aSkuOrder({ order_id: '22' })] });
    const douyin = branch([one(), other]);

    await douyin.takeWaybills([
      wanting({
        orderIds: ['2', '1'],
        lines: [
          { orderId: '1', lineId: '11', quantity: 2 },
          { orderId: '2', lineId: '22', quantity: 2 },
        ],
      }),
    ]);

    expect(created(douyin)).toMatchObject([{ order_infos: [{ order_id: '1', combine_orders: ['1', '2'] }] }]);
  });

  it('is not taken for orders that the platform itself would not combine', async () => {
    const other = aDouyinOrder({ order_id: '2', sku_order_list: [aSkuOrder({ order_id: '22' })] });
    const douyin = branch([one(), other], {
      'order.mergeV2': () => ({ order_list: ['1'], failed_order: { 2: '订单不在发货状态' } }),
    });
    const lines = [
      { orderId: '1', lineId: '11', quantity: 2 },
      { orderId: '2', lineId: '22', quantity: 2 },
    ];

    const answers = await douyin.takeWaybills([wanting({ orderIds: ['1', '2'], lines })]);

    expect(answers).toMatchObject([
      { ok: false, code: 'waybill.not-combinable', words: '2 订单不在发货状态' },
    ]);
    expect(created(douyin)).toEqual([]);
  });

  it('buys door delivery from a carrier that has it', async () => {
    const douyin = branch([one()], {
      'logistics.listShopNetsite': () => ({ netsites: [netsite('shentong'), netsite('zhongtong')] }),
    });

    await douyin.takeWaybills([wanting({ doorDelivery: true })]);

    expect(created(douyin)).toMatchObject([
      {
        logistics_code: 'zhongtong',
        order_infos: [
          { service_list: [{ service_code: 'SVC-WBHOMEDELIVERY', service_value: '{"value":""}' }] },
        ],
      },
    ]);
  });

  it.each([
    ['nobody knows the order', [], {}, 'waybill.order-unknown'],
    ['the order was cancelled', [one({ order_status: 4 })], {}, 'waybill.order-cancelled'],
    ['the order has left', [one({ order_status: 3 })], {}, 'waybill.order-shipped'],
    ['the line has left', [one({ order_status: 101 }, { order_status: 3 })], {}, 'waybill.order-shipped'],
    ['the order is not released', [one({ order_status: 105 })], {}, 'waybill.order-not-released'],
    [
      'a refund is asked',
      [one({}, { after_sale_info: { after_sale_type: 2, after_sale_status: 6 } })],
      {},
      'waybill.order-held',
    ],
    [
      'the line is gone',
      [one()],
      { lines: [{ orderId: '1', lineId: '99', quantity: 1 }] },
      'waybill.lines-changed',
    ],
    ['the carrier has no branch here', [one()], { carrier: '中通' }, 'waybill.carrier-unknown'],
    ['nobody knows the carrier', [one()], { carrier: '飞鸽传书' }, 'waybill.carrier-unknown'],
    [
      'the carrier does not come to the door',
      [one()],
      { carrier: '申通快递', doorDelivery: true },
      'waybill.carrier-not-cooperating',
    ],
  ])('is not taken when %s', async (_what, orders, told, code) => {
    const douyin = branch(orders);

    expect(await douyin.takeWaybills([wanting(told)])).toMatchObject([{ ok: false, code }]);
    expect(created(douyin)).toEqual([]);
  });

  it('is not taken for orders that go to different addresses', async () => {
    const other = aDouyinOrder({
      order_id: '2',
      open_address_id: '#else',
      sku_order_list: [aSkuOrder({ order_id: '22' })],
    });

    const answers = await branch([one(), other]).takeWaybills([wanting({ orderIds: ['1', '2'] })]);

    expect(answers).toMatchObject([{ code: 'waybill.receivers-differ' }]);
  });

  it('is taken for a whole set that names one thing twice', async () => {
    const bundle_sku_info = [
      { sku_id: '81', item_num: 1 },
      { sku_id: '81', item_num: 2 },
    ];
    const lines = (quantity: number) => [{ orderId: '1', lineId: '11.81', quantity }];
    const order = one({}, { item_num: 2, bundle_sku_info });

    const whole = await branch([order]).takeWaybills([wanting({ lines: lines(6) })]);
    const half = await branch([order]).takeWaybills([wanting({ lines: lines(2) })]);

    expect(whole).toMatchObject([{ ok: true }]);
    expect(half).toMatchObject([{ code: 'waybill.set-torn' }]);
  });

  it('is not taken for half of a set', async () => {
    const bundle_sku_info = [
      { sku_id: '81', item_num: 1 },
      { sku_id: '82', item_num: 2 },
    ];
    const lines = [{ orderId: '1', lineId: '11.81', quantity: 2 }];

    const answers = await branch([one({}, { bundle_sku_info })]).takeWaybills([wanting({ lines })]);

    expect(answers).toMatchObject([{ code: 'waybill.set-torn' }]);
  });

  it('is written down as a question before it leaves, and found by it again', async () => {
    const asked: string[] = [];
    const douyin = branch([one()], { 'logistics.cancelOrder': () => ({ cancel_result: { success: true } }) });
    await douyin.takeWaybills([wanting()], (questions) =>
      asked.push(...questions.map(({ question }) => question)),
    );
    const [question = ''] = asked;

    const isBack = await douyin.giveBackAsked?.(question, () => false);
    const isKept = await douyin.giveBackAsked?.(question, () => true);

    const packs = douyin.asked
      .filter(({ method }) => method === 'logistics.newCreateOrder')
      .map(({ params }) => (params.order_infos as Bill[]).map(({ pack_id }) => pack_id)); // as the adapter writes it
    expect([isBack, isKept]).toEqual([true, false]);
    expect(new Set(packs.flat()).size).toBe(1);
    expect(douyin.methods().filter((method) => method === 'logistics.cancelOrder')).toHaveLength(1);
    expect(question).not.toContain('##');
  });

  it('needs a sender', async () => {
    const douyin = scriptedDouyin(
      { 'order.orderDetail': () => ({ shop_order_detail: one() }) },
      { senderName: '' },
    );

    expect(await douyin.takeWaybills([wanting()])).toMatchObject([{ code: 'waybill.sender-missing' }]);
  });

  it('is asked for ten at a time, and one that is refused costs no other its number', async () => {
    const orders = Array.from({ length: 12 }, (_, index) =>
      aDouyinOrder({ order_id: `${index}`, sku_order_list: [aSkuOrder({ order_id: `${index}0` })] }),
    );
    const douyin = branch(orders, {
      'logistics.newCreateOrder': ({ order_infos }) => ({
        ebill_infos: (order_infos as Bill[])
          .filter(({ order_id }) => order_id !== '3')
          .map(({ order_id, pack_id }) => ({ order_id, pack_id, track_no: `YT${order_id}` })),
        err_infos: (order_infos as Bill[])
          .filter(({ order_id }) => order_id === '3')
          .map(({ order_id, pack_id }) => ({
            order_id,
            pack_id,
            err_code: '10701',
            err_msg: '电子面单库存不足',
          })),
      }),
    });

    const answers = await douyin.takeWaybills(
      orders.map(({ order_id }, index) =>
        wanting({
          parcelId: `P${index}`,
          orderIds: [order_id],
          lines: [{ orderId: order_id, lineId: `${index}0`, quantity: 2 }],
        }),
      ),
    );

    expect(created(douyin).map(({ order_infos }) => (order_infos as Bill[]).length)).toEqual([10, 2]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(11);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({
      parcelId: 'P3',
      code: 'waybill.none-left',
      words: '电子面单库存不足 (10701, LOG-0)',
    });
  });

  it('is asked for one by one when the platform refuses several at once', async () => {
    const orders = [one(), aDouyinOrder({ order_id: '2', sku_order_list: [aSkuOrder({ order_id: '22' })] })];
    const douyin = branch(orders, {
      'logistics.newCreateOrder': ({ order_infos }) => {
        const bills = order_infos as Bill[];
        if (bills.some(({ order_id }) => order_id === '2'))
          return no(50002, 'isv.business-failed:15000', '不是本店订单');
        return {
          ebill_infos: bills.map(({ order_id, pack_id }) => ({ order_id, pack_id, track_no: 'YT1' })),
        };
      },
    });

    const answers = await douyin.takeWaybills([
      wanting(),
      wanting({ parcelId: 'P2', orderIds: ['2'], lines: [{ orderId: '2', lineId: '22', quantity: 2 }] }),
    ]);

    expect(answers).toMatchObject([{ ok: true }, { ok: false, code: 'waybill.order-unknown' }]);
  });

  it('goes back only when the platform says that it did', async () => {
    const yes = branch([], { 'logistics.cancelOrder': () => ({ cancel_result: { success: true } }) });
    const noMore = branch([], { 'logistics.cancelOrder': () => ({ cancel_result: { success: false } }) });

    await expect(yes.cancelWaybill('YT1' as never, '圆通速递')).resolves.toBeUndefined();
    await expect(noMore.cancelWaybill('YT1' as never, '圆通速递')).rejects.toMatchObject({
      code: 'platform.refused-us',
    });
    expect(yes.asked.at(-1)?.params).toEqual({ logistics_code: 'yuantong', track_no: 'YT1' });
  });

  it('is printed by the platform’s component, with a question signed at that moment', async () => {
    const douyin = branch([], {
      'logistics.templateList': () => ({
        template_data: [
          {
            logistics_code: 'yuantong',
            template_infos: [
              { template_url: 'https://example.test/two', template_type: 2 },
              { template_url: 'https://example.test/one', template_type: 1 },
            ],
          },
        ],
      }),
      'logistics.waybillApply': () => ({
        waybill_infos: [{ track_no: 'YT1', print_data: 'c2VhbGVk', sign: 'abc', order_id: '1' }],
      }),
    });
    const parcel = { parcelId: 'P1', carrier: '圆通速递', trackingNumber: 'YT1', orderIds: ['1'] } as never;

    const data = await douyin.readPrintData?.(parcel);
    const before = await data?.signParams();
    await douyin.clock.pass(60_000);
    const after = await data?.signParams();

    expect(data).toMatchObject({
      printData: 'c2VhbGVk',
      signature: 'abc',
      templateUrl: 'https://example.test/one',
    });
    expect(before).toMatch(
      /^access_token=token-1&app_key=3409409348479354011&method=logistics\.getShopKey&param_json=\{\}&timestamp=\d{10}&v=2&sign=[0-9a-f]{64}&sign_method=hmac-sha256$/,
    );
    expect(after).not.toBe(before);
  });

  it.each([
    [100101, 'platform.busy'],
    [1003, 'platform.refused-us'],
  ])('without print data (%i) says why', async (err_code, code) => {
    const douyin = branch([], {
      'logistics.templateList': () => ({
        template_data: [
          { logistics_code: 'yuantong', template_infos: [{ template_url: 'https://example.test/one' }] },
        ],
      }),
      'logistics.waybillApply': () => ({ err_infos: [{ track_no: 'YT1', err_code, err_msg: '没有' }] }),
    });
    const parcel = { parcelId: 'P1', carrier: '圆通速递', trackingNumber: 'YT1', orderIds: ['1'] } as never;

    await expect(douyin.readPrintData?.(parcel)).rejects.toMatchObject({ code });
  });
});
