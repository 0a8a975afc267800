// How many orders there are of each kind, counted once and kept while nothing changes: totals and facets are added up from it.
// Closed orders are counted by their table itself; open ones whenever an order has changed.

import type { Clock } from '../basics/clock.ts';
import type { Beside, HeavyRead } from '../database/beside.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import type { DataVersion } from './data-version.ts';
import {
  closedOrderStates,
  type DueBucket,
  dueBuckets,
  dueRange,
  isOpenSql,
  isUnplannedSql,
  type OrderFilter,
} from './order-filter.ts';

/** So many orders agree in all of these. */
export interface OrderCell {
  readonly state: string;
  readonly shopId: string;
  readonly door: string;
  readonly isHeld: boolean;
  readonly due: DueBucket | null;
  readonly count: number;
}

export interface OrderCounts {
  /** Every kind of order there is; due buckets as of `now`. */
  cells(): Promise<readonly OrderCell[]>;
  closedCells(): readonly OrderCell[];
  /** The same of orders that wait to be planned (`unplanned`). */
  unplannedCells(): Promise<readonly OrderCell[]>;
}

/** Counts all open orders, or those that wait to be planned. */
export const cellsRead: HeavyRead<{ readonly isUnplanned: boolean }, OrderCell[]> = {
  name: 'orders.cells',
  run: (reader, now, { isUnplanned }) => countOpen(reader, now, isUnplanned ? isUnplannedSql : 'TRUE'),
};

interface CellRow {
  state: string;
  shop_id: string;
  door_tag: string;
  is_held: number;
  due: number | null;
  count: number;
}

/** Above so many open orders a count takes longer than a scan may wait: then it may lag behind by `manyOrdersMs`. */
const manyOrders = 20_000;
const manyOrdersMs = 30_000;
/** How long due buckets may lag behind the clock. */
const bucketMs = 15_000;

export function createOrderCounts(parts: {
  database: Reader;
  clock: Clock;
  dataVersion: DataVersion;
  beside: Beside;
}): OrderCounts {
  const { database, clock, dataVersion, beside } = parts;
  const open = keptWhile(() => beside.read(cellsRead, { isUnplanned: false }));
  const unplanned = keptWhile(() => beside.read(cellsRead, { isUnplanned: true }));
  return {
    cells: async () => [...(await open(dataVersion.ofOrders(), clock.now())), ...countClosed(database)],
    closedCells: () => countClosed(database),
    unplannedCells: () => unplanned(dataVersion.ofParcels(), clock.now()),
  };
}

/** Counts anew when something changed or the due buckets are old; where there are very many, not at every change. */
function keptWhile(countCells: () => Promise<OrderCell[]>) {
  let kept: { version: string; at: number; total: number; cells: OrderCell[] } | undefined;
  return async (version: string, now: number): Promise<OrderCell[]> => {
    if (kept) {
      const ageMs = Math.abs(now - kept.at);
      const isCurrent = kept.version === version && ageMs < bucketMs;
      if (isCurrent || (kept.total > manyOrders && ageMs < manyOrdersMs)) return kept.cells;
    }
    const cells = await countCells();
    kept = { version, at: now, total: cells.reduce((sum, cell) => sum + cell.count, 0), cells };
    return cells;
  };
}

/** What a filter besides `unplanned` leaves of the cells. */
export function cellMatches(cell: OrderCell, filter: OrderFilter): boolean {
  const isClosed = closedOrderStates.some((state) => state === cell.state);
  if (filter.state && filter.state.length > 0) {
    const isWanted = filter.state.some((state) =>
      state === 'open' ? !isClosed : state === 'held' ? cell.isHeld : state === cell.state,
    );
    if (!isWanted) return false;
  }
  if (filter.shopId !== undefined && filter.shopId !== cell.shopId) return false;
  if (filter.due && filter.due !== cell.due) return false;
  return !filter.door || filter.door.length === 0 || filter.door.some((door) => door === cell.door);
}

export function sumCells(cells: readonly OrderCell[], filter: OrderFilter): number {
  return cells.reduce((sum, cell) => (cellMatches(cell, filter) ? sum + cell.count : sum), 0);
}

function countOpen(reader: Reader, now: number, alsoSql: string): OrderCell[] {
  const from = `FROM orders INDEXED BY orders_open_by_due WHERE ${isOpenSql} AND ${alsoSql}`;
  return reader.all<CellRow>(cellsSql(from), bucketEnds(now)).map(cellFromRow);
}

/** The cells of a few orders that are already known. */
export function countCellsOf(reader: Reader, orderKeys: readonly OrderKey[], now: number): OrderCell[] {
  const from = `FROM json_each(:keys) AS wanted CROSS JOIN orders ON orders.order_key = wanted.value`;
  return reader
    .all<CellRow>(cellsSql(from), { ...bucketEnds(now), keys: JSON.stringify(orderKeys) })
    .map(cellFromRow);
}

function cellsSql(from: string): string {
  return `SELECT state, shop_id, door_tag, hold IS NOT NULL AND ${isOpenSql} AS is_held,
      CASE WHEN due_at IS NULL OR NOT ${isOpenSql} THEN NULL WHEN due_at <= :overdue THEN 0 WHEN due_at <= :soon THEN 1
        WHEN due_at <= :today THEN 2 ELSE 3 END AS due, count(*) AS count
    ${from} GROUP BY 1, 2, 3, 4, 5`;
}

function bucketEnds(now: number) {
  return {
    overdue: dueRange('overdue', now)[1],
    soon: dueRange('2h', now)[1],
    today: dueRange('12h', now)[1],
  };
}

function countClosed(reader: Reader): OrderCell[] {
  return reader
    .all<CellRow>(
      `SELECT state, shop_id, door_tag, 0 AS is_held, NULL AS due, order_count AS count
       FROM closed_order_counts WHERE order_count > 0`,
    )
    .map(cellFromRow);
}

function cellFromRow(row: CellRow): OrderCell {
  return {
    state: row.state,
    shopId: row.shop_id,
    door: row.door_tag,
    isHeld: row.is_held === 1,
    due: row.due === null ? null : (dueBuckets[row.due] ?? null),
    count: row.count,
  };
}
