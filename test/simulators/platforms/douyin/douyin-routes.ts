// The simulated interface of Douyin, call by call, by its method name.

import type { Asked } from '../door.ts';
import { operate } from './douyin-after-sale.ts';
import {
  type AfterSale,
  type Books,
  couriers,
  type Order,
  type Shop,
  statusOf,
  touch,
} from './douyin-books.ts';
import { type Entrance, type Refusal, refuse, refuseBusiness, refuseParameter } from './douyin-gate.ts';
import type { Json } from './douyin-json.ts';
import { afterSaleView, orderView } from './douyin-order-view.ts';
import { editShipment, findOrder, shipMultiPack, shipSinglePack, shipWhole } from './douyin-shipping.ts';
import {
  applyWaybills,
  cancelWaybill,
  listNetsites,
  listTemplates,
  takeWaybills,
  updateWaybill,
} from './douyin-waybills.ts';

export interface Call {
  readonly books: Books;
  readonly asked: Asked;
  readonly shop: Shop;
  readonly body: Readonly<Record<string, Json>>;
  /** Seconds. */
  readonly now: number;
}

const dayCount = 90;
const depth = 50_000;

const numberOf = (value: Json | undefined): number | undefined =>
  value === undefined || value === '' || value === 0 ? undefined : Number(value);
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

let sorted: { key: string; rows: readonly Order[] } = { key: '', rows: [] };

/** Ascending by the field, then by number. */
function ordersBy(books: Books, shop: Shop, field: 'create_time' | 'update_time'): readonly Order[] {
  const key = `${books.version} ${shop.id} ${field}`;
  if (sorted.key === key) return sorted.rows;
  const timeOf = (order: Order) => (field === 'create_time' ? order.createdAt : order.updatedAt);
  const rows = [...books.orders.values()]
    .filter((order) => order.shopId === shop.id)
    .sort((a, b) => timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1));
  sorted = { key, rows };
  return rows;
}

/** Pages are places in a list that goes on moving: what changes while it is read shifts what follows. */
function searchOrders({ books, asked, shop, body, now }: Call): object | Refusal {
  const refused = refuseSearch(body, now);
  if (refused) return refused;
  const page = Number(body.page);
  const size = Number(body.size);
  const createdFrom = numberOf(body.create_time_start) ?? now - dayCount * 86_400;
  const createdTo = numberOf(body.create_time_end) ?? Number.POSITIVE_INFINITY;
  const updatedFrom = numberOf(body.update_time_start) ?? 0;
  const updatedTo = numberOf(body.update_time_end) ?? Number.POSITIVE_INFINITY;
  const [combined] = Array.isArray(body.combine_status) ? body.combine_status : [];
  const statuses = textOf((combined as Record<string, Json> | undefined)?.order_status) // one object, by the rule above
    .split(',')
    .filter((status) => status !== '')
    .map(Number);
  const number = textOf(body.tracking_no);
  const field = body.order_by === 'update_time' ? 'update_time' : 'create_time';
  const rows = ordersBy(books, shop, field).filter(
    (order) =>
      order.createdAt >= createdFrom &&
      order.createdAt <= createdTo &&
      order.updatedAt >= updatedFrom &&
      order.updatedAt <= updatedTo &&
      (statuses.length === 0 || statuses.includes(statusOf(order))) &&
      (body.after_sale_status_desc !== 'in_aftersale' ||
        order.lines.some((line) => line.afterSale.status === 6)) &&
      (number === '' ||
        (books.shipmentsOf.get(order.id) ?? []).some((each) => each.trackingNumber === number)),
  );
  const ordered = body.order_asc === true || body.order_asc === 'true' ? rows : [...rows].reverse();
  const found = ordered.slice(page * size, page * size + size);
  return {
    page,
    total: rows.length,
    size: found.length,
    shop_order_list: asked.stir(found).map((order) => orderView(books, order)),
  };
}

function refuseSearch(body: Call['body'], now: number): Refusal | undefined {
  const page = Number(body.page ?? Number.NaN);
  const size = Number(body.size ?? Number.NaN);
  if (!Number.isInteger(page) || page < 0) return refuseParameter(10035, 'page 不能小于0');
  if (!Number.isInteger(size) || size < 1 || size > 100) return refuseParameter(20008, 'size 不能大于100');
  const created = numberOf(body.create_time_start);
  if (created === undefined && numberOf(body.update_time_start) === undefined)
    return refuseParameter(20011, '创建时间和更新时间至少传一个');
  if (created !== undefined && created < now - dayCount * 86_400)
    return refuseParameter(20022, '只能查询近90天的订单');
  if ((page + 1) * size > depth) return refuseParameter(20013, '最多查询50000条');
  if (Array.isArray(body.combine_status) && body.combine_status.length > 1)
    return refuseParameter(20012, 'combine_status 只支持一个元素');
  const order = body.order_by;
  if (order !== undefined && order !== 'create_time' && order !== 'update_time')
    return refuseParameter(20010, 'order_by 不支持');
  return undefined;
}

function readOrder({ books, shop, body }: Call): object | Refusal {
  const order = findOrder(books, shop, textOf(body.shop_order_id));
  if ('sub' in order) return order;
  const view = orderView(books, order);
  const lines = (view.sku_order_list as unknown[]).slice(0, 40); // as the view makes it
  return { shop_order_detail: { ...view, sku_order_list: lines } };
}

function mergeOrders({ books, shop, body }: Call): object | Refusal {
  const wanted = Array.isArray(body.merge_list) ? (body.merge_list as readonly Record<string, Json>[]) : []; // looked at below
  if (wanted.length === 0) return refuseParameter(60033, 'merge_list 不能为空');
  const groups = new Map<string, string[]>();
  const failed_order: Record<string, string> = {};
  for (const { order_id, open_address_id } of wanted) {
    const id = textOf(order_id);
    const order = books.orders.get(id);
    const isOpen = order && [2, 101].includes(statusOf(order));
    if (order?.shopId !== shop.id) failed_order[id] = '订单不存在';
    else if (!isOpen) failed_order[id] = '订单不在发货状态';
    else if (order.lines.some((line) => line.afterSale.status === 6)) failed_order[id] = '订单存在售后';
    else if (order.recipient.openAddressId !== open_address_id) failed_order[id] = '收件地址已变更';
    else
      groups.set(order.recipient.openAddressId, [...(groups.get(order.recipient.openAddressId) ?? []), id]);
  }
  return { order_list: [...groups.values()].map((ids) => ids.join(',')), failed_order };
}

function listAfterSales({ books, asked, shop, body }: Call): object | Refusal {
  const page = Number(body.page ?? Number.NaN);
  const size = Number(body.size ?? Number.NaN);
  if (!Number.isInteger(page) || page < 0) return refuseParameter(10035, 'page 不能小于0');
  if (!Number.isInteger(size) || size < 1 || size > 100) return refuseParameter(20008, 'size 不能大于100');
  const orders = Array.isArray(body.order_by) ? body.order_by.map(textOf) : [];
  const [first = 'apply_time desc'] = orders;
  if (!/^(status_deadline|apply_time|update_time) (asc|desc)$/.test(first))
    return refuseParameter(20010, 'order_by 不支持');
  const [field, direction] = first.split(' ');
  const timeOf = (row: AfterSale) =>
    field === 'update_time' ? row.updatedAt : field === 'apply_time' ? row.appliedAt : row.answerBy;
  const from = numberOf(body.update_start_time) ?? 0;
  const to = numberOf(body.update_end_time) ?? Number.POSITIVE_INFINITY;
  const appliedFrom = numberOf(body.start_time) ?? 0;
  const appliedTo = numberOf(body.end_time) ?? Number.POSITIVE_INFINITY;
  const statuses = Array.isArray(body.standard_aftersale_status)
    ? body.standard_aftersale_status.map(Number)
    : [];
  const orderId = textOf(body.order_id);
  const id = textOf(body.aftersale_id);
  const rows = [...books.afterSales.values()].filter(
    (row) =>
      row.shopId === shop.id &&
      row.updatedAt >= from &&
      row.updatedAt <= to &&
      row.appliedAt >= appliedFrom &&
      row.appliedAt <= appliedTo &&
      (statuses.length === 0 || statuses.includes(row.status)) &&
      (orderId === '' || row.orderId === orderId) &&
      (id === '' || row.id === id),
  );
  const sign = direction === 'asc' ? 1 : -1;
  rows.sort((a, b) => sign * (timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1)));
  const found = rows.slice(page * size, page * size + size);
  return {
    items: asked.stir(found).map((row) => afterSaleView(books, row)),
    has_more: (page + 1) * size < rows.length,
    total: rows.length,
    page,
    size: found.length,
  };
}

function readAfterSale({ books, shop, body }: Call): object | Refusal {
  const row = books.afterSales.get(textOf(body.after_sale_id ?? body.aftersale_id));
  if (row?.shopId !== shop.id) return refuseBusiness(90001, '售后单不存在');
  return {
    order_info: { shop_order_id: row.orderId, sku_order_infos: [{ sku_order_id: row.lineId }] },
    process_info: {
      after_sale_info: {
        after_sale_id: row.id,
        after_sale_status: row.status,
        after_sale_type: 2,
        refund_status: row.refund,
        apply_time: row.appliedAt,
        update_time: row.updatedAt,
        after_sale_status_deadline: row.status === 6 ? row.answerBy : 0,
      },
    },
  };
}

const routes: Readonly<Record<string, (call: Call) => object | Refusal>> = {
  'order.searchList': searchOrders,
  'order.orderDetail': readOrder,
  'order.mergeV2': mergeOrders,
  'order.merge': mergeOrders,
  'order.logisticsCompanyList': () => couriers.map(({ id, name, code }) => ({ id, name, code })),
  'order.queryLogisticsCompanyList': () => ({
    company_list: couriers.map(({ name, code }) => ({ company_name: name, company_code: code })),
  }),
  'order.logisticsAdd': ({ books, shop, body, now }) => shipWhole(books, shop, body, now),
  'order.logisticsAddSinglePack': ({ books, shop, body, now }) => shipSinglePack(books, shop, body, now),
  'order.logisticsAddMultiPack': ({ books, shop, body, now }) => shipMultiPack(books, shop, body, now),
  'order.logisticsEdit': ({ books, shop, body, now }) => editShipment(books, shop, body, false, now),
  'order.logisticsEditByPack': ({ books, shop, body, now }) => editShipment(books, shop, body, true, now),
  'order.addOrderRemark': ({ books, shop, body, now }) => {
    const order = findOrder(books, shop, textOf(body.order_id));
    if ('sub' in order) return order;
    const remark = textOf(body.remark);
    if (remark.length > 60) return refuseParameter(10031, '备注最多60字');
    order.sellerWords = remark;
    if (body.is_add_star === 'true') order.stars = Number(body.star ?? 0);
    touch(books, order, now);
    return {};
  },
  'order.addressConfirm': ({ books, shop, body }) => {
    const order = findOrder(books, shop, textOf(body.order_id));
    return 'sub' in order ? order : {};
  },
  'afterSale.List': listAfterSales,
  'afterSale.Detail': readAfterSale,
  'afterSale.operate': ({ books, shop, body, now }) =>
    operate(books, shop, body, now) ?? refuseParameter(10008, 'type 或 items 不合法'),
  // by the platform's own words: orders that have not left have no list of their own
  'afterSale.rejectReasonCodeList': ({ books, body }) => {
    const row = books.afterSales.get(textOf(body.aftersale_id));
    const isHere = row && (books.shipmentsOf.get(row.orderId) ?? []).length === 0;
    return {
      items: isHere
        ? []
        : [
            {
              reject_reason_code: 1,
              reason: '商品已发货',
              evidence_description: '',
              evidence_need: 'N',
              image: '',
              order_type: -1,
              pkg: -1,
            },
          ],
    };
  },
  'address.list': () => ({
    page: 0,
    page_size: 10,
    total: 1,
    address_list: [{ address_id: 4123456, is_default: 1, is_send_default: 1, user_name: '示例', mobile: '' }],
  }),
  'logistics.listShopNetsite': ({ books, body }) => listNetsites(books, body),
  'logistics.templateList': ({ body }) => listTemplates(body),
  'logistics.customTemplateList': () => ({ custom_template_data: [] }),
  'logistics.newCreateOrder': ({ books, shop, body, asked }) =>
    takeWaybills(books, shop, body, asked.itemCode),
  'logistics.waybillApply': ({ books, shop, body }) => applyWaybills(books, shop, body),
  'logistics.cancelOrder': ({ books, shop, body }) => cancelWaybill(books, shop, body),
  'logistics.updateOrder': ({ books, shop, body }) => updateWaybill(books, shop, body),
  'logistics.getOutRange': () => ({ is_out_range: false, out_range_reason: '' }),
  'logistics.getShopKey': ({ shop }) => ({ key: Buffer.from(`key of ${shop.id}`).toString('base64') }),
  'security.batchReportOrderSecurityEvent': () => ({}),
};

export function answerCall(books: Books, asked: Asked, entrance: Entrance): object | Refusal {
  const { shop, method, body } = entrance;
  const route = routes[method];
  if (!route) return refuse(70000, 'isp.api-service-off', 'API 不存在或已下线');
  if (!shop) return refuse(40001, 'isv.access-token-missing', 'access_token 缺失');
  return route({ books, asked, shop, body, now: Math.floor(asked.now / 1000) });
}
