// From Douyin's order to the station's: sets are opened into what lies on the shelf, gifts are tied to what they were given for, refunds
// become holds, and what is none of ours to pack is left out with a word. Recipients stay behind the platform's own masks.

import type { LineId, OrderId, SkuCode, TrackingNumber } from '../../basics/ids.ts';
import type {
  AskedCancellation,
  Hold,
  IncomingLine,
  IncomingOrder,
  IncomingTag,
  OrderState,
} from '../incoming-order.ts';
import { readDoorTag } from '../read-door-tag.ts';
import {
  type DouyinOrder,
  isForPacking,
  type NotOurs,
  readOrderTag,
  refundStandOf,
  type SkuOrder,
  type TagTold,
  whyNotOurs,
} from './douyin-order.ts';

/** Whether a set tells how often a part is in one set, or in all that were bought. */
export type SetCounts = 'each' | 'all';

export interface AlsoKnown {
  readonly nameOfCarrier: (code: string) => string;
  readonly setCounts: SetCounts;
  /** The refund that waits for an answer. Undefined: not asked. */
  readonly cancellation?: AskedCancellation | null;
}

const states: Readonly<Record<number, OrderState>> = {
  1: 'unpaid',
  105: 'on-hold',
  2: 'to-ship',
  101: 'part-shipped',
  3: 'shipped',
  4: 'cancelled',
  5: 'finished',
};

/** Undefined for an order of which nothing is ours to pack. */
export function incomingFromDouyin(order: DouyinOrder, also: AlsoKnown): IncomingOrder | undefined {
  const ours = order.sku_order_list.filter((line) => whyNotOurs(line) === null);
  if (!isForPacking(order) || ours.length === 0) return undefined;
  const state = states[order.order_status ?? -1] ?? 'unknown';
  const lines = linesOf(order, ours, also.setCounts);
  const tags = tagsOf(order);
  const numbers = trackingNumbersOf(order);
  const isAsked = ours.some((line) => refundStandOf(line) === 'asked');
  return {
    orderId: order.order_id as OrderId, // as the platform writes it
    state,
    platformState: order.order_status_desc || String(order.order_status ?? ''),
    hold: orderHold(state, lines),
    doorTag: readDoorTag(tags),
    tags,
    recipient: recipientOf(order),
    buyerNote: order.buyer_words,
    sellerNote: order.seller_words,
    carrier: carrierOf(order, also.nameOfCarrier),
    trackingNumber: numbers[0] ?? null,
    trackingNumbers: numbers,
    packageId: null, // it exists only once the parcel has left
    orderedAt: momentOf(order.create_time),
    paidAt: momentOf(order.pay_time),
    shipByAt: shipByOf(order, ours),
    shippedAt: momentOf(order.ship_time),
    ...(isAsked
      ? also.cancellation !== undefined && { cancellation: also.cancellation }
      : { cancellation: null }),
    updatedAt: momentOf(order.update_time),
    lines,
  };
}

/** The order as a whole stands still when none of its lines may go; a single line is held on its own. */
function orderHold(state: OrderState, lines: readonly IncomingLine[]): Hold | null {
  if (state === 'cancelled') return null;
  if (lines.every((line) => line.hold !== null)) {
    return lines.some((line) => line.hold === 'refund-requested') ? 'refund-requested' : 'refunded';
  }
  return state === 'on-hold' ? 'risk-review' : null;
}

function linesOf(order: DouyinOrder, ours: readonly SkuOrder[], setCounts: SetCounts): IncomingLine[] {
  const byId = new Map(order.sku_order_list.map((line) => [line.order_id, line]));
  return ours.flatMap((line) => {
    const masters = mastersOf(line, byId);
    const shared = {
      isGift: isGift(line),
      giftOf: giftOf(masters),
      doorTag: readDoorTag(line.sku_order_tag_ui.map(tagFrom)),
      hold: holdOf(line, masters),
    };
    const spec = line.spec.flatMap(({ value }) => value || []).join(' ');
    if (line.bundle_sku_info.length === 0) {
      return [
        {
          ...shared,
          lineId: lineIdOf(line),
          skuCode: (line.code || line.out_sku_id || line.sku_id || line.order_id) as SkuCode, // as the seller writes it
          name: line.product_name,
          spec,
          quantity: line.item_num,
          priceCents: line.goods_price ?? line.origin_amount ?? null,
        },
      ];
    }
    return line.bundle_sku_info.map((part) => ({
      ...shared,
      lineId: lineIdOf(line, part.sku_id),
      skuCode: (part.code || part.sku_id) as SkuCode, // as the seller writes it
      name: part.product_name || line.product_name,
      spec,
      quantity: piecesOfPart(line, part, setCounts),
      priceCents: null,
    }));
  });
}

/** How many of this part were bought in all. */
export function piecesOfPart(
  line: Pick<SkuOrder, 'item_num'>,
  part: { readonly item_num: number | undefined },
  setCounts: SetCounts,
): number {
  const told = Math.max(1, part.item_num ?? 1);
  return setCounts === 'each' ? told * line.item_num : told;
}

/** A set's parts are lines of their own here; Douyin ships the line they belong to. */
export function lineIdOf(line: Pick<SkuOrder, 'order_id'>, partSkuId?: string): LineId {
  return (partSkuId === undefined ? line.order_id : `${line.order_id}.${partSkuId}`) as LineId; // the platform's own, with the part's
}

function isGift(line: SkuOrder): boolean {
  return line.given_product_type.toUpperCase() === 'FREE' || line.trade_type === 102;
}

function mastersOf(line: SkuOrder, byId: ReadonlyMap<string, SkuOrder>): SkuOrder[] {
  if (!isGift(line)) return [];
  return line.master_sku_order_id_list.flatMap((masterId) => byId.get(masterId) ?? []);
}

function giftOf(masters: readonly SkuOrder[]): LineId | null {
  const master = masters.find((each) => whyNotOurs(each) === null);
  return master ? lineIdOf(master, master.bundle_sku_info[0]?.sku_id) : null;
}

/** A gift goes nowhere without the lines it was given for. */
function holdOf(line: SkuOrder, masters: readonly SkuOrder[]): Hold | null {
  const own = refundStandOf(line);
  const stands = own === 'none' && masters.length > 0 ? masters.map(refundStandOf) : [own];
  if (stands.includes('none')) return null;
  return stands.includes('asked') ? 'refund-requested' : 'refunded';
}

/** Profiles of buyers and where they came from are nobody's affair at a bench. */
const unread = /^(user_profile_|compass_source_)/;

/** What packing should know and the platform tells elsewhere than in a tag. */
const leftOutWords: Readonly<Record<NotOurs, string>> = {
  virtual: '含虚拟商品（不在这里打包）',
  'self-pick-up': '含自提商品（不在这里打包）',
  inspection: '含需送检商品（不在这里打包）',
  'platform-warehouse': '含平台仓商品（不在这里打包）',
  'payment-only': '含补款（不在这里打包）',
};

function tagsOf(order: DouyinOrder): IncomingTag[] {
  const told = [
    ...order.shop_order_tag_ui,
    ...order.address_tag_ui,
    ...order.sku_order_list.flatMap((line) => line.sku_order_tag_ui),
    ...order.logistics_info.flatMap((parcel) => parcel.added_services),
  ].map(tagFrom);
  const leftOut = order.sku_order_list.flatMap((line) => whyNotOurs(line) ?? []);
  const ours: IncomingTag[] = [
    ...leftOut.map((why) => ({ key: `not-ours.${why}`, text: leftOutWords[why] })),
    ...(order.sku_order_list.some((line) => line.need_serial_number)
      ? [{ key: 'need_serial_number', text: '发货要录序列号' }]
      : []),
    ...(order.consolidate_info?.consolidate_type === 1 ? [{ key: 'consolidate', text: '新疆中转' }] : []),
    ...(order.appointment_ship_time
      ? [{ key: 'appointment_ship_time', text: `预约 ${dayIn(order.appointment_ship_time)} 发货` }]
      : []),
  ];
  const byKey = new Map([...told, ...ours].map((tag) => [`${tag.key} ${tag.text}`, tag]));
  return [...byKey.values()].filter((tag) => tag.key + tag.text !== '' && !unread.test(tag.key));
}

function tagFrom({ key, text }: TagTold): IncomingTag {
  // The same service under the key of an order, of a waybill, and as the documents misspell it.
  return { key: key.endsWith('WBHOMEDELIVERY') ? 'sug_home_deliver' : key, text };
}

const inChina = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The platform's days are Beijing's. */
function dayIn(seconds: number): string {
  return inChina.format(seconds * 1_000);
}

function recipientOf(order: DouyinOrder): IncomingOrder['recipient'] {
  const address = order.post_addr;
  const regions = [address?.province.name, address?.city.name].flatMap((name) => name || []);
  const nearer = [address?.town.name, address?.street.name].flatMap((name) => name || []);
  return {
    key: order.open_address_id || null,
    name: order.mask_post_receiver,
    phone: order.mask_post_tel,
    address: [...regions, ...nearer, order.mask_post_addr?.detail].join(''),
    region: regions.join(' '),
    // Ciphertext is never shown and clear text never told.
    isMasked: true,
  };
}

function trackingNumbersOf(order: DouyinOrder): TrackingNumber[] {
  const numbers = order.logistics_info.flatMap((parcel) => parcel.tracking_no || []);
  return [...new Set(numbers)] as TrackingNumber[]; // as the platform writes them
}

/** Who took it; before that whom it asks for. */
function carrierOf(order: DouyinOrder, nameOf: (code: string) => string): string | null {
  const took = order.logistics_info.find((parcel) => parcel.company_name || parcel.company);
  return took ? took.company_name || nameOf(took.company) : carrierAskedOf(order, nameOf);
}

/** Whom the buyer or the order asks for: SF for the whole order if any line was sold so. */
export function carrierAskedOf(order: DouyinOrder, nameOf: (code: string) => string): string | null {
  if (
    order.sku_order_list.some((line) => line.sku_order_tag_ui.some(({ key }) => key === 'sf_free_shipping'))
  )
    return nameOf('shunfeng');
  const fixed = textIn(readOrderTag(order, 'shop_delivery_appointment_company'), 'express_company_code');
  if (fixed) return nameOf(fixed);
  const chosen = readOrderTag(order, 'shop_optional_express_info');
  const [first] = listIn(chosen, 'ExpressCompanys');
  const code = textIn(first, 'ExpressCompanyCode');
  return code ? nameOf(code) : null;
}

function listIn(told: unknown, key: string): readonly unknown[] {
  const found = fieldOf(told, key);
  return Array.isArray(found) ? found : [];
}

function textIn(told: unknown, key: string): string {
  const found = fieldOf(told, key);
  return typeof found === 'string' ? found.trim() : '';
}

function fieldOf(told: unknown, key: string): unknown {
  if (typeof told !== 'object' || told === null) return undefined;
  return Object.entries(told).find(([name]) => name === key)?.[1];
}

function shipByOf(order: DouyinOrder, ours: readonly SkuOrder[]): number | null {
  const times = [order.exp_ship_time, ...ours.map((line) => line.exp_ship_time)].flatMap(
    (time) => time || [],
  );
  return times.length === 0 ? null : Math.min(...times) * 1_000;
}

function momentOf(seconds: number | undefined): number | null {
  return seconds ? seconds * 1_000 : null;
}
