// Telling TikTok Shop a number of the seller's own carrier, with a client made by hand: when the carrier cannot be found, it says why.

import { expect, it } from 'vitest';
import type { LineId, OrderId, ParcelId, TrackingNumber } from '../../../main/basics/ids.ts';
import { createShipping } from '../../../main/platforms/tiktok/ship-tiktok.ts';
import { aTiktokOrder, cannedClient } from '../../builders/tiktok-orders.ts';

const orderId = '577086512123755123';
const providers = '/shipping_providers';

function shopOf(
  answer: Parameters<typeof cannedClient>[0][string],
  carrier = 'Ninja Van',
  told: object = { package_id: '1' },
) {
  const { client, asked } = cannedClient({ [providers]: answer, '/packages': () => told });
  const order = aTiktokOrder({ id: orderId, shipping_type: 'SELLER', delivery_option_id: '7091' });
  const shipping = createShipping({
    client,
    pull: { readDetails: async () => [order] },
    fitter: { fit: async () => new Map(), readPackage: async () => undefined },
    region: () => 'GB',
    now: () => 0,
  });
  const ship = () =>
    shipping.ship([
      {
        idempotencyKey: 'k',
        parcelId: 'P1' as ParcelId, // a test's own
        carrier,
        trackingNumber: 'NV1234567' as TrackingNumber,
        lines: [{ orderId: orderId as OrderId, lineId: '1729382476852921560' as LineId, quantity: 1 }],
      },
    ]);
  return { ship, asked };
}

it('tells the number under the platform’s own number of the carrier, however it is written', async () => {
  const { ship, asked } = shopOf(() => ({ shipping_providers: [{ id: '68', name: 'NINJA-VAN' }] }));

  const [answer] = await ship();

  expect(answer?.outcome).toBe('done');
  expect(asked.at(-1)?.body).toMatchObject({ tracking_number: 'NV1234567', shipping_provider_id: '68' });
});

it('names the carriers there are when it knows none of that name', async () => {
  const { ship } = shopOf(() => ({
    shipping_providers: [
      { id: '1', name: 'Flash' },
      { id: '2', name: 'Kerry' },
    ],
  }));

  expect(await ship()).toMatchObject([
    { outcome: 'fix', code: 'ship.carrier-unknown', words: 'Ninja Van: Flash, Kerry' },
  ]);
});

it('says the platform’s words when it will not tell its carriers, and asks again when it is busy', async () => {
  const byPlatform = shopOf(() => ({ refusedBy: 21008117 }));
  const busy = shopOf(() => ({ refusedBy: 36009003 }));

  const answers = [...(await byPlatform.ship()), ...(await busy.ship())];

  expect(answers).toMatchObject([
    { outcome: 'fix', code: 'ship.carrier-refused', words: 'no (21008117, r)' },
    { outcome: 'retry', code: 'ship.later', words: 'no (36009003, r)' },
  ]);
});

it.each([
  [21011041, 'hold', 'ship.order-cancelled'],
  [21008044, 'hold', 'ship.refund-pending'],
  [21011007, 'hold', 'ship.refund-pending'],
  [21011020, 'retry', 'ship.later'],
  [36009003, 'retry', 'ship.later'],
  [21011022, 'fix', 'ship.refused'],
  [21011028, 'fix', 'ship.not-ours'],
  [21008025, 'fix', 'ship.not-ours'],
])('judges the platform’s no to a number: %i', async (refusedBy, outcome, code) => {
  const { ship } = shopOf(() => ({ shipping_providers: [{ id: '68', name: 'Ninja Van' }] }), 'Ninja Van', {
    refusedBy,
  });

  expect(await ship()).toMatchObject([{ outcome, code, words: `no (${refusedBy}, r)` }]);
});
