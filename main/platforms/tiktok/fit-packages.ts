// Makes the platform's packages hold just what our parcels hold, before anything is shipped: orders that share a parcel are combined,
// an order in several parcels is split, once for all of them. What is so already is left alone, so that asking again changes nothing.

import { z } from 'zod';
import { cancelled, classOf, mustSplit, type Told, wordsOf } from './codes.ts';
import { byPackage, type ParcelPieces } from './pick-pieces.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokAnswer, TiktokClient } from './tiktok-client.ts';
import {
  isCombined,
  platformId,
  type TiktokOrder,
  type Unit,
  unitsToArrange,
  unitsToSend,
} from './tiktok-order.ts';

/** `code` of the waybill refusals, with the platform's own words. */
export interface Refused {
  readonly code: string;
  readonly words: string;
}

const packageDetail = z.object({
  order_line_item_ids: z.array(platformId).nullish(),
  orders: z.array(z.object({ id: platformId })).nullish(),
  tracking_number: z.string().nullish(),
  /** Across a border the far carrier's own; it may be the one on the label. */
  last_mile_tracking_number: z.string().nullish(),
  shipping_provider_name: z.string().nullish(),
});
export type PackageDetail = z.output<typeof packageDetail>;

const combined = z.object({ packages: z.array(z.object({ id: platformId })).nullish() });
const splitDone = z.object({
  packages: z.array(z.object({ splittable_group_id: z.string(), id: platformId })).nullish(),
});
const splitAttributes = z.object({
  split_attributes: z
    .array(z.object({ order_id: platformId, can_split: z.boolean().nullish(), reason: z.string().nullish() }))
    .nullish(),
});
const itemErrors = z.object({
  errors: z
    .array(
      z.object({
        code: z.number(),
        message: z.string().nullish(),
        detail: z.object({ package_id: platformId.nullish(), order_id: platformId.nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** What a yes to many says about single ones. */
export function itemErrorsOf(answer: TiktokAnswer): (Told & { readonly id: string })[] {
  const told = itemErrors.safeParse(answer.data ?? {});
  return (told.success ? (told.data.errors ?? []) : []).map(({ code, message, detail }) => ({
    code,
    message: message ?? '',
    requestId: answer.requestId,
    id: detail?.package_id ?? detail?.order_id ?? '',
  }));
}

export interface PackageFitter {
  /** By the parcel's name: the package that holds just its pieces, or why there is none. */
  fit(parcels: readonly ParcelPieces[]): Promise<Map<string, string | Refused>>;
  /** Undefined when the platform will not tell. */
  readPackage(packageId: string): Promise<PackageDetail | undefined>;
}

export function createPackageFitter(parts: {
  readonly client: Pick<TiktokClient, 'ask'>;
  readonly pull: Pick<TiktokPull, 'combinables' | 'readDetails'>;
}): PackageFitter {
  const { client, pull } = parts;

  async function readPackage(packageId: string): Promise<PackageDetail | undefined> {
    const answer = await client.ask({ method: 'GET', path: `/fulfillment/202309/packages/${packageId}` });
    const told = packageDetail.safeParse(answer.data);
    return answer.code === 0 && told.success ? told.data : undefined;
  }

  async function fit(parcels: readonly ParcelPieces[]): Promise<Map<string, string | Refused>> {
    const fitted = new Map<string, string | Refused>();
    const torn = new Set(parcels.flatMap((parcel) => (isPart(parcel) ? (parcel.orders[0]?.id ?? []) : [])));
    const toSplit = new Map<string, ParcelPieces[]>();
    for (const parcel of parcels) {
      const [order] = parcel.orders;
      const packages = new Set(parcel.pieces.map((piece) => piece.package_id ?? ''));
      const [only] = packages;
      if (packages.has('')) fitted.set(parcel.name, { code: 'waybill.bought-elsewhere', words: '' });
      else if (order && parcel.orders.length === 1 && packages.size > 1)
        fitted.set(parcel.name, { code: 'waybill.split-elsewhere', words: [...packages].join(', ') });
      else if (order && parcel.orders.length === 1 && torn.has(order.id))
        toSplit.set(order.id, [...(toSplit.get(order.id) ?? []), parcel]);
      else if (only && packages.size === 1 && isWhole(parcel, only))
        fitted.set(parcel.name, await withoutStrangers(parcel, only));
      else fitted.set(parcel.name, await combine(parcel));
    }
    for (const [name, one] of await splitAll(toSplit)) fitted.set(name, one);
    return fitted;
  }

  /** Somebody may have combined it with an order that is in another parcel of ours, or in none. One that was cancelled since sends nothing. */
  async function withoutStrangers(parcel: ParcelPieces, packageId: string): Promise<string | Refused> {
    if (!parcel.orders.some(isCombined)) return packageId;
    const ids = new Set<string>(parcel.orders.map(({ id }) => id));
    const strangers = ((await readPackage(packageId))?.orders ?? []).filter(({ id }) => !ids.has(id));
    if (strangers.length === 0) return packageId;
    const known = new Map(
      (await pull.readDetails(strangers.map(({ id }) => id))).map((order) => [order.id, order] as const),
    );
    const waiting = strangers.filter(({ id }) => {
      const order = known.get(id);
      return order === undefined || unitsToSend(order).length > 0;
    });
    if (waiting.length === 0) return packageId;
    return { code: 'waybill.combined-elsewhere', words: waiting.map(({ id }) => id).join(', ') };
  }

  async function combine(parcel: ParcelPieces): Promise<string | Refused> {
    if (parcel.pieces.length !== parcel.orders.flatMap(unitsToArrange).length)
      return { code: 'waybill.combines-whole-orders', words: '' };
    const orderIds = parcel.orders.map(({ id }) => id);
    const groups = await pull.combinables();
    const group = groups.find((each) => orderIds.every((orderId) => each.orderIds.includes(orderId)));
    if (!group) return { code: 'waybill.not-combinable', words: orderIds.join(', ') };
    const answer = await client.ask({
      method: 'POST',
      path: '/fulfillment/202309/packages/combine',
      body: { combinable_packages: [{ id: group.id, order_ids: orderIds }] },
    });
    const no = refusalOf(answer);
    if (no) return no;
    const made = combined.safeParse(answer.data);
    const packageId = made.success ? made.data.packages?.[0]?.id : undefined;
    return packageId ?? { code: 'waybill.not-combinable', words: answer.message };
  }

  async function splitAll(
    orders: ReadonlyMap<string, readonly ParcelPieces[]>,
  ): Promise<Map<string, string | Refused>> {
    const fitted = new Map<string, string | Refused>();
    if (orders.size === 0) return fitted;
    const cannot = await readUnsplittable([...orders.keys()]);
    for (const [orderId, parcels] of orders) {
      const why = cannot.get(orderId);
      const made =
        why === undefined ? await split(orderId, parcels) : { code: 'waybill.not-splittable', words: why };
      for (const { name } of parcels) {
        const packageId = made instanceof Map ? made.get(name) : undefined;
        const no = made instanceof Map ? { code: 'waybill.not-splittable', words: '' } : made;
        fitted.set(name, packageId ?? no);
      }
    }
    return fitted;
  }

  /** Orders that the platform would not split, and why. Where it does not tell, splitting itself will. */
  async function readUnsplittable(orderIds: readonly string[]): Promise<Map<string, string>> {
    const cannot = new Map<string, string>();
    for (let start = 0; start < orderIds.length; start += ordersACall) {
      const answer = await client.ask({
        method: 'GET',
        path: '/fulfillment/202309/orders/split_attributes',
        query: { order_ids: orderIds.slice(start, start + ordersACall).join(',') },
      });
      const told = splitAttributes.safeParse(answer.data);
      for (const each of (told.success && told.data.split_attributes) || []) {
        if (each.can_split === false) cannot.set(each.order_id, each.reason ?? '');
      }
    }
    return cannot;
  }

  /**
   * One call for all parcels of an order. Every piece that waits is named; what nobody asks for stays together as it was, for the
   * platform may make all packages of the order anew.
   */
  async function split(
    orderId: string,
    parcels: readonly ParcelPieces[],
  ): Promise<Map<string, string> | Refused> {
    const wanted = new Set(parcels.flatMap(({ pieces }) => idsOf(pieces)));
    const orders = parcels.slice(0, 1).flatMap((parcel) => parcel.orders);
    const rests = [...byPackage(orders, unitsToArrange)].flatMap(([packageId, pieces]) => {
      const left = pieces.filter(({ id }) => !wanted.has(id));
      return left.length === 0 ? [] : [{ id: `rest-${packageId}`, order_line_item_ids: idsOf(left) }];
    });
    const groups = parcels.map(({ name, pieces }) => ({ id: name, order_line_item_ids: idsOf(pieces) }));
    const answer = await client.ask({
      method: 'POST',
      path: `/fulfillment/202309/orders/${orderId}/split`,
      body: { splittable_groups: [...groups, ...rests] },
    });
    const no = refusalOf(answer);
    if (no) return no;
    const made = splitDone.safeParse(answer.data);
    const packages = (made.success && made.data.packages) || [];
    return new Map(packages.map(({ splittable_group_id, id }) => [splittable_group_id, id]));
  }

  return { fit, readPackage };
}

/** Not documented for this question; the one for orders takes as many. */
const ordersACall = 50;

/** Nothing else of these orders lies in the package. */
function isWhole(parcel: ParcelPieces, packageId: string): boolean {
  return byPackage(parcel.orders, unitsToArrange).get(packageId)?.length === parcel.pieces.length;
}

/** A part of one package of one order: the order must be split before this parcel can go. */
function isPart(parcel: ParcelPieces): boolean {
  const packages = new Set(parcel.pieces.map((piece) => piece.package_id ?? ''));
  const [only] = packages;
  return parcel.orders.length === 1 && packages.size === 1 && only !== undefined && !isWhole(parcel, only);
}

const idsOf = (pieces: readonly Unit[]) => pieces.map(({ id }) => id);

function refusalOf(answer: TiktokAnswer): Refused | undefined {
  if (answer.code !== 0) return refused(answer);
  const [error] = itemErrorsOf(answer);
  return error && refused(error);
}

/** A number of the platform as a refusal of a waybill. */
export function refused(told: Told): Refused {
  const { code } = told;
  const name = {
    retry: 'waybill.later',
    done: 'waybill.later',
    hold: 'waybill.order-held',
    fix: 'waybill.refused',
    stop: 'waybill.not-allowed',
    account: 'waybill.not-allowed',
  } as const;
  const own = mustSplit.includes(code)
    ? 'waybill.must-split'
    : cancelled.includes(code)
      ? 'waybill.order-cancelled'
      : undefined;
  return { code: own ?? name[classOf(code)], words: wordsOf(told) };
}

/** Why nothing of an order may be sent now; undefined where it may. */
export function whyNotSend(order: TiktokOrder): Refused | undefined {
  if (order.is_buyer_request_cancel === true) return { code: 'waybill.order-held', words: order.id };
  switch (order.status) {
    case 'CANCELLED':
    case 'CANCEL':
      return { code: 'waybill.order-cancelled', words: order.id };
    case 'IN_TRANSIT':
    case 'DELIVERED':
    case 'COMPLETED':
      return { code: 'waybill.order-shipped', words: order.id };
    case 'AWAITING_SHIPMENT':
    case 'PARTIALLY_SHIPPING':
    case 'AWAITING_COLLECTION':
      return undefined;
    default:
      return { code: 'waybill.order-state', words: `${order.id} ${order.status}` };
  }
}
