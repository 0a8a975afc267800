// The counts beside the orders list: for each facet, how many orders each of its values would leave, the other facets staying as they are.

import type { Clock } from '../basics/clock.ts';
import type { Reader } from '../database/database.ts';
import { cellMatches, countCellsOf, type OrderCell, type OrderCounts } from './count-orders.ts';
import { closedOrderStates, type OrderFilter } from './order-filter.ts';
import type { OrderLists } from './orders-page.ts';

export interface OrderFacets {
  /** Per state, and under `open` and `held`. */
  readonly state: Readonly<Record<string, number>>;
  readonly shop: Readonly<Record<string, number>>;
  readonly due: Readonly<Record<string, number>>;
  readonly door: Readonly<Record<string, number>>;
}

export async function readOrderFacets(
  parts: { database: Reader; clock: Clock; counts: OrderCounts; lists: OrderLists },
  search: string | undefined,
  filter: OrderFilter,
): Promise<OrderFacets> {
  const found = parts.lists.found(search, filter.unplanned ? { unplanned: true } : {});
  if (found) return facetsOf(countCellsOf(parts.database, found.keys, parts.clock.now()), filter);
  return facetsOf(await (filter.unplanned ? parts.counts.unplannedCells() : parts.counts.cells()), filter);
}

function facetsOf(cells: readonly OrderCell[], filter: OrderFilter): OrderFacets {
  const state: Record<string, number> = {};
  const shop: Record<string, number> = {};
  const due: Record<string, number> = {};
  const door: Record<string, number> = {};
  const { state: _state, ...anyState } = filter;
  const { shopId: _shopId, ...anyShop } = filter;
  const { due: _due, ...anyDue } = filter;
  const { door: _door, ...anyDoor } = filter;
  for (const cell of cells) {
    if (cellMatches(cell, anyState)) {
      add(state, cell.state, cell.count);
      if (!closedOrderStates.some((closed) => closed === cell.state)) add(state, 'open', cell.count);
      if (cell.isHeld) add(state, 'held', cell.count);
    }
    if (cellMatches(cell, anyShop)) add(shop, cell.shopId, cell.count);
    if (cell.due && cellMatches(cell, anyDue)) add(due, cell.due, cell.count);
    if (cellMatches(cell, anyDoor)) add(door, cell.door, cell.count);
  }
  return { state, shop, due, door };
}

function add(counts: Record<string, number>, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}
