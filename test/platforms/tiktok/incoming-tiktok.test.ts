// How an order of TikTok Shop is read: pieces to lines, times to deadlines, asterisks to nothing at all.

import { describe, expect, it } from 'vitest';
import { isOtherAddress } from '../../../main/platforms/incoming-order.ts';
import { incomingFromTiktok } from '../../../main/platforms/tiktok/incoming-tiktok.ts';
import { parseTiktokOrder } from '../../../main/platforms/tiktok/tiktok-order.ts';
import { aPiece, aTiktokOrder, aTold } from '../../builders/tiktok-orders.ts';

const read = (told: Record<string, unknown> = {}, group: string | null = null) =>
  incomingFromTiktok(aTiktokOrder(told), { group });

describe('the lines of an order', () => {
  it('count the pieces of a SKU, sold and given apart, under the seller’s own code', () => {
    const { lines } = read({
      line_items: [
        aPiece({ id: '1' }),
        aPiece({ id: '2' }),
        aPiece({ id: '3', is_gift: true }),
        aPiece({ id: '4', sku_id: '99', seller_sku: '' }),
      ],
    });

    expect(lines.map(({ lineId, skuCode, quantity, isGift }) => [lineId, skuCode, quantity, isGift])).toEqual(
      [
        ['1729382476852921560', 'TEA-0001', 2, false],
        ['1729382476852921560.gift', 'TEA-0001', 1, true],
        ['99', '99', 1, false],
      ],
    );
  });

  it('leave out pieces that were cancelled singly, in either spelling', () => {
    const { lines } = read({
      line_items: [
        aPiece({ id: '1' }),
        aPiece({ id: '2', display_status: 'CANCELLED' }),
        aPiece({ id: '3', display_status: 'CANCEL' }),
      ],
    });

    expect(lines.map(({ quantity, hold }) => [quantity, hold])).toEqual([[1, null]]);
  });

  it('stay readable, and refunded, when all of it was cancelled', () => {
    const { lines, state } = read({
      status: 'CANCELLED',
      line_items: [aPiece({ display_status: 'CANCELLED' })],
    });

    expect([state, lines.map(({ hold }) => hold)]).toEqual(['cancelled', ['refunded']]);
  });

  it('open a virtual bundle into what lies on the shelf', () => {
    const parts = [
      { sku_id: '71', sku_count: 2, seller_sku: 'CUP-0001 ' },
      { sku_id: '72', sku_count: 1, seller_sku: 'POT-0001' },
    ];

    const { lines } = read({
      line_items: [
        aPiece({ id: '1', sku_id: '7', combined_listing_skus: parts }),
        aPiece({ id: '2', sku_id: '7', combined_listing_skus: parts }),
      ],
    });

    expect(lines.map(({ lineId, skuCode, quantity }) => [lineId, skuCode, quantity])).toEqual([
      ['7.71', 'CUP-0001', 4],
      ['7.72', 'POT-0001', 2],
    ]);
  });
});

it.each([
  ['UNPAID', 'unpaid', null],
  ['ON_HOLD', 'on-hold', 'remorse-hour'],
  ['AWAITING_SHIPMENT', 'to-ship', null],
  ['PARTIALLY_SHIPPING', 'part-shipped', null],
  ['AWAITING_COLLECTION', 'awaiting-collection', null],
  ['IN_TRANSIT', 'shipped', null],
  ['DELIVERED', 'finished', null],
  ['COMPLETED', 'finished', null],
  ['CANCELLED', 'cancelled', null],
  ['CANCEL', 'cancelled', null],
  ['SOMETHING_NEW', 'unknown', null],
])('reads the status %s as %s', (status, state, hold) => {
  const order = read({ status });

  expect([order.state, order.hold, order.platformState]).toEqual([state, hold, status]);
});

it('holds an order whose buyer asked to cancel, and tells nothing of a request it did not find', () => {
  const asked = read({ is_buyer_request_cancel: true });
  const request = { cancelId: '1', askedAt: 1, answerBy: 2, reason: 'x' };
  const found = incomingFromTiktok(aTiktokOrder({ is_buyer_request_cancel: true }), {
    group: null,
    cancellation: request,
  });

  expect([asked.hold, asked.cancellation, found.cancellation, read().cancellation]).toEqual([
    'cancel-requested',
    undefined,
    request,
    null,
  ]);
});

it('takes the platform’s own times, and the automatic end where there is no other', () => {
  const own = read({ tts_sla_time: 1_790_200_000, collection_due_time: 1_790_300_000 });
  const due = read({ rts_sla_time: 0, shipping_due_time: 1_790_150_000 });
  const old = read({ rts_sla_time: null, cancel_order_sla_time: '1790160000' });

  expect([own.shipByAt, own.transitByAt, own.collectByAt]).toEqual([
    1_790_100_000_000, 1_790_200_000_000, 1_790_300_000_000,
  ]);
  expect([due.shipByAt, old.shipByAt]).toEqual([1_790_150_000_000, 1_790_160_000_000]);
});

it('knows the package once it binds, and every number under which it goes', () => {
  const arranged = read({
    status: 'AWAITING_COLLECTION',
    line_items: [aPiece({ tracking_number: ' JT0000000001\n', display_status: 'AWAITING_COLLECTION' })],
  });
  const split = read({
    status: 'PARTIALLY_SHIPPING',
    split_or_combine_tag: 'SPLIT',
    line_items: [
      aPiece({ id: '1', package_id: '11', tracking_number: 'JT0000000001' }),
      aPiece({ id: '2', package_id: '12', tracking_number: 'JT0000000002' }),
    ],
  });

  expect([read().packageId, arranged.packageId, split.packageId]).toEqual([
    null,
    '1153132168123859123',
    null,
  ]);
  expect([arranged.trackingNumbers, split.trackingNumbers]).toEqual([
    ['JT0000000001'],
    ['JT0000000001', 'JT0000000002'],
  ]);
  expect(read({ split_or_combine_tag: 'COMBINE' }).packageId).toBe('1153132168123859123');
});

describe('a recipient', () => {
  it('behind asterisks is compared by the platform’s group alone', () => {
    expect([read().recipient.key, read({}, '1').recipient.key, read().recipient.isMasked]).toEqual([
      null,
      'group:1',
      true,
    ]);
  });

  it('in clear text is one to be sealed, whoever ships', () => {
    const clear = { name: 'Anna Example', phone_number: '55501', full_address: '1 Example Street' };

    expect(read({ recipient_address: clear }).recipient.isMasked).toBe(false);
    expect(read({ shipping_type: 'SELLER' }).recipient.isMasked).toBe(false);
  });

  it('has another address when the platform says so, not when its group changes', () => {
    const before = read({}, '1').recipient.key;
    const regrouped = read({}, '2').recipient.key;
    const alone = read().recipient.key;
    const moved = read({ has_updated_recipient_address: true }).recipient.key;
    const movedAgain = read({
      has_updated_recipient_address: true,
      recipient_address: { full_address: 'Musterstadt, ****' },
    }).recipient.key;

    expect(
      [regrouped, alone, moved].map((now) => [isOtherAddress(before, now), isOtherAddress(null, now)]),
    ).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect([isOtherAddress(moved, movedAgain), isOtherAddress(moved, moved)]).toEqual([true, false]);
  });

  it('of an order that has none yet is nobody, and masked', () => {
    expect(read({ status: 'ON_HOLD', recipient_address: null }).recipient).toMatchObject({
      key: null,
      name: '',
      isMasked: true,
    });
  });
});

it('loses no order over a field it can do without', () => {
  const odd = parseTiktokOrder(
    aTold({
      buyer_message: 12,
      rts_sla_time: 'soon',
      a_new_field: { deep: true },
      line_items: [aPiece({ sale_price: 12.5, sku_name: ['odd'] })],
    }),
  );

  expect(odd.isRead && incomingFromTiktok(odd.value, { group: null })).toMatchObject({
    buyerNote: '12',
    shipByAt: null,
    lines: [{ priceCents: 1250, spec: '' }],
  });
});
