// An order as TikTok Shop tells it, read into ours. What the platform adds or renames must not stop a station: unknown words become
// `unknown`, unknown fields are not looked at, and only what packing cannot do without must be there.

import { z } from 'zod';
import {
  type Fields,
  fieldsIn,
  needFields,
  type Parsed,
  parseFields,
  readAll,
  unreadable,
} from '../read-fields.ts';

/** A short number may come as a number, a long one never does. */
export const platformId = z.union([z.string().min(1), z.number().transform(String)]);

/** An order that lacks what packing cannot do without is not read. */
export function parseTiktokOrder(told: unknown): Parsed<TiktokOrder> {
  return parseFields(readOrder, told);
}

/** Nothing here is worth losing an order for: what is not a text is none. */
function textIn(told: unknown): string | null {
  if (typeof told === 'string') return told;
  return typeof told === 'number' ? String(told) : null;
}

function secondsIn(told: unknown): number | null {
  if (typeof told === 'number') return told;
  return typeof told === 'string' && /^\d+$/.test(told) ? Number(told) : null;
}

/** The same as `platformId`. */
function needId(told: unknown, place: string): string {
  if (typeof told === 'string' && told !== '') return told;
  return typeof told === 'number' && Number.isFinite(told) ? String(told) : unreadable(place);
}

/** Another word than these may mean anything, a buyer who cancels too: then the order is not read. */
function needAnswer(told: unknown, place: string): boolean | null {
  if (told === undefined || told === null) return null;
  if (told === true || told === 'true' || told === 1) return true;
  return told === false || told === 'false' || told === 0 ? false : unreadable(place);
}

function readBundlePart(told: unknown) {
  const part = needFields(told, '');
  const count = part.sku_count;
  return {
    sku_id: needId(part.sku_id, 'sku_id'),
    sku_count:
      typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : unreadable('sku_count'),
    seller_sku: textIn(part.seller_sku),
  };
}

/** One piece: TikTok counts no quantities. */
export type Unit = ReturnType<typeof readUnit>;

function readUnit(told: unknown) {
  const unit = needFields(told, '');
  const parts = unit.combined_listing_skus;
  return {
    id: needId(unit.id, 'id'),
    sku_id: needId(unit.sku_id, 'sku_id'),
    seller_sku: textIn(unit.seller_sku),
    sku_name: textIn(unit.sku_name),
    product_name: textIn(unit.product_name),
    display_status: textIn(unit.display_status),
    is_gift: needAnswer(unit.is_gift, 'is_gift'),
    package_id: textIn(unit.package_id),
    package_status: textIn(unit.package_status),
    tracking_number: textIn(unit.tracking_number),
    shipping_provider_name: textIn(unit.shipping_provider_name),
    shipping_provider_id: textIn(unit.shipping_provider_id),
    sale_price: textIn(unit.sale_price),
    combined_listing_skus:
      parts === undefined || parts === null ? null : readAll(parts, 'combined_listing_skus', readBundlePart),
  };
}

function readAddress(told: Fields) {
  const district = (each: unknown) => ({ address_name: textIn(needFields(each, '').address_name) });
  const districts = parseFields((all) => readAll(all, '', district), told.district_info);
  return {
    full_address: textIn(told.full_address),
    phone_number: textIn(told.phone_number),
    name: textIn(told.name),
    district_info: districts.isRead ? districts.value : null,
  };
}

export type TiktokOrder = ReturnType<typeof readOrder>;

function readOrder(told: unknown) {
  const order = needFields(told, '');
  const address = fieldsIn(order.recipient_address);
  const packages = parseFields(
    (all) => readAll(all, '', (each) => ({ id: needId(needFields(each, '').id, 'id') })),
    order.packages ?? [],
  );
  return {
    id: needId(order.id, 'id'),
    status: typeof order.status === 'string' ? order.status : unreadable('status'),
    fulfillment_type: textIn(order.fulfillment_type),
    shipping_type: textIn(order.shipping_type),
    shipping_provider: textIn(order.shipping_provider),
    tracking_number: textIn(order.tracking_number),
    delivery_option_id: textIn(order.delivery_option_id),
    create_time: secondsIn(order.create_time),
    paid_time: secondsIn(order.paid_time),
    update_time: secondsIn(order.update_time),
    rts_time: secondsIn(order.rts_time),
    rts_sla_time: secondsIn(order.rts_sla_time),
    tts_sla_time: secondsIn(order.tts_sla_time),
    shipping_due_time: secondsIn(order.shipping_due_time),
    collection_due_time: secondsIn(order.collection_due_time),
    cancel_order_sla_time: secondsIn(order.cancel_order_sla_time),
    is_buyer_request_cancel: needAnswer(order.is_buyer_request_cancel, 'is_buyer_request_cancel'),
    has_updated_recipient_address: needAnswer(
      order.has_updated_recipient_address,
      'has_updated_recipient_address',
    ),
    buyer_message: textIn(order.buyer_message),
    seller_note: textIn(order.seller_note),
    split_or_combine_tag: textIn(order.split_or_combine_tag),
    recipient_address: address ? readAddress(address) : null,
    packages: packages.isRead ? packages.value : [],
    line_items: needUnits(order.line_items),
  };
}

function needUnits(told: unknown): Unit[] {
  const units = readAll(told, 'line_items', readUnit);
  return units.length > 0 ? units : unreadable('line_items');
}

/** Pieces of an order that will be sent: what was cancelled singly is none of them. */
export function unitsToSend(order: TiktokOrder): Unit[] {
  return order.line_items.filter((each) => !isCancelled(each.display_status));
}

/** Pieces that nothing was arranged for yet. */
export function unitsToArrange(order: TiktokOrder): Unit[] {
  return unitsToSend(order).filter(({ display_status: status }) => !status || status === 'AWAITING_SHIPMENT');
}

/** The order says COMBINED where the package says COMBINE. */
export function isCombined(order: Pick<TiktokOrder, 'split_or_combine_tag'>): boolean {
  return order.split_or_combine_tag === 'COMBINED' || order.split_or_combine_tag === 'COMBINE';
}

/** The webhook says CANCEL where the interface says CANCELLED. */
export function isCancelled(status: string | null | undefined): boolean {
  return status === 'CANCELLED' || status === 'CANCEL';
}
