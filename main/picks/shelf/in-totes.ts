// Pieces that were fetched and are not packed yet: still stock of the shop, but in no bin.

import type { SkuCode } from '../../basics/ids.ts';
import type { Reader } from '../../database/database.ts';

export function readInTotes(reader: Reader, skuCode: SkuCode): number {
  const row = reader.get<{ pieces: number | null }>(
    `SELECT sum(pick_slots.picked_quantity) AS pieces
     FROM parcels INDEXED BY parcels_by_state
     CROSS JOIN pick_slots ON pick_slots.parcel_id = parcels.parcel_id AND pick_slots.wave_id = parcels.wave_id
     CROSS JOIN pick_lines ON pick_lines.wave_id = pick_slots.wave_id AND pick_lines.position = pick_slots.position
     WHERE parcels.state IN ('released', 'open') AND pick_lines.sku_code = ?`,
    [skuCode],
  );
  return row?.pieces ?? 0;
}
