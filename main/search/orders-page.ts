// One page of orders as the orders screen scrolls them: what is due first, then open orders without a deadline, then closed ones,
// newest first. Pages are read off two indexes, so that any place in a million orders is found at once.

import type { Clock } from '../basics/clock.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import { type OrderCounts, sumCells } from './count-orders.ts';
import type { DataVersion } from './data-version.ts';
import { findOrders } from './find-orders.ts';
import {
  anyCondition,
  type Condition,
  closedCondition,
  type OrderFilter,
  openCondition,
} from './order-filter.ts';
import { listOrderRowViews, type OrderRowView } from './order-row-view.ts';
import { countSegment, readStretch, type Segment, type Walk } from './walk-index.ts';

export interface OrdersPageQuery {
  readonly search?: string | undefined;
  readonly filter: OrderFilter;
  readonly offset: number;
  readonly limit: number;
}

export interface OrdersPage {
  readonly rows: readonly OrderRowView[];
  readonly total: number;
  /** `first-of-many`: the text fits more orders than are listed. `names-and-beginnings`: a text this short is looked for there only. */
  readonly note: 'first-of-many' | 'names-and-beginnings' | null;
}

export interface OrderLists {
  page(query: OrdersPageQuery): OrdersPage;
  /** The orders that a search leaves, without paging; null without a search. */
  found(
    search: string | undefined,
    filter: OrderFilter,
  ): { keys: readonly OrderKey[]; isCut: boolean } | null;
  count(filter: OrderFilter): number;
}

/** So many searches and counts are remembered while nothing changes. */
const mostRemembered = 16;

export function createOrderLists(parts: {
  database: Reader;
  clock: Clock;
  dataVersion: DataVersion;
  counts: OrderCounts;
}): OrderLists {
  const { database, clock, dataVersion, counts } = parts;
  const searches = remember<{ keys: readonly OrderKey[]; isCut: boolean }>();
  const segmentCounts = remember<number>();
  const walks = remember<Walk>();

  function versionFor(filter: OrderFilter): string {
    return filter.unplanned ? dataVersion.ofParcels() : dataVersion.ofOrders();
  }

  function found(search: string | undefined, filter: OrderFilter) {
    const text = search?.trim() ?? '';
    if (text === '') return null;
    const now = clock.now();
    // A search lives as long as its orders stay as they are, and its due buckets for a minute.
    const name = JSON.stringify([text, filter, filter.due ? Math.floor(now / 60_000) : 0]);
    return searches(name, dataVersion.ofParcels(), () => {
      const condition = anyCondition(filter, now);
      const { orderKeys, isCut } = findOrders(database, text, condition);
      return { keys: orderKeys, isCut };
    });
  }

  function browse(query: OrdersPageQuery): { keys: OrderKey[]; total: number } {
    const keys: OrderKey[] = [];
    let total = 0;
    for (const { segment, count } of segmentsOf(query.filter)) {
      const offset = Math.max(0, query.offset - total);
      const limit = query.limit - keys.length;
      if (limit > 0 && offset < count) {
        const walk = walks(nameOf(segment), versionFor(query.filter), () => ({ places: [] }));
        keys.push(...readStretch(database, segment, walk, { count, offset, limit }));
      }
      total += count;
    }
    return { keys, total };
  }

  function segmentsOf(filter: OrderFilter): { segment: Segment; count: number }[] {
    const segments: { segment: Segment; count: number }[] = [];
    const open = openCondition(filter, clock.now());
    if (open) {
      for (const segment of openSegments(open, filter)) {
        const count = segmentCounts(nameOf(segment), versionFor(filter), () =>
          countSegment(database, segment),
        );
        segments.push({ segment, count });
      }
    }
    const closed = closedCondition(filter);
    if (closed) {
      for (const state of closed.states) {
        const count = sumCells(counts.closedCells(), closedCellFilter(filter, state));
        segments.push({ segment: closedSegment(closed, state), count });
      }
    }
    return segments;
  }

  return {
    found,
    count: (filter) => segmentsOf(filter).reduce((sum, { count }) => sum + count, 0),
    page(query) {
      const search = found(query.search, query.filter);
      if (search) {
        const keys = search.keys.slice(query.offset, query.offset + query.limit);
        const isShort = [...(query.search ?? '').trim()].length < 3;
        return {
          rows: listOrderRowViews(database, keys),
          total: search.keys.length,
          note: search.isCut ? 'first-of-many' : isShort ? 'names-and-beginnings' : null,
        };
      }
      const { keys, total } = browse(query);
      return { rows: listOrderRowViews(database, keys), total, note: null };
    },
  };
}

function openSegments(open: Condition, filter: OrderFilter): Segment[] {
  const dated: Segment = {
    fromSql: `FROM orders INDEXED BY orders_open_by_due WHERE due_at IS NOT NULL AND ${open.sql}`,
    values: open.values,
    orderSql: 'due_at, order_key',
    backwardSql: 'due_at DESC, order_key DESC',
    afterSql: '(due_at, order_key) > (:dueAt, :orderKey)',
  };
  if (filter.due) return [dated];
  const undated: Segment = {
    ...dated,
    fromSql: `FROM orders INDEXED BY orders_open_by_due WHERE due_at IS NULL AND ${open.sql}`,
    afterSql: 'order_key > :orderKey',
  };
  return [dated, undated];
}

function closedSegment(closed: Condition, state: string): Segment {
  return {
    fromSql: `FROM orders INDEXED BY orders_closed_by_state WHERE state = :state AND ${closed.sql}`,
    values: { ...closed.values, state },
    orderSql: 'order_key DESC',
    backwardSql: 'order_key',
    afterSql: 'order_key < :orderKey',
  };
}

function nameOf(segment: Segment): string {
  return JSON.stringify([segment.fromSql, segment.values]);
}

function closedCellFilter(filter: OrderFilter, state: string): OrderFilter {
  const { shopId, door } = filter;
  return {
    state: [state as 'finished'], // one of closedOrderStates
    ...(shopId === undefined ? {} : { shopId }),
    ...(door === undefined ? {} : { door }),
  };
}

/** Keeps the last few answers by name, each while its version stays the same. */
function remember<Answer>() {
  const kept = new Map<string, { version: string; answer: Answer }>();
  return (name: string, version: string, find: () => Answer): Answer => {
    const known = kept.get(name);
    if (known?.version === version) return known.answer;
    const answer = find();
    kept.delete(name);
    kept.set(name, { version, answer });
    const oldest = kept.keys().next();
    if (kept.size > mostRemembered && !oldest.done) kept.delete(oldest.value);
    return answer;
  };
}
