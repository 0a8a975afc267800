// An order as TikTok Shop tells it, read into ours. What the platform adds or renames must not stop a station: unknown words become
// `unknown`, unknown fields are not looked at, and only what packing cannot do without must be there.

import { z } from 'zod';

const text = z.string().nullish();
const seconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish();

const bundlePart = z.object({
  sku_id: z.string(),
  sku_count: z.number().int().positive(),
  seller_sku: text,
});

/** One piece: TikTok counts no quantities. */
const unit = z.object({
  id: z.string(),
  sku_id: z.string(),
  seller_sku: text,
  sku_name: text,
  product_name: text,
  display_status: text,
  is_gift: z.boolean().nullish(),
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
  postal_code: text,
  region_code: text,
  district_info: z.array(z.object({ address_level: text, address_name: text })).nullish(),
});

export const tiktokOrder = z.object({
  id: z.string(),
  status: z.string(),
  fulfillment_type: text,
  shipping_type: text,
  shipping_provider: text,
  tracking_number: text,
  delivery_option_id: text,
  delivery_option_name: text,
  create_time: seconds,
  paid_time: seconds,
  update_time: seconds,
  rts_time: seconds,
  rts_sla_time: seconds,
  tts_sla_time: seconds,
  shipping_due_time: seconds,
  collection_due_time: seconds,
  cancel_order_sla_time: seconds,
  fast_dispatch_sla_time: seconds,
  is_on_hold_order: z.boolean().nullish(),
  is_buyer_request_cancel: z.boolean().nullish(),
  request_cancel_time: seconds,
  buyer_message: text,
  seller_note: text,
  split_or_combine_tag: text,
  recipient_address: address.nullish(),
  packages: z.array(z.object({ id: z.string() })).nullish(),
  line_items: z.array(unit).min(1),
});
export type TiktokOrder = z.output<typeof tiktokOrder>;

/** Pieces of an order that will be sent: what was cancelled singly is none of them. */
export function unitsToSend(order: TiktokOrder): Unit[] {
  return order.line_items.filter((each) => !isCancelled(each.display_status));
}

/** The webhook says CANCEL where the interface says CANCELLED. */
export function isCancelled(status: string | null | undefined): boolean {
  return status === 'CANCELLED' || status === 'CANCEL';
}
