// Waybills of Douyin: the number is taken under an id made from our parcel, its address and its carrier, so that a question whose answer
// was lost brings the same number again, and a parcel that goes elsewhere or by another carrier gets another one. What is passed on of a
// recipient is the platform's own ciphertext.

import { hash } from 'node:crypto';
import { z } from 'zod';
import { isFault } from '../../basics/fault.ts';
import type { ParcelId, TrackingNumber } from '../../basics/ids.ts';
import type { DouyinLink } from '../link.ts';
import type { AskedNumber, WaybillAnswer, WaybillRequest } from '../platform.ts';
import type { Carriers } from './carriers.ts';
import { faultOf, isTheirTrouble, kindOf, numberOf, waybillCodeOf, wordsOf } from './codes.ts';
import type { DouyinClient } from './douyin-client.ts';
import { type DouyinOrder, hasLeft, refundStandOf, type SkuOrder } from './douyin-order.ts';
import { carrierAskedOf, type SetCounts } from './incoming-douyin.ts';
import { sentLinesOf, skuOrderIdOf } from './lines-to-send.ts';
import type { DouyinMerges } from './merge-douyin.ts';
import { type Netsite, type Netsites, pickNetsite } from './netsites.ts';
import type { DouyinPull } from './pull-douyin.ts';
import type { DouyinAnswer } from './send-signed.ts';

const code = z.union([z.string(), z.number()]).transform(String);

const created = z.object({
  ebill_infos: z
    .array(z.object({ order_id: code.nullish(), pack_id: code.nullish(), track_no: code }))
    .nullish(),
  err_infos: z
    .array(
      z.object({
        order_id: code.nullish(),
        pack_id: code.nullish(),
        err_code: code.nullish(),
        err_msg: z.string().nullish(),
      }),
    )
    .nullish(),
});
const cancelled = z.object({ cancel_result: z.object({ success: z.boolean() }).nullish() });

/** What brings the same number again: to the platform the order and the pack are one question, whoever the recipient is by now. */
const question = z.strictObject({ orderId: z.string(), packId: z.string(), carrierCode: z.string() });

type BeforeAsking = (asked: readonly AskedNumber[]) => void;

export interface DouyinWaybills {
  take(requests: readonly WaybillRequest[], beforeAsking?: BeforeAsking): Promise<readonly WaybillAnswer[]>;
  /** See `Platform.giveBackAsked`. */
  giveBackAsked(asked: string, isInUse: (trackingNumber: TrackingNumber) => boolean): Promise<boolean>;
  /** Faults: `platform.refused-us` (words) when the platform keeps it. */
  cancel(trackingNumber: TrackingNumber, carrier: string): Promise<void>;
}

interface Refused {
  readonly code: string;
  readonly words: string;
}

/** One number to be taken. */
interface Order {
  readonly request: WaybillRequest;
  readonly carrierCode: string;
  readonly netsite: Netsite;
  readonly packId: string;
  readonly orderId: string;
  readonly params: object;
}

export interface WaybillsParts {
  readonly client: DouyinClient;
  readonly pull: DouyinPull;
  readonly carriers: Carriers;
  readonly netsites: Netsites;
  readonly merges: DouyinMerges;
  readonly link: () => DouyinLink;
  /** Data the platform may change. */
  readonly numbersACall: () => number;
  readonly doorService: () => string;
  readonly setCounts: () => SetCounts;
  readonly doorCarriers: () => readonly string[];
}

export function createDouyinWaybills(parts: WaybillsParts): DouyinWaybills {
  const { client, carriers } = parts;

  async function take(
    requests: readonly WaybillRequest[],
    beforeAsking: BeforeAsking = () => {},
  ): Promise<readonly WaybillAnswer[]> {
    const orderIds = [...new Set(requests.flatMap((request) => request.orderIds))];
    const known = new Map((await parts.pull.readDetails(orderIds)).map((order) => [order.order_id, order]));
    const apart = await parts.merges.findApart(
      requests.map(({ orderIds }) => orderIds),
      known,
    );
    const answers: WaybillAnswer[] = [];
    const ready: Order[] = [];
    for (const request of requests) {
      const { parcelId } = request;
      const orders = request.orderIds.flatMap((orderId) => known.get(orderId) ?? []);
      const why = apart.get(request.orderIds);
      const no =
        whyNot(request, orders, parts.setCounts()) ??
        (why === undefined ? undefined : { code: 'waybill.not-combinable', words: why });
      const order = no ?? (await makeReady(request, orders));
      if ('code' in order) answers.push({ parcelId, ok: false, ...order });
      else ready.push(order);
    }
    for (const some of callsOf(ready, parts.numbersACall()))
      answers.push(...(await ask(some, answers, beforeAsking)));
    return answers;
  }

  async function makeReady(
    request: WaybillRequest,
    orders: readonly DouyinOrder[],
  ): Promise<Order | Refused> {
    const { senderName, senderPhone } = parts.link();
    if (senderName === '' || senderPhone === '') return { code: 'waybill.sender-missing', words: '' };
    const chosen = await chooseCarrier(request, orders);
    if ('code' in chosen) return chosen;
    const { carrierCode, netsite } = chosen;
    if (netsite.sender_address[0] === undefined) return { code: 'waybill.sender-missing', words: '' };
    const [main] = [...orders].sort((one, other) => (one.order_id < other.order_id ? -1 : 1));
    if (!main) return { code: 'waybill.order-unknown', words: '' };
    const packId = packIdOf(request.parcelId, main.open_address_id, carrierCode);
    const door = { service_code: parts.doorService(), service_value: '{"value":""}' };
    return {
      request,
      carrierCode,
      netsite,
      packId,
      orderId: main.order_id,
      params: {
        order_id: main.order_id,
        pack_id: packId,
        receiver_info: receiverOf(main),
        items: itemsOf(request, orders),
        ...(orders.length > 1 && { combine_orders: orders.map(({ order_id }) => order_id).sort() }),
        ...(request.doorDelivery && { service_list: [door] }),
        ...netOf(netsite),
      },
    };
  }

  /** Whom the parcel was planned for, else whom its orders ask for, else whom the shop likes best. */
  async function chooseCarrier(
    request: WaybillRequest,
    orders: readonly DouyinOrder[],
  ): Promise<{ readonly carrierCode: string; readonly netsite: Netsite } | Refused> {
    const [wished] = orders.flatMap((order) => carrierAskedOf(order, carriers.nameOf) ?? []);
    const asked = request.carrier ?? wished ?? null;
    const all = await parts.netsites.list();
    const isFit = (carrierCode: string) =>
      !request.doorDelivery || parts.doorCarriers().includes(carrierCode);
    if (asked !== null) {
      const carrierCode = await carriers.codeOf(asked);
      const netsite = pickNetsite(all, carrierCode);
      if (carrierCode === undefined || !netsite) return { code: 'waybill.carrier-unknown', words: asked };
      if (!isFit(carrierCode)) return { code: 'waybill.carrier-not-cooperating', words: asked };
      return { carrierCode, netsite };
    }
    const liked = [...parts.link().carriers, ...new Set(all.map(({ company }) => company))];
    for (const carrierCode of liked.filter(isFit)) {
      const netsite = pickNetsite(all, carrierCode);
      if (netsite) return { carrierCode, netsite };
    }
    const isNoneFit = request.doorDelivery && liked.length > 0 && !liked.some(isFit);
    return { code: isNoneFit ? 'waybill.carrier-not-cooperating' : 'waybill.none-left', words: '' };
  }

  /** One call. A fault after numbers are there already must not lose those: the rest is told as not taken. */
  async function ask(
    some: readonly Order[],
    before: readonly WaybillAnswer[],
    beforeAsking: BeforeAsking,
  ): Promise<WaybillAnswer[]> {
    try {
      return await askOnce(some, beforeAsking);
    } catch (thrown) {
      if (!isFault(thrown) || !before.some((answer) => answer.ok)) throw thrown;
      const words = String(thrown.facts.words ?? '');
      return some.map(({ request: { parcelId } }) => ({ parcelId, ok: false, code: 'waybill.later', words }));
    }
  }

  async function askOnce(some: readonly Order[], beforeAsking: BeforeAsking): Promise<WaybillAnswer[]> {
    const [first] = some;
    if (!first) return [];
    const params = {
      logistics_code: first.carrierCode,
      sender_info: senderOf(parts.link(), first.netsite),
      order_infos: some.map((order) => order.params),
    };
    const asked = some.map(({ request: { parcelId }, orderId, packId, carrierCode }) => ({
      parcelId,
      question: JSON.stringify({ orderId, packId, carrierCode }),
    }));
    const answer = await client.ask('logistics.newCreateOrder', params, () => beforeAsking(asked));
    const { kind } = kindOf(answer);
    if (kind === 'later') throw faultOf(answer);
    if (kind === 'ok') return some.map((order) => readOne(order, answer));
    // One of several may be what the platform will not have: each is asked for by itself.
    if (some.length > 1) {
      const answers: WaybillAnswer[] = [];
      for (const order of some) answers.push(...(await ask([order], answers, beforeAsking)));
      return answers;
    }
    const { parcelId } = first.request;
    const told = waybillCodeOf(numberOf(answer));
    const code = told === 'waybill.refused' && isTheirTrouble(answer) ? 'waybill.later' : told;
    return [{ parcelId, ok: false, code, words: wordsOf(answer) }];
  }

  function readOne({ request, packId, orderId, carrierCode }: Order, answer: DouyinAnswer): WaybillAnswer {
    const { parcelId } = request;
    const told = client.yes(answer, created);
    const isMeant = (row: { order_id?: string | null | undefined; pack_id?: string | null | undefined }) =>
      row.pack_id ? row.pack_id === packId : row.order_id === orderId;
    const bill = told.ebill_infos?.find(isMeant);
    if (bill && bill.track_no.trim() !== '') {
      const trackingNumber = bill.track_no.trim() as TrackingNumber; // as the platform writes it
      const waybill = { carrier: carriers.nameOf(carrierCode), trackingNumber, source: 'platform' } as const;
      return { parcelId, ok: true, waybill };
    }
    const error = told.err_infos?.find(isMeant);
    const number = Number(error?.err_code);
    return {
      parcelId,
      ok: false,
      code: error ? waybillCodeOf(Number.isNaN(number) ? null : number) : 'waybill.later',
      words: error
        ? `${error.err_msg ?? ''} (${[error.err_code, answer.logId].filter(Boolean).join(', ')})`
        : '',
    };
  }

  async function cancel(trackingNumber: TrackingNumber, carrierCode: string): Promise<void> {
    const answer = await client.ask('logistics.cancelOrder', {
      logistics_code: carrierCode,
      track_no: trackingNumber,
    });
    // Yes to the question is not yet a number given back.
    const done = client.yes(answer, cancelled).cancel_result?.success === true;
    if (!done) throw faultOf({ ...answer, code: 50002 });
  }

  /** Asked again under the same pack it is the same number, or one that nobody had: either goes back. */
  async function giveBackAsked(
    asked: string,
    isInUse: (trackingNumber: TrackingNumber) => boolean,
  ): Promise<boolean> {
    const { orderId, packId, carrierCode } = question.parse(JSON.parse(asked));
    const [order] = await parts.pull.readDetails([orderId]);
    const netsite = pickNetsite(await parts.netsites.list(), carrierCode);
    if (!order || !netsite) return false;
    const answer = await client.ask('logistics.newCreateOrder', {
      logistics_code: carrierCode,
      sender_info: senderOf(parts.link(), netsite),
      order_infos: [
        {
          order_id: orderId,
          pack_id: packId,
          receiver_info: receiverOf(order),
          items: order.sku_order_list.map((line) => itemOf(line, line.item_num)),
          ...netOf(netsite),
        },
      ],
    });
    const { kind } = kindOf(answer);
    if (kind === 'later') throw faultOf(answer);
    const bill =
      kind === 'ok'
        ? client.yes(answer, created).ebill_infos?.find((row) => row.pack_id === packId)
        : undefined;
    const trackingNumber = (bill?.track_no.trim() ?? '') as TrackingNumber; // as the platform writes it
    if (trackingNumber === '' || isInUse(trackingNumber)) return false;
    await cancel(trackingNumber, carrierCode);
    return true;
  }

  return {
    take,
    giveBackAsked,
    cancel: async (trackingNumber, carrier) =>
      cancel(trackingNumber, (await carriers.codeOf(carrier)) ?? carrier),
  };
}

/** The same for the same parcel, address and carrier; letters and digits only, as the platform wants it. */
function packIdOf(parcelId: ParcelId, addressId: string, carrierCode: string): string {
  const mark = hash('sha1', JSON.stringify([addressId, carrierCode]), 'hex').slice(0, 8);
  return `${parcelId.replaceAll(/[^A-Za-z0-9]/g, '')}_${mark}`;
}

/** Nothing of a held, cancelled, shipped or foreign order gets a number. */
function whyNot(
  request: WaybillRequest,
  orders: readonly DouyinOrder[],
  setCounts: SetCounts,
): Refused | undefined {
  const missing = request.orderIds.find((orderId) => !orders.some(({ order_id }) => order_id === orderId));
  if (missing !== undefined) return { code: 'waybill.order-unknown', words: missing };
  for (const order of orders) {
    const words = `${order.order_id} ${order.order_status_desc}`.trim();
    if (order.order_status === 4) return { code: 'waybill.order-cancelled', words };
    if (order.order_status === 3 || order.order_status === 5) return { code: 'waybill.order-shipped', words };
    if (order.order_status !== 2 && order.order_status !== 101)
      return { code: 'waybill.order-not-released', words };
    for (const { line } of linesOf(request, order)) {
      if (!line) return { code: 'waybill.lines-changed', words };
      if (refundStandOf(line) !== 'none') return { code: 'waybill.order-held', words };
      if (hasLeft(line)) return { code: 'waybill.order-shipped', words };
    }
  }
  if (new Set(orders.map(({ open_address_id }) => open_address_id)).size > 1)
    return { code: 'waybill.receivers-differ', words: '' };
  if (!sentLinesOf(request.lines, orders, setCounts)) return { code: 'waybill.set-torn', words: '' };
  return undefined;
}

function linesOf(request: WaybillRequest, order: DouyinOrder) {
  return request.lines
    .filter((each) => each.orderId === order.order_id)
    .map((each) => ({
      each,
      line: order.sku_order_list.find(({ order_id }) => order_id === skuOrderIdOf(each)),
    }));
}

function itemsOf(request: WaybillRequest, orders: readonly DouyinOrder[]): object[] {
  return orders.flatMap((order) =>
    linesOf(request, order).map(({ each, line }) => itemOf(line, each.quantity)),
  );
}

function itemOf(line: SkuOrder | undefined, quantity: number): object {
  const words = (line?.spec ?? []).map(({ value }) => value).join(' ');
  return { item_name: nameOn(line).slice(0, 60), item_specs: words.slice(0, 60), item_count: quantity };
}

function netOf({ netsite_code }: Netsite): object {
  return netsite_code === '' ? {} : { net_info: { net_code: netsite_code } };
}

function nameOn(line: SkuOrder | undefined): string {
  return line?.product_name || line?.code || '商品';
}

function receiverOf({ post_addr, encrypt_post_receiver, encrypt_post_tel, ...order }: DouyinOrder): object {
  return {
    address: {
      country_code: 'CHN',
      province_name: post_addr?.province.name ?? '',
      city_name: post_addr?.city.name ?? '',
      district_name: post_addr?.town.name ?? '',
      street_name: post_addr?.street.name ?? '',
      detail_address: post_addr?.encrypt_detail || post_addr?.detail || '',
    },
    contact: {
      name: encrypt_post_receiver || order.post_receiver,
      mobile: encrypt_post_tel || order.post_tel,
    },
  };
}

function senderOf({ senderName, senderPhone }: DouyinLink, { sender_address: [address] }: Netsite): object {
  const contact = /^1\d{10}$/.test(senderPhone) ? { mobile: senderPhone } : { phone: senderPhone };
  return {
    address: { country_code: 'CHN', ...address },
    contact: { name: senderName, ...contact },
  };
}

/** One carrier and one sender a call, and no more than the platform takes at once. */
function callsOf(orders: readonly Order[], most: number): Order[][] {
  const groups = new Map<string, Order[]>();
  for (const order of orders) {
    const name = `${order.carrierCode} ${order.netsite.netsite_code}`;
    groups.set(name, [...(groups.get(name) ?? []), order]);
  }
  const calls: Order[][] = [];
  for (const group of groups.values()) {
    for (let start = 0; start < group.length; start += most) calls.push(group.slice(start, start + most));
  }
  return calls;
}
