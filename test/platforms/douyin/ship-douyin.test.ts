// Telling Douyin that parcels left: once, with the key that was saved, and never against a buyer's refund.

import { describe, expect, it } from 'vitest';
import { Fault } from '../../../main/basics/fault.ts';
import type { Shipment } from '../../../main/platforms/platform.ts';
import { aDouyinOrder, aSkuOrder, no, type Script, scriptedDouyin } from './scripted-douyin.ts';

function parcel(told: Partial<Record<keyof Shipment, unknown>> = {}): Shipment {
  return {
    idempotencyKey: 'key-1',
    parcelId: 'P1',
    carrier: '圆通速递',
    trackingNumber: 'YT1',
    lines: [{ orderId: '1', lineId: '11', quantity: 2 }],
    ...told,
  } as Shipment; // ids are branded when orders are taken in
}

const order = (orderId: string, told: Record<string, unknown> = {}, ...lines: Record<string, unknown>[]) =>
  aDouyinOrder({
    order_id: orderId,
    sku_order_list: lines.length > 0 ? lines : [aSkuOrder({ order_id: `${orderId}1` })],
    ...told,
  });

function counter(orders: readonly Record<string, unknown>[], more: Script = {}) {
  return scriptedDouyin({
    'order.orderDetail': ({ shop_order_id }) => {
      const found = orders.find(({ order_id }) => order_id === shop_order_id);
      return found ? { shop_order_detail: found } : no(50002, 'isv.business-failed:60033');
    },
    'order.logisticsAddSinglePack': () => ({ pack_id: '7' }),
    'order.logisticsAddMultiPack': () => ({ pack_list: [] }),
    ...more,
  });
}

const told = (douyin: ReturnType<typeof counter>) =>
  douyin.asked.filter(({ method }) => method.startsWith('order.logisticsAdd'));

describe('telling Douyin of a parcel', () => {
  it('names its orders, lines, number and the key that was saved', async () => {
    const douyin = counter([order('1')]);

    const answers = await douyin.ship([parcel()]);

    expect(answers).toEqual([{ idempotencyKey: 'key-1', outcome: 'done', code: 'ship.done', words: '' }]);
    expect(told(douyin)).toMatchObject([
      {
        method: 'order.logisticsAddSinglePack',
        params: {
          order_id_list: ['1'],
          shipped_order_info: [{ shipped_order_id: '11', shipped_num: 2 }],
          logistics_code: 'YT1',
          company_code: 'yuantong',
          request_id: 'key-1',
        },
      },
    ]);
    expect(JSON.stringify(douyin.asked)).not.toMatch(/reject/);
  });

  it('puts several orders of one recipient in one pack', async () => {
    const douyin = counter([order('1'), order('2')]);
    const lines = [
      { orderId: '2', lineId: '21', quantity: 2 },
      { orderId: '1', lineId: '11', quantity: 2 },
    ];

    await douyin.ship([parcel({ lines })]);

    expect(told(douyin)).toMatchObject([
      { method: 'order.logisticsAddSinglePack', params: { order_id_list: ['1', '2'] } },
    ]);
  });

  it('tells a part of an order as one of several packs', async () => {
    const douyin = counter([order('1')]);

    await douyin.ship([parcel({ lines: [{ orderId: '1', lineId: '11', quantity: 1 }] })]);

    expect(told(douyin)).toMatchObject([
      {
        method: 'order.logisticsAddMultiPack',
        params: {
          order_id: '1',
          request_id: 'key-1',
          pack_list: [
            {
              shipped_order_info: [{ shipped_order_id: '11', shipped_num: 1 }],
              logistics_code: 'YT1',
              company_code: 'yuantong',
            },
          ],
        },
      },
    ]);
  });

  it('ships the line that a set’s parts belong to', async () => {
    const set = aSkuOrder({
      order_id: '11',
      item_num: 2,
      bundle_sku_info: [
        { sku_id: '81', item_num: 1 },
        { sku_id: '82', item_num: 3 },
      ],
    });
    const douyin = counter([order('1', {}, set)]);
    const lines = [
      { orderId: '1', lineId: '11.81', quantity: 2 },
      { orderId: '1', lineId: '11.82', quantity: 6 },
    ];

    await douyin.ship([parcel({ lines })]);

    expect(told(douyin)).toMatchObject([
      { params: { shipped_order_info: [{ shipped_order_id: '11', shipped_num: 2 }] } },
    ]);
  });

  it('believes "shipped already" only when the order shows our number', async () => {
    const refused: Script = {
      'order.logisticsAddSinglePack': () => no(50002, 'isv.business-failed:60110', '已发货'),
    };
    const ours = counter(
      [order('1', { logistics_info: [{ tracking_no: 'YT1', company: 'yuantong' }] })],
      refused,
    );
    const others = counter(
      [order('1', { logistics_info: [{ tracking_no: 'YT9', company: 'yuantong' }] })],
      refused,
    );

    expect(await ours.ship([parcel()])).toMatchObject([{ outcome: 'done', code: 'ship.already-there' }]);
    expect(await others.ship([parcel()])).toMatchObject([
      { outcome: 'fix', code: 'ship.already-shipped', words: '已发货 (isv.business-failed:60110, LOG-1)' },
    ]);
  });

  it.each([
    ['isv.business-failed:60040', 'hold', 'ship.refund-pending'],
    ['isv.business-failed:60021', 'hold', 'ship.order-cancelled'],
    ['isv.parameter-invalid:60138', 'fix', 'ship.door-carrier'],
    ['isv.business-failed:60124', 'retry', 'ship.later'],
    ['isv.business-failed:60109', 'retry', 'ship.not-releasable'],
    ['isv.business-failed:61999', 'fix', 'ship.refused'],
  ])('answers %s with %s', async (subCode, outcome, code) => {
    const douyin = counter([order('1')], { 'order.logisticsAddSinglePack': () => no(50002, subCode) });

    expect(await douyin.ship([parcel()])).toMatchObject([{ outcome, code }]);
  });

  it.each([
    ['the order is unknown', { lines: [{ orderId: '9', lineId: '91', quantity: 1 }] }, 'ship.order-unknown'],
    ['the line is unknown', { lines: [{ orderId: '1', lineId: '99', quantity: 1 }] }, 'ship.line-unknown'],
    ['the carrier is unknown', { carrier: '飞鸽传书' }, 'ship.carrier-unknown'],
  ])('asks a person when %s', async (_what, more, code) => {
    expect(await counter([order('1')]).ship([parcel(more)])).toMatchObject([{ outcome: 'fix', code }]);
  });

  it('says nothing of a parcel whose answer was lost, and everything of the others', async () => {
    const douyin = counter([order('1'), order('2')], {
      'order.logisticsAddSinglePack': ({ request_id }) => {
        if (request_id === 'key-1') throw new Fault('platform.silent', 'later');
        return { pack_id: '7' };
      },
    });
    const other = parcel({ idempotencyKey: 'key-2', lines: [{ orderId: '2', lineId: '21', quantity: 2 }] });

    expect((await douyin.ship([parcel(), other])).map((answer) => answer.idempotencyKey)).toEqual(['key-2']);
  });

  it('lets the whole shop wait when the platform will not have it at all', async () => {
    const douyin = counter([order('1')], {
      'order.logisticsAddSinglePack': () => no(30002, 'isv.invalid_ip', '198.51.100.7 不在白名单'),
    });

    await expect(douyin.ship([parcel()])).rejects.toMatchObject({
      code: 'platform.address-to-add',
      facts: { address: '198.51.100.7', logId: 'LOG-1' },
    });
  });
});
