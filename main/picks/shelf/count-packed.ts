// What was packed was fetched, whoever has ticked it: people who pick from paper scan nothing on the way. When a parcel is sealed, its
// pieces that no scan has counted leave the bin that the list named, and nobody is sent for them again.

import type { Clock } from '../../basics/clock.ts';
import type { BinCode, ParcelId, SkuCode, WaveId } from '../../basics/ids.ts';
import type { Caller } from '../../basics/request.ts';
import type { Writer } from '../../database/database.ts';
import { moveBinStock } from '../../goods/sku-bins-table.ts';
import { findCartOfLine } from '../carts/carts-table.ts';
import { movePieces } from '../pick-lines-table.ts';
import { settleCart } from './put-pieces.ts';

interface UnpickedRow {
  wave_id: WaveId;
  position: number;
  slot: number;
  sku_code: SkuCode;
  bin_code: BinCode | null;
  pieces: number;
}

/** In the transaction that seals the parcel. Twice is once. A step of a walk it is not: nothing of it is taken back by undoing. */
export function countPacked(
  parts: { readonly clock: Clock },
  writer: Writer,
  parcelId: ParcelId,
  caller: Caller,
): void {
  const unpicked = writer.all<UnpickedRow>(
    `SELECT pick_slots.wave_id, pick_slots.position, pick_slots.slot, pick_lines.sku_code, pick_lines.bin_code,
       pick_slots.quantity - pick_slots.picked_quantity AS pieces
     FROM parcels CROSS JOIN pick_slots ON pick_slots.parcel_id = parcels.parcel_id AND pick_slots.wave_id = parcels.wave_id
     CROSS JOIN pick_lines ON pick_lines.wave_id = pick_slots.wave_id AND pick_lines.position = pick_slots.position
     WHERE parcels.parcel_id = ? AND pick_slots.picked_quantity < pick_slots.quantity`,
    [parcelId],
  );
  const by = { at: parts.clock.now(), person: caller.person };
  for (const { wave_id: waveId, position, slot, sku_code: skuCode, bin_code: binCode, pieces } of unpicked) {
    movePieces(writer, { waveId, position }, [{ slot, pieces }], by);
    moveBinStock(writer, skuCode, binCode, -pieces);
  }
  const [first] = unpicked;
  const cart = first && findCartOfLine(writer, first.wave_id, first.position);
  if (cart) settleCart(parts, writer, cart.waveId, cart, caller);
}
