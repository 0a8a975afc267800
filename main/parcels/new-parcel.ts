// Writing parcels and their lines. A use case has asked the guard before it calls these.

import type { ParcelId, ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { LineRef } from '../merges/verdict.ts';
import type { DoorTag } from '../orders/order.ts';
import type { ParcelState } from './parcel.ts';

export interface NewParcel {
  readonly parcelId: ParcelId;
  readonly shopId: ShopId;
  readonly recipientKey: string | null;
  readonly state: ParcelState;
  readonly doorTag: DoorTag;
  readonly carrier: string | null;
  readonly dueAt: number | null;
  readonly weightGrams: number | null;
  readonly plannedAt: number;
  readonly lines: readonly LineRef[];
}

export function addParcel(writer: Writer, parcel: NewParcel): void {
  writer.run(
    `INSERT INTO parcels (parcel_id, shop_id, recipient_key, state, door_tag, carrier, due_at, weight_grams, planned_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      parcel.parcelId,
      parcel.shopId,
      parcel.recipientKey,
      parcel.state,
      parcel.doorTag,
      parcel.carrier,
      parcel.dueAt,
      parcel.weightGrams,
      parcel.plannedAt,
    ],
  );
  for (const line of parcel.lines) addToParcel(writer, parcel.parcelId, line);
}

/** Adds pieces of a line; pieces of the same line that are there already are counted together. */
export function addToParcel(writer: Writer, parcelId: ParcelId, line: LineRef): void {
  writer.run(
    `INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) VALUES (?, ?, ?, ?)
     ON CONFLICT (parcel_id, order_key, line_id) DO UPDATE SET quantity = quantity + excluded.quantity`,
    [parcelId, line.orderKey, line.lineId, line.quantity],
  );
}

export function takeFromParcel(writer: Writer, parcelId: ParcelId, line: LineRef): void {
  const place = [parcelId, line.orderKey, line.lineId];
  const { changes } = writer.run(
    `DELETE FROM parcel_lines WHERE parcel_id = ? AND order_key = ? AND line_id = ? AND quantity <= ?`,
    [...place, line.quantity],
  );
  if (changes > 0) return;
  writer.run(
    `UPDATE parcel_lines SET quantity = quantity - :pieces, packed_quantity = min(packed_quantity, quantity - :pieces)
     WHERE parcel_id = :parcelId AND order_key = :orderKey AND line_id = :lineId`,
    { pieces: line.quantity, parcelId, orderKey: line.orderKey, lineId: line.lineId },
  );
}

/** Writes what follows from a parcel's lines (deadline, weight, recipient) after its lines have changed. */
export function refreshParcel(writer: Writer, parcelId: ParcelId, doorTag: DoorTag): void {
  const summary = summariseLines(writer, parcelId);
  writer.run(
    `UPDATE parcels SET door_tag = ?, due_at = ?, weight_grams = ?, recipient_key = ? WHERE parcel_id = ?`,
    [doorTag, summary.dueAt, summary.weightGrams, summary.recipientKey, parcelId],
  );
}

function summariseLines(reader: Reader, parcelId: ParcelId) {
  const row = reader.get<{
    due_at: number | null;
    weight: number | null;
    unweighed: number;
    recipient_key: string | null;
  }>(
    `SELECT min(orders.due_at) AS due_at, sum(skus.weight_grams * parcel_lines.quantity) AS weight,
       count(*) - count(skus.weight_grams) AS unweighed, min(orders.recipient_key) AS recipient_key
     FROM parcel_lines JOIN orders USING (order_key)
     JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
     LEFT JOIN skus ON skus.sku_code = order_lines.sku_code
     WHERE parcel_lines.parcel_id = ?`,
    [parcelId],
  );
  return {
    dueAt: row?.due_at ?? null,
    weightGrams: row && row.unweighed === 0 ? row.weight : null,
    recipientKey: row?.recipient_key ?? null,
  };
}
