// One search for everything that has a name or a number: what the text names exactly comes first, then orders, parcels, goods,
// waves and batches that it may mean. Titles and details are what people wrote or platforms sent, so no language is needed.

import type { Clock } from '../basics/clock.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { resolveCode } from '../bench/resolve-code.ts';
import type { Reader, SqlValue } from '../database/database.ts';
import { findOrders, patternOf } from './find-orders.ts';
import { anyCondition } from './order-filter.ts';

export interface FoundThing {
  readonly kind: 'order' | 'parcel' | 'sku' | 'wave' | 'batch';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** The screen that shows it, and what to show there. */
  readonly openWith:
    | { readonly screen: 'orders'; readonly orderKey: number }
    | { readonly screen: 'waves'; readonly parcelId: string }
    | { readonly screen: 'waves'; readonly waveId: string }
    | { readonly screen: 'printing'; readonly batchId: string }
    | { readonly screen: 'orders'; readonly search: string };
}

export function searchEverything(reader: Reader, clock: Clock, text: string, limit: number): FoundThing[] {
  const typed = text.normalize('NFKC').trim().slice(0, 64);
  if (typed === '') return [];
  const found = new Map<string, FoundThing>();
  const each = Math.max(3, Math.ceil(limit / 2));
  const things = [
    ...namedExactly(reader, text),
    ...ordersLike(reader, clock, typed, each),
    ...parcelsLike(reader, typed, each),
    ...skusLike(reader, typed, each),
    ...wavesLike(reader, typed, each),
    ...batchesLike(reader, typed, each),
  ];
  for (const thing of things) {
    const name = `${thing.kind} ${thing.id}`;
    if (!found.has(name)) found.set(name, thing);
  }
  return [...found.values()].slice(0, limit);
}

function namedExactly(reader: Reader, text: string): FoundThing[] {
  const resolved = resolveCode(reader, text);
  switch (resolved.kind) {
    case 'parcel':
      return listParcels(reader, `parcels.parcel_id = :id`, { id: resolved.parcelId }, 1);
    case 'order':
      return listOrders(reader, [resolved.orderKey]);
    case 'sku':
      return listSkus(
        reader,
        `sku_code IN (SELECT value FROM json_each(:codes))`,
        { codes: JSON.stringify(resolved.skuCodes) },
        5,
      );
    case 'wave':
      return listWaves(reader, `wave_id = :id`, { id: resolved.waveId }, 1);
    case 'action':
    case 'unknown':
      return [];
  }
}

function ordersLike(reader: Reader, clock: Clock, typed: string, limit: number): FoundThing[] {
  const { orderKeys } = findOrders(reader, typed, anyCondition({}, clock.now()));
  return listOrders(reader, orderKeys.slice(0, limit));
}

function listOrders(reader: Reader, orderKeys: readonly number[]): FoundThing[] {
  return reader
    .all<{ order_key: number; order_id: string; recipient_mask: string }>(
      `SELECT order_key, order_id, recipient_mask FROM json_each(?) AS wanted
       CROSS JOIN orders ON orders.order_key = wanted.value ORDER BY wanted.key`,
      [JSON.stringify(orderKeys)],
    )
    .map((row) => ({
      kind: 'order',
      id: row.order_id,
      title: row.order_id,
      detail: row.recipient_mask,
      openWith: { screen: 'orders', orderKey: row.order_key },
    }));
}

function parcelsLike(reader: Reader, typed: string, limit: number): FoundThing[] {
  const code = normaliseCode(typed);
  const values = { from: code, until: `${code}\u{10FFFF}` };
  return [
    ...listParcels(
      reader,
      `tracking_number >= :from AND tracking_number < :until AND tracking_number IS NOT NULL
        AND parcels.state NOT IN ('pulled', 'dissolved')`,
      values,
      limit,
    ),
    ...listParcels(reader, `parcels.parcel_id >= :from AND parcels.parcel_id < :until`, values, limit),
  ];
}

function listParcels(
  reader: Reader,
  where: string,
  values: Record<string, SqlValue>,
  limit: number,
): FoundThing[] {
  return reader
    .all<{ parcel_id: string; tracking_number: string | null; carrier: string | null; mask: string | null }>(
      `SELECT parcel_id, tracking_number, carrier, (SELECT recipient_mask FROM parcel_lines JOIN orders USING (order_key)
         WHERE parcel_lines.parcel_id = parcels.parcel_id LIMIT 1) AS mask
       FROM parcels WHERE ${where} LIMIT :limit`,
      { ...values, limit },
    )
    .map((row) => ({
      kind: 'parcel',
      id: row.parcel_id,
      title: row.tracking_number ?? row.parcel_id,
      detail: [row.carrier, row.mask].filter(Boolean).join(' · '),
      openWith: { screen: 'waves', parcelId: row.parcel_id },
    }));
}

function skusLike(reader: Reader, typed: string, limit: number): FoundThing[] {
  const pattern = patternOf(typed);
  return listSkus(
    reader,
    `sku_code LIKE :pattern ESCAPE '\\' OR name LIKE :pattern ESCAPE '\\' OR spec LIKE :pattern ESCAPE '\\'`,
    { pattern },
    limit,
  );
}

function listSkus(
  reader: Reader,
  where: string,
  values: Record<string, SqlValue>,
  limit: number,
): FoundThing[] {
  return reader
    .all<{ sku_code: string; name: string; spec: string; bin_code: string | null }>(
      `SELECT sku_code, name, spec, bin_code FROM skus WHERE ${where} ORDER BY sku_code LIMIT :limit`,
      { ...values, limit },
    )
    .map((row) => ({
      kind: 'sku',
      id: row.sku_code,
      title: row.sku_code,
      detail: [row.name, row.spec, row.bin_code].filter(Boolean).join(' · '),
      openWith: { screen: 'orders', search: row.sku_code },
    }));
}

function wavesLike(reader: Reader, typed: string, limit: number): FoundThing[] {
  const pattern = patternOf(typed);
  return listWaves(reader, `name LIKE :pattern ESCAPE '\\'`, { pattern }, limit);
}

function listWaves(
  reader: Reader,
  where: string,
  values: Record<string, SqlValue>,
  limit: number,
): FoundThing[] {
  return reader
    .all<{ wave_id: string; name: string }>(
      `SELECT wave_id, name FROM waves WHERE ${where} ORDER BY released_at DESC LIMIT :limit`,
      { ...values, limit },
    )
    .map((row) => ({
      kind: 'wave',
      id: row.wave_id,
      title: row.name,
      detail: row.wave_id,
      openWith: { screen: 'waves', waveId: row.wave_id },
    }));
}

/** A batch is known by its number. */
function batchesLike(reader: Reader, typed: string, limit: number): FoundThing[] {
  const batchNo = /^#?(\d{1,6})$/.exec(typed)?.[1];
  if (batchNo === undefined) return [];
  return reader
    .all<{ batch_id: string; batch_no: number; printer: string }>(
      `SELECT batch_id, batch_no, printers.name AS printer FROM batches JOIN printers USING (printer_id)
       WHERE batch_no = ? LIMIT ?`,
      [Number(batchNo), limit],
    )
    .map((row) => ({
      kind: 'batch',
      id: row.batch_id,
      title: `#${row.batch_no}`,
      detail: row.printer,
      openWith: { screen: 'printing', batchId: row.batch_id },
    }));
}
