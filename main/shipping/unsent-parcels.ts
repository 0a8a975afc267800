// Packed parcels of which nothing is owed to the platform: shipping by hand is set, or something stood in the way when they were
// sealed. They wait on the shipping screen until a person sends them.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { shipmentKind } from './shipment.ts';

const unsentSql = `FROM parcels INDEXED BY parcels_by_state WHERE state = 'packed' AND NOT EXISTS
  (SELECT 1 FROM outbox WHERE kind = ? AND subject_id = parcels.parcel_id AND outbox.state <> 'withdrawn')`;

export function countUnsentParcels(reader: Reader): number {
  return reader.get<{ count: number }>(`SELECT count(*) AS count ${unsentSql}`, [shipmentKind])?.count ?? 0;
}

/** Those packed first come first. */
export function listUnsentParcels(reader: Reader, limit: number): ParcelId[] {
  return reader
    .all<{ parcel_id: ParcelId }>(`SELECT parcel_id ${unsentSql} ORDER BY packed_at, parcel_id LIMIT ?`, [
      shipmentKind,
      limit,
    ])
    .map((row) => row.parcel_id);
}
