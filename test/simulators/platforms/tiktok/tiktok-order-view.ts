// How an order, a package and a cancellation look on the wire.

import {
  type Books,
  type Cancellation,
  type Order,
  type Package,
  packagesOf,
  type Recipient,
  statusOf,
  type Unit,
  unitsOf,
} from './tiktok-books.ts';

const money = (cents: number) => (cents / 100).toFixed(2);

export function orderView(books: Books, order: Order, isDetail: boolean): Record<string, unknown> {
  const packages = packagesOf(books, order).filter((pack) => pack.status !== 'CANCELLED');
  const first = packages[0];
  const status = statusOf(order);
  const cents = order.units.reduce((sum, unit) => sum + (unit.isGift ? 0 : unit.priceCents), 0);
  return {
    id: order.id,
    status,
    order_type: 'NORMAL',
    fulfillment_type: order.fulfillmentType,
    shipping_type: order.shippingType,
    delivery_type: 'HOME_DELIVERY',
    delivery_option_id: deliveryOptionOf(order),
    delivery_option_name: order.shippingType === 'SELLER' ? 'Shipped by seller' : 'Standard shipping',
    shipping_provider: first?.providerName ?? '',
    shipping_provider_id: first?.providerId ?? '',
    tracking_number: first?.trackingNumber ?? '',
    packages: packages.map((pack) => ({ id: pack.id })),
    create_time: order.createdAt,
    ...(order.paidAt > 0 && { paid_time: order.paidAt }),
    update_time: order.updatedAt,
    ...(order.rtsAt > 0 && { rts_time: order.rtsAt }),
    ...(order.collectedAt > 0 && { collection_time: order.collectedAt }),
    ...(order.deliveredAt > 0 && { delivery_time: order.deliveredAt }),
    ...(order.cancelledAt > 0 && {
      cancel_time: order.cancelledAt,
      cancel_reason: order.cancelReason,
      cancellation_initiator: order.cancelledBy,
    }),
    ...(order.askedToCancelAt > 0 && { request_cancel_time: order.askedToCancelAt }),
    rts_sla_time: order.rtsBy,
    tts_sla_time: order.ttsBy,
    shipping_due_time: order.shippingDueAt,
    collection_due_time: order.collectionDueAt,
    is_on_hold_order: order.waits === 'ON_HOLD' || !order.isOldHold,
    is_cod: order.isCod,
    is_sample_order: false,
    is_replacement_order: false,
    is_exchange_order: false,
    is_buyer_request_cancel: order.askedToCancelAt > 0,
    buyer_message: order.buyerMessage,
    seller_note: order.sellerNote,
    ...(order.tag !== '' && { split_or_combine_tag: order.tag }),
    ...(order.liveGroup !== '' && { auto_combine_group_id: order.liveGroup }),
    has_updated_recipient_address: order.hasNewAddress,
    warehouse_id: '7000714532876273420',
    commerce_platform: 'TIKTOK_SHOP',
    buyer_email: '',
    user_id: '7213489962827123654',
    payment_method_name: order.isCod ? 'Cash on delivery' : 'Card',
    payment: { currency: 'USD', total_amount: money(cents), sub_total: money(cents), shipping_fee: '0' },
    ...(order.waits === null && { recipient_address: addressView(order) }),
    line_items: order.units.map((unit) => unitView(books, unit)),
    ...(!isDetail && {
      fulfillment_priority_level: order.priority,
      recommended_shipping_time: order.createdAt + 24 * 3600,
    }),
    ...order.extra,
  };
}

const deliveryOptionOf = (order: Order) =>
  order.shippingType === 'SELLER' ? '7091146663229654786' : '7091146663229654785';

const mask = (text: string) =>
  text
    .split(' ')
    .map((word) => `${word.slice(0, 1)}${'*'.repeat(Math.max(1, word.length - 1))}`)
    .join(' ');

/** Redacted where the platform ships; whole where the seller has to. */
function addressView(order: Order): Record<string, unknown> {
  const { recipient } = order;
  if (order.shippingType === 'SELLER') return wholeAddress(recipient);
  return {
    ...wholeAddress(recipient),
    full_address: `${recipient.city}, ****`,
    phone_number: `${recipient.phone.slice(0, 5)}*****${recipient.phone.slice(-2)}`,
    name: mask(recipient.name),
    address_detail: '****',
    address_line1: '****',
    postal_code: '*****',
  };
}

function wholeAddress(recipient: Recipient): Record<string, unknown> {
  return {
    full_address: `${recipient.street}, ${recipient.city}`,
    phone_number: recipient.phone,
    name: recipient.name,
    first_name: '',
    last_name: '',
    address_detail: recipient.street,
    address_line1: recipient.street,
    address_line2: '',
    address_line3: '',
    address_line4: '',
    district_info: [
      { address_level: 'L0', address_level_name: 'Country', address_name: 'Exampleland' },
      { address_level: 'L1', address_level_name: 'City', address_name: recipient.city },
    ],
    postal_code: recipient.postalCode,
    region_code: 'XX',
  };
}

function unitView(books: Books, unit: Unit): Record<string, unknown> {
  const pack = books.packages.get(unit.packageId ?? '');
  return {
    id: unit.id,
    sku_id: unit.skuId,
    seller_sku: unit.sellerSku,
    sku_name: unit.skuName,
    sku_image: '',
    product_id: unit.productId,
    product_name: unit.productName,
    display_status: unit.status,
    is_gift: unit.isGift,
    ...(unit.packageId !== null && { package_id: unit.packageId }),
    package_status: pack?.status ?? 'TO_FULFILL',
    tracking_number: pack?.trackingNumber ?? '',
    shipping_provider_id: pack?.providerId ?? '',
    shipping_provider_name: pack?.providerName ?? '',
    ...(unit.cancelUser !== '' && { cancel_user: unit.cancelUser, cancel_reason: unit.cancelReason }),
    ...(pack && pack.shippedAt > 0 && { rts_time: pack.shippedAt }),
    ...(unit.bundle.length > 0 && {
      combined_listing_skus: unit.bundle.map((child) => ({
        sku_id: child.skuId,
        sku_count: child.count,
        product_id: child.productId,
        seller_sku: child.sellerSku,
      })),
    }),
    is_dangerous_good: false,
    needs_prescription: false,
    currency: 'USD',
    original_price: money(unit.priceCents),
    sale_price: unit.isGift ? '0' : money(unit.priceCents),
    sku_type: 'NORMAL',
  };
}

export function packageRow(books: Books, pack: Package): Record<string, unknown> {
  return {
    id: pack.id,
    orders: pack.orderIds.map((id) => ({ id })),
    status: pack.status,
    create_time: pack.createdAt,
    update_time: pack.updatedAt,
    tracking_number: pack.trackingNumber,
    shipping_provider_name: pack.providerName,
    shipping_provider_id: pack.providerId,
    order_line_item_ids: unitsOf(books, pack).map((unit) => unit.id),
  };
}

export function packageDetail(books: Books, pack: Package): Record<string, unknown> {
  const orders = pack.orderIds.flatMap((id) => books.orders.get(id) ?? []);
  const units = unitsOf(books, pack);
  const [first] = orders;
  return {
    package_id: pack.id,
    orders: orders.map((order) => ({ id: order.id, skus: [] })),
    order_line_item_ids: units.map((unit) => unit.id),
    package_status: pack.status,
    split_and_combine_tag: pack.tag,
    has_multi_skus: new Set(units.map((unit) => unit.skuId)).size > 1,
    note_tag: first?.buyerMessage ? 'BUYER_NOTED' : 'BUYER_UNNOTED',
    shipping_provider_name: pack.providerName,
    shipping_provider_id: pack.providerId,
    shipping_type: first?.shippingType ?? 'TIKTOK',
    delivery_option_id: first ? deliveryOptionOf(first) : '',
    tracking_number: pack.trackingNumber === '' ? '' : `${pack.trackingNumber}\n`, // the samples end with a line break
    last_mile_tracking_number: pack.lastMileNumber,
    handover_method: 'PICKUP',
    ...(first && first.waits === null && { recipient_address: addressView(first) }),
    weight: { value: '350', unit: 'GRAM' },
    dimension: { length: '20', width: '15', height: '10', unit: 'CM' },
    create_time: pack.createdAt,
    update_time: pack.updatedAt,
  };
}

export function cancellationRow(books: Books, row: Cancellation): Record<string, unknown> {
  const order = books.orders.get(row.orderId);
  return {
    cancel_id: row.id,
    order_id: row.orderId,
    cancel_type: row.type,
    cancel_status: row.status,
    role: row.role,
    cancel_reason: row.reason,
    cancel_reason_text: 'No longer needed',
    create_time: row.createdAt,
    update_time: row.updatedAt,
    ...(row.status === 'CANCELLATION_REQUEST_PENDING' && {
      seller_next_action_response: [{ action: 'SELLER_RESPOND_CANCEL', deadline: row.answerBy }],
    }),
    cancel_line_items: (order?.units ?? [])
      .filter((unit) => row.unitIds.includes(unit.id))
      .map((unit) => ({
        order_line_item_id: unit.id,
        sku_id: unit.skuId,
        seller_sku: unit.sellerSku,
        product_name: unit.productName,
      })),
  };
}
