// What the orders screen shows: filter, search, selection, the order whose story is open. Decides nothing.

import { create } from 'zustand';
import type { RequestAnswer, RequestArgument } from '../parts/station.ts';

export type OrderFilter = NonNullable<RequestArgument<'orders.page'>['filter']>;
export type OrderRow = RequestAnswer<'orders.page'>['rows'][number];
export type OrderState = NonNullable<OrderFilter['state']>[number];

export interface OrdersShown {
  readonly filter: OrderFilter;
  readonly search: string;
  /** Row keys: order key, a blank, order number. */
  readonly selected: ReadonlySet<string>;
  readonly openKey: number | null;
  /** The parcel that was scanned: it stands out in the story that is open. */
  readonly namedParcelId: string | null;
  /** A scan ticks an order instead of opening it. */
  readonly isScanSelecting: boolean;
}

export const openOrders: OrderFilter = { state: ['open'] };

export const useOrders = create<OrdersShown>(() => ({
  filter: openOrders,
  search: '',
  selected: new Set<string>(),
  openKey: null,
  namedParcelId: null,
  isScanSelecting: false,
}));

export const showOrders = useOrders.setState;

const states: readonly string[] = [
  'open',
  'held',
  'unpaid',
  'on-hold',
  'to-ship',
  'part-shipped',
  'awaiting-collection',
  'shipped',
  'finished',
  'cancelled',
  'unknown',
];
const dues = ['overdue', '2h', '12h', 'later'] as const;
const doors = ['tagged', 'untagged', 'look', 'unknown'] as const;

/** A filter from outside (an `openWith`, a saved view): what is not known is left out. */
export function parseOrderFilter(value: unknown): OrderFilter {
  if (typeof value !== 'object' || value === null) return openOrders;
  const given = value as Record<string, unknown>; // each entry is looked at below
  const state = listOf(given.state).filter((each) => states.includes(each)) as OrderState[]; // just compared
  const door = doors.filter((each) => listOf(given.door).includes(each));
  const due = dues.find((each) => each === given.due);
  return {
    ...(state.length > 0 ? { state } : {}),
    ...(door.length > 0 ? { door } : {}),
    ...(due ? { due } : {}),
    ...(typeof given.shopId === 'string' ? { shopId: given.shopId } : {}),
    ...(given.unplanned === true ? { unplanned: true } : {}),
  };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The same filter with one facet set anew; undefined takes the facet away. */
export function withFacet<Name extends keyof OrderFilter>(
  filter: OrderFilter,
  name: Name,
  value: OrderFilter[Name] | undefined,
): OrderFilter {
  const { [name]: _before, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** A row is known by its key and its number, so that a selection can be copied without asking again. */
export function orderRowKey(order: Pick<OrderRow, 'orderKey' | 'orderId'>): string {
  return `${order.orderKey} ${order.orderId}`;
}
