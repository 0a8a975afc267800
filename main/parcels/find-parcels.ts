// Pages of parcels by state, wave and search text.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { OrderKey } from '../orders/order.ts';
import type { ParcelState } from './parcel.ts';

export interface ParcelsAsked {
  readonly states: readonly ParcelState[];
  readonly waveId: string | null;
  /** Only parcels that hold a line of these orders; null for all. */
  readonly foundOrders: readonly OrderKey[] | null;
  /** Only those without a live label: what is still to be printed. */
  readonly isUnlabelled?: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** In a wave by sort position, else most urgent first. */
export function listParcelIds(reader: Reader, asked: ParcelsAsked): { ids: ParcelId[]; total: number } {
  const where = `state IN (SELECT value FROM json_each(:states))
    AND (:waveId IS NULL OR wave_id = :waveId)
    AND (:isUnlabelled = 0 OR NOT EXISTS (
      SELECT 1 FROM labels WHERE labels.parcel_id = parcels.parcel_id AND labels.state NOT IN ('void', 'failed')))
    AND (:found IS NULL OR parcel_id IN (
      SELECT parcel_id FROM parcel_lines WHERE order_key IN (SELECT value FROM json_each(:found))))`;
  const parameters = {
    states: JSON.stringify(asked.states),
    waveId: asked.waveId,
    isUnlabelled: asked.isUnlabelled ? 1 : 0,
    found: asked.foundOrders && JSON.stringify(asked.foundOrders),
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
