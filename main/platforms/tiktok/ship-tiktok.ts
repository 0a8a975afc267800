// Telling TikTok Shop that a parcel left. With TikTok's own shipping there is nothing to tell: shipping was arranged with the waybill, and the
// carrier's scan does the rest; so only that it is so is looked at. With the seller's own carrier the number is told, once.

import { z } from 'zod';
import { dayMs } from '../../basics/clock.ts';
import { tellEach } from '../each-of.ts';
import type { NumberCorrection, Shipment, ShipmentAnswer } from '../platform.ts';
import { cancelled, classOf, wordsOf } from './codes.ts';
import type { PackageFitter } from './fit-packages.ts';
import { byPackage, numberOf, type ParcelPieces, pickPieces } from './pick-pieces.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokAnswer, TiktokClient } from './tiktok-client.ts';
import { isCancelled, platformId, type TiktokOrder, type Unit, unitsToSend } from './tiktok-order.ts';

/** Where an own carrier's number is told per order and not per package. */
const marksOrders: readonly string[] = ['US', 'GB', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'];

const providers = z.object({
  shipping_providers: z.array(z.object({ id: platformId, name: z.string() })).nullish(),
});
type Provider = { readonly id: string; readonly name: string };

const providersKeptMs = dayMs;

type Said = Omit<ShipmentAnswer, 'idempotencyKey'>;

export function createShipping(parts: {
  readonly client: Pick<TiktokClient, 'ask'>;
  readonly pull: Pick<TiktokPull, 'readDetails'>;
  readonly fitter: PackageFitter;
  readonly region: () => string;
  readonly now: () => number;
}): {
  ship(shipments: readonly Shipment[]): Promise<readonly ShipmentAnswer[]>;
  /** The platform allows it once, within 72 hours, and says so when it does not. */
  correctNumber(correction: NumberCorrection): Promise<Said>;
} {
  const { client, pull, fitter } = parts;
  const knownProviders = new Map<string, { readonly at: number; readonly providers: readonly Provider[] }>();
  /** Who asks meanwhile waits for the same answer. */
  const asking = new Map<string, Promise<Provider[] | Said>>();

  async function tell(
    shipment: Shipment,
    known: ReadonlyMap<string, TiktokOrder>,
    beforeLeaving: () => void,
  ): Promise<Said> {
    const orderIds = [...new Set(shipment.lines.map((line) => line.orderId))];
    const orders = orderIds.flatMap((orderId) => known.get(orderId) ?? []);
    const missing = orderIds.find((orderId) => !known.has(orderId));
    if (missing !== undefined) return { outcome: 'fix', code: 'ship.order-unknown', words: missing };
    if (orders.length === 0) return { outcome: 'fix', code: 'ship.line-unknown', words: '' };
    for (const order of orders) {
      if (order.is_buyer_request_cancel === true)
        return { outcome: 'hold', code: 'ship.refund-pending', words: `${order.id} ${order.status}` };
      if (isCancelled(order.status))
        return { outcome: 'hold', code: 'ship.order-cancelled', words: order.id };
    }
    const untold = orders.filter((order) => !isTold(shipment, order));
    if (untold.length === 0) return { outcome: 'done', code: 'ship.already-there', words: '' };
    const arranged = untold.find((order) => order.shipping_type !== 'SELLER');
    return arranged ? lookArranged(shipment, arranged) : tellNumber(shipment, untold, beforeLeaving);
  }

  /** The order does not show our number (yet): its packages are asked. */
  async function lookArranged(shipment: Shipment, order: TiktokOrder): Promise<Said> {
    if (order.status === 'AWAITING_SHIPMENT' || order.status === 'ON_HOLD' || order.status === 'UNPAID')
      return { outcome: 'fix', code: 'ship.not-arranged', words: order.id };
    let others = '';
    for (const packageId of new Set(unitsToSend(order).flatMap((piece) => piece.package_id || []))) {
      const number = ((await fitter.readPackage(packageId))?.tracking_number ?? '').trim();
      if (number === shipment.trackingNumber)
        return { outcome: 'done', code: 'ship.already-there', words: '' };
      if (number !== '') others = number;
    }
    if (others === '') return { outcome: 'retry', code: 'ship.later', words: order.id };
    return { outcome: 'fix', code: 'ship.already-shipped', words: others };
  }

  /** With an own carrier: the number, and who has the parcel. */
  async function tellNumber(
    shipment: Shipment,
    orders: readonly TiktokOrder[],
    beforeLeaving: () => void,
  ): Promise<Said> {
    const lines = shipment.lines.filter((line) => orders.some(({ id }) => id === line.orderId));
    const pieces = pickPieces(lines, orders, new Set());
    if (typeof pieces === 'string') {
      const other = numberOf(orders.flatMap(unitsToSend));
      return other === ''
        ? { outcome: 'fix', code: 'ship.line-unknown', words: orders.map(({ id }) => id).join(', ') }
        : { outcome: 'fix', code: 'ship.already-shipped', words: other };
    }
    const providerId = await findProvider(orders[0]?.delivery_option_id ?? '', shipment.carrier);
    if (typeof providerId !== 'string') return providerId;
    const self = { tracking_number: shipment.trackingNumber, shipping_provider_id: providerId };
    if (marksOrders.includes(parts.region())) return markOrders(orders, pieces, self, beforeLeaving);
    return shipPackage({ name: shipment.parcelId, orders, pieces }, self, beforeLeaving);
  }

  async function markOrders(
    orders: readonly TiktokOrder[],
    pieces: readonly Unit[],
    self: { readonly tracking_number: string; readonly shipping_provider_id: string },
    beforeLeaving: () => void,
  ): Promise<Said> {
    const ids = new Set(pieces.map(({ id }) => id));
    let last: Said = { outcome: 'fix', code: 'ship.line-unknown', words: '' };
    for (const order of orders) {
      const own = order.line_items.filter(({ id }) => ids.has(id)).map(({ id }) => id);
      const path = `/fulfillment/202309/orders/${order.id}/packages`;
      const body = { ...self, order_line_item_ids: own };
      last = saidBy(await client.ask({ method: 'POST', path, body, beforeLeaving }));
      if (last.outcome !== 'done') return last;
    }
    return last;
  }

  async function shipPackage(
    parcel: ParcelPieces,
    self: { readonly tracking_number: string; readonly shipping_provider_id: string },
    beforeLeaving: () => void,
  ): Promise<Said> {
    const fit = (await fitter.fit([parcel])).get(parcel.name);
    if (typeof fit !== 'string') {
      const { code, words } = fit ?? { code: 'waybill.lines-changed', words: '' };
      if (code === 'waybill.later') return { outcome: 'retry', code: 'ship.later', words };
      if (code === 'waybill.order-cancelled') return { outcome: 'hold', code: 'ship.order-cancelled', words };
      if (code === 'waybill.order-held') return { outcome: 'hold', code: 'ship.refund-pending', words };
      return { outcome: 'fix', code: 'ship.package-differs', words };
    }
    const path = `/fulfillment/202309/packages/${fit}/ship`;
    return saidBy(await client.ask({ method: 'POST', path, body: { self_shipment: self }, beforeLeaving }));
  }

  /** The platform's number of this carrier; or why there is none, in the platform's words, with the names it knows. */
  async function findProvider(option: string, carrier: string): Promise<string | Said> {
    const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const find = (all: readonly Provider[]) =>
      all.find(({ id, name }) => id === carrier || plain(name) === plain(carrier))?.id;
    const known = knownProviders.get(option);
    const found = known && parts.now() - known.at < providersKeptMs ? find(known.providers) : undefined;
    if (found !== undefined) return found;
    if (option === '') return { outcome: 'fix', code: 'ship.carrier-unknown', words: carrier };
    const asked = asking.get(option) ?? readProviders(option).finally(() => asking.delete(option));
    asking.set(option, asked);
    const told = await asked;
    if (!Array.isArray(told)) return told;
    const names = told.map(({ name }) => name).join(', ');
    return find(told) ?? { outcome: 'fix', code: 'ship.carrier-unknown', words: `${carrier}: ${names}` };
  }

  async function readProviders(option: string): Promise<Provider[] | Said> {
    const path = `/logistics/202309/delivery_options/${option}/shipping_providers`;
    const answer = await client.ask({ method: 'GET', path });
    const words = wordsOf(answer);
    if (answer.code !== 0) {
      return classOf(answer.code) === 'retry'
        ? { outcome: 'retry', code: 'ship.later', words }
        : { outcome: 'fix', code: 'ship.carrier-refused', words };
    }
    const told = providers.safeParse(answer.data);
    if (!told.success) return { outcome: 'retry', code: 'ship.later', words };
    const all = told.data.shipping_providers ?? [];
    knownProviders.set(option, { at: parts.now(), providers: all });
    return all;
  }

  async function correctNumber(correction: NumberCorrection): Promise<Said> {
    const { orderIds, before, carrier, trackingNumber } = correction;
    const orders = await pull.readDetails(orderIds);
    const packages = byPackage(orders, unitsToSend);
    const wrong = [...packages].filter(([, pieces]) => numberOf(pieces) === before);
    const isRight = [...packages].some(([, pieces]) => numberOf(pieces) === trackingNumber);
    if (wrong.length === 0) {
      return isRight
        ? { outcome: 'done', code: 'ship.already-there', words: '' }
        : { outcome: 'fix', code: 'ship.order-unknown', words: orderIds.join(', ') };
    }
    const providerId = await findProvider(orders[0]?.delivery_option_id ?? '', carrier);
    if (typeof providerId !== 'string') return providerId;
    let last: Said = { outcome: 'fix', code: 'ship.line-unknown', words: '' };
    for (const [packageId] of wrong) {
      const path = `/fulfillment/202309/packages/${packageId}/shipping_info/update`;
      const body = { tracking_number: trackingNumber, shipping_provider_id: providerId };
      last = saidBy(await client.ask({ method: 'POST', path, body }));
      if (last.outcome !== 'done') return last;
    }
    return last;
  }

  return {
    correctNumber,
    async ship(shipments) {
      const orderIds = [...new Set(shipments.flatMap(({ lines }) => lines.map((line) => line.orderId)))];
      const orders = new Map((await pull.readDetails(orderIds)).map((order) => [order.id, order]));
      return tellEach(shipments, (shipment, beforeLeaving) => tell(shipment, orders, beforeLeaving));
    },
  };
}

/** "Already shipped" is not believed: the next try reads the order first, and sees whether the number is ours. */
function saidBy(answer: TiktokAnswer): Said {
  if (answer.code === 0) return { outcome: 'done', code: 'ship.done', words: '' };
  const words = wordsOf(answer);
  switch (classOf(answer.code)) {
    case 'retry':
    case 'done':
      return { outcome: 'retry', code: 'ship.later', words };
    case 'hold':
      return { outcome: 'hold', code: holdCodeOf(answer.code), words };
    case 'fix':
      return { outcome: 'fix', code: 'ship.refused', words };
    case 'stop':
    case 'account':
      return { outcome: 'fix', code: 'ship.not-ours', words };
  }
}

const holdCodeOf = (code: number) =>
  cancelled.includes(code) ? 'ship.order-cancelled' : 'ship.refund-pending';

function isTold(shipment: Shipment, order: TiktokOrder): boolean {
  const numbers = [order.tracking_number, ...order.line_items.map((piece) => piece.tracking_number)];
  return numbers.some((number) => (number ?? '').trim() === shipment.trackingNumber);
}
