// All SQL for waves, pick lines and pick slots.

import type { BinCode, OrderId, ParcelId, SkuCode, WaveId } from '../basics/ids.ts';
import type { HeavyRead } from '../database/beside.ts';
import type { Reader, Writer } from '../database/database.ts';
import { packableOrderStates } from '../orders/order.ts';
import type { WaveLayout } from './lay-out-wave.ts';
import type { PickLineView, PickSlot, WaveState, WaveView } from './wave.ts';

interface WaveRow {
  wave_id: string;
  name: string;
  state: string;
  parcel_count: number;
  released_at: number;
  released_by: string;
  finished_at: number | null;
  line_count: number;
}

const waveSelect = `SELECT waves.*,
  (SELECT count(*) FROM pick_lines WHERE pick_lines.wave_id = waves.wave_id) AS line_count FROM waves`;

function waveFromRow(reader: Reader, row: WaveRow): WaveView {
  const waveId = row.wave_id as WaveId; // ids were branded when they were made
  return {
    waveId,
    name: row.name,
    state: row.state as WaveState, // CHECK in the table
    parcelCount: row.parcel_count,
    lineCount: row.line_count,
    // What is still to fetch follows the holds of the moment; few waves are on the floor at a time.
    pickedLines:
      row.state === 'released' ? listPickLines(reader, waveId).filter(isPicked).length : row.line_count,
    releasedAt: row.released_at,
    releasedBy: row.released_by,
    finishedAt: row.finished_at,
  };
}

export const wavesRead: HeavyRead<{ readonly limit: number }, WaveView[]> = {
  name: 'waves.list',
  run: (reader, _now, { limit }) => listWaves(reader, limit),
};

/** The wave and its list; null when there is no such wave. */
export const pickingListRead: HeavyRead<
  { readonly waveId: WaveId },
  { readonly wave: WaveView; readonly lines: PickLineView[] } | null
> = {
  name: 'waves.pickingList',
  run: (reader, _now, { waveId }) => {
    const wave = findWave(reader, waveId);
    return wave ? { wave, lines: listPickLines(reader, waveId) } : null;
  },
};

/** Newest first. */
function listWaves(reader: Reader, limit: number): WaveView[] {
  return reader
    .all<WaveRow>(`${waveSelect} ORDER BY released_at DESC, wave_id DESC LIMIT ?`, [limit])
    .map((row) => waveFromRow(reader, row));
}

function findWave(reader: Reader, waveId: WaveId): WaveView | undefined {
  const row = reader.get<WaveRow>(`${waveSelect} WHERE wave_id = ?`, [waveId]);
  return row && waveFromRow(reader, row);
}

export function findWaveState(reader: Reader, waveId: WaveId): WaveState | undefined {
  const row = reader.get<{ state: string }>(`SELECT state FROM waves WHERE wave_id = ?`, [waveId]);
  return row?.state as WaveState | undefined; // CHECK in the table
}

export function countWaves(reader: Reader): number {
  return reader.get<{ count: number }>(`SELECT count(*) AS count FROM waves`)?.count ?? 0;
}

/** The wave, its lines and slots, and each parcel's place in it. */
export function addWave(
  writer: Writer,
  wave: {
    readonly waveId: WaveId;
    readonly name: string;
    readonly releasedAt: number;
    readonly releasedBy: string;
  },
  layout: WaveLayout,
): void {
  const { waveId, name, releasedAt, releasedBy } = wave;
  writer.run(
    `INSERT INTO waves (wave_id, name, state, parcel_count, released_at, released_by) VALUES (?, ?, 'released', ?, ?, ?)`,
    [waveId, name, layout.parcelIds.length, releasedAt, releasedBy],
  );
  for (const line of layout.lines) {
    writer.run(
      `INSERT INTO pick_lines (wave_id, position, sku_code, bin_code, quantity) VALUES (?, ?, ?, ?, ?)`,
      [waveId, line.position, line.skuCode, line.binCode, line.quantity],
    );
  }
  // Thousands of rows in one statement each: nobody scans meanwhile.
  const slots = layout.lines.flatMap(({ position, slots: at }) =>
    at.map(({ slot, parcelId, quantity }) => [position, slot, parcelId, quantity]),
  );
  writer.run(
    `INSERT INTO pick_slots (wave_id, position, slot, parcel_id, quantity)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    [waveId, JSON.stringify(slots)],
  );
  writer.run(
    `UPDATE parcels SET state = 'released', wave_id = ?, sort_position = wanted.key + 1, slot = wanted.key + 1
     FROM json_each(?) AS wanted WHERE parcels.parcel_id = wanted.value`,
    [waveId, JSON.stringify(layout.parcelIds)],
  );
  writer.emit({ kind: 'waves.changed' });
  writer.emit({ kind: 'parcels.changed' });
}

export function isPicked(line: Pick<PickLineView, 'quantity' | 'pickedQuantity'>): boolean {
  return line.pickedQuantity >= line.quantity;
}

interface PickLineRow {
  position: number;
  sku_code: string;
  name: string | null;
  spec: string | null;
  bin_code: string | null;
  quantity: number;
  picked_quantity: number;
  stock: number | null;
}

/** In walking order. A SKU the goods list does not know goes by the name its order gave it. */
export function listPickLines(reader: Reader, waveId: WaveId): PickLineView[] {
  const rows = reader.all<PickLineRow>(
    `SELECT pick_lines.position, pick_lines.sku_code, pick_lines.bin_code, pick_lines.quantity, pick_lines.picked_quantity,
       skus.name, skus.spec, skus.stock
     FROM pick_lines LEFT JOIN skus ON skus.sku_code = pick_lines.sku_code
     WHERE pick_lines.wave_id = :waveId ORDER BY pick_lines.position`,
    { waveId },
  );
  const slots = readSlots(reader, waveId);
  return rows.map((row) => {
    const { live, stoppedQuantity, name, spec } = slots.get(row.position) ?? noSlots;
    return {
      position: row.position,
      skuCode: row.sku_code as SkuCode, // branded when it was taken in
      name: row.name ?? name ?? row.sku_code,
      spec: row.spec ?? spec ?? '',
      binCode: row.bin_code as BinCode | null,
      quantity: row.quantity - stoppedQuantity,
      pickedQuantity: row.picked_quantity,
      stoppedQuantity,
      stock: row.stock,
      slots: live,
    };
  });
}

interface SlotsAt {
  readonly live: PickSlot[];
  stoppedQuantity: number;
  readonly name: string | null;
  readonly spec: string | null;
}

const noSlots: SlotsAt = { live: [], stoppedQuantity: 0, name: null, spec: null };

// A parcel is stopped for the picker as merge.hold stops it: one held or unpackable order is enough. One that the bench has
// closed already is not: its goods were fetched.
const stoppedSql = `SELECT DISTINCT parcels.parcel_id FROM parcels
  LEFT JOIN parcel_lines USING (parcel_id)
  LEFT JOIN orders ON orders.order_key = parcel_lines.order_key
  LEFT JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
  WHERE parcels.parcel_id IN (SELECT parcel_id FROM pick_slots WHERE wave_id = :waveId)
    AND (parcels.state IN ('pulled', 'dissolved') OR (parcels.state IN ('released', 'open') AND (
      orders.hold IS NOT NULL OR order_lines.hold IS NOT NULL
      OR orders.state NOT IN (${packableOrderStates.map((state) => `'${state}'`).join(', ')}))))`;

function readSlots(reader: Reader, waveId: WaveId): Map<number, SlotsAt> {
  const stopped = new Set(
    reader.all<{ parcel_id: string }>(stoppedSql, { waveId }).map((row) => row.parcel_id),
  );
  const found = new Map<number, SlotsAt>();
  const rows = reader.iterate<{
    position: number;
    slot: number;
    parcel_id: string;
    quantity: number;
    order_id: string | null;
    name: string | null;
    spec: string | null;
  }>(
    `SELECT pick_slots.position, pick_slots.slot, pick_slots.parcel_id, pick_slots.quantity, min(orders.order_id) AS order_id,
       order_lines.name, order_lines.spec
     FROM pick_slots JOIN pick_lines USING (wave_id, position)
     LEFT JOIN parcel_lines ON parcel_lines.parcel_id = pick_slots.parcel_id
     LEFT JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
     LEFT JOIN orders ON orders.order_key = parcel_lines.order_key
     WHERE pick_slots.wave_id = :waveId AND (order_lines.sku_code = pick_lines.sku_code OR order_lines.sku_code IS NULL)
     GROUP BY pick_slots.position, pick_slots.slot ORDER BY pick_slots.position, pick_slots.slot`,
    { waveId },
  );
  for (const row of rows) {
    const at = found.get(row.position) ?? {
      live: [],
      stoppedQuantity: 0,
      name: row.name,
      spec: row.spec,
    };
    found.set(row.position, at);
    if (stopped.has(row.parcel_id)) {
      at.stoppedQuantity += row.quantity;
    } else {
      at.live.push({
        slot: row.slot,
        parcelId: row.parcel_id as ParcelId, // ids were branded when they were made
        orderId: (row.order_id ?? '') as OrderId,
        quantity: row.quantity,
      });
    }
  }
  return found;
}

export function setPicked(
  writer: Writer,
  line: { readonly waveId: WaveId; readonly position: number; readonly pickedQuantity: number },
  by: { readonly at: number; readonly person: string },
): void {
  writer.run(
    `UPDATE pick_lines SET picked_quantity = ?, picked_at = ?, picked_by = ? WHERE wave_id = ? AND position = ?`,
    [line.pickedQuantity, by.at, by.person, line.waveId, line.position],
  );
  writer.emit({ kind: 'waves.changed' });
}

export function setWaveState(
  writer: Writer,
  waveId: WaveId,
  state: WaveState,
  finishedAt: number | null,
): void {
  writer.run(`UPDATE waves SET state = ?, finished_at = ? WHERE wave_id = ?`, [state, finishedAt, waveId]);
  writer.emit({ kind: 'waves.changed' });
}
