// The English sentences of the far side: linking shops, consent, syncing, why a platform is not reached. Part of en.ts.

import type { platformsZhCN } from './platforms.zh-CN.ts';

export const platformsEn: Record<keyof typeof platformsZhCN, string> = {
  'connection.douyin': 'linked to Douyin',
  'connection.tiktok': 'linked to TikTok Shop',
  'setting.network.firstPullDays': 'Days a new shop is read back',
  'setting.network.firstPullDays.what':
    'A newly linked shop is first read from orders that changed so many days ago.',
  'fault.platform.refused-us': 'The platform says no: {{words}} (its number: {{logId}})',
  'fault.platform.address-not-allowed':
    'This PC’s network address is not on the app’s allow-list: ask the main account to add it in the open platform, or use a relay with a fixed address',
  'fault.platform.scope-missing':
    'The consent lacks a right: {{words}}. Ask the main account to authorise again with orders, fulfilment and after-sale',
  'fault.platform.gibberish':
    'The platform’s answer makes no sense (it begins “{{begins}}”). It is asked again later; if it stays, look for a sign-in page of the network',
  'fault.platform.too-much': 'The platform’s answer is too long and was not read to its end: please tell us',
  'fault.platform.redirected':
    'Something wants to send the station to {{to}}: it did not go. Check the platform’s address and the company network',
  'fault.platform.certificate':
    'Nobody vouches for the platform’s certificate ({{reason}}): nothing was sent. Check this PC’s clock, the company proxy and the address',
  'fault.platform.address': 'This address cannot be used: {{address}}. It begins with https',
  'fault.platform.busy': 'The platform is busy: the station slows down and tries again by itself',
  'fault.platform.re-authorise':
    'The shop’s consent has ended: ask the main account to authorise it again in Settings › Shops',
  'fault.platform.not-linked': 'This shop is not linked yet: enter its app in Settings › Shops',
  'fault.platform.no-secret': 'The app’s secret is missing: enter it in Settings › Shops',
  'fault.platform.relay-refused':
    'The signing relay does not sign ({{status}}): check its address and its key',
  'fault.platform.code-refused':
    'The code was not accepted: {{words}}. A code works once and ends soon: authorise again for a new one',
  'audit.shop.relinked': 'Shop’s account changed',
  'audit.shop.authorised': 'Shop authorised',
  'needs.cancellations': '{{count}} {{count, plural(one: buyer asks; other: buyers ask)}} to cancel',
  'needs.cancellations-why': 'Without an answer in time the platform decides by itself.',
  'needs.cancellations-do': 'Answer',
  'refusal.cancellation.unknown': 'There is no such request ({{cancelId}}): the buyer may have taken it back',
  'refusal.cancellation.not-asked': 'This request has been answered already',
  'refusal.cancellation.reason-needed': 'To refuse, choose one of the platform’s reasons',
  'audit.cancellation.accepted': 'Buyer’s cancellation accepted',
  'audit.cancellation.refused': 'Buyer’s cancellation refused',
  'refusal.shop.not-over-network': '{{name}} is not linked to a platform: there is no account to reach',
  'refusal.shop.address-refused': 'This address cannot be used: {{address}}. It begins with https',
};
