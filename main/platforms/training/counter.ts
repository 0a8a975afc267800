// What the training shop answers at its counter: a shipment is booked once and strictly, a waybill number belongs to one parcel.
// Refuses like the real one does: unknown, cancelled, refund asked, number used twice, more pieces than were sold.

import type { OrderId, TrackingNumber } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { Hold, IncomingOrder } from '../incoming-order.ts';
import type { Shipment, ShipmentAnswer, WaybillAnswer, WaybillRequest } from '../platform.ts';
import {
  addShipment,
  addWaybill,
  cancelBookedWaybill,
  findLiveWaybill,
  findSoldOrders,
  hasShipment,
  hasShippedUnder,
  readNumber,
  saveNote,
  saveSoldOrder,
  shippedQuantity,
} from './books.ts';
import type { TrainingCarrier } from './training-data.ts';

type Objection = Pick<ShipmentAnswer, 'outcome' | 'code' | 'words'>;

/** Books one shipment, or says why not. A key that was booked before gets its first answer again and ships nothing. */
export function bookShipment(writer: Writer, shipment: Shipment, now: number): ShipmentAnswer {
  const { idempotencyKey } = shipment;
  const done = { idempotencyKey, outcome: 'done', code: 'ship.done', words: '发货成功' } as const;
  if (hasShipment(writer, idempotencyKey)) return done;
  const objection = objectTo(writer, shipment);
  if (objection) return { idempotencyKey, ...objection };
  addShipment(writer, shipment, now);
  for (const order of ordersOf(writer, shipment).values()) markShipped(writer, order, shipment, now);
  return done;
}

function objectTo(reader: Reader, shipment: Shipment): Objection | undefined {
  if (hasShippedUnder(reader, shipment.trackingNumber)) {
    return { outcome: 'fix', code: 'ship.tracking-used', words: '运单号已被其他包裹使用' };
  }
  const orders = ordersOf(reader, shipment);
  const receivers = new Set<string>();
  for (const line of shipment.lines) {
    const order = orders.get(line.orderId);
    if (!order) return { outcome: 'fix', code: 'ship.order-unknown', words: `订单不存在 ${line.orderId}` };
    const objection = objectToOrder(order);
    if (objection) return objection;
    const sold = order.lines.find((each) => each.lineId === line.lineId);
    if (!sold) return { outcome: 'fix', code: 'ship.line-unknown', words: `子订单不存在 ${line.lineId}` };
    if (shippedQuantity(reader, line.orderId, line.lineId) + line.quantity > sold.quantity) {
      return { outcome: 'fix', code: 'ship.already-shipped', words: '无可发货数量，订单已发货' };
    }
    receivers.add(order.recipient.key ?? order.orderId);
  }
  if (receivers.size > 1) {
    return { outcome: 'fix', code: 'ship.receivers-differ', words: '收件人不一致，不能合并发货' };
  }
  return undefined;
}

const askedBack: readonly Hold[] = ['cancel-requested', 'refund-requested', 'refunded'];

function objectToOrder(order: IncomingOrder): Objection | undefined {
  if (order.state === 'cancelled') {
    return { outcome: 'hold', code: 'ship.order-cancelled', words: '订单已取消，不能发货' };
  }
  const holds = [order.hold, ...order.lines.map((line) => line.hold)];
  if (holds.some((hold) => hold !== null && askedBack.includes(hold))) {
    return { outcome: 'hold', code: 'ship.refund-pending', words: '订单有待处理的退款申请' };
  }
  if (order.state === 'unpaid' || order.state === 'on-hold') {
    return { outcome: 'retry', code: 'ship.not-releasable', words: '订单尚未进入备货中，请稍后再试' };
  }
  return undefined;
}

function markShipped(writer: Writer, order: IncomingOrder, shipment: Shipment, now: number): void {
  const isWhole = order.lines.every(
    (line) => shippedQuantity(writer, order.orderId, line.lineId) >= line.quantity,
  );
  const known = order.trackingNumbers ?? [];
  saveSoldOrder(
    writer,
    {
      ...order,
      state: isWhole ? 'shipped' : 'part-shipped',
      platformState: isWhole ? '已发货' : '部分发货',
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      trackingNumbers: known.includes(shipment.trackingNumber) ? known : [...known, shipment.trackingNumber],
      shippedAt: now,
    },
    null,
  );
}

function ordersOf(reader: Reader, shipment: Shipment): Map<OrderId, IncomingOrder> {
  return findSoldOrders(
    reader,
    shipment.lines.map((line) => line.orderId),
  );
}

/** A number for this parcel: the same as before if it asked before for the same; refused for orders that must not leave. */
export function bookWaybill(
  writer: Writer,
  request: WaybillRequest,
  carriers: readonly TrainingCarrier[],
): WaybillAnswer {
  const { parcelId } = request;
  const no = (code: string, words: string): WaybillAnswer => ({ parcelId, ok: false, code, words });
  const orders = findSoldOrders(writer, request.orderIds);
  for (const orderId of request.orderIds) {
    const order = orders.get(orderId);
    if (!order) return no('waybill.order-unknown', `订单不存在 ${orderId}`);
    const objection = objectToOrder(order);
    if (objection?.code === 'ship.order-cancelled') return no('waybill.order-cancelled', objection.words);
    if (objection) return no('waybill.order-held', objection.words);
    if (order.state === 'shipped' || order.state === 'finished') {
      return no('waybill.order-shipped', '订单已发货');
    }
  }
  const able = carriers.filter((carrier) => carrier.isCooperating || !request.doorDelivery);
  const next = readNumber(writer, 'waybill-no') + 1;
  const carrier = request.carrier
    ? able.find((each) => each.name === request.carrier || each.name.startsWith(request.carrier ?? ''))
    : able[next % able.length];
  if (!carrier) {
    const isKnown = carriers.some((each) => each.name.startsWith(request.carrier ?? ''));
    return isKnown
      ? no('waybill.carrier-not-cooperating', '订单需送货上门，请使用支持送货上门的物流公司发货')
      : no('waybill.carrier-unknown', '物流公司不存在或未开通');
  }
  const before = findLiveWaybill(writer, parcelId);
  if (before) {
    const asksTheSame =
      before.isDoorDelivery === request.doorDelivery &&
      (request.carrier === null || before.carrier === carrier.name) &&
      JSON.stringify(before.orderIds) === JSON.stringify(request.orderIds);
    if (asksTheSame) {
      const { trackingNumber } = before;
      return {
        parcelId,
        ok: true,
        waybill: { carrier: before.carrier, trackingNumber, source: 'platform' },
      };
    }
    cancelBookedWaybill(writer, before.trackingNumber);
  }
  saveNote(writer, 'waybill-no', String(next));
  const trackingNumber = trackingNumberOf(carrier, next);
  addWaybill(writer, {
    trackingNumber,
    parcelId,
    carrier: carrier.name,
    isDoorDelivery: request.doorDelivery,
    orderIds: request.orderIds,
  });
  return { parcelId, ok: true, waybill: { carrier: carrier.name, trackingNumber, source: 'platform' } };
}

/** Looks like the carrier's own, and never repeats: the middle digits count, the last one checks. */
function trackingNumberOf(carrier: TrainingCarrier, number: number): TrackingNumber {
  const body = String(4_100_000_000 + number * 37).padStart(carrier.digits - 1, '0');
  const check = [...body].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 3 : 1), 0) % 10;
  return `${carrier.prefix}${body}${check}` as TrackingNumber; // this shop makes its numbers
}
