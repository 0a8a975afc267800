// A TikTok shop over its open interface. What it is asked and how its answers are read lies in the files beside this one.

import { z } from 'zod';
import { isFault } from '../../basics/fault.ts';
import type { TrackingNumber } from '../../basics/ids.ts';
import type { AdapterParts } from '../adapter.ts';
import type { TiktokLink } from '../link.ts';
import type {
  AuthorisedShop,
  CancellationAnswer,
  ConnectionTest,
  LabelAnswer,
  LabelledParcel,
  MergeGroup,
  Platform,
  ShipmentAnswer,
} from '../platform.ts';
import { createArranging } from './arrange-shipment.ts';
import { classOf, labelLater, labelNever } from './codes.ts';
import { createTiktokPull } from './pull-tiktok.ts';
import { createShipping } from './ship-tiktok.ts';
import { createTiktokClient, refusedUs } from './tiktok-client.ts';
import { createTiktokTokens } from './tiktok-tokens.ts';

const mostLabelBytes = 8 * 1024 * 1024;
const labelAgainMs = 4_000;

const shopsPage = z.object({
  shops: z.array(z.object({ id: z.string(), name: z.string(), region: z.string(), cipher: z.string() })),
});
const labelData = z.object({ doc_url: z.string(), tracking_number: z.string().nullish() });
const reasonsPage = z.object({
  reasons: z.array(z.object({ name: z.string(), text: z.string() })).nullish(),
});
const answeredPage = z.object({
  cancellations: z.array(z.object({ cancel_id: z.string(), cancel_status: z.string() })).nullish(),
});

export function createTiktokPlatform(parts: AdapterParts<TiktokLink>): Platform {
  const { clock, settings, shopId } = parts;
  let known = parts.link;
  const link = () => known;
  const tokens = createTiktokTokens({ ...parts, link });
  const client = createTiktokClient({ ...parts, link, tokens });
  const pull = createTiktokPull({
    client,
    now: () => clock.now(),
    firstDays: () => settings.get('network.firstPullDays'),
    log: parts.log,
  });
  const arranging = createArranging({ client, pull });
  const shipping = createShipping({ client, pull, region: () => known.region });

  function saveLink(changed: TiktokLink): void {
    known = changed;
    parts.saveLink(changed);
  }

  const listShops = () =>
    client.read({ method: 'GET', path: '/authorization/202309/shops', isOfShop: false }, shopsPage);

  async function listAuthorised(): Promise<readonly AuthorisedShop[]> {
    const { shops } = await listShops();
    return shops.map(({ id, name, region }) => ({ platformShopId: id, name, region }));
  }

  async function authorise(code: string): Promise<readonly AuthorisedShop[]> {
    await tokens.trade(code);
    return listAuthorised();
  }

  async function testConnection(): Promise<ConnectionTest> {
    try {
      const { shops } = await listShops();
      const shop = shops.find(({ id }) => id === known.platformShopId);
      if (!shop) return { isOk: false, code: 'link.shop-not-chosen', facts: {}, words: '', logId: null };
      const answer = await client.ask({
        method: 'POST',
        path: '/order/202309/orders/search',
        query: { page_size: '1' },
        body: { order_status: 'AWAITING_SHIPMENT' },
      });
      if (answer.code !== 0) throw refusedUs(answer);
      return {
        isOk: true,
        shopName: shop.name,
        clockOffsetMs: parts.web.clockOffsetMs(),
        authorisedUntil: tokens.endsForGoodAt(),
      };
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      const { words = '', logId = null, ...facts } = thrown.facts;
      return {
        isOk: false,
        code: `fault.${thrown.code}`,
        facts,
        words: String(words),
        logId: logId === null ? null : String(logId),
      };
    }
  }

  async function fetchLabel(parcel: LabelledParcel): Promise<LabelAnswer> {
    const orders = await pull.readDetails(parcel.orderIds);
    const piece = orders
      .flatMap((order) => order.line_items)
      .find((each) => (each.tracking_number ?? '').trim() === parcel.trackingNumber && each.package_id);
    const packageId = piece?.package_id ?? orders[0]?.packages?.[0]?.id;
    if (!packageId) return { kind: 'none', code: 'label-document.no-package', words: '' };
    const answer = await client.ask({
      method: 'GET',
      path: `/fulfillment/202309/packages/${packageId}/shipping_documents`,
      query: { document_type: 'SHIPPING_LABEL', document_size: 'A6' },
    });
    if (labelLater.includes(answer.code)) return { kind: 'later', afterMs: labelAgainMs };
    if (labelNever.includes(answer.code))
      return { kind: 'none', code: 'label-document.none', words: `${answer.message} (${answer.code})` };
    if (answer.code !== 0) throw refusedUs(answer);
    const told = labelData.parse(answer.data);
    const bytes = await client.download(told.doc_url, mostLabelBytes);
    const trackingNumber = (told.tracking_number ?? '').trim() || parcel.trackingNumber;
    return {
      kind: 'document',
      format: bytes[0] === 0x89 ? 'png' : 'pdf',
      bytes,
      trackingNumber: trackingNumber as TrackingNumber, // as the platform writes it
    };
  }

  async function answerCancellation(answer: CancellationAnswer): Promise<ShipmentAnswer> {
    const { idempotencyKey, cancelId, accept, reasonCode, note } = answer;
    const told = await client.ask({
      method: 'POST',
      path: `/return_refund/202309/cancellations/${cancelId}/${accept ? 'approve' : 'reject'}`,
      query: { idempotency_key: idempotencyKey },
      ...(!accept && { body: { reject_reason: reasonCode ?? '', ...(note !== '' && { comment: note }) } }),
    });
    const words = told.code === 0 ? '' : `${told.message} (${told.code})`;
    if (told.code === 0) return { idempotencyKey, outcome: 'done', code: 'cancellation.done', words };
    if (classOf(told.code) === 'retry')
      return { idempotencyKey, outcome: 'retry', code: 'cancellation.later', words };
    // Perhaps it is decided already, by the very answer whose reply got lost.
    const page = await client.read(
      {
        method: 'POST',
        path: '/return_refund/202309/cancellations/search',
        query: { page_size: '10' },
        body: { cancel_ids: [cancelId] },
      },
      answeredPage,
    );
    const status = page.cancellations?.find((each) => each.cancel_id === cancelId)?.cancel_status ?? '';
    const isAsDecided = accept
      ? /_(SUCCESS|COMPLETE)$/.test(status)
      : /_(CANCELLED|CANCEL|REJECTED)$/.test(status);
    return isAsDecided
      ? { idempotencyKey, outcome: 'done', code: 'cancellation.already', words }
      : { idempotencyKey, outcome: 'fix', code: 'cancellation.refused', words };
  }

  return {
    shopId,
    isLocal: false,
    shipBatchLimit: 50,
    pullOrders: pull.next,
    readOrders: pull.read,
    takeWaybills: arranging.takeWaybills,
    // TikTok Shop takes no number back: an arranged shipment ends when the order does.
    cancelWaybill: async () => {},
    ship: shipping.ship,
    fetchLabel,
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
      const { shops } = await listShops();
      const shop = shops.find(({ id }) => id === platformShopId);
      if (shop) saveLink({ ...known, platformShopId, shopCipher: shop.cipher });
    },
    testConnection,
    async listCancelReasons(_orderId, cancelId) {
      const path = '/return_refund/202309/reject_reasons';
      const page = await client.read(
        { method: 'GET', path, query: { return_or_cancel_id: cancelId } },
        reasonsPage,
      );
      return (page.reasons ?? []).map(({ name, text }) => ({ code: name, words: text }));
    },
    answerCancellation,
    async askMerge(orderIds): Promise<readonly MergeGroup[]> {
      const groups = await pull.combinables();
      return groups.flatMap((group) => {
        const inside = orderIds.filter((orderId) => group.orderIds.includes(orderId));
        return inside.length > 1
          ? [{ orderIds: inside, key: `combine:${[...group.orderIds].sort()[0]}` }]
          : [];
      });
    },
    async stop() {
      parts.web.stop();
    },
  };
}
