// The English sentences of orders nobody could read, the seller's own cancellations, numbers put right, and first-mile bundles. Part of en.ts.

import type { sellerZhCN } from './seller.zh-CN.ts';

export const sellerEn: Record<keyof typeof sellerZhCN, string> = {
  'needs.unread-orders': '{{count}} {{count, plural(one: order; other: orders)}} could not be read',
  'needs.unread-orders-why':
    'The platform told them, but not in a way the station understands: they go into no parcel. Look at them in the back office.',
  'needs.unread-orders-do': 'Look',
  'needs.own-cancellations':
    '{{count}} {{count, plural(one: cancellation was; other: cancellations were)}} not taken',
  'needs.own-cancellations-why': 'The platform said no, and why. The order may be packed again.',
  'needs.own-cancellations-do': 'Look',
  'needs.first-mile': '{{count}} {{count, plural(one: bundle; other: bundles)}} nobody is sure of',
  'needs.first-mile-why':
    'The platform’s answer was lost. Look in its back office before anything is sent again.',
  'needs.first-mile-do': 'Look',

  'shipping.part.unread': 'Unread orders',
  'shipping.none.unread': 'Every order was read',
  'shipping.none-why.unread': 'An order that the station cannot understand is listed here until it can.',
  'unread.what':
    'The platform told these orders, but one field of each makes no sense here. They were not taken in, and nobody packs them.',
  'unread.number-unknown': 'Not even its number can be read',
  'unread.since': 'Since {{time}}',
  'unread.seen': 'still so {{time}}',
  'unread.place': 'The field: {{place}}',
  'unread.state': 'The platform’s state: {{words}}',
  'unread.never': 'The station has nothing of this order.',
  'unread.known': 'The station knows this order as it was before: do not pack it by that.',
  'unread.do':
    'Find it by its number in the platform’s back office, and print and ship it there; the urgent ones first.',
  'unread.do-number':
    'Look through the newest orders to ship in the back office: the one that is missing here is it.',
  'unread.tell': 'Tell us the field: with the next version it is read by itself and leaves this list.',
  'unread.open': 'As it was before',
  'unread.copy': 'Copy the number',
  'unread.copied': 'Copied',
  'unread.ask-again': 'Ask again',
};
