// Telling Douyin that parcels left, each under the key that was saved before the first try: the platform repeats its first yes to the
// same key. "Shipped already" is believed only when the order shows our number. A buyer's refund is never refused by this.

import { tellEach } from '../each-of.ts';
import type { Shipment, ShipmentAnswer } from '../platform.ts';
import type { Carriers } from './carriers.ts';
import { judgeShipNo, kindOf, wordsOf } from './codes.ts';
import type { DouyinClient } from './douyin-client.ts';
import type { DouyinOrder } from './douyin-order.ts';
import type { SetCounts } from './incoming-douyin.ts';
import { isWholeOrder, type SentLine, sentLinesOf } from './lines-to-send.ts';
import type { DouyinPull } from './pull-douyin.ts';

type Said = Omit<ShipmentAnswer, 'idempotencyKey'>;

export function createDouyinShipping(parts: {
  readonly client: DouyinClient;
  readonly pull: DouyinPull;
  readonly carriers: Carriers;
  readonly setCounts: () => SetCounts;
}) {
  const { client, pull, carriers } = parts;

  async function tell(shipment: Shipment, beforeLeaving: () => void): Promise<Said> {
    const orderIds = [...new Set(shipment.lines.map((line) => line.orderId))].sort();
    const orders = await pull.readDetails(orderIds, true);
    const missing = orderIds.find((orderId) => !orders.some(({ order_id }) => order_id === orderId));
    if (missing !== undefined) return { outcome: 'fix', code: 'ship.order-unknown', words: missing };
    const sent = sentLinesOf(shipment.lines, orders, parts.setCounts());
    if (!sent) return { outcome: 'fix', code: 'ship.line-unknown', words: '' };
    const companyCode = await carriers.codeOf(shipment.carrier);
    if (companyCode === undefined)
      return { outcome: 'fix', code: 'ship.carrier-unknown', words: shipment.carrier };
    const { method, params } = callFor(shipment, companyCode, sent, orders);
    // From now on they may be otherwise over there.
    pull.forget(orderIds);
    const answer = await client.ask(method, params, beforeLeaving);
    if (kindOf(answer).kind === 'ok') return { outcome: 'done', code: 'ship.done', words: '' };
    const judged = judgeShipNo(answer);
    const words = wordsOf(answer);
    if (judged.outcome !== 'done') return { outcome: judged.outcome, code: judged.code, words };
    return (await isThere(shipment, orderIds))
      ? { outcome: 'done', code: 'ship.already-there', words }
      : { outcome: 'fix', code: judged.code, words };
  }

  /** Every order shows our number. */
  async function isThere({ trackingNumber }: Shipment, orderIds: readonly string[]): Promise<boolean> {
    const orders = await pull.readDetails(orderIds);
    return orderIds.every((orderId) =>
      orders
        .find(({ order_id }) => order_id === orderId)
        ?.logistics_info.some((parcel) => parcel.tracking_no === trackingNumber),
    );
  }

  return { ship: (shipments: readonly Shipment[]) => tellEach(shipments, tell) };
}

/** A parcel of whole orders, or of parts of several, is one pack; a part of one order is one of the several packs it goes in. */
function callFor(
  { idempotencyKey, trackingNumber }: Shipment,
  companyCode: string,
  sent: readonly SentLine[],
  orders: readonly DouyinOrder[],
): { readonly method: string; readonly params: object } {
  const pack = {
    shipped_order_info: sent.map(({ skuOrderId, quantity }) => ({
      shipped_order_id: skuOrderId,
      shipped_num: quantity,
    })),
    logistics_code: trackingNumber,
    company_code: companyCode,
  };
  const [only] = orders;
  if (only && orders.length === 1 && !isWholeOrder(sent, only)) {
    const params = { order_id: only.order_id, pack_list: [pack], request_id: idempotencyKey };
    return { method: 'order.logisticsAddMultiPack', params };
  }
  const orderIds = orders.map(({ order_id }) => order_id).sort();
  return {
    method: 'order.logisticsAddSinglePack',
    params: { order_id_list: orderIds, ...pack, request_id: idempotencyKey },
  };
}
