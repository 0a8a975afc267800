// Answering buyers of a Douyin shop, once; and asking which orders go together.

import { describe, expect, it } from 'vitest';
import { createDouyinCancellations } from '../../../main/platforms/douyin/cancellations-douyin.ts';
import type { DouyinClient } from '../../../main/platforms/douyin/douyin-client.ts';
import type { CancellationAnswer } from '../../../main/platforms/platform.ts';
import { aDouyinOrder, no, type Script, scriptedDouyin } from './scripted-douyin.ts';

const decided = (told: Partial<CancellationAnswer> = {}): CancellationAnswer =>
  ({
    idempotencyKey: 'key-1',
    orderId: '1',
    cancelId: '900',
    accept: true,
    reasonCode: null,
    note: '',
    ...told,
  }) as CancellationAnswer; // ids are branded when orders are taken in

/** Statuses of the request, one for each time it is looked at. */
function desk(statuses: readonly number[], more: Script = {}) {
  return scriptedDouyin({
    'afterSale.List': (_params, count) => ({
      items: [
        {
          aftersale_info: {
            aftersale_id: '900',
            aftersale_type: 2,
            aftersale_status: statuses[count] ?? statuses.at(-1),
          },
          order_info: { shop_order_id: '1' },
        },
      ],
      has_more: false,
    }),
    'afterSale.rejectReasonCodeList': () => ({ items: [{ reject_reason_code: 12, reason: '商品已寄出' }] }),
    'afterSale.operate': () => ({ items: [{ aftersale_id: '900', status_code: 0, status_msg: '' }] }),
    ...more,
  });
}

const operated = (douyin: ReturnType<typeof desk>) =>
  douyin.asked.filter(({ method }) => method === 'afterSale.operate').map(({ params }) => params);

describe('answering a buyer of a Douyin shop', () => {
  it('accepts', async () => {
    const douyin = desk([6]);

    expect(await douyin.answerCancellation?.(decided())).toMatchObject({
      outcome: 'done',
      code: 'cancellation.done',
    });
    expect(operated(douyin)).toEqual([{ type: 201, items: [{ aftersale_id: '900' }] }]);
  });

  it('refuses with one of the platform’s reasons', async () => {
    const douyin = desk([6]);

    await douyin.answerCancellation?.(decided({ accept: false, reasonCode: '12', note: '今早已交给快递' }));

    expect(operated(douyin)).toEqual([
      {
        type: 202,
        items: [
          { aftersale_id: '900', reason: '商品已寄出', remark: '今早已交给快递', reject_reason_code: 12 },
        ],
      },
    ]);
  });

  it('offers a reason of its own where the platform has none', async () => {
    const douyin = desk([6], { 'afterSale.rejectReasonCodeList': () => ({ items: [] }) });

    const [reason] = (await douyin.listCancelReasons?.('1' as never, '900')) ?? [];
    await douyin.answerCancellation?.(decided({ accept: false, reasonCode: reason?.code ?? '' }));

    expect(operated(douyin)).toEqual([
      {
        type: 202,
        items: [{ aftersale_id: '900', reason: '商品已打包，即将发出', remark: '商品已打包，即将发出' }],
      },
    ]);
  });

  it('does not answer what is answered already', async () => {
    const douyin = desk([12]);

    expect(await douyin.answerCancellation?.(decided())).toMatchObject({
      outcome: 'done',
      code: 'cancellation.already',
    });
    expect(operated(douyin)).toEqual([]);
  });

  it('takes a no for a yes when the request stands as decided meanwhile', async () => {
    const douyin = desk([6, 12], {
      'afterSale.operate': () => no(50002, 'isv.business-failed:1', '状态已变'),
    });

    expect(await douyin.answerCancellation?.(decided())).toMatchObject({
      outcome: 'done',
      code: 'cancellation.already',
    });
  });

  it('asks a person when the platform will not have the answer', async () => {
    const whole = desk([6], { 'afterSale.operate': () => no(50002, 'isv.business-failed:1', '不能操作') });
    const single = desk([6], {
      'afterSale.operate': () => ({
        items: [{ aftersale_id: 900, status_code: 40, status_msg: '不能操作' }],
      }),
    });

    expect(await whole.answerCancellation?.(decided())).toMatchObject({
      outcome: 'fix',
      words: '不能操作 (isv.business-failed:1, LOG-1)',
    });
    expect(await single.answerCancellation?.(decided())).toMatchObject({
      outcome: 'fix',
      words: '不能操作 (40, LOG-0)',
    });
  });

  it('tries again later when the platform is busy', async () => {
    const douyin = desk([6], { 'afterSale.operate': () => no(20001, '') });

    expect(await douyin.answerCancellation?.(decided())).toMatchObject({
      outcome: 'retry',
      code: 'cancellation.later',
    });
  });
});

describe('asking Douyin which orders go together', () => {
  it('asks only about those of one address, and believes the platform', async () => {
    const addresses: Record<string, string> = { 1: '#a', 2: '#a', 3: '#a', 4: '#b' };
    const douyin = scriptedDouyin({
      'order.orderDetail': ({ shop_order_id }) => ({
        shop_order_detail: aDouyinOrder({
          order_id: shop_order_id,
          open_address_id: addresses[String(shop_order_id)],
        }),
      }),
      'order.mergeV2': () => ({ order_list: ['1,2', '3'], failed_order: {} }),
    });

    const groups = await douyin.askMerge?.(['1', '2', '3', '4'] as never); // as ids of orders

    expect(groups).toEqual([{ orderIds: ['1', '2'], key: '#a' }]);
    expect(douyin.asked.at(-1)?.params).toEqual({
      merge_list: ['1', '2', '3'].map((order_id) => ({ order_id, open_address_id: '#a' })),
    });
  });
});

it('asks Douyin nothing where its buyers are answered in the back office', async () => {
  const nobody = {} as DouyinClient; // asked anything, it would throw
  const switchedOff = createDouyinCancellations(nobody, () => ({ isOn: false, accept: 201, refuse: 202 }));

  expect(await switchedOff.answer(decided())).toMatchObject({
    outcome: 'fix',
    code: 'cancellation.not-here',
  });
  expect(await switchedOff.listReasons('900')).toEqual([]);
});
