// An order of Douyin as the bench will see it.

import { describe, expect, it } from 'vitest';
import type { OrderId } from '../../../main/basics/ids.ts';
import type { IncomingOrder } from '../../../main/platforms/incoming-order.ts';
import { aDouyinOrder, aSkuOrder, type Script, scriptedDouyin } from './scripted-douyin.ts';

const orderId = '6920000000000000001' as OrderId; // as the builder writes it
const noAfterSales: Script = { 'afterSale.List': () => ({ items: [], has_more: false, total: 0 }) };

async function read(told: Record<string, unknown>, script: Script = {}): Promise<IncomingOrder | undefined> {
  const douyin = scriptedDouyin({
    ...noAfterSales,
    'order.orderDetail': () => ({ shop_order_detail: told }),
    ...script,
  });
  return (await douyin.readOrders([orderId]))[0];
}

const withLines = (...lines: Record<string, unknown>[]) => aDouyinOrder({ sku_order_list: lines });
const refund = (told: Record<string, unknown>) => ({
  after_sale_info: { after_sale_type: 2, after_sale_status: 6, refund_status: 1, ...told },
});

describe('an order of Douyin', () => {
  it('comes with its masks, its address key and its deadline', async () => {
    const order = await read(aDouyinOrder());

    expect(order).toMatchObject({
      orderId,
      state: 'to-ship',
      platformState: '待发货',
      hold: null,
      doorTag: 'untagged',
      recipient: {
        key: '#address-1',
        name: '王**',
        phone: '1********35',
        address: '浙江省杭州市西湖区灵隐街道某某路**号',
        region: '浙江省 杭州市',
        isMasked: true,
      },
      buyerNote: '请包好',
      carrier: null,
      trackingNumbers: [],
      paidAt: 1767225660_000,
      shipByAt: 1767398460_000,
      cancellation: null,
      updatedAt: 1767225700_000,
      lines: [
        { lineId: '6920000000000000011', skuCode: 'TEA-100', quantity: 2, priceCents: 4900, isGift: false },
      ],
    });
    expect(JSON.stringify(order)).not.toMatch(/##|\$\$/);
  });

  it('keeps ids of nineteen digits that come as bare numbers', async () => {
    const text = JSON.stringify(aDouyinOrder({ order_id: 'ID' })).replace('"ID"', '6920000000000000123');
    const douyin = scriptedDouyin({
      'order.orderDetail': () => `{"code":10000,"log_id":"L","data":{"shop_order_detail":${text}}}`,
    });

    const [order] = await douyin.readOrders([orderId]);

    expect(order?.orderId).toBe('6920000000000000123');
  });

  it.each([
    [105, 'on-hold', 'risk-review'],
    [2, 'to-ship', null],
    [101, 'part-shipped', null],
    [3, 'shipped', null],
    [4, 'cancelled', null],
    [5, 'finished', null],
    [777, 'unknown', null],
  ])('in status %i is %s', async (order_status, state, hold) => {
    expect(await read(aDouyinOrder({ order_status }))).toMatchObject({ state, hold });
  });

  it.each([
    ['not paid', { order_status: 1 }],
    ['virtual', { order_type: 2 }],
    ['a coupon', { order_type: 4 }],
    ['redeemed elsewhere', { order_type: 5 }],
    [
      'all in the platform’s own warehouse',
      { sku_order_list: [aSkuOrder({ inventory_list: [{ warehouse_type: 2 }] })] },
    ],
  ])('that is %s is none of ours', async (_what, told) => {
    expect(await read(aDouyinOrder(told))).toBeUndefined();
  });

  it.each([
    ['virtual goods', { goods_type: 1 }, 'not-ours.virtual'],
    ['goods fetched in person', { receive_type: 2 }, 'not-ours.self-pick-up'],
    ['goods to be inspected', { quality_inspection_status: 2 }, 'not-ours.inspection'],
    [
      'goods of the platform’s warehouse',
      { inventory_list: [{ warehouse_type: 2 }] },
      'not-ours.platform-warehouse',
    ],
    ['a payment', { trade_type: 103 }, 'not-ours.payment-only'],
  ])('leaves out %s and says so', async (_what, told, key) => {
    const order = await read(withLines(aSkuOrder(), aSkuOrder({ order_id: '12', ...told })));

    expect(order?.lines.map((line) => line.lineId)).toEqual(['6920000000000000011']);
    expect(order?.tags.map((tag) => tag.key)).toContain(key);
  });

  it('ties a gift to what it was given for', async () => {
    const gift = aSkuOrder({
      order_id: '12',
      given_product_type: 'FREE',
      master_sku_order_id_list: ['6920000000000000011'],
    });

    const order = await read(withLines(aSkuOrder(), gift));

    expect(order?.lines[1]).toMatchObject({ lineId: '12', isGift: true, giftOf: '6920000000000000011' });
  });

  it('opens a set into what lies on the shelf', async () => {
    const parts = [
      { product_id: '1', sku_id: '81', product_name: '茶壶', item_num: 1, code: 'POT' },
      { product_id: '2', sku_id: 82, product_name: '茶杯', item_num: 4, code: '' },
    ];

    const order = await read(withLines(aSkuOrder({ item_num: 2, bundle_sku_info: parts })));

    expect(order?.lines).toMatchObject([
      { lineId: '6920000000000000011.81', skuCode: 'POT', name: '茶壶', quantity: 2 },
      { lineId: '6920000000000000011.82', skuCode: '82', name: '茶杯', quantity: 8 },
    ]);
  });

  it('opens a set that names one thing twice into one line of both counts', async () => {
    const parts = [
      { product_id: '1', sku_id: '81', product_name: '茶杯', item_num: 2, code: 'CUP' },
      { product_id: '2', sku_id: 82, product_name: '茶壶', code: 'POT' },
      { product_id: '1', sku_id: 81, product_name: '茶杯', item_num: 1, code: 'CUP' },
    ];

    const order = await read(withLines(aSkuOrder({ item_num: 2, bundle_sku_info: parts })));

    expect(order?.lines).toMatchObject([
      { lineId: '6920000000000000011.81', skuCode: 'CUP', quantity: 6 },
      { lineId: '6920000000000000011.82', skuCode: 'POT', quantity: 2 },
    ]);
  });

  it('is held by a refund asked before shipping, on the line that it is about', async () => {
    const order = await read(withLines(aSkuOrder(refund({})), aSkuOrder({ order_id: '12' })));

    expect(order?.lines.map((line) => line.hold)).toEqual(['refund-requested', null]);
    expect(order?.hold).toBeNull();
  });

  it('stands still when all of it is asked back', async () => {
    expect(await read(withLines(aSkuOrder(refund({}))))).toMatchObject({ hold: 'refund-requested' });
    expect(
      await read(withLines(aSkuOrder(refund({ after_sale_status: 12, refund_status: 3 })))),
    ).toMatchObject({
      hold: 'refunded',
    });
  });

  it('asked back line by line in one go is answered as one', async () => {
    const rows = ['903', '901', '902'].map((aftersale_id) => ({
      aftersale_info: {
        aftersale_id,
        aftersale_type: 2,
        aftersale_status: 6,
        apply_time: 1767230000,
        status_deadline: 1767402800,
      },
      order_info: { shop_order_id: orderId },
      text_part: { reason_text: '不想要了' },
    }));

    const order = await read(withLines(aSkuOrder(refund({}))), {
      'afterSale.List': () => ({ items: rows, has_more: false, total: 3 }),
    });

    expect(order?.cancellation?.cancelId).toBe('901,902,903');
  });

  it.each([
    ['none', { after_sale_status: 0 }, null],
    ['refused by the seller', { after_sale_status: 27 }, null],
    ['withdrawn, its refund still pending', { after_sale_status: 28 }, null],
    ['cancelled', { after_sale_status: 51 }, null],
    ['granted', { after_sale_status: 12 }, 'refunded'],
    ['in a state nobody knows', { after_sale_status: 99 }, 'refund-requested'],
    ['of a kind nobody knows', { after_sale_type: 77 }, 'refund-requested'],
  ])('with a request that is %s', async (_what, told, hold) => {
    const order = await read(withLines(aSkuOrder(refund(told))));

    expect(order?.lines[0]?.hold).toBe(hold);
  });

  it('is not held by what comes back after it was sent', async () => {
    const sent = { ...refund({ after_sale_type: 0, after_sale_status: 7 }), order_status: 3 };

    expect((await read(withLines(aSkuOrder(sent))))?.lines[0]?.hold).toBeNull();
  });

  it('holds the gift together with what it was given for', async () => {
    const gift = { given_product_type: 'FREE', master_sku_order_id_list: ['6920000000000000011'] };

    const order = await read(withLines(aSkuOrder(refund({})), aSkuOrder({ order_id: '12', ...gift })));

    expect(order?.lines.map((line) => line.hold)).toEqual(['refund-requested', 'refund-requested']);
  });

  it('tells what the buyer asked for, and until when it must be answered', async () => {
    const rows = [
      {
        aftersale_id: '900',
        aftersale_type: 2,
        aftersale_status: 6,
        apply_time: 1767230000,
        status_deadline: 1767402800,
      },
      {
        aftersale_id: '901',
        aftersale_type: 2,
        aftersale_status: 6,
        apply_time: 1767230001,
        status_deadline: 1767300000,
      },
      {
        aftersale_id: '902',
        aftersale_type: 2,
        aftersale_status: 28,
        apply_time: 1767230002,
        status_deadline: 1767200000,
      },
    ].map((aftersale_info) => ({
      aftersale_info,
      order_info: { shop_order_id: orderId },
      text_part: { reason_text: '不想要了' },
    }));

    const order = await read(withLines(aSkuOrder(refund({}))), {
      'afterSale.List': () => ({ items: rows, has_more: false, total: 3 }),
    });

    expect(order?.cancellation).toEqual({
      cancelId: '901',
      askedAt: 1767230001_000,
      answerBy: 1767300000_000,
      reason: '不想要了',
    });
  });

  it.each([
    [
      'suggested by the order',
      { shop_order_tag_ui: [{ key: 'sug_home_deliver', text: '建议音尊达' }] },
      'tagged',
    ],
    ['named in a text', { shop_order_tag_ui: [{ key: 'new_key', text: '送货上门' }] }, 'tagged'],
    [
      'already bought',
      {
        logistics_info: [
          {
            tracking_no: 'YT1',
            company: 'yuantong',
            added_services: [{ key: 'VC-WBHOMEDELIVERY', text: '' }],
          },
        ],
      },
      'tagged',
    ],
    ['read from words nobody knows', { shop_order_tag_ui: [{ key: 'x', text: '快递到家' }] }, 'look'],
  ])('has the door tag when it is %s', async (_what, told, doorTag) => {
    expect((await read(aDouyinOrder(told)))?.doorTag).toBe(doorTag);
  });

  it.each([
    [
      'SF for all when one line was sold so',
      { sku_order_list: [aSkuOrder({ sku_order_tag_ui: [{ key: 'sf_free_shipping', text: '顺丰包邮' }] })] },
      '顺丰速运',
    ],
    [
      'the one the order is bound to',
      { order_tag: { shop_delivery_appointment_company: '{"express_company_code":"jd"}' } },
      '京东快递',
    ],
    [
      'the one the buyer chose',
      {
        order_tag: { shop_optional_express_info: '{"ExpressCompanys":[{"ExpressCompanyCode":"zhongtong"}]}' },
      },
      '中通快递',
    ],
    ['nobody when the tag makes no sense', { order_tag: { shop_optional_express_info: '{"Express' } }, null],
    [
      'whoever took it',
      { logistics_info: [{ tracking_no: 'YT1', company: 'yuantong', company_name: '圆通快递' }] },
      '圆通快递',
    ],
  ])('asks for %s', async (_what, told, carrier) => {
    expect((await read(aDouyinOrder(told)))?.carrier).toBe(carrier);
  });

  it('shows what a packer should know and nothing of the buyer’s profile', async () => {
    const order = await read(
      aDouyinOrder({
        address_tag_ui: [{ key: 'double_address', text: '疑似多地址' }],
        user_tag_ui: [{ key: 'user_profile_buy_frequency', text: '常客' }],
        consolidate_info: { consolidate_type: 1 },
        appointment_ship_time: 1767578400,
        sku_order_list: [
          aSkuOrder({
            need_serial_number: true,
            sku_order_tag_ui: [{ key: 'compass_source_x', text: '直播' }],
          }),
        ],
      }),
    );

    expect(order?.tags).toEqual([
      { key: 'double_address', text: '疑似多地址' },
      { key: 'need_serial_number', text: '发货要录序列号' },
      { key: 'consolidate', text: '新疆中转' },
      { key: 'appointment_ship_time', text: '预约 2026-01-05 发货' },
    ]);
  });

  it('survives fields of another kind than ever seen', async () => {
    const odd = aDouyinOrder({
      update_time: 'soon',
      exp_ship_time: null,
      post_addr: 'nowhere',
      order_tag: 7,
      logistics_info: 'none',
      shop_order_tag_ui: [null, { key: 4, text: 'four' }, 'tag'],
      something_new: { a: 1 },
      sku_order_list: [
        aSkuOrder({ spec: 'big', inventory_list: {}, after_sale_info: 'no', goods_price: 'dear' }),
      ],
    });

    expect(await read(odd)).toMatchObject({
      state: 'to-ship',
      updatedAt: null,
      tags: [{ key: '4', text: 'four' }],
    });
  });
});
