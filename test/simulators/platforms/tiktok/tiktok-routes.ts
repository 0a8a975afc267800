// The simulated interface of TikTok Shop, call by call. Each route says its scope and whether it is about one shop.

import type { Cancellation, Order, Package } from './tiktok-books.ts';
import { approve, reject, rejectReasons, sellerCancel } from './tiktok-cancellations.ts';
import { combine, split, splitAttributes, uncombine } from './tiktok-combining.ts';
import { askDocument } from './tiktok-documents.ts';
import { bundleFirstMile } from './tiktok-first-mile.ts';
import { type Refusal, refuse, type Wanted } from './tiktok-gate.ts';
import { packageDetail } from './tiktok-order-view.ts';
import {
  type Call,
  isRefusal,
  readOrders,
  rowsOf,
  searchCancellations,
  searchCombinable,
  searchOrders,
  searchPackages,
  textsOf,
} from './tiktok-searches.ts';
import {
  createPackage,
  findPackage,
  markShipped,
  ordersOf,
  providers,
  type SelfShipment,
  shipPackage,
  updateTracking,
} from './tiktok-shipping.ts';

export interface Route extends Wanted {
  readonly method: string;
  /** `{}` stands for an id. */
  readonly path: string;
  run(call: Call): object | Refusal;
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
