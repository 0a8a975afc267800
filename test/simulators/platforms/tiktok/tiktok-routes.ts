// The simulated interface of TikTok Shop, call by call. Each route says its scope and whether it is about one shop.

import type { Asked } from '../door.ts';
import {
  type Books,
  type Cancellation,
  type Order,
  type Package,
  type Shop,
  statusOf,
} from './tiktok-books.ts';
import { approve, reject, rejectReasons, sellerCancel } from './tiktok-cancellations.ts';
import { askDocument } from './tiktok-documents.ts';
import { bundleFirstMile } from './tiktok-first-mile.ts';
import type { Entrance, Refusal, Wanted } from './tiktok-gate.ts';
import { refuse } from './tiktok-gate.ts';
import { inOrder, pageOf } from './tiktok-lists.ts';
import { cancellationRow, orderView, packageDetail, packageRow } from './tiktok-order-view.ts';
import {
  combinableGroups,
  combine,
  createPackage,
  findPackage,
  markShipped,
  ordersOf,
  providers,
  type SelfShipment,
  shipPackage,
  split,
  splitAttributes,
  uncombine,
  updateTracking,
} from './tiktok-shipping.ts';

export interface Call {
  readonly books: Books;
  readonly asked: Asked;
  readonly entrance: Entrance;
  readonly shop: Shop;
  readonly ids: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly now: number;
  readonly origin: string;
}

export interface Route extends Wanted {
  readonly method: string;
  /** `{}` stands for an id. */
  readonly path: string;
  run(call: Call): object | Refusal;
}

export const isRefusal = (answer: object | undefined): answer is Refusal =>
  answer !== undefined && 'code' in answer && 'message' in answer;

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const rowsOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((row) => typeof row === 'object' && row !== null) : [];

/** The span of a time field; a Refusal when it is no number. */
function spanOf(body: Call['body'], field: string): { from: number; to: number } | Refusal {
  const [from, to] = [body[`${field}_ge`], body[`${field}_lt`]];
  for (const edge of [from, to]) {
    if (edge !== undefined && !Number.isInteger(edge)) return refuse(36009004, `Invalid ${field}`);
  }
  return { from: Number(from ?? 0), to: Number(to ?? Number.MAX_SAFE_INTEGER) };
}

let sorted: { key: string; rows: readonly Order[] } = { key: '', rows: [] };

function ordersBy(books: Books, shop: Shop, field: 'create_time' | 'update_time'): readonly Order[] {
  const key = `${books.version} ${shop.id} ${field}`;
  if (sorted.key !== key) {
    const mine = [...books.orders.values()].filter((order) => order.shopId === shop.id);
    sorted = { key, rows: inOrder(mine, timeOf(field), (order) => order.id) };
  }
  return sorted.rows;
}

const timeOf = (field: 'create_time' | 'update_time') => (order: Order) =>
  field === 'create_time' ? order.createdAt : order.updatedAt;

function searchOrders({ books, asked, shop, body }: Call): object | Refusal {
  const field = asked.query.get('sort_field') ?? 'create_time';
  const direction = asked.query.get('sort_order') ?? 'DESC';
  if (field !== 'create_time' && field !== 'update_time') return refuse(36009004, 'Invalid sort_field');
  if (direction !== 'ASC' && direction !== 'DESC') return refuse(36009004, 'Invalid sort_order');
  const created = spanOf(body, 'create_time');
  const updated = spanOf(body, 'update_time');
  if (isRefusal(created)) return created;
  if (isRefusal(updated)) return updated;
  const { order_status: status, shipping_type: type, is_buyer_request_cancel: isAsked } = body;
  const rows = ordersBy(books, shop, field).filter(
    (order) =>
      order.createdAt >= created.from &&
      order.createdAt < created.to &&
      order.updatedAt >= updated.from &&
      order.updatedAt < updated.to &&
      (status === undefined || statusOf(order) === status) &&
      (type === undefined || order.shippingType === type) &&
      (isAsked === undefined || order.askedToCancelAt > 0 === isAsked),
  );
  const page = pageOf(books, asked, {
    most: 100,
    usual: null,
    rows,
    isDescending: direction === 'DESC',
    valueOf: timeOf(field),
    idOf: (order) => order.id,
  });
  if ('code' in page) return page;
  return {
    orders: page.rows.map((order) => orderView(books, order, false)),
    next_page_token: page.nextToken,
    total_count: page.total,
  };
}

function readOrders({ books, asked, shop }: Call): object | Refusal {
  const ids = (asked.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > 50) return refuse(36009004, 'Invalid ids. 1 to 50 are allowed');
  const orders = ids.flatMap((id) => books.orders.get(id) ?? []);
  if (orders.some((order) => order.shopId !== shop.id))
    return refuse(21008111, 'The order does not belong to the current shop');
  return { orders: asked.stir(orders).map((order) => orderView(books, order, true)) };
}

function searchPackages({ books, asked, shop, body }: Call): object | Refusal {
  const field = asked.query.get('sort_field') ?? 'create_time';
  if (!['create_time', 'update_time', 'order_pay_time'].includes(field))
    return refuse(36009004, 'Invalid sort_field');
  const status = body.package_status;
  if (
    status !== undefined &&
    !['PROCESSING', 'FULFILLING', 'COMPLETED', 'CANCELLED'].includes(String(status))
  )
    return refuse(36009004, 'Invalid package_status');
  const created = spanOf(body, 'create_time');
  const updated = spanOf(body, 'update_time');
  if (isRefusal(created)) return created;
  if (isRefusal(updated)) return updated;
  const timeOfPackage = (pack: Package) => (field === 'update_time' ? pack.updatedAt : pack.createdAt);
  const rows = [...books.packages.values()].filter(
    (pack) =>
      pack.shopId === shop.id &&
      pack.status !== 'TO_FULFILL' &&
      pack.createdAt >= created.from &&
      pack.createdAt < created.to &&
      pack.updatedAt >= updated.from &&
      pack.updatedAt < updated.to &&
      (status === undefined || pack.status === status),
  );
  const page = pageOf(books, asked, {
    most: 50,
    usual: null,
    rows: inOrder(rows, timeOfPackage, (pack) => pack.id),
    isDescending: asked.query.get('sort_order') !== 'ASC',
    valueOf: timeOfPackage,
    idOf: (pack) => pack.id,
  });
  if ('code' in page) return page;
  return {
    packages: page.rows.map((pack) => packageRow(books, pack)),
    next_page_token: page.nextToken,
    total_count: page.total,
  };
}

function searchCombinable({ books, asked, shop }: Call): object | Refusal {
  const page = pageOf(books, asked, {
    most: 50,
    usual: 20,
    rows: inOrder(
      combinableGroups(books, shop),
      () => 0,
      (group) => group.id,
    ),
    isDescending: false,
    valueOf: () => 0,
    idOf: (group) => group.id,
  });
  if ('code' in page) return page;
  return {
    combinable_packages: page.rows.map(({ id, orders }) => ({
      id,
      order_ids: orders.map((order) => order.id),
    })),
    next_page_token: page.nextToken,
    total_count: page.total,
  };
}

function combinePackages({ books, asked, shop, body, now }: Call): object | Refusal {
  const groups = rowsOf(body.combinable_packages);
  if (groups.length === 0) return refuse(36009004, 'combinable_packages is a required field');
  const packages: object[] = [];
  const errors: object[] = [];
  for (const group of groups) {
    const id = String(group.id ?? '');
    const code = asked.itemCode();
    const made = code
      ? refuse(Number(code), 'Simulated')
      : combine(books, shop, id, textsOf(group.order_ids), now, true);
    if (isRefusal(made)) errors.push({ ...wordsOf(made), detail: { package_id: id } });
    else packages.push({ id: made.id, order_ids: made.orderIds });
  }
  return { packages, errors };
}

const wordsOf = ({ code, message }: Refusal) => ({ code, message });

function shipOne({ books, shop, ids, body, now }: Call): object | Refusal {
  const pack = findPackage(books, shop, ids[0] ?? '');
  if (isRefusal(pack)) return pack;
  return shipPackage(books, shop, pack, selfOf(body), now) ?? {};
}

const selfOf = (body: Readonly<Record<string, unknown>>): SelfShipment | undefined =>
  typeof body.self_shipment === 'object' && body.self_shipment !== null ? body.self_shipment : undefined;

function shipBatch({ books, asked, shop, body, now }: Call): object | Refusal {
  const wanted = rowsOf(body.packages);
  if (wanted.length === 0) return refuse(36009004, 'Packages is a required field');
  if (wanted.length > books.batchShipLimit)
    return refuse(36009004, `Invalid packages. At most ${books.batchShipLimit} are allowed`);
  const errors: object[] = [];
  for (const row of wanted) {
    const id = String(row.id ?? '');
    const code = asked.itemCode();
    const pack = code ? refuse(Number(code), 'Simulated') : findPackage(books, shop, id);
    const refused = isRefusal(pack) ? pack : shipPackage(books, shop, pack, selfOf(row), now);
    if (refused) errors.push({ ...wordsOf(refused), detail: { package_id: id } });
  }
  return { errors };
}

function withPackage(run: (call: Call, pack: Package) => object | Refusal | undefined) {
  return (call: Call): object | Refusal => {
    const pack = findPackage(call.books, call.shop, call.ids[0] ?? '');
    return isRefusal(pack) ? pack : (run(call, pack) ?? {});
  };
}

function withOrder(run: (call: Call, order: Order) => object | Refusal | undefined) {
  return (call: Call): object | Refusal => {
    const order = call.books.orders.get(call.ids[0] ?? '');
    if (order?.shopId !== call.shop.id)
      return refuse(21008111, 'The order does not belong to the current shop');
    return run(call, order) ?? {};
  };
}

function withCancellation(run: (call: Call, row: Cancellation) => object | undefined) {
  return (call: Call): object | Refusal => {
    const row = call.books.cancellations.get(
      call.ids[0] ?? call.asked.query.get('return_or_cancel_id') ?? '',
    );
    if (row?.shopId !== call.shop.id) return refuse(25001021, 'The cancellation is unknown');
    const key = call.asked.query.get('idempotency_key') ?? '';
    if (key.length > 255) return refuse(36009004, 'Invalid idempotency_key');
    return run(call, row) ?? {};
  };
}

function searchCancellations({ books, asked, shop, body }: Call): object | Refusal {
  const updated = spanOf(body, 'update_time');
  const created = spanOf(body, 'create_time');
  if (isRefusal(updated)) return updated;
  if (isRefusal(created)) return created;
  const orderIds = textsOf(body.order_ids);
  const cancelIds = textsOf(body.cancel_ids);
  const statuses = textsOf(body.cancel_status === undefined ? [] : [body.cancel_status].flat());
  const types = textsOf(body.cancel_types);
  const rows = [...books.cancellations.values()].filter(
    (row) =>
      row.shopId === shop.id &&
      row.updatedAt >= updated.from &&
      row.updatedAt < updated.to &&
      row.createdAt >= created.from &&
      row.createdAt < created.to &&
      (orderIds.length === 0 || orderIds.includes(row.orderId)) &&
      (cancelIds.length === 0 || cancelIds.includes(row.id)) &&
      (types.length === 0 || types.includes(row.type)) &&
      // the filter spells the closed state in its own way
      (statuses.length === 0 ||
        statuses.some((status) => row.status === status || row.status === `${status}LED`)),
  );
  const isByUpdate = asked.query.get('sort_field') === 'update_time';
  const updatedOrMadeAt = (row: Cancellation) => (isByUpdate ? row.updatedAt : row.createdAt);
  const page = pageOf(books, asked, {
    most: 50,
    usual: 10,
    rows: inOrder(rows, updatedOrMadeAt, (row) => row.id),
    isDescending: asked.query.get('sort_order') === 'DESC',
    valueOf: updatedOrMadeAt,
    idOf: (row) => row.id,
  });
  if ('code' in page) return page;
  return {
    cancellations: page.rows.map((row) => cancellationRow(books, row)),
    next_page_token: page.nextToken,
    total_count: page.total,
  };
}

function pickupSlots({ now }: Call): object {
  const start = now - (now % 3600) + 3600;
  return {
    can_pickup: true,
    can_drop_off: true,
    can_van_collection: false,
    drop_off_point_url: '',
    pickup_slots: [{ start_time: start, end_time: start + 3 * 3600, avaliable: true }], // the platform's own spelling
  };
}

const fulfilment = { scope: 'Fulfillment Basic', cipher: 'needed' } as const;
const splitting = { scope: 'Package Split And Combine', cipher: 'needed' } as const;
const orders = { scope: 'Order Information', cipher: 'needed' } as const;
const logistics = { scope: 'Logistics Basic', cipher: 'needed' } as const;
const returns = { scope: 'Return & Refund Basic', cipher: 'needed' } as const;
const account = { scope: 'Shop Authorized Information', cipher: 'unwanted' } as const;
const ofShop = { scope: 'Shop Authorized Information', cipher: 'needed' } as const;
const pack = '/fulfillment/202309/packages/{}';

const routes: readonly Route[] = [
  {
    ...account,
    method: 'GET',
    path: '/authorization/202309/shops',
    run: ({ books, entrance }) => ({
      shops: entrance.grant.shopIds.flatMap((id) => {
        const shop = books.shops.get(id);
        if (!shop) return [];
        const { name, region, cipher, code } = shop;
        return [{ id, name, region, seller_type: shop.sellerType, cipher, code }];
      }),
    }),
  },
  { ...orders, method: 'POST', path: '/order/202309/orders/search', run: searchOrders },
  { ...orders, method: 'GET', path: '/order/202309/orders', run: readOrders },
  { ...orders, method: 'GET', path: '/order/202507/orders', run: readOrders },
  {
    ...fulfilment,
    cipher: 'either',
    method: 'POST',
    path: '/fulfillment/202309/packages/search',
    run: searchPackages,
  },
  { ...fulfilment, method: 'POST', path: '/fulfillment/202309/packages/ship', run: shipBatch },
  { ...fulfilment, method: 'POST', path: `${pack}/ship`, run: shipOne },
  {
    ...fulfilment,
    cipher: 'either',
    method: 'GET',
    path: pack,
    run: withPackage(({ books }, found) => packageDetail(books, found)),
  },
  {
    ...fulfilment,
    method: 'GET',
    path: `${pack}/shipping_documents`,
    run: withPackage(({ books, shop, asked, origin, now }, found) =>
      askDocument(books, shop, found, asked.query, origin, now),
    ),
  },
  {
    ...splitting,
    method: 'GET',
    path: '/fulfillment/202309/combinable_packages/search',
    run: searchCombinable,
  },
  { ...splitting, method: 'POST', path: '/fulfillment/202309/packages/combine', run: combinePackages },
  {
    ...splitting,
    method: 'POST',
    path: `${pack}/uncombine`,
    run: withPackage(({ books, shop, body, now }, found) =>
      uncombine(books, shop, found, textsOf(body.order_ids), now),
    ),
  },
  { ...splitting, method: 'GET', path: `${pack}/handover_time_slots`, run: withPackage(pickupSlots) },
  {
    ...splitting,
    method: 'GET',
    path: '/fulfillment/202309/orders/split_attributes',
    run: ({ books, shop, asked }) => ({
      split_attributes: (asked.query.get('order_ids') ?? '')
        .split(',')
        .filter((id) => id !== '')
        .map((id) => splitAttributes(books, shop, id)),
    }),
  },
  {
    ...splitting,
    method: 'POST',
    path: '/fulfillment/202309/orders/{}/split',
    run: withOrder(({ books, shop, body, now }, order) => {
      const groups = rowsOf(body.splittable_groups).map((group) => ({
        id: String(group.id ?? ''),
        unitIds: textsOf(group.order_line_item_ids),
      }));
      return split(books, shop, order, groups, now, true);
    }),
  },
  {
    ...fulfilment,
    method: 'POST',
    path: '/fulfillment/202309/orders/{}/packages',
    run: withOrder(({ books, shop, body, now }, order) => markShipped(books, shop, order, body, now)),
  },
  {
    ...fulfilment,
    method: 'POST',
    path: '/fulfillment/202309/packages',
    run: ({ books, shop, body, now }) => {
      const order = books.orders.get(String(body.order_id ?? ''));
      if (order?.shopId !== shop.id) return refuse(21008111, 'The order does not belong to the current shop');
      return createPackage(books, shop, order, now);
    },
  },
  {
    ...fulfilment,
    method: 'POST',
    path: `${pack}/shipping_info/update`,
    run: withPackage(({ books, body, now }, found) => updateTracking(books, found, body, now)),
  },
  {
    ...fulfilment,
    method: 'POST',
    path: '/fulfillment/202309/orders/{}/shipping_info/update',
    run: withOrder(({ books, body, now }, order) => {
      const found = books.packages.get(order.units[0]?.packageId ?? '');
      return found ? updateTracking(books, found, body, now) : refuse(21011028, 'There is no package yet');
    }),
  },
  {
    ...fulfilment,
    method: 'GET',
    path: '/fulfillment/202309/orders/{}/tracking',
    run: withOrder(() => ({ tracking: [] })),
  },
  {
    ...fulfilment,
    method: 'GET',
    path: '/fulfillment/202508/tts_tracking_validation',
    run: ({ books, asked }) => {
      const number = asked.query.get('tracking_number') ?? '';
      const found = [...books.packages.values()].find((each) => each.trackingNumber === number);
      const isTiktok =
        found !== undefined && ordersOf(books, found).every((order) => order.shippingType === 'TIKTOK');
      return { is_tiktok_shipping: isTiktok, is_tiktok_collection: isTiktok };
    },
  },
  {
    ...fulfilment,
    method: 'POST',
    path: '/fulfillment/202510/first_mile_bundle',
    run: ({ books, shop, body, origin, now }) => bundleFirstMile(books, shop, body, origin, now),
  },
  {
    ...fulfilment,
    method: 'POST',
    path: '/fulfillment/202309/orders/{}/shipping_services/query',
    run: withOrder(({ shop }) =>
      shop.region === 'US'
        ? {
            shipping_services: [
              {
                id: '1',
                name: 'Example Ground',
                price: '5.00',
                currency: 'USD',
                earliest_delivery_days: 2,
                latest_delivery_days: 5,
                is_default: true,
                shipping_provider_id: providers[0]?.id ?? '',
                shipping_provider_name: providers[0]?.name ?? '',
              },
            ],
          }
        : refuse(21008106, 'The interface is not open to this region'),
    ),
  },
  {
    ...logistics,
    method: 'GET',
    path: '/logistics/202309/delivery_options/{}/shipping_providers',
    run: ({ ids }) =>
      ids[0] === '7091146663229654786'
        ? { shipping_providers: providers }
        : refuse(21008117, 'The order is shipped by TikTok Shop'),
  },
  {
    ...logistics,
    method: 'GET',
    path: '/logistics/202309/warehouses',
    run: ({ shop }) => ({
      warehouses: [
        {
          id: '7000714532876273420',
          name: 'Example warehouse',
          effect_status: 'ENABLED',
          type: 'SALES_WAREHOUSE',
          sub_type:
            shop.sellerType === 'CROSS_BORDER' ? 'CB_DIRECT_SHIPPING_WAREHOUSE' : 'DOMESTIC_WAREHOUSE',
          is_default: true,
        },
      ],
    }),
  },
  {
    ...returns,
    method: 'POST',
    path: '/return_refund/202309/cancellations/search',
    run: searchCancellations,
  },
  {
    ...returns,
    method: 'POST',
    path: '/return_refund/202309/cancellations',
    run: ({ books, shop, body, now }) => sellerCancel(books, shop, body, now),
  },
  {
    ...returns,
    method: 'POST',
    path: '/return_refund/202309/cancellations/{}/approve',
    run: withCancellation(({ books, asked, now }, row) =>
      approve(books, row, asked.query.get('idempotency_key') ?? '', now),
    ),
  },
  {
    ...returns,
    method: 'POST',
    path: '/return_refund/202309/cancellations/{}/reject',
    run: withCancellation(({ books, shop, asked, body, now }, row) =>
      reject(books, shop, row, body.reject_reason, asked.query.get('idempotency_key') ?? '', now),
    ),
  },
  {
    ...returns,
    method: 'GET',
    path: '/return_refund/202309/reject_reasons',
    run: withCancellation(() => ({ reasons: rejectReasons })),
  },
  {
    ...returns,
    method: 'POST',
    path: '/return_refund/202309/returns/search',
    run: () => ({ return_orders: [], next_page_token: '', total_count: 0 }),
  },
  {
    ...ofShop,
    method: 'PUT',
    path: '/event/202309/webhooks',
    run: ({ entrance, body }) => {
      entrance.app.webhooks.set(String(body.event_type ?? ''), String(body.address ?? ''));
      return {};
    },
  },
  {
    ...ofShop,
    method: 'GET',
    path: '/event/202309/webhooks',
    run: ({ entrance }) => ({
      webhooks: [...entrance.app.webhooks].map(([event_type, address]) => ({ event_type, address })),
      total_count: entrance.app.webhooks.size,
    }),
  },
  {
    ...fulfilment,
    method: 'POST',
    path: '/fulfillment/202309/images/upload',
    run: () => ({ url: '', width: 1, height: 1 }),
  },
];

const compiled = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('{}', '([^/]+)')}$`),
  isOpen: route.path.includes('{}'),
}));

/** The route of a path: exact ones before those with ids. */
export function findRoute(
  method: string,
  path: string,
): { readonly route: Route; readonly ids: readonly string[] } | 'no-path' | 'no-method' {
  let isKnown = false;
  for (const isOpen of [false, true]) {
    for (const each of compiled) {
      const match = each.isOpen === isOpen ? each.pattern.exec(path) : null;
      if (!match) continue;
      isKnown = true;
      if (each.route.method === method) return { route: each.route, ids: match.slice(1) };
    }
  }
  return isKnown ? 'no-method' : 'no-path';
}
