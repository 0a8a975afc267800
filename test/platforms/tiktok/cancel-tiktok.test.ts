// A seller's own cancellation at TikTok Shop, with a client made by hand: looked at before and after, so that it is done once.

import { expect, it } from 'vitest';
import type { OrderId } from '../../../main/basics/ids.ts';
import { createOwnCancelling } from '../../../main/platforms/tiktok/cancel-tiktok.ts';
import { aTiktokOrder, cannedClient } from '../../builders/tiktok-orders.ts';

const orderId = '577086512123755123' as OrderId; // as the builder writes it
const search = '/cancellations/search';
const cancel = '/return_refund/202309/cancellations';

function shopOf(
  states: readonly Record<string, unknown>[],
  answers: Parameters<typeof cannedClient>[0] = {},
  region = 'TH',
) {
  const { client, asked } = cannedClient({
    [search]: () => ({ cancellations: [] }),
    [cancel]: () => ({ cancel_id: '4035', cancel_status: 'CANCELLATION_REQUEST_SUCCESS' }),
    ...answers,
  });
  const left = [...states];
  const pull = {
    // The last one stands.
    readDetails: async () => {
      const told = left.length > 1 ? left.shift() : left[0];
      return told ? [aTiktokOrder(told)] : [];
    },
  };
  const reasons = () => 'seller_cancel_reason_out_of_stock, seller_cancel_reason_wrong_price';
  const shop = createOwnCancelling({ client, pull, region: () => region, reasons });
  const tell = () =>
    shop.cancelForSeller({ orderId, reasonCode: 'seller_cancel_reason_out_of_stock', idempotencyKey: 'k' });
  const told = () => asked.filter(({ path }) => path === cancel);
  return { shop, tell, told };
}

it('tells the order and the reason, whole and once', async () => {
  const { tell, told } = shopOf([{}]);

  const answer = await tell();

  expect(answer).toEqual({ idempotencyKey: 'k', outcome: 'done', code: 'own-cancel.done', words: '' });
  expect(told().map(({ body }) => body)).toEqual([
    { order_id: orderId, cancel_reason: 'seller_cancel_reason_out_of_stock' },
  ]);
});

it('says nothing when it is cancelled already, or our request is being worked on', async () => {
  const done = shopOf([{ status: 'CANCELLED' }]);
  const waits = shopOf([{}], {
    [search]: () => ({ cancellations: [{ cancel_status: 'CANCELLATION_REQUEST_PENDING' }] }),
  });

  const answers = [await done.tell(), await waits.tell()];

  expect(answers.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['done', 'own-cancel.already'],
    ['done', 'own-cancel.waits'],
  ]);
  expect([...done.told(), ...waits.told()]).toEqual([]);
});

it('leaves alone what a buyer asks for, what has left and what is not there', async () => {
  const asked = shopOf([{ is_buyer_request_cancel: true }]);
  const gone = shopOf([{ status: 'IN_TRANSIT' }]);
  const unknown = shopOf([]);

  const answers = [await asked.tell(), await gone.tell(), await unknown.tell()];

  expect(answers.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['fix', 'own-cancel.buyer-asks'],
    ['fix', 'own-cancel.shipped'],
    ['fix', 'own-cancel.order-unknown'],
  ]);
  expect([...asked.told(), ...gone.told(), ...unknown.told()]).toEqual([]);
});

it('believes a no only when the order stands as before, and asks again when the platform is busy', async () => {
  const no = shopOf([{}], { [cancel]: () => ({ refusedBy: 25001021 }) });
  const byOthers = shopOf([{}, { status: 'CANCELLED' }], { [cancel]: () => ({ refusedBy: 25001011 }) });
  const locked = shopOf([{}], { [cancel]: () => ({ refusedBy: 25001028 }) });
  const left = shopOf([{}], { [cancel]: () => ({ refusedBy: 25001045 }) });

  const answers = [await no.tell(), await byOthers.tell(), await locked.tell(), await left.tell()];

  expect(answers.map(({ outcome, code, words }) => [outcome, code, words])).toEqual([
    ['fix', 'own-cancel.refused', 'no (25001021, r)'],
    ['done', 'own-cancel.already', 'no (25001011, r)'],
    ['retry', 'own-cancel.later', 'no (25001028, r)'],
    ['fix', 'own-cancel.shipped', 'no (25001045, r)'],
  ]);
});

it('offers the reasons of the market', () => {
  const codes = (region: string) =>
    shopOf([{}], {}, region)
      .shop.listReasons()
      .map(({ code }) => code);

  expect(codes('TH')).toEqual(['seller_cancel_reason_out_of_stock', 'seller_cancel_reason_wrong_price']);
  expect(codes('GB')).toEqual(['seller_cancel_reason_out_of_stock_uk', 'seller_cancel_reason_wrong_price']);
});
