// An order as Douyin tells it, read into a shape of ours. What the platform adds or renames must not stop a station: only what packing
// cannot do without must be there, everything else may be missing or of another kind, and words nobody knows are kept as they are.

import { z } from 'zod';

/** Of 19 digits: a text, or a number that was read without rounding and so became one. */
const id = z
  .union([z.string(), z.number()])
  .transform((told) => String(told).trim())
  .refine((told) => told !== '');
// One step each instead of a union that falls back: a day's orders have a million of these.
const text = z
  .unknown()
  .optional()
  .transform((told) =>
    typeof told === 'string' ? told.trim() : typeof told === 'number' ? String(told) : '',
  );
const number = z
  .unknown()
  .optional()
  .transform((told) =>
    typeof told === 'number'
      ? told
      : typeof told === 'string' && /^-?\d+$/.test(told)
        ? Number(told)
        : undefined,
  );

/** A list of which single members may be unreadable: those are left out. */
function listOf<Item>(item: z.ZodType<Item>) {
  return z
    .unknown()
    .optional()
    .transform((told) =>
      Array.isArray(told) ? told.flatMap((each) => item.safeParse(each).data ?? []) : [],
    );
}

const tag = z.object({ key: text, text });
export type TagTold = z.output<typeof tag>;

const afterSale = z.object({ after_sale_status: number, after_sale_type: number, refund_status: number });

const bundlePart = z.object({
  product_id: text,
  sku_id: id,
  product_name: text,
  code: text,
  item_num: number,
});

const skuOrder = z.object({
  order_id: id,
  product_name: text,
  sku_id: text,
  spec: listOf(z.object({ name: text, value: text })),
  code: text,
  out_sku_id: text,
  item_num: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .refine((told) => Number.isInteger(told) && told > 0),
  goods_price: number,
  origin_amount: number,
  goods_type: number,
  receive_type: number,
  trade_type: number,
  order_status: number,
  exp_ship_time: number,
  after_sale_info: afterSale.nullish().catch(undefined),
  given_product_type: text,
  master_sku_order_id_list: listOf(id),
  bundle_sku_info: listOf(bundlePart),
  need_serial_number: z
    .unknown()
    .optional()
    .transform((told) => told === true || told === 1 || told === '1'),
  quality_inspection_status: number,
  inventory_list: listOf(z.object({ warehouse_type: number })),
  sku_order_tag_ui: listOf(tag),
});
export type SkuOrder = z.output<typeof skuOrder>;

const place = z
  .object({ name: text, id: text })
  .nullish()
  .catch(undefined)
  .transform((told) => told ?? { name: '', id: '' });

const ownAddress = {
  province: place,
  city: place,
  town: place,
  street: place,
};

export const douyinOrder = z.object({
  order_id: id,
  order_status: number,
  order_status_desc: text,
  order_type: number,
  create_time: number,
  pay_time: number,
  update_time: number,
  ship_time: number,
  exp_ship_time: number,
  appointment_ship_time: number,
  buyer_words: text,
  seller_words: text,
  post_addr: z
    .object({ ...ownAddress, detail: text, encrypt_detail: text })
    .nullish()
    .catch(undefined),
  encrypt_post_receiver: text,
  encrypt_post_tel: text,
  post_receiver: text,
  post_tel: text,
  mask_post_receiver: text,
  mask_post_tel: text,
  mask_post_addr: z.object({ detail: text }).nullish().catch(undefined),
  open_address_id: text,
  logistics_info: listOf(
    z.object({
      tracking_no: text,
      company: text,
      company_name: text,
      added_services: listOf(tag),
    }),
  ),
  shop_order_tag_ui: listOf(tag),
  address_tag_ui: listOf(tag),
  order_tag: z
    .union([z.record(z.string(), z.unknown()), z.string()])
    .nullish()
    .catch(undefined),
  consolidate_info: z.object({ consolidate_type: number }).nullish().catch(undefined),
  sku_order_list: z.array(skuOrder).min(1),
});
export type DouyinOrder = z.output<typeof douyinOrder>;

const numbered = z.object({ order_id: id });
const withState = z.object({ order_status: number, order_status_desc: text });

/** What is known of an order that cannot be read: its number and state, as far as they can. Unpaid or over: nobody packs it. */
export function briefOf(told: unknown): {
  readonly orderId: string;
  readonly platformState: string;
  readonly isClosed: boolean;
} {
  const state = withState.safeParse(told).data;
  return {
    orderId: numbered.safeParse(told).data?.order_id ?? '',
    platformState: state?.order_status_desc || String(state?.order_status ?? ''),
    isClosed: [1, 3, 4, 5].includes(state?.order_status ?? 0),
  };
}

/** Values of `order_tag` are JSON once more. Undefined when there is no such key, or nobody can read it. */
export function readOrderTag(order: DouyinOrder, key: string): unknown {
  const all = typeof order.order_tag === 'string' ? parsedOnce(order.order_tag) : order.order_tag;
  if (typeof all !== 'object' || all === null || !Object.hasOwn(all, key)) return undefined;
  const told = (all as Record<string, unknown>)[key]; // an object that has this key
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
