// A Douyin shop over its open interface. What it is asked and how its answers are read lies in the files beside this one.

import { z } from 'zod';
import type { AdapterParts } from '../adapter.ts';
import { failedTest, testFailedBy } from '../failed-test.ts';
import type { DouyinLink } from '../link.ts';
import type { AuthorisedShop, ConnectionTest, Platform } from '../platform.ts';
import { createDouyinCancellations } from './cancellations-douyin.ts';
import { createCarriers } from './carriers.ts';
import { createDouyinClient } from './douyin-client.ts';
import { createDouyinTokens } from './douyin-tokens.ts';
import { createDouyinMerges } from './merge-douyin.ts';
import { createNetsites } from './netsites.ts';
import { createDouyinPrintData } from './print-data-douyin.ts';
import { createDouyinPull } from './pull-douyin.ts';
import { createSignedSender } from './send-signed.ts';
import { createDouyinShipping } from './ship-douyin.ts';
import { createDouyinWaybills } from './waybills-douyin.ts';

const consentPage = 'https://fuwu.jinritemai.com/authorize';
/**
 * Each order is read and each parcel told by a call of its own, at rates of their own. Batches are small, for an order's news is as old as
 * its batch takes; so many at once keep both lanes busy while answers are on their way and being written down.
 */
const shipBatchLimit = 20;
const shipCallsAtOnce = 6;

export function createDouyinPlatform(parts: AdapterParts<DouyinLink>): Platform {
  const { clock, settings, shopId, web, log } = parts;
  let known = parts.link;
  const link = () => known;
  const now = () => clock.now() + (web.clockOffsetMs() ?? 0);
  const sender = createSignedSender({ ...parts, link });
  const tokens = createDouyinTokens({ ...parts, sender, link });
  const client = createDouyinClient({ web, log, sender, tokens });
  const carriers = createCarriers(client, now);
  const netsites = createNetsites(client, now);
  const setCounts = () => settings.get('network.douyinSetCounts');
  const pull = createDouyinPull({
    client,
    now,
    firstDays: () => settings.get('network.firstPullDays'),
    also: () => ({ nameOfCarrier: carriers.nameOf, setCounts: setCounts() }),
    log,
  });
  const merges = createDouyinMerges(client, pull);
  const waybills = createDouyinWaybills({
    client,
    pull,
    carriers,
    netsites,
    merges,
    link,
    setCounts,
    numbersACall: () => settings.get('network.douyinNumbersACall'),
    doorService: () => settings.get('network.douyinDoorService'),
    doorCarriers: () => settings.get('network.douyinDoorCarriers').split(/[\s,]+/),
  });
  const shipping = createDouyinShipping({ client, pull, carriers, setCounts });
  const cancellations = createDouyinCancellations(client, () => ({
    isOn: settings.get('network.douyinAnswersRefunds'),
    accept: settings.get('network.douyinAcceptRefund'),
    refuse: settings.get('network.douyinRefuseRefund'),
  }));
  const printData = createDouyinPrintData({ client, sender, tokens, carriers, now });

  const ownShop = (): AuthorisedShop => ({
    platformShopId: known.platformShopId,
    name: tokens.shopName(),
    region: 'CN',
  });

  async function testConnection(): Promise<ConnectionTest> {
    try {
      await tokens.get();
      if (known.platformShopId === '') return failedTest('link.shop-not-chosen');
      const until = Math.floor(now() / 1_000);
      const asked = { page: 0, size: 1, update_time_start: until - 3_600, update_time_end: until };
      await client.read('order.searchList', asked, z.object({}));
      return {
        isOk: true,
        shopName: tokens.shopName(),
        clockOffsetMs: web.clockOffsetMs(),
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
    pullOrders: pull.next,
    readOrders: pull.read,
    takeWaybills: waybills.take,
    giveBackAsked: waybills.giveBackAsked,
    cancelWaybill: (trackingNumber, carrier) => waybills.cancel(trackingNumber, carrier ?? ''),
    ship: shipping.ship,
    consentAddress(state) {
      if (known.appKind === 'self' || known.serviceId === '') return null;
      return `${consentPage}?${new URLSearchParams({ service_id: known.serviceId, state })}`;
    },
    async authorise(code) {
      const { platformShopId, name } = await tokens.trade(code);
      return [{ platformShopId, name, region: 'CN' }];
    },
    listAuthorised: async () => (known.platformShopId === '' ? [] : [ownShop()]),
    consentEndsAt: () => tokens.endsForGoodAt(),
    async chooseShop(platformShopId) {
      known = { ...known, platformShopId };
      parts.saveLink(known);
    },
    testConnection,
    readPrintData: printData.read,
    listCancelReasons: (_orderId, cancelId) => cancellations.listReasons(cancelId),
    answerCancellation: cancellations.answer,
    askMerge: merges.ask,
    async stop() {
      web.stop();
    },
  };
}
