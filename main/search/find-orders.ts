// Finds the orders that a typed text may mean: by whole or beginning order id, tracking number and SKU through plain indexes, by
// names through their own index (trigrams are silent about one and two characters), by any three characters through trigrams,
// and among orders that the indexer has not reached yet by reading them. Every answer was checked against the order itself.

import { normaliseCode } from '../basics/normalise-code.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import { nameKey } from './index-orders.ts';
import type { Condition } from './order-filter.ts';
import { trigramQuery } from './trigrams.ts';

export interface FoundOrders {
  /** At most what the reach says; what is due first, null last, then newest first. */
  readonly orderKeys: readonly OrderKey[];
  /** There are more than were looked at: the text is too short to name one. */
  readonly isCut: boolean;
}

/** How far a search looks. */
export interface SearchReach {
  readonly found: number;
  /** So many candidates of one index are checked against their orders. */
  readonly checked: number;
  /** A SKU that sells every day is looked through further, so that its open orders are found among the old ones. */
  readonly ofOne: number;
  /** Orders that the indexer has not reached: after a large import, until it has. */
  readonly stale: number;
}

/** More than these nobody reads; a longer text finds fewer. */
const toRead: SearchReach = { found: 200, checked: 400, ofOne: 2_000, stale: 20_000 };

const everything = 1_000_000_000;
/** For a file, which takes all there are; not while somebody waits. */
export const everyOrder: SearchReach = {
  found: everything,
  checked: everything,
  ofOne: everything,
  stale: everything,
};

/** `condition` is what the orders must meet besides (`anyCondition`). */
export function findOrders(
  reader: Reader,
  text: string,
  condition: Condition,
  reach: SearchReach = toRead,
): FoundOrders {
  const search = searchOf(text);
  if (search.typed === '') return { orderKeys: [], isCut: false };
  const found = new Map<OrderKey, number | null>();
  let isCut = false;

  function gather(
    source: string,
    values: Record<string, string>,
    check: string,
    most: number = reach.checked,
  ): void {
    if (found.size >= reach.found) {
      isCut = true;
      return;
    }
    const sql = `WITH candidates (order_key) AS (${source} LIMIT ${most + 1})
      SELECT orders.order_key, due_at, (${check}) AND ${condition.sql} AS is_match FROM candidates
      CROSS JOIN orders ON orders.order_key = candidates.order_key`;
    let checked = 0;
    for (const row of reader.iterate<{ order_key: number; due_at: number | null; is_match: number }>(sql, {
      ...condition.values,
      ...values,
    })) {
      checked += 1;
      if (!row.is_match || found.has(row.order_key)) continue;
      if (found.size < reach.found) found.set(row.order_key, row.due_at);
      else isCut = true;
    }
    if (checked > most) isCut = true;
  }

  const range = { from: search.code, until: afterAll(search.code) };
  gather(wholeSku, { code: search.code }, 'TRUE', reach.ofOne);
  for (const sql of beginnings) gather(sql, range, 'TRUE', reach.found);
  const isOneOrder = search.code.length >= 12 && found.size > 0;
  if (!isOneOrder) {
    if (search.trigrams) {
      const values = { trigrams: search.trigrams, pattern: search.pattern };
      gather(
        `SELECT rowid FROM order_search WHERE order_search MATCH :trigrams ORDER BY rowid DESC`,
        values,
        containsText,
      );
    } else {
      for (const name of namesLike(nameKey(search.typed))) {
        gather(wholeName, { name }, isIndexed, reach.found);
        gather(nameSource, { from: name, until: afterAll(name) }, isIndexed, reach.found);
        gather(staleSource, { pattern: patternOf(name) }, containsText, reach.stale);
      }
    }
    gather(staleSource, { pattern: search.pattern }, containsText, reach.stale);
  }
  const byDue = [...found].sort(
    ([oneKey, oneDue], [otherKey, otherDue]) =>
      (oneDue ?? Number.MAX_SAFE_INTEGER) - (otherDue ?? Number.MAX_SAFE_INTEGER) || otherKey - oneKey,
  );
  return { orderKeys: byDue.map(([orderKey]) => orderKey), isCut };
}

interface Search {
  readonly typed: string;
  readonly code: string;
  readonly pattern: string;
  /** Null when the text is too short for trigrams. */
  readonly trigrams: string | null;
}

function searchOf(text: string): Search {
  const typed = text.normalize('NFKC').trim().slice(0, 64);
  return { typed, code: normaliseCode(typed), pattern: patternOf(typed), trigrams: trigramQuery(typed) };
}

/** For LIKE with ESCAPE: the text anywhere, its own signs meaning themselves. */
export function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** Newest first: what is open is new. */
const wholeSku = `SELECT DISTINCT order_key FROM order_lines INDEXED BY order_lines_by_sku WHERE sku_code = :code ORDER BY order_key DESC`;

/** Plain indexes, from `:from` up to `:until`: what begins with the code. */
const beginnings: readonly string[] = [
  `SELECT order_key FROM orders INDEXED BY orders_by_id WHERE order_id >= :from AND order_id < :until`,
  `SELECT order_key FROM orders INDEXED BY orders_by_tracking
    WHERE tracking_number IS NOT NULL AND tracking_number >= :from AND tracking_number < :until`,
  `SELECT order_key FROM parcels INDEXED BY parcels_by_tracking
    JOIN parcel_lines ON parcel_lines.parcel_id = parcels.parcel_id
    WHERE tracking_number IS NOT NULL AND parcels.state NOT IN ('pulled', 'dissolved')
      AND tracking_number >= :from AND tracking_number < :until`,
  `SELECT order_key FROM parcel_numbers JOIN parcels USING (parcel_id) JOIN parcel_lines USING (parcel_id)
    WHERE number >= :from AND number < :until AND parcels.state NOT IN ('pulled', 'dissolved')`,
  `SELECT order_key FROM parcel_lines WHERE parcel_id >= :from AND parcel_id < :until`,
  `SELECT order_key FROM order_lines INDEXED BY order_lines_by_sku WHERE sku_code >= :from AND sku_code < :until`,
];

/** The names of an order that has changed since are yesterday's. */
const isIndexed = 'orders.is_search_stale = 0';

const wholeName = `SELECT order_key FROM order_names WHERE name = :name ORDER BY order_key DESC`;

const nameSource = `SELECT order_key FROM order_names WHERE name >= :from AND name < :until`;

const staleSource = `SELECT order_key FROM orders INDEXED BY orders_search_stale WHERE is_search_stale = 1 ORDER BY order_key DESC`;

// detail = none keeps no positions, so trigrams in another order match too: the order itself decides.
const containsText = `orders.order_id LIKE :pattern ESCAPE '\\' OR orders.tracking_number LIKE :pattern ESCAPE '\\'
  OR orders.recipient_mask LIKE :pattern ESCAPE '\\'
  OR EXISTS (SELECT 1 FROM order_lines WHERE order_lines.order_key = orders.order_key
    AND order_lines.sku_code LIKE :pattern ESCAPE '\\')
  OR EXISTS (SELECT 1 FROM parcel_lines JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id
    WHERE parcel_lines.order_key = orders.order_key AND parcels.tracking_number LIKE :pattern ESCAPE '\\')`;

/** The least text that sorts after everything that begins with `text`. */
function afterAll(text: string): string {
  return `${text}\u{10FFFF}`;
}

/**
 * The name as typed, and as platforms mask it: who types 王明 also means 王*, and 王** where the mask is a letter longer.
 */
function namesLike(typed: string): readonly string[] {
  const [first, ...rest] = [...typed];
  if (first === undefined || rest.length === 0 || rest[0] === '*') return [typed];
  return [typed, `${first}*`];
}
