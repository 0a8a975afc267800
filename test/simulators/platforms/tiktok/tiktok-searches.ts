// What can be looked up in the simulated shop: orders, packages, what may be combined, cancellations; page by page.

import type { Asked } from '../door.ts';
import {
  type Books,
  type Cancellation,
  type Order,
  type Package,
  type Shop,
  statusOf,
} from './tiktok-books.ts';
import { combinableGroups } from './tiktok-combining.ts';
import { type Entrance, type Refusal, refuse } from './tiktok-gate.ts';
import { inOrder, pageOf } from './tiktok-lists.ts';
import { cancellationRow, orderView, packageRow } from './tiktok-order-view.ts';

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

export const isRefusal = (answer: object | undefined): answer is Refusal =>
  answer !== undefined && 'code' in answer && 'message' in answer;

export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const rowsOf = (value: unknown): Record<string, unknown>[] =>
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

export function searchOrders({ books, asked, shop, body }: Call): object | Refusal {
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

export function readOrders({ books, asked, shop }: Call): object | Refusal {
  const ids = (asked.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > 50) return refuse(36009004, 'Invalid ids. 1 to 50 are allowed');
  const orders = ids.flatMap((id) => books.orders.get(id) ?? []);
  if (orders.some((order) => order.shopId !== shop.id))
    return refuse(21008111, 'The order does not belong to the current shop');
  return { orders: asked.stir(orders).map((order) => orderView(books, order, true)) };
}

export function searchPackages({ books, asked, shop, body }: Call): object | Refusal {
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

export function searchCombinable({ books, asked, shop }: Call): object | Refusal {
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

export function searchCancellations({ books, asked, shop, body }: Call): object | Refusal {
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
