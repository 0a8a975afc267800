// Telling TikTok Shop that a parcel left. With TikTok's own shipping there is nothing to tell: shipping was arranged with the waybill, and the
// carrier's scan does the rest; so only that it is so is looked at. With the seller's own carrier the number is told, once.

import { z } from 'zod';
import type { OrderId } from '../../basics/ids.ts';
import type { Shipment, ShipmentAnswer } from '../platform.ts';
import { classOf } from './codes.ts';
import { unitsOfLines } from './incoming-tiktok.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokAnswer, TiktokClient } from './tiktok-client.ts';
import type { TiktokOrder } from './tiktok-order.ts';

/** Where an own carrier's number is told per order and not per package. */
const marksOrders: readonly string[] = ['US', 'GB', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'];

const providers = z.object({
  shipping_providers: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
});

type Said = Omit<ShipmentAnswer, 'idempotencyKey'>;

export function createShipping(parts: {
  readonly client: TiktokClient;
  readonly pull: TiktokPull;
  readonly region: () => string;
}) {
  const { client, pull } = parts;
  const knownProviders = new Map<string, readonly { readonly id: string; readonly name: string }[]>();

  async function tell(shipment: Shipment, orders: ReadonlyMap<string, TiktokOrder>): Promise<Said> {
    let last: Said = { outcome: 'fix', code: 'ship.no-lines', words: '' };
    for (const orderId of new Set(shipment.lines.map((line) => line.orderId))) {
      const order = orders.get(orderId);
      if (!order) return { outcome: 'fix', code: 'ship.order-unknown', words: orderId };
      last = await tellOrder(shipment, orderId, order);
      if (last.outcome !== 'done') return last;
    }
    return last;
  }

  async function tellOrder(shipment: Shipment, orderId: OrderId, order: TiktokOrder): Promise<Said> {
    if (order.is_buyer_request_cancel === true)
      return { outcome: 'hold', code: 'ship.cancel-requested', words: order.status };
    if (order.status === 'CANCELLED') return { outcome: 'hold', code: 'ship.cancelled', words: order.status };
    if (isTold(shipment, order)) return { outcome: 'done', code: 'ship.already-there', words: '' };
    if (order.shipping_type !== 'SELLER')
      return { outcome: 'fix', code: 'ship.not-arranged', words: order.status };
    const providerId = await findProvider(order, shipment.carrier);
    if (providerId === undefined)
      return { outcome: 'fix', code: 'ship.carrier-unknown', words: shipment.carrier };
    const pieces = piecesOf(shipment, orderId, order);
    const answer = marksOrders.includes(parts.region())
      ? await client.ask({
          method: 'POST',
          path: `/fulfillment/202309/orders/${orderId}/packages`,
          body: {
            tracking_number: shipment.trackingNumber,
            shipping_provider_id: providerId,
            order_line_item_ids: pieces.map(({ id }) => id),
          },
        })
      : await client.ask({
          method: 'POST',
          path: `/fulfillment/202309/packages/${pieces[0]?.package_id ?? ''}/ship`,
          body: {
            self_shipment: { tracking_number: shipment.trackingNumber, shipping_provider_id: providerId },
          },
        });
    return saidBy(answer);
  }

  /** "Already shipped" is believed only when the order shows this very number. */
  async function saidBy(answer: TiktokAnswer): Promise<Said> {
    if (answer.code === 0) return { outcome: 'done', code: 'ship.done', words: '' };
    const words = `${answer.message} (${answer.code})`;
    switch (classOf(answer.code)) {
      case 'retry':
      case 'done': // the next try reads the order first, and sees whether it is ours
        return { outcome: 'retry', code: 'ship.later', words };
      case 'hold':
        return { outcome: 'hold', code: 'ship.cancel-requested', words };
      case 'fix':
        return { outcome: 'fix', code: 'ship.refused', words };
      case 'stop':
        return { outcome: 'fix', code: 'ship.not-allowed', words };
    }
  }

  async function findProvider(order: TiktokOrder, carrier: string): Promise<string | undefined> {
    const option = order.delivery_option_id ?? '';
    let known = knownProviders.get(option);
    if (!known) {
      const path = `/logistics/202309/delivery_options/${option}/shipping_providers`;
      known = (await client.read({ method: 'GET', path }, providers)).shipping_providers ?? [];
      knownProviders.set(option, known);
    }
    const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    return known.find(({ id, name }) => id === carrier || plain(name) === plain(carrier))?.id;
  }

  return {
    async ship(shipments: readonly Shipment[]): Promise<readonly ShipmentAnswer[]> {
      const orderIds = [...new Set(shipments.flatMap(({ lines }) => lines.map((line) => line.orderId)))];
      const orders = new Map((await pull.readDetails(orderIds)).map((order) => [order.id, order]));
      const answers: ShipmentAnswer[] = [];
      for (const shipment of shipments) {
        answers.push({ idempotencyKey: shipment.idempotencyKey, ...(await tell(shipment, orders)) });
      }
      return answers;
    },
  };
}

function isTold(shipment: Shipment, order: TiktokOrder): boolean {
  const numbers = [order.tracking_number, ...order.line_items.map((piece) => piece.tracking_number)];
  return numbers.some((number) => (number ?? '').trim() === shipment.trackingNumber);
}

function piecesOf(shipment: Shipment, orderId: OrderId, order: TiktokOrder) {
  const byLine = unitsOfLines(order);
  const pieces = shipment.lines
    .filter((line) => line.orderId === orderId)
    .flatMap((line) => (byLine.get(line.lineId) ?? []).slice(0, line.quantity));
  return [...new Map(pieces.map((piece) => [piece.id, piece])).values()];
}
