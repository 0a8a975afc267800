// Pages of parcels by state, wave and search text.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import type { ParcelState } from './parcel.ts';

const mostFound = 2_000;

/** Orders that a search text names: by order or tracking number, name, or any three characters and more of what is shown. */
export function ordersFoundBy(reader: Reader, text: string): OrderKey[] {
  const isLong = [...text].length >= 3;
  const like = `SELECT rowid AS order_key FROM order_search WHERE order_search MATCH :phrase`;
  const prefix = `SELECT order_key FROM order_names WHERE name >= :text AND name < :text || char(1114111)`;
  const sql = `SELECT order_key FROM orders WHERE order_id = :text
    UNION SELECT order_key FROM orders WHERE tracking_number = :text AND tracking_number IS NOT NULL
    UNION ${isLong ? like : prefix} LIMIT ${mostFound}`;
  const parameters = isLong ? { text, phrase: `"${text.replaceAll('"', '""')}"` } : { text };
  return reader.all<{ order_key: number }>(sql, parameters).map((row) => row.order_key);
}

export interface ParcelsAsked {
  readonly states: readonly ParcelState[];
  readonly waveId: string | null;
  readonly search: string;
  /** Only those without a live label: what is still to be printed. */
  readonly isUnlabelled?: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** In a wave by sort position, else most urgent first. */
export function listParcelIds(reader: Reader, asked: ParcelsAsked): { ids: ParcelId[]; total: number } {
  const text = asked.search.trim();
  const found = text === '' ? null : JSON.stringify(ordersFoundBy(reader, text));
  const where = `state IN (SELECT value FROM json_each(:states))
    AND (:waveId IS NULL OR wave_id = :waveId)
    AND (:isUnlabelled = 0 OR NOT EXISTS (
      SELECT 1 FROM labels WHERE labels.parcel_id = parcels.parcel_id AND labels.state NOT IN ('void', 'failed')))
    AND (:found IS NULL OR parcel_id = :text OR tracking_number = :text OR parcel_id IN (
      SELECT parcel_id FROM parcel_lines WHERE order_key IN (SELECT value FROM json_each(:found))))`;
  const parameters = {
    states: JSON.stringify(asked.states),
    waveId: asked.waveId,
    isUnlabelled: asked.isUnlabelled ? 1 : 0,
    found,
    text: text.toUpperCase(),
  };
  const order = asked.waveId === null ? 'due_at IS NULL, due_at, parcel_id' : 'sort_position, parcel_id';
  const ids = reader
    .all<{ parcel_id: string }>(
      `SELECT parcel_id FROM parcels WHERE ${where} ORDER BY ${order} LIMIT :limit OFFSET :offset`,
      { ...parameters, limit: asked.limit, offset: asked.offset },
    )
    .map((row) => row.parcel_id as ParcelId);
  const total = reader.get<{ count: number }>(
    `SELECT count(*) AS count FROM parcels WHERE ${where}`,
    parameters,
  );
  return { ids, total: total?.count ?? 0 };
}
