// All SQL for parcels and what is in them.

import { assert } from '../basics/assert.ts';
import type { LineId, OrderId, ParcelId, ShopId, SkuCode, WaveId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { DoorTag, OrderKey } from '../orders/order.ts';
import type { Parcel, ParcelLine, ParcelState } from './parcel.ts';

export interface ParcelRow {
  parcel_id: string;
  shop_id: string;
  recipient_key: string | null;
  state: string;
  door_tag: string;
  carrier: string | null;
  tracking_number: string | null;
  waybill_source: string | null;
  wave_id: string | null;
  sort_position: number | null;
  slot: number | null;
  due_at: number | null;
  weight_grams: number | null;
  pulled_reason: string | null;
}

interface ParcelLineRow {
  parcel_id: string;
  order_key: number;
  order_id: string;
  line_id: string;
  sku_code: string;
  name: string;
  spec: string;
  quantity: number;
  packed_quantity: number;
  is_gift: number;
  door_tag: string;
}

/** In the order of `parcelIds`; unknown ids are left out. */
export function listParcels(reader: Reader, parcelIds: readonly ParcelId[]): Parcel[] {
  const wanted = JSON.stringify(parcelIds);
  const rows = reader.all<ParcelRow>(
    `SELECT parcels.* FROM json_each(?) AS wanted CROSS JOIN parcels ON parcels.parcel_id = wanted.value ORDER BY wanted.key`,
    [wanted],
  );
  const lines = new Map<string, ParcelLine[]>();
  for (const row of reader.iterate<ParcelLineRow>(
    `SELECT parcel_lines.parcel_id, parcel_lines.order_key, orders.order_id, parcel_lines.line_id, order_lines.sku_code,
       order_lines.name, order_lines.spec, parcel_lines.quantity, parcel_lines.packed_quantity, order_lines.is_gift,
       order_lines.door_tag
     FROM json_each(?) AS wanted
     CROSS JOIN parcel_lines ON parcel_lines.parcel_id = wanted.value
     CROSS JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
     CROSS JOIN orders ON orders.order_key = parcel_lines.order_key
     ORDER BY wanted.key, parcel_lines.order_key, parcel_lines.line_id`,
    [wanted],
  )) {
    const line = parcelLineFromRow(row);
    const list = lines.get(row.parcel_id);
    if (list) list.push(line);
    else lines.set(row.parcel_id, [line]);
  }
  return rows.map((row) => parcelFromRow(row, lines.get(row.parcel_id) ?? []));
}

export function findParcel(reader: Reader, parcelId: ParcelId): Parcel | undefined {
  return listParcels(reader, [parcelId])[0];
}

export function getParcel(reader: Reader, parcelId: ParcelId): Parcel {
  const parcel = findParcel(reader, parcelId);
  assert(parcel, 'a parcel id comes from the parcels table');
  return parcel;
}

/** The live parcel that carries this tracking number, or is also known by it; pulled and dissolved ones do not count. */
export function findParcelByTracking(reader: Reader, trackingNumber: string): Parcel | undefined {
  const row =
    reader.get<{ parcel_id: string }>(
      `SELECT parcel_id FROM parcels WHERE tracking_number = ? AND state NOT IN ('pulled', 'dissolved')`,
      [trackingNumber],
    ) ??
    reader.get<{ parcel_id: string }>(
      `SELECT parcel_id FROM parcel_numbers JOIN parcels USING (parcel_id)
       WHERE number = ? AND state NOT IN ('pulled', 'dissolved') ORDER BY parcel_id LIMIT 1`,
      [trackingNumber],
    );
  return row && findParcel(reader, row.parcel_id as ParcelId);
}

/** Another number that the parcel is scanned and found by. */
export function addParcelNumber(writer: Writer, parcelId: ParcelId, number: string): void {
  writer.run(`INSERT OR IGNORE INTO parcel_numbers (number, parcel_id) VALUES (?, ?)`, [
    normaliseCode(number),
    parcelId,
  ]);
}

/** Beside its tracking number. */
export function listParcelNumbers(reader: Reader, parcelId: ParcelId): string[] {
  return reader
    .all<{ number: string }>(`SELECT number FROM parcel_numbers WHERE parcel_id = ? ORDER BY number`, [
      parcelId,
    ])
    .map((row) => row.number);
}

/** The parcels in this state that are due first, at most `limit`; those without a deadline come last. */
export function listMostUrgentIds(reader: Reader, state: ParcelState, limit: number): ParcelId[] {
  const from = `SELECT parcel_id FROM parcels INDEXED BY parcels_by_state WHERE state = :state`;
  const dated = reader.all<{ parcel_id: ParcelId }>(
    `${from} AND due_at IS NOT NULL ORDER BY due_at, parcel_id LIMIT :limit`,
    { state, limit },
  );
  const undated = reader.all<{ parcel_id: ParcelId }>(
    `${from} AND due_at IS NULL ORDER BY parcel_id LIMIT :limit`,
    { state, limit: limit - dated.length },
  );
  return [...dated, ...undated].map((row) => row.parcel_id);
}

/** The next parcels in this state after a place of its index, in the order of that index; for walking over very many. */
export function listNextIds(
  reader: Reader,
  state: ParcelState,
  after: { readonly dueAt: number | null; readonly parcelId: ParcelId } | null,
  limit: number,
): { readonly parcelId: ParcelId; readonly dueAt: number | null }[] {
  const from = `SELECT parcel_id AS parcelId, due_at AS dueAt FROM parcels INDEXED BY parcels_by_state WHERE state = :state`;
  const isDated = after !== null && after.dueAt !== null;
  const undated = isDated
    ? []
    : reader.all<{ parcelId: ParcelId; dueAt: number | null }>(
        `${from} AND due_at IS NULL AND parcel_id > :parcelId ORDER BY parcel_id LIMIT :limit`,
        { state, parcelId: after?.parcelId ?? '', limit },
      );
  const dated = reader.all<{ parcelId: ParcelId; dueAt: number | null }>(
    `${from} AND due_at IS NOT NULL AND (due_at, parcel_id) > (:dueAt, :parcelId) ORDER BY due_at, parcel_id LIMIT :limit`,
    {
      state,
      dueAt: after?.dueAt ?? Number.MIN_SAFE_INTEGER,
      parcelId: isDated ? after.parcelId : '',
      limit: limit - undated.length,
    },
  );
  return [...undated, ...dated];
}

/** Live parcels that hold any line of this order. */
export function listParcelIdsOfOrder(reader: Reader, orderKey: OrderKey): ParcelId[] {
  return reader
    .all<{ parcel_id: string }>(
      `SELECT DISTINCT parcels.parcel_id FROM parcel_lines JOIN parcels USING (parcel_id)
       WHERE parcel_lines.order_key = ? AND parcels.state NOT IN ('dissolved') ORDER BY parcels.planned_at, parcels.parcel_id`,
      [orderKey],
    )
    .map((row) => row.parcel_id as ParcelId);
}

/** Moves a parcel to another state; the use case has checked that it may. */
export function setParcelState(writer: Writer, parcelId: ParcelId, state: ParcelState): void {
  const { changes } = writer.run(`UPDATE parcels SET state = ? WHERE parcel_id = ?`, [state, parcelId]);
  assert(changes === 1, 'a parcel that changes state exists');
  writer.emit({ kind: 'parcels.changed' });
}

function parcelFromRow(row: ParcelRow, lines: readonly ParcelLine[]): Parcel {
  return {
    parcelId: row.parcel_id as ParcelId, // ids were branded when they were made
    shopId: row.shop_id as ShopId,
    recipientKey: row.recipient_key,
    state: row.state as ParcelState, // CHECK in the table
    doorTag: row.door_tag as DoorTag, // CHECK in the table
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    waybillSource: row.waybill_source as Parcel['waybillSource'], // CHECK in the table
    waveId: row.wave_id as WaveId | null,
    sortPosition: row.sort_position,
    slot: row.slot,
    dueAt: row.due_at,
    weightGrams: row.weight_grams,
    pulledReason: row.pulled_reason,
    lines,
  };
}

function parcelLineFromRow(row: ParcelLineRow): ParcelLine {
  return {
    orderKey: row.order_key,
    orderId: row.order_id as OrderId, // codes were branded when they were taken in
    lineId: row.line_id as LineId,
    skuCode: row.sku_code as SkuCode,
    name: row.name,
    spec: row.spec,
    quantity: row.quantity,
    packedQuantity: row.packed_quantity,
    isGift: row.is_gift === 1,
    doorTag: row.door_tag as DoorTag, // CHECK in the table
  };
}
