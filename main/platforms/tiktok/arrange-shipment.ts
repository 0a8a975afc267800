// Waybills of TikTok Shop: the number comes when shipping is arranged. The platform's packages are first made to hold just what the
// parcel holds (combined, or split), then shipped in one call, and the number is read from them. Asked again for a parcel whose
// shipping was arranged before, it answers with the number that is there: nothing is arranged twice.

import { z } from 'zod';
import type { TrackingNumber } from '../../basics/ids.ts';
import type { WaybillAnswer, WaybillRequest } from '../platform.ts';
import { classOf } from './codes.ts';
import { unitsOfLines } from './incoming-tiktok.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokAnswer, TiktokClient } from './tiktok-client.ts';
import { type TiktokOrder, type Unit, unitsToSend } from './tiktok-order.ts';

const packagesACall = 50;

const packageDetail = z.object({
  package_id: z.string(),
  order_line_item_ids: z.array(z.string()).nullish(),
  package_status: z.string().nullish(),
  tracking_number: z.string().nullish(),
  shipping_provider_name: z.string().nullish(),
});
export type PackageDetail = z.output<typeof packageDetail>;

const combined = z.object({
  packages: z.array(z.object({ id: z.string(), order_ids: z.array(z.string()).nullish() })).nullish(),
});
const splitDone = z.object({
  packages: z.array(z.object({ splittable_group_id: z.string(), id: z.string() })).nullish(),
});
const itemErrors = z.object({
  errors: z
    .array(
      z.object({
        code: z.number(),
        message: z.string().default(''),
        detail: z.object({ package_id: z.string().nullish(), order_id: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

interface ItemError {
  readonly code: number;
  readonly words: string;
  readonly id: string;
}

/** What a yes to many says about single ones. */
function itemErrorsOf(answer: TiktokAnswer): ItemError[] {
  const told = itemErrors.safeParse(answer.data ?? {});
  return (told.success ? (told.data.errors ?? []) : []).map(({ code, message, detail }) => ({
    code,
    words: message,
    id: detail?.package_id ?? detail?.order_id ?? '',
  }));
}

export interface Arranging {
  takeWaybills(requests: readonly WaybillRequest[]): Promise<readonly WaybillAnswer[]>;
  readPackage(packageId: string): Promise<PackageDetail>;
}

type Refused = { readonly code: string; readonly words: string };
type Ready = { readonly request: WaybillRequest; readonly packageId: string };

export function createArranging(parts: {
  readonly client: TiktokClient;
  readonly pull: TiktokPull;
}): Arranging {
  const { client, pull } = parts;

  function readPackage(packageId: string): Promise<PackageDetail> {
    const path = `/fulfillment/202309/packages/${packageId}`;
    return client.read({ method: 'GET', path }, packageDetail);
  }

  /** The platform's package that holds just this parcel; made so where it is not. */
  async function fitPackage(
    request: WaybillRequest,
    orders: readonly TiktokOrder[],
  ): Promise<string | Refused> {
    const missing = request.orderIds.find((orderId) => !orders.some(({ id }) => id === orderId));
    if (missing !== undefined) return { code: 'waybill.order-unknown', words: missing };
    for (const order of orders) {
      const no = whyNotShippable(order);
      if (no) return no;
    }
    const wanted = piecesOf(request, orders);
    if (!wanted) return { code: 'waybill.lines-changed', words: '' };
    const packages = new Set(wanted.map((piece) => piece.package_id ?? ''));
    const inThem = orders.flatMap(unitsToSend).filter((piece) => packages.has(piece.package_id ?? ''));
    const [only] = packages;
    if (packages.size === 1 && only && inThem.length === wanted.length) return only;
    if (orders.length > 1) return combine(request, orders, wanted);
    return split(request, orders[0], wanted);
  }

  async function combine(
    request: WaybillRequest,
    orders: readonly TiktokOrder[],
    wanted: readonly Unit[],
  ): Promise<string | Refused> {
    if (wanted.length !== orders.flatMap(unitsToSend).length)
      return { code: 'waybill.combines-whole-orders', words: '' };
    const groups = await pull.combinables();
    const group = groups.find((each) => request.orderIds.every((orderId) => each.orderIds.includes(orderId)));
    if (!group) return { code: 'waybill.not-combinable', words: '' };
    const answer = await client.ask({
      method: 'POST',
      path: '/fulfillment/202309/packages/combine',
      body: { combinable_packages: [{ id: group.id, order_ids: request.orderIds }] },
    });
    const no = refusalOf(answer);
    if (no) return no;
    const made = combined.safeParse(answer.data);
    const packageId = made.success ? made.data.packages?.[0]?.id : undefined;
    return packageId ?? { code: 'waybill.not-combinable', words: answer.message };
  }

  async function split(
    request: WaybillRequest,
    order: TiktokOrder | undefined,
    wanted: readonly Unit[],
  ): Promise<string | Refused> {
    if (!order) return { code: 'waybill.order-unknown', words: '' };
    const ids = new Set(wanted.map(({ id }) => id));
    const rest = unitsToSend(order).filter(({ id }) => !ids.has(id));
    if (rest.length === 0) return { code: 'waybill.lines-changed', words: '' };
    const answer = await client.ask({
      method: 'POST',
      path: `/fulfillment/202309/orders/${order.id}/split`,
      body: {
        splittable_groups: [
          { id: request.parcelId, order_line_item_ids: [...ids] },
          { id: `${request.parcelId}-rest`, order_line_item_ids: rest.map(({ id }) => id) },
        ],
      },
    });
    const no = refusalOf(answer);
    if (no) return no;
    const made = splitDone.safeParse(answer.data);
    const ours = made.success
      ? made.data.packages?.find((each) => each.splittable_group_id === request.parcelId)
      : undefined;
    return ours?.id ?? { code: 'waybill.not-splittable', words: answer.message };
  }

  /** A call of its own per fifty; what it does not name as failed is shipped. */
  async function ship(ready: readonly Ready[]): Promise<Map<string, Refused>> {
    const failed = new Map<string, Refused>();
    for (let start = 0; start < ready.length; start += packagesACall) {
      const some = ready.slice(start, start + packagesACall);
      const answer = await client.ask({
        method: 'POST',
        path: '/fulfillment/202309/packages/ship',
        body: { packages: some.map(({ packageId }) => ({ id: packageId })) },
      });
      const whole = answer.code === 0 ? undefined : refused(answer.code, answer.message);
      if (whole) for (const { packageId } of some) failed.set(packageId, whole);
      for (const error of itemErrorsOf(answer)) {
        if (classOf(error.code) !== 'done') failed.set(error.id, refused(error.code, error.words));
      }
    }
    return failed;
  }

  async function answerFor(request: WaybillRequest, packageId: string): Promise<WaybillAnswer> {
    const { parcelId } = request;
    const detail = await readPackage(packageId);
    const trackingNumber = (detail.tracking_number ?? '').trim() || (await numberOnLabel(packageId));
    if (trackingNumber === '') return { parcelId, ok: false, code: 'waybill.later', words: '' };
    return {
      parcelId,
      ok: true,
      waybill: {
        carrier: (detail.shipping_provider_name ?? '').trim() || 'TikTok Shop',
        trackingNumber: trackingNumber as TrackingNumber, // as the platform writes it
        source: 'platform',
      },
    };
  }

  /** In South-East Asia the number is there when the label is, and not before. */
  async function numberOnLabel(packageId: string): Promise<string> {
    const answer = await client.ask({
      method: 'GET',
      path: `/fulfillment/202309/packages/${packageId}/shipping_documents`,
      query: { document_type: 'SHIPPING_LABEL', document_size: 'A6' },
    });
    const told = z.object({ tracking_number: z.string().nullish() }).safeParse(answer.data);
    return told.success && answer.code === 0 ? (told.data.tracking_number ?? '').trim() : '';
  }

  return {
    readPackage,
    async takeWaybills(requests) {
      const orderIds = [...new Set(requests.flatMap((request) => request.orderIds))];
      const known = new Map((await pull.readDetails(orderIds)).map((order) => [order.id, order]));
      const answers: WaybillAnswer[] = [];
      const ready: Ready[] = [];
      for (const request of requests) {
        const orders = request.orderIds.flatMap((orderId) => known.get(orderId) ?? []);
        const arranged = arrangedPackage(request, orders);
        const fit = arranged ?? (await fitPackage(request, orders));
        if (typeof fit !== 'string') answers.push({ parcelId: request.parcelId, ok: false, ...fit });
        else if (arranged !== undefined) answers.push(await answerFor(request, fit));
        else ready.push({ request, packageId: fit });
      }
      const failed = await ship(ready);
      for (const { request, packageId } of ready) {
        const no = failed.get(packageId);
        answers.push(
          no ? { parcelId: request.parcelId, ok: false, ...no } : await answerFor(request, packageId),
        );
      }
      return answers;
    },
  };
}

/** Nothing of a held, cancelled or foreign order is arranged. */
function whyNotShippable(order: TiktokOrder): Refused | undefined {
  if (order.is_buyer_request_cancel === true) return { code: 'waybill.cancel-requested', words: order.id };
  if (order.shipping_type === 'SELLER') return { code: 'waybill.own-carrier', words: order.id };
  if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING') {
    return { code: 'waybill.order-state', words: `${order.id} ${order.status}` };
  }
  return undefined;
}

/** The pieces of the platform behind the parcel's lines; undefined when there are not so many of one any more. */
function piecesOf(request: WaybillRequest, orders: readonly TiktokOrder[]): Unit[] | undefined {
  const pieces = new Map<string, Unit>();
  for (const order of orders) {
    const byLine = unitsOfLines(order);
    for (const line of request.lines.filter((each) => each.orderId === order.id)) {
      const units = byLine.get(line.lineId) ?? [];
      const perPiece = piecesPerUnit(units, line.lineId);
      const count = line.quantity / perPiece;
      if (!Number.isInteger(count) || count > units.length) return undefined;
      // Whole packages first, so that no package is torn without need.
      const sorted = [...units].sort((a, b) => ((a.package_id ?? '') < (b.package_id ?? '') ? -1 : 1));
      for (const unit of sorted.slice(0, count)) pieces.set(unit.id, unit);
    }
  }
  return pieces.size === 0 ? undefined : [...pieces.values()];
}

/** How many of our pieces one of theirs is: more than one only in a bundle. */
function piecesPerUnit(units: readonly Unit[], lineId: string): number {
  const parts = units[0]?.combined_listing_skus ?? [];
  return parts.find((part) => lineId.includes(`.${part.sku_id}`))?.sku_count ?? 1;
}

/** The package of a parcel whose shipping was arranged before, by us or by hand. */
function arrangedPackage(request: WaybillRequest, orders: readonly TiktokOrder[]): string | undefined {
  const isWaiting =
    orders.length > 0 &&
    orders.every(({ status }) => status === 'AWAITING_COLLECTION' || status === 'PARTIALLY_SHIPPING');
  if (!isWaiting) return undefined;
  const wanted = piecesOf(request, orders);
  const packages = new Set((wanted ?? []).map((piece) => piece.package_id ?? ''));
  const isArranged = wanted?.every((piece) => piece.display_status === 'AWAITING_COLLECTION');
  const [only] = packages;
  return packages.size === 1 && isArranged && only ? only : undefined;
}

function refusalOf(answer: TiktokAnswer): Refused | undefined {
  if (answer.code !== 0) return refused(answer.code, answer.message);
  const [error] = itemErrorsOf(answer);
  return error && refused(error.code, error.words);
}

function refused(code: number, words: string): Refused {
  const name = {
    retry: 'waybill.later',
    done: 'waybill.later',
    hold: 'waybill.cancel-requested',
    fix: 'waybill.refused',
    stop: 'waybill.not-allowed',
  } as const;
  return { code: name[classOf(code)], words: `${words} (${code})` };
}
