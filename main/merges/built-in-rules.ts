// What the program knows of the rules by itself: DOMAIN.md sections 3 and 4. A rule file of the data folder adds newer entries.

import { pickupWords } from '../platforms/pickup-words.ts';
import { doorWords } from '../platforms/read-door-tag.ts';
import type { DatedRule } from './rule-data.ts';

const validFrom = Date.UTC(2023, 10, 6); // door.coverage: the service as DOMAIN.md describes it

/** door.penalty, and the ratio below which products are unbound (door.ratio); the platform's numbers of the day stand in their place. */
export const wronglyShipped = { yuan: 10, percent: 95 };

export const builtInRules: readonly DatedRule[] = [
  {
    rule: 'door.order-untagged-mix',
    source: 'Tagged and untagged orders are shipped separately, never merged into one parcel.',
    validFrom,
    consequence: wronglyShipped,
    doorWords,
  },
  {
    rule: 'door.gift-binding',
    source:
      "If the main line's product is bound to a service template, its gift must be bound too; otherwise main line and gift ship in separate parcels.",
    validFrom,
    markets: ['douyin'],
    consequence: wronglyShipped,
  },
  {
    rule: 'door.address-mix',
    source:
      'Several orders to one address of which some products are bound and some are not: ship them separately.',
    validFrom,
    markets: ['douyin'],
    consequence: wronglyShipped,
  },
  {
    rule: 'door.e-waybill',
    source:
      "A tagged parcel must use the platform's e-waybill. Numbers taken offline or typed in by hand do not carry the instruction: not compliant.",
    validFrom,
    markets: ['douyin'],
    consequence: wronglyShipped,
  },
  {
    rule: 'door.carrier',
    source: 'A tagged parcel must go with a cooperating carrier; others are being added by the platform.',
    validFrom,
    markets: ['douyin'],
    consequence: wronglyShipped,
    cooperating: [
      { code: 'ZTO', names: ['中通', 'ZTO'] },
      { code: 'YTO', names: ['圆通', 'YTO'] },
      { code: 'YUNDA', names: ['韵达', 'Yunda'] },
      { code: 'SF', names: ['顺丰', 'SF'] },
      { code: 'JD', names: ['京东', 'JD', 'Jingdong'] },
    ],
    others: [
      { code: 'STO', names: ['申通', 'STO'] },
      { code: 'JTSD', names: ['极兔', 'J&T'] },
      { code: 'EMS', names: ['EMS', '邮政', '中国邮政', 'China Post'] },
      { code: 'DBKD', names: ['德邦', 'Deppon'] },
      { code: 'BEST', names: ['百世', 'Best Express'] },
    ],
    unknown: 'warn',
  },
  {
    rule: 'door.pickup-point',
    source: 'Addresses that name a pickup point get no tag.',
    validFrom,
    markets: ['douyin'],
    words: pickupWords,
  },
  {
    rule: 'merge.recipient',
    source: 'Only lines for one recipient at one address of one shop merge.',
    validFrom,
  },
  {
    rule: 'merge.hold',
    source:
      'An order with a cancellation or refund requested or under way is never picked, merged, printed or shipped.',
    validFrom,
  },
  {
    rule: 'merge.platform',
    source:
      'What the platform will not combine is not merged: its own packages, pre-sale with another ship date.',
    validFrom,
    shipsApart: { keys: ['pre_sale_label', 'appointment_ship_time'], texts: ['预售', '预约发货'] },
  },
  {
    rule: 'merge.combine-limit',
    source:
      'TikTok: at most 20 orders in one combined parcel; combining only before shipping is arranged; South-East-Asian orders split by whole SKU only.',
    validFrom,
    markets: ['tiktok'],
    mostOrders: 20,
    wholeSkuZones: [
      'Asia/Jakarta',
      'Asia/Makassar',
      'Asia/Jayapura',
      'Asia/Pontianak',
      'Asia/Bangkok',
      'Asia/Kuala_Lumpur',
      'Asia/Kuching',
      'Asia/Singapore',
      'Asia/Manila',
      'Asia/Ho_Chi_Minh',
    ],
  },
  {
    rule: 'merge.remorse',
    source:
      'TikTok: an order on hold, and the first hour after payment, is shown but not planned, printed or shipped.',
    validFrom,
    markets: ['tiktok'],
    minutesAfterPayment: 60,
  },
  {
    rule: 'merge.missed',
    source:
      'Two open orders of one recipient that could go together and are about to be labelled apart are worth a look.',
    validFrom,
  },
  {
    rule: 'waybill.duplicate',
    source: 'One tracking number on two parcels is fake shipping.',
    validFrom,
  },
];
