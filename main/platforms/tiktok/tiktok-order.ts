// An order as TikTok Shop tells it, read into ours. What the platform adds or renames must not stop a station: unknown words become
// `unknown`, unknown fields are not looked at, and only what packing cannot do without must be there.

import { z } from 'zod';

/** Nothing here is worth losing an order for: what is not a text is none. */
// One step each instead of a union that falls back: a day's orders have a million of these.
const text = z
  .unknown()
  .optional()
  .transform((told) => (typeof told === 'string' ? told : typeof told === 'number' ? String(told) : null));
const seconds = z
  .unknown()
  .optional()
  .transform((told) =>
    typeof told === 'number' ? told : typeof told === 'string' && /^\d+$/.test(told) ? Number(told) : null,
  );
/** A short number may come as a number, a long one never does. */
export const platformId = z.union([z.string().min(1), z.number().transform(String)]);
/** Another word than these may mean anything, a buyer who cancels too: then the order is not read. */
const yes = z.preprocess(
  (told) => (told === 'true' || told === 1 ? true : told === 'false' || told === 0 ? false : told),
  z.boolean().nullish(),
);

const bundlePart = z.object({
  sku_id: platformId,
  sku_count: z.number().int().positive(),
  seller_sku: text,
});

/** One piece: TikTok counts no quantities. */
const unit = z.object({
  id: platformId,
  sku_id: platformId,
  seller_sku: text,
  sku_name: text,
  product_name: text,
  display_status: text,
  is_gift: yes,
  package_id: text,
  package_status: text,
  tracking_number: text,
  shipping_provider_name: text,
  shipping_provider_id: text,
  sale_price: text,
  combined_listing_skus: z.array(bundlePart).nullish(),
});
export type Unit = z.output<typeof unit>;

const address = z.object({
  full_address: text,
  phone_number: text,
  name: text,
  district_info: z
    .array(z.object({ address_name: text }))
    .nullish()
    .catch(null),
});

export const tiktokOrder = z.object({
  id: platformId,
  status: z.string(),
  fulfillment_type: text,
  shipping_type: text,
  shipping_provider: text,
  tracking_number: text,
  delivery_option_id: text,
  create_time: seconds,
  paid_time: seconds,
  update_time: seconds,
  rts_time: seconds,
  rts_sla_time: seconds,
  tts_sla_time: seconds,
  shipping_due_time: seconds,
  collection_due_time: seconds,
  cancel_order_sla_time: seconds,
  is_buyer_request_cancel: yes,
  has_updated_recipient_address: yes,
  buyer_message: text,
  seller_note: text,
  split_or_combine_tag: text,
  recipient_address: address.nullish().catch(null),
  packages: z
    .array(z.object({ id: platformId }))
    .nullish()
    .catch(null),
  line_items: z.array(unit).min(1),
});
export type TiktokOrder = z.output<typeof tiktokOrder>;

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
