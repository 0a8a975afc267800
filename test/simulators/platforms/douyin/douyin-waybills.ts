// Electronic waybills of the simulated Douyin: netsites, numbers (the same order and pack id get the same number), sealed print data,
// cancelling. The print data holds the number in clear so that a test can tell which one it was made for; a real one holds nothing legible.

import { createHash } from 'node:crypto';
import { type Books, couriers, makeNumber, type Shop, type Waybill } from './douyin-books.ts';
import { type Refusal, refuse, refuseBusiness } from './douyin-gate.ts';
import type { Json } from './douyin-json.ts';

type Body = Readonly<Record<string, Json>>;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const objectOf = (value: Json | undefined): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}; // an object that is no list
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const sender = {
  country_code: 'CHN',
  province_name: '示例省',
  city_name: '样本市',
  district_name: '虚构区',
  street_name: '仓库路',
  detail_address: '1号库',
};

const siteOf = (company: string) => `site-${company}`;

export function listNetsites(books: Books, body: Body): object {
  const wanted = textOf(body.logistics_code);
  return {
    netsites: couriers
      .filter(({ code }) => wanted === '' || code === wanted)
      .map((courier) => ({
        netsite_code: courier.type === 2 ? siteOf(courier.code) : '',
        netsite_name: courier.type === 2 ? `${courier.name}示例网点` : '',
        amount: String(books.waybillStock ?? 100_000),
        sender_address: [sender],
        allocated_quantity: '0',
        cancelled_quantity: '0',
        recycled_quantity: '-1',
        company: courier.code,
        company_type: courier.type,
      })),
  };
}

export function listTemplates(body: Body): object {
  const wanted = textOf(body.logistics_code);
  return {
    template_data: couriers
      .filter(({ code }) => wanted === '' || code === wanted)
      .map(({ code, name }, index) => ({
        logistics_code: code,
        template_infos: [
          {
            template_id: 100 + index,
            template_code: `${code}_76_130`,
            template_name: `${name}一联单`,
            template_url: `https://cloudprint.simulated.example/template/${code}.xml`,
            version: 1,
            template_type: 1,
            perview_url: '', // spelt so by the platform
          },
        ],
      })),
  };
}

export function takeWaybills(
  books: Books,
  shop: Shop,
  body: Body,
  itemCode: () => string | undefined,
): object | Refusal {
  const company = textOf(body.logistics_code);
  const infos = listOf(body.order_infos).map(objectOf);
  if (!couriers.some(({ code }) => code === company)) return refuseBusiness(4008, '物流公司不存在');
  if (infos.length === 0 || infos.length > books.waybillBatch)
    return refuse(40004, 'isv.parameter-invalid:4003', `order_infos 数量必须为1到${books.waybillBatch}`);
  const from = objectOf(objectOf(body.sender_info).address);
  const contact = objectOf(objectOf(body.sender_info).contact);
  const isKnown = Object.entries(sender).every(([name, value]) => from[name] === value);
  const hasPhone = textOf(contact.mobile) !== '' || textOf(contact.phone) !== '';
  if (!isKnown || textOf(contact.name) === '' || !hasPhone)
    return refuseBusiness(4006, '寄件人信息缺失或不在网点地址中');
  const ebill_infos: object[] = [];
  const err_infos: object[] = [];
  for (const info of infos) {
    const code = itemCode();
    const made = code ? { code, words: '模拟错误' } : takeOne(books, shop, company, info);
    const ids = { order_id: textOf(info.order_id), pack_id: textOf(info.pack_id) };
    if ('words' in made) err_infos.push({ ...ids, err_code: made.code, err_msg: made.words });
    else ebill_infos.push(ebillOf(made, ids));
  }
  return { ebill_infos, err_infos };
}

function takeOne(
  books: Books,
  shop: Shop,
  company: string,
  info: Body,
): Waybill | { readonly code: string; readonly words: string } {
  const orderId = textOf(info.order_id);
  const packId = textOf(info.pack_id);
  const order = books.orders.get(orderId);
  if (!order) return { code: '15002', words: '订单不存在' };
  if (order.shopId !== shop.id) return { code: '15000', words: '订单不属于该店铺' };
  if (!/^\w*$/.test(packId)) return { code: '4003', words: 'pack_id 只能包含字母、数字和下划线' };
  const key = `${shop.id} ${orderId} ${packId} ${company}`;
  const known = books.waybills.get(books.requests.get(key) as string); // what is put there below
  if (known && !known.isCancelled) {
    known.askedAgain += 1;
    return known;
  }
  const others = listOf(info.combine_orders).map(textOf);
  const orders = [orderId, ...others.filter((id) => id !== orderId)];
  for (const id of orders) {
    const other = books.orders.get(id);
    if (other?.shopId !== shop.id) return { code: '15000', words: '合单订单不属于该店铺' };
    if (other.recipient.openAddressId !== order.recipient.openAddressId)
      return { code: '15003', words: '合单订单收件人不一致' };
  }
  const items = listOf(info.items).map(objectOf);
  if (items.length === 0 || items.some((item) => textOf(item.item_name) === '' || !item.item_count))
    return { code: '4003', words: 'items 缺失' };
  const courier = couriers.find(({ code }) => code === company);
  const site = textOf(objectOf(info.net_info).net_code);
  if (courier?.type === 2 && site !== siteOf(company))
    return { code: '4010', words: '加盟型物流必须传网点编码' };
  const services = listOf(info.service_list).map((service) => textOf(objectOf(service).service_code));
  if (services.includes('SVC-WBHOMEDELIVERY') && !courier?.door)
    return { code: '10813', words: '该物流公司不支持送货上门服务' };
  if (books.waybillStock !== null && books.waybillStock <= 0)
    return { code: '10701', words: '电子面单库存不足' };
  if (books.waybillStock !== null) books.waybillStock -= 1;
  const waybill: Waybill = {
    trackingNumber: makeNumber(books, company),
    shopId: shop.id,
    company,
    orderId,
    packId,
    orderIds: orders,
    services,
    openAddressId: order.recipient.openAddressId,
    isCancelled: false,
    askedAgain: 0,
    applied: 0,
  };
  books.waybills.set(waybill.trackingNumber, waybill);
  books.requests.set(key, waybill.trackingNumber);
  return waybill;
}

function ebillOf(waybill: Waybill, ids: { order_id: string; pack_id: string }): object {
  return {
    ...ids,
    track_no: waybill.trackingNumber,
    sort_code: '300-01 005',
    package_center_code: '',
    package_center_name: '示例集散',
    short_address_code: '',
    short_address_name: '',
    extra_resp: '',
    sub_waybill_codes: '',
    shipping_code: '',
    company: waybill.company,
    hint_msg: '',
    order_channel: '',
  };
}

export function applyWaybills(books: Books, shop: Shop, body: Body): object | Refusal {
  const wanted = listOf(body.waybill_applies).map(objectOf);
  if (wanted.length === 0 || wanted.length > 10)
    return refuseBusiness(1001, 'waybill_applies 数量必须为1到10');
  const waybill_infos: object[] = [];
  const err_infos: object[] = [];
  for (const { track_no, logistics_code } of wanted) {
    const number = textOf(track_no);
    const waybill = books.waybills.get(number);
    const isGood = waybill?.shopId === shop.id && !waybill.isCancelled && waybill.company === logistics_code;
    if (!waybill || !isGood) {
      err_infos.push({ track_no: number, order_id: '', err_code: 1003, err_msg: '运单号错误' });
      continue;
    }
    waybill.applied += 1;
    const sealed = `simulated ${number} ${waybill.openAddressId} ${waybill.applied}`;
    waybill_infos.push({
      order_id: waybill.orderId,
      track_no: number,
      print_data: Buffer.from(sealed).toString('base64'),
      sign: createHash('md5').update(sealed).digest('hex'),
    });
  }
  return { waybill_infos, err_infos };
}

/** A number that has left with a parcel is not taken back: the answer is 10000, `success` is false. */
export function cancelWaybill(books: Books, shop: Shop, body: Body): object | Refusal {
  const number = textOf(body.track_no);
  const waybill = books.waybills.get(number);
  if (waybill?.shopId !== shop.id || waybill.company !== body.logistics_code)
    return refuseBusiness(1003, '运单号错误');
  const hasLeft = books.shipmentByNumber.has(number);
  if (!hasLeft) waybill.isCancelled = true;
  return { cancel_result: { success: !hasLeft, message: hasLeft ? '运单已使用' : '' } };
}

/** Takes the recipient of the order as it is now. */
export function updateWaybill(books: Books, shop: Shop, body: Body): object | Refusal {
  const waybill = books.waybills.get(textOf(body.track_no));
  const order = books.orders.get(waybill?.orderId ?? '');
  if (!waybill || !order || waybill.shopId !== shop.id || waybill.isCancelled)
    return refuseBusiness(1003, '运单号错误');
  waybill.openAddressId = order.recipient.openAddressId;
  return { ...ebillOf(waybill, { order_id: waybill.orderId, pack_id: waybill.packId }) };
}
