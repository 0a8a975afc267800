// Shipping in the simulated Douyin shop: whole orders, one parcel of several orders, several parcels of one order. Every refusal has the
// reference's number; a request id repeats its first success and ships nothing.

import { decide } from './douyin-after-sale.ts';
import {
  type Books,
  couriers,
  isRefunded,
  isRefundPending,
  type Line,
  left,
  nextId,
  type Order,
  type Shipment,
  type Shop,
  touch,
} from './douyin-books.ts';
import { type Refusal, refuse, refuseBusiness, refuseParameter } from './douyin-gate.ts';
import type { Json } from './douyin-json.ts';

type Body = Readonly<Record<string, Json>>;

interface Piece {
  readonly order: Order;
  readonly line: Line;
  readonly quantity: number;
}

interface Pack {
  readonly pieces: readonly Piece[];
  readonly company: string;
  readonly number: string;
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Json | undefined): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}; // an object that is no list
const isRefusal = (value: object): value is Refusal => 'sub' in value;

/** One whole order in one parcel. No request id: a repeat finds it shipped. */
export function shipWhole(books: Books, shop: Shop, body: Body, now: number): object | Refusal {
  const order = findOrder(books, shop, textOf(body.order_id));
  if (isRefusal(order)) return order;
  if (order.lines.some((line) => line.shipped > 0) && order.lines.every((line) => left(line) === 0))
    return refuseBusiness(60110, '订单已发货');
  const pieces = order.lines
    .filter((line) => left(line) > 0)
    .map((line) => ({ order, line, quantity: left(line) }));
  const pack = { pieces, company: textOf(body.company_code), number: textOf(body.logistics_code) };
  const refused = judgeOrder(order) ?? judgePack(books, shop, pack, isRejecting(body), now, body);
  if (refused) return refused;
  const shipment = leave(books, shop, pack, 'order.logisticsAdd', '', now);
  return { pack_id: shipment.packId };
}

/** One parcel of one or several orders of the same recipient. */
export function shipSinglePack(books: Books, shop: Shop, body: Body, now: number): object | Refusal {
  const requestId = textOf(body.request_id);
  if (requestId === '') return refuse(40002, 'isv.missing-parameter:50050', 'request_id 不能为空');
  const known = replay(books, shop, requestId);
  if (known) return known;
  const orders: Order[] = [];
  for (const id of listOf(body.order_id_list)) {
    const order = findOrder(books, shop, textOf(id));
    if (isRefusal(order)) return order;
    orders.push(order);
  }
  if (orders.length === 0) return refuseParameter(60033, 'order_id_list 不能为空');
  const pieces = readPieces(orders, listOf(body.shipped_order_info));
  if (isRefusal(pieces)) return pieces;
  const isOneRecipient = new Set(orders.map((order) => order.recipient.openAddressId)).size === 1;
  if (!isOneRecipient) return refuseBusiness(70021, '合单收件人信息不一致');
  const pack = { pieces, company: textOf(body.company_code), number: textOf(body.logistics_code) };
  for (const order of orders) {
    const refused = judgeOrder(order);
    if (refused) return refused;
  }
  const refused = judgePack(books, shop, pack, isRejecting(body), now, body);
  if (refused) return refused;
  const shipment = leave(books, shop, pack, 'order.logisticsAddSinglePack', requestId, now);
  return keep(books, shop, requestId, { pack_id: shipment.packId });
}

/** Several parcels of one order: all, or none. */
export function shipMultiPack(books: Books, shop: Shop, body: Body, now: number): object | Refusal {
  const requestId = textOf(body.request_id);
  if (requestId === '') return refuse(40002, 'isv.missing-parameter:50050', 'request_id 不能为空');
  const known = replay(books, shop, requestId);
  if (known) return known;
  const order = findOrder(books, shop, textOf(body.order_id));
  if (isRefusal(order)) return order;
  const wanted = listOf(body.pack_list).map(objectOf);
  if (wanted.length === 0) return refuseParameter(60016, 'pack_list 不能为空');
  if (wanted.length > 400) return refuseBusiness(60032, '单次发货数量超过400');
  const refusedOrder = judgeOrder(order);
  if (refusedOrder) return refusedOrder;
  const packs: Pack[] = [];
  const taken = new Map<string, number>();
  for (const one of wanted) {
    const pieces = readPieces([order], listOf(one.shipped_order_info));
    if (isRefusal(pieces)) return pieces;
    const pack = { pieces, company: textOf(one.company_code), number: textOf(one.logistics_code) };
    const refused = judgePack(books, shop, pack, isRejecting(body), now, body);
    if (refused) return refused;
    for (const { line, quantity } of pieces) {
      taken.set(line.id, (taken.get(line.id) ?? 0) + quantity);
      if ((taken.get(line.id) ?? 0) > left(line)) return refuseBusiness(60079, '发货数量超过可发数量');
    }
    packs.push(pack);
  }
  const pack_list = packs.map((pack) => {
    const made = leave(books, shop, pack, 'order.logisticsAddMultiPack', requestId, now);
    return {
      pack_id: made.packId,
      logistics_code: made.trackingNumber,
      shipped_order_info: made.lines.map(({ lineId, quantity }) => ({
        shipped_order_id: lineId,
        shipped_num: quantity,
      })),
    };
  });
  return keep(books, shop, requestId, { pack_list });
}

/** Another number for a parcel that left: of a whole order, or of one pack. */
export function editShipment(
  books: Books,
  shop: Shop,
  body: Body,
  isByPack: boolean,
  now: number,
): object | Refusal {
  const order = findOrder(books, shop, textOf(body.order_id));
  if (isRefusal(order)) return order;
  const shipments = books.shipmentsOf.get(order.id) ?? [];
  const packId = textOf(body.pack_id);
  const found = isByPack ? shipments.find((shipment) => shipment.packId === packId) : shipments[0];
  if (!found || (!isByPack && shipments.length > 1)) return refuseBusiness(60016, '包裹不存在');
  const company = textOf(body.company_code);
  const number = textOf(body.logistics_code);
  const refused = judgeNumber(books, company, number, order);
  if (refused) return refused;
  found.company = company;
  found.trackingNumber = number;
  books.shipmentByNumber.set(number, found);
  touch(books, order, now);
  return {};
}

export function findOrder(books: Books, shop: Shop, id: string): Order | Refusal {
  const order = books.orders.get(id);
  if (!order) return refuseParameter(60033, '订单不存在');
  if (order.shopId !== shop.id) return refuseBusiness(60101, '订单不属于该店铺');
  return order;
}

const isRejecting = (body: Body) =>
  [body.is_reject_refund, body.is_refund_reject].some((flag) => flag === true || flag === 'true');

function replay(books: Books, shop: Shop, requestId: string): object | undefined {
  const known = books.requests.get(`${shop.id} ${requestId}`);
  if (known === undefined) return undefined;
  books.replays += 1;
  return known as object; // what `keep` put there
}

function keep(books: Books, shop: Shop, requestId: string, answer: object): object {
  books.requests.set(`${shop.id} ${requestId}`, answer);
  return answer;
}

function readPieces(orders: readonly Order[], infos: readonly Json[]): Piece[] | Refusal {
  const pieces: Piece[] = [];
  for (const info of infos.map(objectOf)) {
    const id = textOf(info.shipped_order_id);
    const quantity = Number(info.shipped_num ?? Number.NaN);
    const order = orders.find((each) => each.lines.some((line) => line.id === id));
    const line = order?.lines.find((each) => each.id === id);
    if (!order || !line) return refuseParameter(60102, '子订单不存在');
    if (!Number.isInteger(quantity) || quantity < 1) return refuseParameter(60079, '发货数量不合法');
    pieces.push({ order, line, quantity });
  }
  return pieces.length > 0 ? pieces : refuseParameter(60102, '缺少子订单信息');
}

function judgeOrder(order: Order): Refusal | undefined {
  if (order.isCancelled) return refuseBusiness(60021, '订单已取消');
  if (order.lines.every(isRefunded)) return refuseBusiness(60068, '订单已在发货前退款');
  if (order.isFinished) return refuseBusiness(60113, '订单已完成');
  if (order.waits === 'review') return refuseBusiness(60109, '订单风控审核中，请稍后');
  if (order.waits === 'payment') return refuseBusiness(60137, '订单未支付');
  return undefined;
}

function judgePack(
  books: Books,
  shop: Shop,
  pack: Pack,
  rejects: boolean,
  now: number,
  body: Body,
): Refusal | undefined {
  const lines = pack.pieces.map(({ line }) => line);
  if (lines.length === 0) return refuseBusiness(60110, '订单已发货');
  if (lines.some(isRefunded)) return refuseBusiness(60068, '订单已在发货前退款');
  if (pack.pieces.every(({ line }) => left(line) === 0)) return refuseBusiness(70023, '没有可发货的商品');
  if (pack.pieces.some(({ line, quantity }) => quantity > left(line)))
    return refuseBusiness(60079, '发货数量超过可发数量');
  if (lines.some((line) => line.kind === 'inspected')) return refuseBusiness(60069, '需要质检');
  if (lines.some((line) => line.kind === 'platform-warehouse'))
    return refuseBusiness(60116, '平台仓订单不能自行发货');
  if (lines.some((line) => line.kind === 'virtual' || line.kind === 'pick-up'))
    return refuseBusiness(60107, '该类型订单不能发货');
  if (lines.some((line) => line.kind === 'serial') && !hasSerials(body))
    return refuseBusiness(60046, '序列号不能为空');
  const [first] = pack.pieces;
  const orders = [...new Set(pack.pieces.map(({ order }) => order))];
  const refused =
    first && (judgeNumber(books, pack.company, pack.number, first.order) ?? judgeDoor(books, pack, orders));
  if (refused) return refused;
  return judgeRefunds(books, shop, orders, rejects, now);
}

const hasSerials = (body: Body) =>
  JSON.stringify(body).includes('"serial_number_list":["') ||
  JSON.stringify(body).includes('"serial_nos_list":[{');

function judgeNumber(books: Books, company: string, number: string, order: Order): Refusal | undefined {
  const courier = couriers.find(({ code }) => code === company);
  if (company === '') return refuse(40002, 'isv.missing-parameter:60083', 'company_code 不能为空');
  if (!courier) return refuseBusiness(60018, '物流公司不存在');
  const waybill = books.waybills.get(number);
  if (waybill?.isCancelled) return refuseBusiness(70018, '运单号已取消');
  if (waybill && waybill.company !== company) return refuseBusiness(60128, '运单号疑似其他物流公司');
  if (!waybill && !courier.number.test(number)) return refuseBusiness(60017, '运单号不符合规则');
  if (waybill && waybill.openAddressId !== order.recipient.openAddressId)
    return refuseBusiness(70020, '运单收件人与订单不一致');
  const other = books.shipmentByNumber.get(number);
  if (other && other.openAddressId !== order.recipient.openAddressId)
    return refuseBusiness(70022, '运单号已被其他收件人使用');
  return undefined;
}

function judgeDoor(books: Books, pack: Pack, orders: readonly Order[]): Refusal | undefined {
  const fixed = orders.find((order) => order.carrier?.kind === 'fixed');
  if (fixed?.carrier && fixed.carrier.code !== pack.company)
    return refuseBusiness(60126, '请使用指定的物流公司发货');
  if (!orders.some((order) => order.door === 'required')) return undefined;
  const courier = couriers.find(({ code }) => code === pack.company);
  const waybill = books.waybills.get(pack.number);
  const isBought = !waybill || waybill.services.includes('SVC-WBHOMEDELIVERY');
  return courier?.door && isBought
    ? undefined
    : refuseBusiness(60138, '订单需送货上门，请使用支持送货上门的物流公司发货');
}

/** A refund the buyer waits for stops the call, unless the call says that it is refused: that is counted. */
function judgeRefunds(
  books: Books,
  shop: Shop,
  orders: readonly Order[],
  rejects: boolean,
  now: number,
): Refusal | undefined {
  const pending = orders.flatMap((order) => order.lines.filter(isRefundPending));
  if (pending.length === 0) return undefined;
  if (!rejects) return refuseBusiness(60040, '订单存在售后申请，无法发货');
  for (const row of books.afterSales.values()) {
    const isTheirs = row.shopId === shop.id && pending.some((line) => line.id === row.lineId);
    if (isTheirs && row.status === 6) decide(books, row, 'ship', true, now);
  }
  return undefined;
}

function leave(books: Books, shop: Shop, pack: Pack, call: string, requestId: string, now: number): Shipment {
  const orders = [...new Set(pack.pieces.map(({ order }) => order))];
  const shipment: Shipment = {
    packId: nextId(books),
    shopId: shop.id,
    requestId,
    call,
    orderIds: orders.map((order) => order.id),
    lines: pack.pieces.map(({ line, quantity }) => ({ lineId: line.id, quantity })),
    company: pack.company,
    trackingNumber: pack.number,
    openAddressId: orders[0]?.recipient.openAddressId ?? '',
    shippedAt: now,
  };
  books.shipments.push(shipment);
  books.shipmentByNumber.set(shipment.trackingNumber, shipment);
  for (const { line, quantity } of pack.pieces) line.shipped += quantity;
  for (const order of orders) {
    books.shipmentsOf.set(order.id, [...(books.shipmentsOf.get(order.id) ?? []), shipment]);
    touch(books, order, now);
  }
  return shipment;
}
