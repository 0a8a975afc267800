// All SQL for the labels that are fetched from platforms: which parcels want one, and how far each is.

import type { OrderId, ParcelId, ShopId, TrackingNumber } from '../../basics/ids.ts';
import type { Refusal } from '../../basics/refusal.ts';
import type { Reader, Writer } from '../../database/database.ts';
import { addressMark } from '../../platforms/incoming-order.ts';

export interface WantedLabel {
  readonly parcelId: ParcelId;
  readonly shopId: ShopId;
  readonly carrier: string;
  readonly trackingNumber: TrackingNumber;
  readonly orderIds: readonly OrderId[];
  /** What its orders say now of a changed address. */
  readonly addressMark: string;
  /** Tries that brought nothing. */
  readonly attempts: number;
}

/** `failed`: there is none, or it is no good; a person looks. */
export type FetchState = 'waiting' | 'kept' | 'failed';

export interface LabelFetch {
  readonly parcelId: ParcelId;
  readonly shopId: ShopId;
  readonly trackingNumber: TrackingNumber;
  readonly state: FetchState;
  readonly attempts: number;
  readonly nextTryAt: number | null;
  /** Of a Fault (`fault.*`), of the platform (`label-document.*`) or of the page itself (`document.*`); null while nothing is wrong. */
  readonly code: string | null;
  readonly facts: Refusal['facts'];
}

/** A platform's own number, and still in the house: what has left needs no label, what was pulled must have none. */
const isWanted = `parcels.state IN ('planned', 'released', 'open', 'packed') AND parcels.waybill_source = 'platform'
  AND parcels.tracking_number IS NOT NULL AND parcels.shop_id IN (SELECT value FROM json_each(:shopIds))`;

interface WantedRow {
  parcel_id: ParcelId;
  shop_id: ShopId;
  carrier: string | null;
  tracking_number: TrackingNumber;
  attempts: number | null;
}

// Both branded when they were taken.
const wantedColumns = `parcels.parcel_id, parcels.shop_id, parcels.carrier, parcels.tracking_number`;

/** Parcels of these shops whose label is to be fetched now, the most urgent first; at most `most`. */
export function listWanted(
  reader: Reader,
  shopIds: readonly ShopId[],
  now: number,
  most: number,
): WantedLabel[] {
  const bound = { shopIds: JSON.stringify(shopIds), now, most };
  const rows = reader.all<WantedRow>(
    `SELECT ${wantedColumns}, iif(label_fetches.tracking_number = parcels.tracking_number, attempts, 0) AS attempts
     FROM parcels LEFT JOIN label_fetches ON label_fetches.parcel_id = parcels.parcel_id
     WHERE ${isWanted} AND (label_fetches.next_try_at <= :now OR label_fetches.tracking_number <> parcels.tracking_number
       OR (label_fetches.parcel_id IS NULL AND NOT EXISTS (SELECT 1 FROM label_documents
         WHERE label_documents.parcel_id = parcels.parcel_id AND label_documents.tracking_number = parcels.tracking_number)))
     ORDER BY parcels.due_at IS NULL, parcels.due_at, parcels.parcel_id LIMIT :most`,
    bound,
  );
  const fresh = rows.map((row) => wantedOf(reader, row));
  return [...fresh, ...listMoved(reader, shopIds)].slice(0, most);
}

/** Kept labels that show an address which is not the order's any more. */
function listMoved(reader: Reader, shopIds: readonly ShopId[]): WantedLabel[] {
  return reader
    .all<WantedRow & { address_mark: string }>(
      `SELECT DISTINCT ${wantedColumns}, 0 AS attempts, label_fetches.address_mark
       FROM label_fetches JOIN parcels USING (parcel_id) JOIN parcel_lines USING (parcel_id) JOIN orders USING (order_key)
       WHERE ${isWanted} AND label_fetches.state = 'kept' AND orders.recipient_key LIKE 'group:%@%'`,
      { shopIds: JSON.stringify(shopIds) },
    )
    .map((row) => ({ ...wantedOf(reader, row), before: row.address_mark }))
    .filter(({ before, addressMark: now }) => before !== now);
}

function wantedOf(reader: Reader, row: WantedRow): WantedLabel {
  const orders = reader.all<{ order_id: OrderId; recipient_key: string | null }>(
    `SELECT DISTINCT orders.order_id, orders.recipient_key FROM parcel_lines JOIN orders USING (order_key)
     WHERE parcel_id = ? ORDER BY orders.order_key`,
    [row.parcel_id],
  );
  return {
    parcelId: row.parcel_id,
    shopId: row.shop_id,
    carrier: row.carrier ?? '',
    trackingNumber: row.tracking_number,
    orderIds: orders.map((order) => order.order_id),
    addressMark: orders.map((order) => addressMark(order.recipient_key)).join(' '),
    attempts: row.attempts ?? 0,
  };
}

/** How a try ended. `nextTryAt` null: not by itself any more. */
export function noteFetch(
  writer: Writer,
  wanted: WantedLabel,
  ended: {
    readonly state: FetchState;
    readonly nextTryAt: number | null;
    readonly code: string | null;
    readonly facts: Refusal['facts'];
  },
  now: number,
): void {
  writer.run(
    `INSERT INTO label_fetches (parcel_id, tracking_number, address_mark, state, attempts, next_try_at, code, facts_json, changed_at)
     SELECT parcel_id, ?, ?, ?, ?, ?, ?, ?, ? FROM parcels WHERE parcel_id = ?
     ON CONFLICT (parcel_id) DO UPDATE SET tracking_number = excluded.tracking_number, address_mark = excluded.address_mark,
       state = excluded.state, attempts = excluded.attempts, next_try_at = excluded.next_try_at, code = excluded.code,
       facts_json = excluded.facts_json, changed_at = excluded.changed_at`,
    [
      wanted.trackingNumber,
      wanted.addressMark,
      ended.state,
      ended.state === 'kept' ? 0 : wanted.attempts + 1,
      ended.nextTryAt,
      ended.code,
      ended.code === null ? null : JSON.stringify(ended.facts),
      now,
      wanted.parcelId,
    ],
  );
}

/** What waits is tried at once: the network is back. Without `parcelIds` all that wait; with them also what had failed. */
export function hurryFetches(writer: Writer, now: number, parcelIds?: readonly ParcelId[]): number {
  if (!parcelIds) {
    const sql = `UPDATE label_fetches SET next_try_at = ? WHERE state = 'waiting' AND next_try_at > ?`;
    return writer.run(sql, [now, now]).changes;
  }
  return writer.run(
    `UPDATE label_fetches SET next_try_at = ?, attempts = 0, state = 'waiting' WHERE parcel_id IN (SELECT value FROM json_each(?))`,
    [now, JSON.stringify(parcelIds)],
  ).changes;
}

/** Forgets at most `most` whose parcel has left or will not leave: their labels, where kept, stay. */
export function forgetFetches(writer: Writer, most: number): number {
  return writer.run(
    `DELETE FROM label_fetches WHERE parcel_id IN (SELECT parcel_id FROM label_fetches JOIN parcels USING (parcel_id)
       WHERE parcels.state IN ('shipped', 'pulled', 'dissolved') LIMIT ?)`,
    [most],
  ).changes;
}

/** When the next try is due; null when none is. */
export function nextFetchAt(reader: Reader): number | null {
  return reader.get<{ at: number | null }>(`SELECT min(next_try_at) AS at FROM label_fetches`)?.at ?? null;
}

/** Labels that are not there yet, those that failed first. */
export function listFetches(reader: Reader, most: number): LabelFetch[] {
  return reader
    .all<{
      parcel_id: ParcelId;
      shop_id: ShopId;
      tracking_number: TrackingNumber;
      state: FetchState;
      attempts: number;
      next_try_at: number | null;
      code: string | null;
      facts_json: string | null;
    }>(
      `SELECT parcel_id, parcels.shop_id, label_fetches.tracking_number, label_fetches.state, attempts, next_try_at, code, facts_json
       FROM label_fetches JOIN parcels USING (parcel_id)
       WHERE label_fetches.state <> 'kept' AND parcels.state IN ('planned', 'released', 'open', 'packed')
         AND NOT EXISTS (SELECT 1 FROM label_documents WHERE label_documents.parcel_id = label_fetches.parcel_id)
       ORDER BY label_fetches.state, parcels.due_at IS NULL, parcels.due_at, parcel_id LIMIT ?`,
      [most],
    )
    .map((row) => ({
      parcelId: row.parcel_id,
      shopId: row.shop_id,
      trackingNumber: row.tracking_number,
      state: row.state,
      attempts: row.attempts,
      nextTryAt: row.next_try_at,
      code: row.code,
      facts: row.facts_json === null ? {} : (JSON.parse(row.facts_json) as Refusal['facts']), // written by noteFetch only
    }));
}
