// A TikTok shop over its open interface. What it is asked and how its answers are read lies in the files beside this one.

import { z } from 'zod';
import { minuteMs } from '../../basics/clock.ts';
import { Fault, isFault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import { failedTest, testFailedBy } from '../failed-test.ts';
import { groupKey } from '../incoming-order.ts';
import type { TiktokLink } from '../link.ts';
import type { AuthorisedShop, ConnectionTest, MergeGroup, Platform } from '../platform.ts';
import { createCancelling } from './answer-tiktok.ts';
import { createArranging } from './arrange-shipment.ts';
import { createOwnCancelling } from './cancel-tiktok.ts';
import { createFirstMile } from './first-mile-tiktok.ts';
import { createPackageFitter } from './fit-packages.ts';
import { createTiktokPull } from './pull-tiktok.ts';
import { createShipping } from './ship-tiktok.ts';
import { createTiktokClient, refusedUs, type TiktokCall } from './tiktok-client.ts';
import { createLabelFetcher } from './tiktok-label.ts';
import { platformId } from './tiktok-order.ts';
import { createTiktokTokens } from './tiktok-tokens.ts';
import { notInThisMarket } from './without-right.ts';

const shopsPage = z.object({
  shops: z
    .array(
      z.object({
        id: platformId,
        name: z.string(),
        region: z.string(),
        cipher: z.string(),
        seller_type: z.enum(['LOCAL', 'CROSS_BORDER']).nullish().catch(null),
      }),
    )
    .nullish(),
});

/** One harmless question for each right that packing needs. */
const harmless: readonly TiktokCall[] = [
  {
    method: 'POST',
    path: '/order/202309/orders/search',
    query: { page_size: '1' },
    body: { order_status: 'AWAITING_SHIPMENT' },
  },
  {
    method: 'POST',
    path: '/return_refund/202309/cancellations/search',
    query: { page_size: '1' },
    body: { cancel_status: 'CANCELLATION_REQUEST_PENDING' },
  },
  { method: 'GET', path: '/fulfillment/202309/combinable_packages/search', query: { page_size: '1' } },
];

/** Orders are read many a call and parcels told one a call: the next batch is there before the last parcel of this one has its answer. */
const shipBatchLimit = 20;
const shipCallsAtOnce = 4;
/** What kind of shop it is, where nobody has said so yet. */
const askTypeEveryMs = 15 * minuteMs;

export function createTiktokPlatform(parts: AdapterParts<TiktokLink>): Platform {
  const { clock, settings, shopId } = parts;
  let known = parts.link;
  const link = () => known;
  const tokens = createTiktokTokens({ ...parts, link });
  const client = createTiktokClient({ ...parts, link, tokens });
  const platformNow = () => clock.now() + (parts.web.clockOffsetMs() ?? 0);
  const region = () => known.region;
  const isCrossBorder = () => known.sellerType === 'CROSS_BORDER';
  const pull = createTiktokPull({
    client,
    now: platformNow,
    firstDays: () => settings.get('network.firstPullDays'),
    log: parts.log,
  });
  const fitter = createPackageFitter({ client, pull });
  const arranging = createArranging({ client, pull, fitter, isCrossBorder });
  const shipping = createShipping({ client, pull, fitter, region, now: () => clock.now() });
  const cancelling = createCancelling({ client, region });
  const ownCancelling = createOwnCancelling({
    client,
    pull,
    region,
    reasons: () => settings.get('network.tiktokCancelReasons'),
  });

  const firstMile = createFirstMile({
    client,
    region,
    isCrossBorder,
    groups: () => settings.get('network.tiktokFirstMileRegions'),
  });

  function saveLink(changed: TiktokLink): void {
    known = changed;
    parts.saveLink(changed);
  }

  async function listShops() {
    const path = '/authorization/202309/shops';
    const { shops } = await client.read({ method: 'GET', path, isOfShop: false }, shopsPage);
    return shops ?? [];
  }

  function noteType(told: 'LOCAL' | 'CROSS_BORDER' | null | undefined): void {
    if (told && told !== known.sellerType) saveLink({ ...known, sellerType: told });
  }

  /** Of a shop that was linked by an earlier version, before it is pulled. Its orders are no worse for no answer. */
  let askTypeAt = 0;
  async function learnType(): Promise<void> {
    if (known.sellerType !== '' || known.platformShopId === '' || clock.now() < askTypeAt) return;
    askTypeAt = clock.now() + askTypeEveryMs;
    try {
      noteType((await listShops()).find(({ id }) => id === known.platformShopId)?.seller_type);
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
    }
  }

  async function listAuthorised(): Promise<readonly AuthorisedShop[]> {
    return (await listShops()).map(({ id, name, region }) => ({ platformShopId: id, name, region }));
  }

  async function authorise(code: string): Promise<readonly AuthorisedShop[]> {
    await tokens.trade(code);
    return listAuthorised();
  }

  async function testConnection(): Promise<ConnectionTest> {
    try {
      const shop = (await listShops()).find(({ id }) => id === known.platformShopId);
      if (!shop) return failedTest('link.shop-not-chosen');
      noteType(shop.seller_type);
      for (const call of harmless) {
        const answer = await client.ask(call);
        if (answer.code !== 0 && answer.code !== notInThisMarket) throw refusedUs(answer);
      }
      return {
        isOk: true,
        shopName: shop.name,
        clockOffsetMs: parts.web.clockOffsetMs(),
        authorisedUntil: tokens.endsForGoodAt(),
      };
    } catch (thrown) {
      return testFailedBy(thrown);
    }
  }

  return {
    shopId,
    isLocal: false,
    shipBatchLimit,
    shipCallsAtOnce,
    async pullOrders(cursor) {
      await learnType();
      return pull.next(cursor);
    },
    readOrders: pull.read,
    takeWaybills: arranging.takeWaybills,
    // TikTok Shop takes no number back: an arranged shipment ends when the order does.
    cancelWaybill: async () => {},
    ship: shipping.ship,
    correctNumber: shipping.correctNumber,
    fetchLabel: createLabelFetcher({ client, pull, fitter }),
    consentAddress(state) {
      if (known.serviceId === '') return null;
      const place =
        known.region === 'US' ? 'https://services.tiktokshops.us' : 'https://services.tiktokshop.com';
      return `${place}/open/authorize?${new URLSearchParams({ service_id: known.serviceId, state })}`;
    },
    authorise,
    listAuthorised,
    consentEndsAt: tokens.endsForGoodAt,
    async chooseShop(platformShopId) {
      const shop = (await listShops()).find(({ id }) => id === platformShopId);
      if (!shop) throw new Fault('platform.shop-not-chosen', 'never', {});
      saveLink({
        ...known,
        platformShopId,
        shopCipher: shop.cipher,
        sellerType: shop.seller_type ?? '',
      });
    },
    testConnection,
    listCancelReasons: (_orderId, cancelId) => cancelling.listCancelReasons(cancelId),
    answerCancellation: cancelling.answerCancellation,
    ownCancelReasons: ownCancelling.listReasons,
    cancelForSeller: ownCancelling.cancelForSeller,
    firstMileRegion: firstMile.region,
    bundleFirstMile: firstMile.bundle,
    fetchBundleWaybill: firstMile.fetchWaybill,
    async askMerge(orderIds): Promise<readonly MergeGroup[]> {
      const groups = await pull.combinables();
      return groups.flatMap((group) => {
        const inside = orderIds.filter((orderId) => group.orderIds.includes(orderId));
        return inside.length > 1
          ? [{ orderIds: inside, key: groupKey([...group.orderIds].sort()[0] ?? '', '') }]
          : [];
      });
    },
    async stop() {
      parts.web.stop();
    },
  };
}
