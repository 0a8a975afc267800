// How an order and a refund look on the wire: ids of orders as text, of shops, goods and SKUs as bare 19-digit numbers, money in fen,
// and some values that are JSON once more, as text.

import {
  type AfterSale,
  type Books,
  couriers,
  type Line,
  type Order,
  type Recipient,
  type Shipment,
  statusOf,
} from './douyin-books.ts';

const statusWords: Readonly<Record<number, string>> = {
  1: '待支付',
  105: '已支付',
  2: '备货中',
  101: '部分发货',
  3: '已发货',
  4: '已取消',
  5: '已完成',
};

const nameOf = (code: string) => couriers.find((courier) => courier.code === code)?.name ?? code;

export function orderView(books: Books, order: Order): Record<string, unknown> {
  const shipments = books.shipmentsOf.get(order.id) ?? [];
  const status = statusOf(order);
  const amount = order.lines.reduce((sum, line) => sum + priceOf(line), 0);
  const { recipient } = order;
  const first = shipments[0];
  return {
    order_id: order.id,
    shop_id: BigInt(order.shopId),
    shop_name: books.shops.get(order.shopId)?.name ?? '',
    open_id: '',
    doudian_open_id: `1@#${recipient.cipher.slice(0, 20)}`,
    order_status: status,
    order_status_desc: statusWords[status] ?? '',
    main_status: status,
    main_status_desc: statusWords[status] ?? '',
    order_type: 0,
    order_type_desc: '普通订单',
    biz: 2,
    biz_desc: '小店自卖',
    create_time: order.createdAt,
    pay_time: order.paidAt,
    update_time: order.updatedAt,
    finish_time: order.isFinished ? order.updatedAt : 0,
    ship_time: first?.shippedAt ?? 0,
    exp_ship_time: order.shipBy,
    appointment_ship_time: 0,
    receipt_date: '',
    promise_info: '{"promise_type":"normal"}',
    urge_deliver_Times: 0,
    cancel_reason: order.cancelReason,
    buyer_words: order.buyerWords,
    seller_words: order.sellerWords,
    seller_remark_stars: order.stars,
    order_amount: amount,
    pay_amount: amount,
    post_amount: 0,
    promotion_amount: 0,
    ...addressView(recipient),
    open_address_id: recipient.openAddressId,
    logistics_info: shipments.map((shipment) => logisticsView(books, order, shipment)),
    shop_order_tag_ui: shopTags(order),
    user_tag_ui: [
      { key: 'user_profile_buy_frequency', text: '复购', help_doc: '', hover_text: '', extra: '' },
    ],
    address_tag_ui: [],
    order_tag: orderTag(order),
    relation_shop_order_ids: [],
    order_phase_list: [],
    sku_order_list: order.lines.map((line) => lineView(order, line, status)),
    ...order.extra,
  };
}

const priceOf = (line: Line) => (line.isGift ? 0 : line.priceFen * line.quantity);

function addressView(recipient: Recipient): Record<string, unknown> {
  const clear = {
    province: { name: recipient.province, id: '11' },
    city: { name: recipient.city, id: '1101' },
    town: { name: recipient.town, id: '110101' },
    street: { name: recipient.street, id: '110101001' },
  };
  const sealed = `##${recipient.cipher}*${recipient.cipher.slice(0, 8)}#1##`;
  return {
    post_addr: { ...clear, detail: sealed, encrypt_detail: sealed },
    post_receiver: sealed,
    encrypt_post_receiver: sealed,
    post_tel: `$$${recipient.cipher}$1$$`,
    encrypt_post_tel: `$$${recipient.cipher}$1$$`,
    mask_post_receiver: recipient.maskedName,
    mask_post_tel: recipient.maskedTel,
    mask_post_addr: { ...clear, detail: '**********' },
  };
}

function logisticsView(books: Books, order: Order, shipment: Shipment): Record<string, unknown> {
  return {
    tracking_no: shipment.trackingNumber,
    company: shipment.company,
    company_name: nameOf(shipment.company),
    ship_time: shipment.shippedAt,
    delivery_id: shipment.packId,
    product_info: shipment.lines.flatMap(({ lineId, quantity }) => {
      const line = order.lines.find((each) => each.id === lineId);
      if (!line) return [];
      return [
        {
          product_name: line.name,
          product_id: line.productId,
          product_id_str: line.productId.toString(),
          sku_id: line.skuId,
          sku_order_id: line.id,
          product_count: quantity,
          outer_sku_id: line.code,
          price: line.priceFen,
        },
      ];
    }),
    added_services: books.waybills.get(shipment.trackingNumber)?.services.includes('SVC-WBHOMEDELIVERY')
      ? [{ key: 'VC-WBHOMEDELIVERY', text: '音尊达' }] // spelt so in the platform's own text
      : [],
  };
}

/** No source tells the key of a required door delivery: its text is all there is. */
function shopTags(order: Order): object[] {
  const door =
    order.door === 'suggested'
      ? [{ key: 'sug_home_deliver', text: '建议音尊达' }]
      : order.door === 'required'
        ? [{ key: 'home_deliver_v2', text: '需送货上门' }]
        : [];
  return [...door, ...order.tags].map((tag) => ({ ...tag, help_doc: '', hover_text: '', extra: '' }));
}

function orderTag(order: Order): Record<string, string> {
  if (!order.carrier) return {};
  const { code, kind } = order.carrier;
  if (kind === 'asked')
    return {
      shop_optional_express_info: JSON.stringify({
        ExpressCompanys: [{ ExpressCompanyCode: code, ExpressCompanyName: nameOf(code) }],
      }),
    };
  return {
    shop_delivery_appointment_company: JSON.stringify({
      express_company_code: code,
      express_company_name: nameOf(code),
    }),
  };
}

function lineView(order: Order, line: Line, orderStatus: number): Record<string, unknown> {
  const isDone = line.shipped >= line.quantity;
  const status = line.afterSale.status === 12 ? 4 : isDone ? 3 : orderStatus === 101 ? 2 : orderStatus;
  return {
    order_id: line.id,
    parent_order_id: order.id,
    product_id: line.productId,
    product_id_str: line.productId.toString(),
    product_name: line.name,
    product_pic: '',
    sku_id: line.skuId,
    spec: [{ name: '规格', value: line.look }],
    code: line.code,
    out_sku_id: 0,
    out_product_id: 0,
    supplier_id: '',
    item_num: line.quantity,
    origin_amount: line.priceFen,
    goods_price: line.priceFen,
    order_amount: priceOf(line),
    pay_amount: priceOf(line),
    goods_type: line.kind === 'virtual' ? 1 : 0,
    receive_type: line.kind === 'pick-up' ? 2 : 1,
    order_status: status,
    order_status_desc: statusWords[status] ?? '',
    main_status: status,
    after_sale_info: {
      after_sale_status: line.afterSale.status,
      after_sale_type: line.afterSale.type,
      refund_status: line.afterSale.refund,
    },
    create_time: order.createdAt,
    pay_time: order.paidAt,
    update_time: order.updatedAt,
    exp_ship_time: order.shipBy,
    appointment_ship_time: 0,
    pre_sale_type: 0,
    trade_type: 0,
    given_product_type: line.isGift ? 'FREE' : 'MASTER',
    master_sku_order_id_list: line.masterIds,
    master_sku_order_id: line.masterIds[0] ?? '',
    ...(line.isGift && {
      given_product_activity_info: { given_product_activity_type: 'NORMAL', given_product_activity_value: 0 },
    }),
    bundle_sku_info: line.bundle.map((child) => ({
      product_id: child.productId.toString(),
      sku_id: child.skuId.toString(),
      product_name: child.name,
      item_num: child.quantity,
      picture_url: '',
      code: child.code,
    })),
    need_serial_number: line.kind === 'serial',
    quality_inspection_status: line.kind === 'inspected' ? 2 : 0,
    inventory_list: [
      {
        warehouse_id: '12',
        out_warehouse_id: line.kind === 'platform-warehouse' ? 'cloud-1' : 'own-1',
        inventory_type: 1,
        inventory_type_desc: '普通库存',
        count: line.quantity,
        warehouse_type: line.kind === 'platform-warehouse' ? 2 : 0,
      },
    ],
    sku_order_tag_ui: [],
    relation_sku_order_ids: [],
    theme_type: '0',
  };
}

export function afterSaleView(books: Books, row: AfterSale): Record<string, unknown> {
  const order = books.orders.get(row.orderId);
  const line = order?.lines.find((each) => each.id === row.lineId);
  return {
    aftersale_info: {
      aftersale_id: row.id,
      aftersale_order_type: 1,
      aftersale_type: 2,
      aftersale_status: row.status,
      related_id: row.lineId,
      apply_time: row.appliedAt,
      create_time: row.appliedAt,
      update_time: row.updatedAt,
      status_deadline: row.status === 6 ? row.answerBy : 0,
      refund_amount: line ? priceOf(line) : 0,
      refund_post_amount: 0,
      aftersale_num: line?.quantity ?? 0,
      part_type: 0,
      refund_status: row.refund,
      got_pkg: 0,
    },
    order_info: {
      shop_order_id: row.orderId,
      related_order_info: line
        ? [
            {
              sku_order_id: line.id,
              order_status: line.shipped > 0 ? 3 : 2,
              item_num: line.quantity,
              product_id: line.productId,
              product_name: line.name,
              shop_sku_code: line.code,
              aftersale_item_num: line.quantity,
              given_sku_order_ids: [],
            },
          ]
        : [],
      order_flag: order?.stars ?? 0,
    },
    text_part: {
      aftersale_status_text: row.status === 6 ? '待商家处理' : '',
      aftersale_type_text: '未发货仅退款',
      reason_text: '不想要了',
    },
    seller_logs: [],
  };
}
