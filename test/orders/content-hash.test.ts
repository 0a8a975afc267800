// What a source says of an order stands in two places: where it is written, and in the fingerprint that tells whether there is anything
// new. A fact that the fingerprint does not know would be taken in once and never again: each is changed here, and the types ask for
// each new one.

import { expect, it } from 'vitest';
import { createVault } from '../../main/database/vault.ts';
import { contentHash } from '../../main/orders/content-hash.ts';
import type { IncomingLine, IncomingOrder, IncomingRecipient } from '../../main/platforms/incoming-order.ts';
import { anOrder } from '../builders/orders.ts';

const vault = createVault(new Uint8Array(32).fill(7));

/** Another value for each fact. Not told by the fingerprint: whose order it is, when it was changed, and what is read only when shipping. */
const otherFacts = {
  state: 'shipped',
  platformState: '已发货',
  hold: 'refunded',
  tellsHold: false,
  doorTag: 'tagged',
  tags: [{ key: 'k', text: 't' }],
  buyerNote: 'ring twice',
  sellerNote: 'fragile',
  carrier: '中通快递',
  trackingNumber: 'ZT1',
  packageId: '77',
  orderedAt: 1,
  paidAt: 2,
  shipByAt: 3,
  shippedAt: 4,
  transitByAt: 5,
  collectByAt: 6,
  cancellation: { cancelId: 'c', askedAt: 1, answerBy: 2, reason: 'late' },
} satisfies Record<
  keyof Omit<IncomingOrder, 'orderId' | 'updatedAt' | 'trackingNumbers' | 'recipient' | 'lines'>,
  unknown
>;

const otherRecipient = {
  key: '#other',
  name: 'Bo Invented',
  phone: '(+1)5550100002',
  address: '2 Invented Street',
  region: 'Elsewhere',
  isMasked: true,
} satisfies Record<keyof IncomingRecipient, unknown>;

const otherLine = {
  lineId: 'l-9',
  skuCode: 'CUP',
  name: 'Cup',
  spec: 'blue',
  quantity: 9,
  isGift: true,
  giftOf: 'l-1',
  doorTag: 'tagged',
  hold: 'refunded',
  priceCents: 1,
} satisfies Record<keyof IncomingLine, unknown>;

const recipient = {
  key: '#1',
  name: 'Ada Sampleson',
  phone: '(+1)5550100001',
  address: '1 Invented Street',
  region: 'Sampleton',
  isMasked: false,
};

const hashOf = (overrides: object) =>
  contentHash(vault, anOrder({ recipient, updatedAt: 1, ...overrides } as Parameters<typeof anOrder>[0])); // codes as plain strings

it('is the same for the same facts, whenever they are told', () => {
  expect(hashOf({})).toBe(hashOf({}));
});

it.each(Object.entries(otherFacts))('is another one when the order has another %s', (name, value) => {
  expect(hashOf({ [name]: value })).not.toBe(hashOf({}));
});

it.each(Object.entries(otherRecipient))('is another one when its recipient has another %s', (name, value) => {
  expect(hashOf({ recipient: { ...recipient, [name]: value } })).not.toBe(hashOf({}));
});

it.each(Object.entries(otherLine))('is another one when a line has another %s', (name, value) => {
  expect(hashOf({ lines: [{ [name]: value }] })).not.toBe(hashOf({ lines: [{}] }));
});
