// What an export reads: first which orders, newest first, in one look beside the station's own thread; then their lines, a few orders at
// a time, so that a scan never waits for an export.

import type { HeavyRead } from '../database/beside.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import { listOrderLines, listOrders } from '../orders/orders-table.ts';
import { everyOrder, findOrders } from '../search/find-orders.ts';
import { anyCondition, type OrderFilter } from '../search/order-filter.ts';
import { listShops } from '../shops/shops-table.ts';
import type { ExportedLine } from './export-columns.ts';

export interface ExportQuestion {
  readonly filter: OrderFilter;
  /** As on the orders screen; empty: every order that the filter leaves. */
  readonly search: string;
  /** Orders placed before this are only counted. */
  readonly since: number;
}

export interface ExportedKeys {
  readonly keys: readonly OrderKey[];
  readonly tooOld: number;
}

const placedAtSql = `coalesce(ordered_at, paid_at, first_seen_at)`;

export const exportRead: HeavyRead<ExportQuestion, ExportedKeys> = {
  name: 'exports.keys',
  run: listExported,
  // Old orders are many, however few are open.
  isLong: (reader) => reader.get(`SELECT 1 FROM orders LIMIT 1 OFFSET 3000`) !== undefined,
};

function listExported(reader: Reader, now: number, question: ExportQuestion): ExportedKeys {
  const { filter, search, since } = question;
  const condition = anyCondition(filter, now);
  const isSearch = search.trim() !== '';
  const found = isSearch ? findOrders(reader, search, condition, everyOrder).orderKeys : [];
  const source = isSearch
    ? { sql: 'order_key IN (SELECT value FROM json_each(:found))', values: { found: JSON.stringify(found) } }
    : condition;
  const keys: OrderKey[] = [];
  let tooOld = 0;
  for (const row of reader.iterate<{ order_key: number; placed_at: number }>(
    `SELECT order_key, ${placedAtSql} AS placed_at FROM orders WHERE ${source.sql} ORDER BY placed_at DESC, order_key DESC`,
    source.values,
  )) {
    if (row.placed_at < since) tooOld += 1;
    else keys.push(row.order_key);
  }
  return { keys, tooOld };
}

interface ParcelRow {
  order_key: number;
  line_id: string;
  parcel_id: string;
  carrier: string | null;
  tracking_number: string | null;
  packed_at: number | null;
  shipped_at: number | null;
}

/** The rows of these orders, in their order; a line in several parcels has a row for each. */
export function readExportedLines(reader: Reader, keys: readonly OrderKey[]): ExportedLine[] {
  const shops = new Map(listShops(reader).map((shop) => [shop.shopId, shop]));
  const orders = new Map(listOrders(reader, keys).map((order) => [order.orderKey, order]));
  const parcels = reader.all<ParcelRow>(
    `SELECT parcel_lines.order_key, parcel_lines.line_id, parcels.parcel_id, carrier, tracking_number, packed_at, shipped_at
     FROM json_each(?) AS wanted CROSS JOIN parcel_lines ON parcel_lines.order_key = wanted.value
     CROSS JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id
     WHERE parcels.state NOT IN ('proposed', 'pulled', 'dissolved') ORDER BY parcels.parcel_id`,
    [JSON.stringify(keys)],
  );
  const byLine = Map.groupBy(parcels, (row) => `${row.order_key} ${row.line_id}`);
  return listOrderLines(reader, keys).flatMap((line): ExportedLine[] => {
    const order = orders.get(line.orderKey);
    const shop = order && shops.get(order.shopId);
    if (!order || !shop) return []; // gone since it was counted
    const sayTime = (at: number | null) => (at === null ? '' : timeIn(shop.timeZone, at));
    const holding = byLine.get(`${line.orderKey} ${line.lineId}`);
    if (!holding) return [{ shop, order, line, parcel: null, sayTime }];
    return holding.map((row) => ({
      shop,
      order,
      line,
      parcel: {
        parcelId: row.parcel_id,
        carrier: row.carrier,
        trackingNumber: row.tracking_number,
        packedAt: row.packed_at,
        shippedAt: row.shipped_at,
      },
      sayTime,
    }));
  });
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** 2026-09-22 08:05, which every spreadsheet takes for a time. */
function timeIn(timeZone: string, at: number): string {
  let clock = clocks.get(timeZone);
  if (!clock) {
    // Swedish writes dates so.
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(timeZone, clock);
  }
  return clock.format(at);
}
