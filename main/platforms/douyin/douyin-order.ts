// An order as Douyin tells it, read into a shape of ours. What the platform adds or renames must not stop a station: only what packing
// cannot do without must be there, everything else may be missing or of another kind, and words nobody knows are kept as they are.

import {
  type Fields,
  fieldsIn,
  needFields,
  type Parsed,
  parseFields,
  readAll,
  readSome,
  unreadable,
} from '../read-fields.ts';

/** An order that lacks what packing cannot do without is not read. */
export function parseDouyinOrder(told: unknown): Parsed<DouyinOrder> {
  return parseFields(readOrder, told);
}

/** Of 19 digits: a text, or a number that was read without rounding and so became one. */
function idIn(told: unknown): string {
  if (typeof told === 'string') return told.trim();
  return typeof told === 'number' && Number.isFinite(told) ? String(told) : '';
}

function needId(told: unknown, place: string): string {
  return idIn(told) || unreadable(place);
}

function textIn(told: unknown): string {
  if (typeof told === 'string') return told.trim();
  return typeof told === 'number' ? String(told) : '';
}

function numberIn(told: unknown): number | undefined {
  if (typeof told === 'number') return told;
  return typeof told === 'string' && /^-?\d+$/.test(told) ? Number(told) : undefined;
}

/** Pieces, at least one. */
function needCount(told: unknown, place: string): number {
  const count = typeof told === 'string' && /^\d+$/.test(told) ? Number(told) : told;
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : unreadable(place);
}

export interface TagTold {
  readonly key: string;
  readonly text: string;
}

function readTag(told: unknown): TagTold {
  const tag = needFields(told, '');
  return { key: textIn(tag.key), text: textIn(tag.text) };
}

function readAfterSale(told: Fields) {
  return {
    after_sale_status: numberIn(told.after_sale_status),
    after_sale_type: numberIn(told.after_sale_type),
    refund_status: numberIn(told.refund_status),
  };
}

function readBundlePart(told: unknown) {
  const part = needFields(told, '');
  return {
    product_id: textIn(part.product_id),
    sku_id: needId(part.sku_id, 'sku_id'),
    product_name: textIn(part.product_name),
    code: textIn(part.code),
    item_num: numberIn(part.item_num),
  };
}

/** A set may name one SKU twice: what lies on the shelf is one part of it, of both counts. */
function eachSkuOnce(named: readonly ReturnType<typeof readBundlePart>[]) {
  const parts = new Map<string, ReturnType<typeof readBundlePart>>();
  for (const part of named) {
    const known = parts.get(part.sku_id);
    const bothCounts = countOf(part) + (known ? countOf(known) : 0);
    parts.set(part.sku_id, known ? { ...known, item_num: bothCounts } : part);
  }
  return [...parts.values()];
}

function countOf({ item_num }: { readonly item_num: number | undefined }): number {
  return Math.max(1, item_num ?? 1);
}

function readSpec(told: unknown) {
  const spec = needFields(told, '');
  return { name: textIn(spec.name), value: textIn(spec.value) };
}

export type SkuOrder = ReturnType<typeof readSkuOrder>;

function readSkuOrder(told: unknown) {
  const line = needFields(told, '');
  const afterSale = fieldsIn(line.after_sale_info);
  return {
    order_id: needId(line.order_id, 'order_id'),
    product_name: textIn(line.product_name),
    sku_id: textIn(line.sku_id),
    spec: readSome(line.spec, readSpec),
    code: textIn(line.code),
    out_sku_id: textIn(line.out_sku_id),
    item_num: needCount(line.item_num, 'item_num'),
    goods_price: numberIn(line.goods_price),
    origin_amount: numberIn(line.origin_amount),
    goods_type: numberIn(line.goods_type),
    receive_type: numberIn(line.receive_type),
    trade_type: numberIn(line.trade_type),
    order_status: numberIn(line.order_status),
    exp_ship_time: numberIn(line.exp_ship_time),
    after_sale_info: afterSale && readAfterSale(afterSale),
    given_product_type: textIn(line.given_product_type),
    master_sku_order_id_list: readSome(line.master_sku_order_id_list, (id) => needId(id, '')),
    bundle_sku_info: eachSkuOnce(readSome(line.bundle_sku_info, readBundlePart)),
    need_serial_number:
      line.need_serial_number === true || line.need_serial_number === 1 || line.need_serial_number === '1',
    quality_inspection_status: numberIn(line.quality_inspection_status),
    inventory_list: readSome(line.inventory_list, (stock) => ({
      warehouse_type: numberIn(needFields(stock, '').warehouse_type),
    })),
    sku_order_tag_ui: readSome(line.sku_order_tag_ui, readTag),
  };
}

function readPlace(told: unknown) {
  const place = fieldsIn(told);
  return { name: textIn(place?.name), id: textIn(place?.id) };
}

function readAddress(told: Fields) {
  return {
    province: readPlace(told.province),
    city: readPlace(told.city),
    town: readPlace(told.town),
    street: readPlace(told.street),
    detail: textIn(told.detail),
    encrypt_detail: textIn(told.encrypt_detail),
  };
}

function readParcel(told: unknown) {
  const parcel = needFields(told, '');
  return {
    tracking_no: textIn(parcel.tracking_no),
    company: textIn(parcel.company),
    company_name: textIn(parcel.company_name),
    added_services: readSome(parcel.added_services, readTag),
  };
}

export type DouyinOrder = ReturnType<typeof readOrder>;

function readOrder(told: unknown) {
  const order = needFields(told, '');
  const address = fieldsIn(order.post_addr);
  const maskedAddress = fieldsIn(order.mask_post_addr);
  const consolidated = fieldsIn(order.consolidate_info);
  return {
    order_id: needId(order.order_id, 'order_id'),
    order_status: numberIn(order.order_status),
    order_status_desc: textIn(order.order_status_desc),
    order_type: numberIn(order.order_type),
    create_time: numberIn(order.create_time),
    pay_time: numberIn(order.pay_time),
    update_time: numberIn(order.update_time),
    ship_time: numberIn(order.ship_time),
    exp_ship_time: numberIn(order.exp_ship_time),
    appointment_ship_time: numberIn(order.appointment_ship_time),
    buyer_words: textIn(order.buyer_words),
    seller_words: textIn(order.seller_words),
    post_addr: address && readAddress(address),
    encrypt_post_receiver: textIn(order.encrypt_post_receiver),
    encrypt_post_tel: textIn(order.encrypt_post_tel),
    post_receiver: textIn(order.post_receiver),
    post_tel: textIn(order.post_tel),
    mask_post_receiver: textIn(order.mask_post_receiver),
    mask_post_tel: textIn(order.mask_post_tel),
    mask_post_addr: maskedAddress && { detail: textIn(maskedAddress.detail) },
    open_address_id: textIn(order.open_address_id),
    logistics_info: readSome(order.logistics_info, readParcel),
    shop_order_tag_ui: readSome(order.shop_order_tag_ui, readTag),
    address_tag_ui: readSome(order.address_tag_ui, readTag),
    order_tag: typeof order.order_tag === 'string' ? order.order_tag : fieldsIn(order.order_tag),
    consolidate_info: consolidated && { consolidate_type: numberIn(consolidated.consolidate_type) },
    sku_order_list: needLines(order.sku_order_list),
  };
}

function needLines(told: unknown): SkuOrder[] {
  const lines = readAll(told, 'sku_order_list', readSkuOrder);
  return lines.length > 0 ? lines : unreadable('sku_order_list');
}

/** What is known of an order that cannot be read: its number and state, as far as they can. Unpaid or over: nobody packs it. */
export function briefOf(told: unknown): {
  readonly orderId: string;
  readonly platformState: string;
  readonly isClosed: boolean;
} {
  const order = fieldsIn(told);
  const state = numberIn(order?.order_status);
  return {
    orderId: idIn(order?.order_id),
    platformState: textIn(order?.order_status_desc) || String(state ?? ''),
    isClosed: [1, 3, 4, 5].includes(state ?? 0),
  };
}

/** Values of `order_tag` are JSON once more. Undefined when there is no such key, or nobody can read it. */
export function readOrderTag(order: DouyinOrder, key: string): unknown {
  const all = fieldsIn(typeof order.order_tag === 'string' ? parsedOnce(order.order_tag) : order.order_tag);
  if (!all || !Object.hasOwn(all, key)) return undefined;
  const told = all[key];
  return typeof told === 'string' ? parsedOnce(told) : told;
}

function parsedOnce(told: string): unknown {
  try {
    return JSON.parse(told);
  } catch {
    return undefined; // no JSON: then it tells us nothing
  }
}

/** What of a refund concerns a line that has not left. */
export type RefundStand = 'none' | 'asked' | 'refunded';

const beforeShipping: readonly (number | undefined)[] = [2, 4, 5];
/** Closed, refused, taken back, or over for another reason: nothing stands in the way any more. */
const settledStatuses: readonly number[] = [0, 14, 27, 28, 29, 51, 53];
const success = 12;

/** A withdrawn request keeps its pending refund: the status decides, not the refund. What nobody knows counts as asked. */
export function refundStandOf(line: Pick<SkuOrder, 'after_sale_info' | 'order_status'>): RefundStand {
  if (line.order_status === 4) return 'refunded';
  const told = line.after_sale_info;
  const status = told?.after_sale_status;
  if (!told || status === undefined || settledStatuses.includes(status)) return 'none';
  const isBeforeShipping = beforeShipping.includes(told.after_sale_type);
  if (status === success) return isBeforeShipping || !hasLeft(line) ? 'refunded' : 'none';
  // What was sent comes back by its own ways.
  if (hasLeft(line) && !isBeforeShipping) return 'none';
  return told.refund_status === 3 ? 'refunded' : 'asked';
}

export function hasLeft({ order_status }: Pick<SkuOrder, 'order_status'>): boolean {
  return order_status === 3 || order_status === 5;
}

/** Why a line is none of ours to pack; null when it is ours. */
export type NotOurs = 'virtual' | 'self-pick-up' | 'inspection' | 'platform-warehouse' | 'payment-only';

export function whyNotOurs(line: SkuOrder): NotOurs | null {
  if (line.goods_type === 1) return 'virtual';
  if (line.trade_type === 103) return 'payment-only';
  if (line.receive_type === 2) return 'self-pick-up';
  if (line.quality_inspection_status === 2) return 'inspection';
  if (line.inventory_list.some(({ warehouse_type }) => warehouse_type === 2)) return 'platform-warehouse';
  return null;
}

/** Virtual goods, coupons, redeemed elsewhere. */
const unpackedTypes: readonly (number | undefined)[] = [2, 4, 5];

/** Nothing of an unpaid order is known for certain, and nothing of a virtual one lies on a shelf. */
export function isForPacking(order: DouyinOrder): boolean {
  return order.order_status !== 1 && !unpackedTypes.includes(order.order_type);
}
