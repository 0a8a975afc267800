// Waybills of TikTok Shop: the number comes when shipping is arranged. The platform's packages are first made to hold just what the
// parcels hold, then shipped in one call, and the numbers are read from the orders. Asked again for a parcel whose shipping was arranged
// before, it answers with the number that is there: nothing is arranged twice.

import { z } from 'zod';
import type { TrackingNumber } from '../../basics/ids.ts';
import type { WaybillAnswer, WaybillRequest } from '../platform.ts';
import { classOf } from './codes.ts';
import { itemErrorsOf, type PackageFitter, type Refused, refused, whyNotSend } from './fit-packages.ts';
import { byPackage, findArranged, numberOf, type ParcelPieces, pickPieces } from './pick-pieces.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { type TiktokOrder, unitsToSend } from './tiktok-order.ts';

/** The platform does not say how many one call takes. */
const packagesACall = 50;

const labelTold = z.object({ tracking_number: z.string().nullish() });

export function createArranging(parts: {
  readonly client: Pick<TiktokClient, 'ask'>;
  readonly pull: Pick<TiktokPull, 'readDetails'>;
  readonly fitter: PackageFitter;
  readonly isCrossBorder: () => boolean;
}): { takeWaybills(requests: readonly WaybillRequest[]): Promise<readonly WaybillAnswer[]> } {
  const { client, pull, fitter } = parts;

  async function readOrders(requests: readonly WaybillRequest[]): Promise<Map<string, TiktokOrder>> {
    const orderIds = [...new Set(requests.flatMap((request) => request.orderIds))];
    return new Map((await pull.readDetails(orderIds)).map((order) => [order.id, order]));
  }

  /** A call of its own per fifty; what it does not name as failed is shipped. */
  async function ship(packageIds: readonly string[]): Promise<Map<string, Refused>> {
    const failed = new Map<string, Refused>();
    for (let start = 0; start < packageIds.length; start += packagesACall) {
      const some = packageIds.slice(start, start + packagesACall);
      const answer = await client.ask({
        method: 'POST',
        path: '/fulfillment/202309/packages/ship',
        body: { packages: some.map((id) => ({ id })) },
      });
      if (answer.code !== 0 && classOf(answer.code) !== 'done') {
        for (const id of some) failed.set(id, refused(answer));
      }
      for (const error of itemErrorsOf(answer)) {
        if (classOf(error.code) === 'done') continue;
        // One that names nobody may mean any: their numbers tell which was shipped.
        for (const id of error.id === '' ? some : [error.id]) failed.set(id, refused(error));
      }
    }
    return failed;
  }

  async function answerFor(
    { parcelId, orderIds }: WaybillRequest,
    packageId: string,
    known: ReadonlyMap<string, TiktokOrder>,
    no: Refused | undefined,
  ): Promise<WaybillAnswer> {
    const orders = orderIds.flatMap((orderId) => known.get(orderId) ?? []);
    const pieces = byPackage(orders, unitsToSend).get(packageId) ?? [];
    let trackingNumber = numberOf(pieces);
    let carrier = pieces.find((piece) => piece.shipping_provider_name)?.shipping_provider_name;
    if (no && trackingNumber === '') return { parcelId, ok: false, ...no };
    let lastMile = '';
    if (trackingNumber === '' || !carrier || parts.isCrossBorder()) {
      const detail = await fitter.readPackage(packageId);
      lastMile = (detail?.last_mile_tracking_number ?? '').trim();
      trackingNumber ||= (detail?.tracking_number ?? '').trim() || (await numberOnLabel(packageId));
      carrier ||= detail?.shipping_provider_name ?? orders[0]?.shipping_provider;
    }
    if (trackingNumber === '') return { parcelId, ok: false, code: 'waybill.later', words: '' };
    return {
      parcelId,
      ok: true,
      waybill: {
        carrier: (carrier ?? '').trim() || 'TikTok Shop',
        trackingNumber: trackingNumber as TrackingNumber, // as the platform writes it
        ...(lastMile !== '' &&
          lastMile !== trackingNumber && {
            otherNumbers: [lastMile as TrackingNumber], // as the platform writes it
          }),
        source: 'platform',
      },
    };
  }

  /** In South-East Asia the number may be there when the label is, and not before. */
  async function numberOnLabel(packageId: string): Promise<string> {
    const answer = await client.ask({
      method: 'GET',
      path: `/fulfillment/202309/packages/${packageId}/shipping_documents`,
      query: { document_type: 'SHIPPING_LABEL', document_size: 'A6' },
    });
    const told = labelTold.safeParse(answer.data);
    return told.success && answer.code === 0 ? (told.data.tracking_number ?? '').trim() : '';
  }

  return {
    async takeWaybills(requests) {
      const known = await readOrders(requests);
      const answers: WaybillAnswer[] = [];
      const arranged = new Map<WaybillRequest, string>();
      const parcels = new Map<WaybillRequest, ParcelPieces>();
      const takenPieces = new Set<string>();
      for (const request of requests) {
        const seen = look(request, known, new Set(arranged.values()), takenPieces);
        if ('code' in seen) answers.push({ parcelId: request.parcelId, ok: false, ...seen });
        else if ('packageId' in seen) arranged.set(request, seen.packageId);
        else {
          parcels.set(request, seen);
          for (const { id } of seen.pieces) takenPieces.add(id);
        }
      }
      const fitted = await fitter.fit([...parcels.values()]);
      const ready = new Map<WaybillRequest, string>();
      for (const request of parcels.keys()) {
        const fit = fitted.get(request.parcelId);
        if (typeof fit === 'string') ready.set(request, fit);
        else if (fit) answers.push({ parcelId: request.parcelId, ok: false, ...fit });
      }
      const failed = await ship([...ready.values()]);
      const now = ready.size === 0 ? known : await readOrders([...ready.keys(), ...arranged.keys()]);
      for (const [request, packageId] of [...arranged, ...ready]) {
        answers.push(await answerFor(request, packageId, now, failed.get(packageId)));
      }
      return answers;
    },
  };
}

/** What there is for a parcel: a package that was arranged before, pieces to arrange, or why neither. */
function look(
  request: WaybillRequest,
  known: ReadonlyMap<string, TiktokOrder>,
  arranged: ReadonlySet<string>,
  takenPieces: ReadonlySet<string>,
): ParcelPieces | { readonly packageId: string } | Refused {
  const { parcelId, orderIds, lines } = request;
  const orders = orderIds.flatMap((orderId) => known.get(orderId) ?? []);
  const missing = orderIds.find((orderId) => !known.has(orderId));
  if (missing !== undefined) return { code: 'waybill.order-unknown', words: missing };
  for (const order of orders) {
    const no = whyNotSend(order);
    if (no) return no;
    if (order.shipping_type === 'SELLER') return { code: 'waybill.own-carrier', words: order.id };
  }
  const others: readonly string[] = request.otherNumbers ?? [];
  const isTaken = (packageId: string, number: string) => arranged.has(packageId) || others.includes(number);
  const before = findArranged(lines, orders, isTaken);
  if (before) return { packageId: before.packageId };
  const pieces = pickPieces(lines, orders, takenPieces);
  if (typeof pieces !== 'string') return { name: parcelId, orders, pieces };
  if (pieces === 'torn') return { code: 'waybill.set-torn', words: '' };
  const otherwise = orders.find(({ status }) => status === 'AWAITING_COLLECTION');
  return otherwise
    ? { code: 'waybill.arranged-otherwise', words: otherwise.id }
    : { code: 'waybill.lines-changed', words: orderIds.join(', ') };
}
