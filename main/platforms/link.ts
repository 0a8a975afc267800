// What the station knows of a shop's account on its platform, beside its secrets: which app speaks for it, where, and which of the
// platform's shops it is.

import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ });

const douyinLink = z.strictObject({
  platform: z.literal('douyin'),
  gateway: address.default('https://openapi-fxg.jinritemai.com'),
  appKey: z.string().min(1).max(100),
  /** `self`: the shop's own app, which needs no consent. `tool`: a service the merchant consents to, with a code. */
  appKind: z.enum(['self', 'tool']).default('self'),
  /** The platform's number of the shop; a tool app learns it from the consent. */
  platformShopId: z.string().regex(/^\d*$/).max(30).default(''),
  /** Of the consent page of a tool app. */
  serviceId: z.string().max(60).default(''),
  /** Who the carrier calls about a parcel; a waybill needs both. */
  senderName: z.string().trim().max(40).default(''),
  senderPhone: z.string().trim().max(30).default(''),
  /** Codes of the carriers this shop likes best, the best first; empty: the first that has numbers left. */
  carriers: z.array(z.string().regex(/^\w+$/).max(40)).max(20).default([]),
  /** Where requests are signed by somebody who keeps the app's secret; null: here, with the shop's own. */
  relay: address.nullable().default(null),
});

const tiktokLink = z.strictObject({
  platform: z.literal('tiktok'),
  gateway: address.default('https://open-api.tiktokglobalshop.com'),
  authGateway: address.default('https://auth.tiktok-shops.com'),
  appKey: z.string().min(1).max(100),
  /** Of the consent page; empty for an app that belongs to one seller. */
  serviceId: z.string().max(100).default(''),
  region: z.enum([
    'ID',
    'TH',
    'VN',
    'MY',
    'PH',
    'SG',
    'US',
    'GB',
    'DE',
    'FR',
    'IT',
    'ES',
    'IE',
    'JP',
    'BR',
    'MX',
  ]),
  /** From the list of authorised shops, chosen when several are authorised. */
  platformShopId: z.string().max(60).default(''),
  shopCipher: z.string().max(200).default(''),
  /** Learnt with the shop; '' until then. A cross-border shop's parcels travel a first mile in bundles. */
  sellerType: z.enum(['LOCAL', 'CROSS_BORDER', '']).catch('').default(''),
  relay: address.nullable().default(null),
});

export const linkSchema = z.discriminatedUnion('platform', [douyinLink, tiktokLink]);
export type DouyinLink = z.output<typeof douyinLink>;
export type TiktokLink = z.output<typeof tiktokLink>;
export type Link = DouyinLink | TiktokLink;
