// All SQL for the lines of picking lists and their slots. What is read of one line costs what that line holds, however long the list.

import type { BinCode, OrderId, ParcelId, SkuCode, WaveId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';
import { packableOrderStates } from '../orders/order.ts';
import type { PickLineView, PickSlot } from './wave.ts';

// A parcel is stopped for the picker as merge.hold stops it: one held or unpackable order is enough. One that the bench has
// closed already is not: its goods were fetched.
const isStoppedSql = `(parcels.state IN ('pulled', 'dissolved') OR (parcels.state IN ('released', 'open') AND EXISTS (
    SELECT 1 FROM parcel_lines
    CROSS JOIN orders ON orders.order_key = parcel_lines.order_key
    CROSS JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
    WHERE parcel_lines.parcel_id = parcels.parcel_id AND (orders.hold IS NOT NULL OR order_lines.hold IS NOT NULL
      OR orders.state NOT IN (${packableOrderStates.map((state) => `'${state}'`).join(', ')})))))`;

/** Somebody still waits for a piece of this row of pick_lines. */
export const hasOpenSlotSql = `EXISTS (SELECT 1 FROM pick_slots CROSS JOIN parcels ON parcels.parcel_id = pick_slots.parcel_id
    WHERE pick_slots.wave_id = pick_lines.wave_id AND pick_slots.position = pick_lines.position
      AND pick_slots.picked_quantity < pick_slots.quantity AND NOT ${isStoppedSql})`;

interface PickLineRow {
  position: number;
  cart_no: number;
  turn: number;
  sku_code: string;
  name: string | null;
  spec: string | null;
  bin_code: string | null;
  short_quantity: number;
  left_in_bin: number | null;
  stock: number | null;
}

const lineSelect = `SELECT pick_lines.position, pick_lines.cart_no, pick_lines.turn, pick_lines.sku_code, pick_lines.bin_code,
    pick_lines.short_quantity, pick_lines.left_in_bin, skus.name, skus.spec, skus.stock
  FROM pick_lines LEFT JOIN skus ON skus.sku_code = pick_lines.sku_code WHERE pick_lines.wave_id = :waveId`;

/** In walking order, or only one cart's. A SKU the goods list does not know goes by the name its order gave it. */
export function listPickLines(
  reader: Reader,
  waveId: WaveId,
  { cartNo }: { readonly cartNo?: number } = {},
): PickLineView[] {
  const where = cartNo === undefined ? '' : ' AND pick_lines.cart_no = :cartNo';
  const asked = cartNo === undefined ? { waveId } : { waveId, cartNo };
  const rows = reader.all<PickLineRow>(
    `${lineSelect}${where} ORDER BY pick_lines.cart_no, pick_lines.turn, pick_lines.position`,
    asked,
  );
  const slots = readSlots(reader, `pick_lines.wave_id = :waveId${where}`, asked);
  return rows.map((row) => lineFromRow(row, slots.get(row.position) ?? noSlots));
}

export function findPickLine(reader: Reader, waveId: WaveId, position: number): PickLineView | undefined {
  const asked = { waveId, position };
  const row = reader.get<PickLineRow>(`${lineSelect} AND pick_lines.position = :position`, asked);
  if (!row) return undefined;
  const slots = readSlots(reader, `pick_lines.wave_id = :waveId AND pick_lines.position = :position`, asked);
  return lineFromRow(row, slots.get(position) ?? noSlots);
}

/** The line to walk to next: the first that somebody still waits for. */
export function findNextPosition(reader: Reader, waveId: WaveId, cartNo: number): number | null {
  const row = reader.get<{ position: number }>(
    `SELECT position FROM pick_lines WHERE wave_id = ? AND cart_no = ? AND picked_quantity < quantity AND ${hasOpenSlotSql}
     ORDER BY turn, position LIMIT 1`,
    [waveId, cartNo],
  );
  return row?.position ?? null;
}

/** Positions of this SKU's lines, in walking order; of one cart, or of all. */
export function listPositionsOf(
  reader: Reader,
  waveId: WaveId,
  skuCodes: readonly string[],
  cartNo: number | null = null,
): number[] {
  return reader
    .all<{ position: number }>(
      `SELECT position FROM pick_lines WHERE wave_id = :waveId AND (:cartNo IS NULL OR cart_no = :cartNo)
         AND sku_code IN (SELECT value FROM json_each(:skuCodes)) ORDER BY cart_no, turn, position`,
      { waveId, cartNo, skuCodes: JSON.stringify(skuCodes) },
    )
    .map((row) => row.position);
}

/** The open line whose goods lie in this bin. */
export function findPositionInBin(
  reader: Reader,
  waveId: WaveId,
  cartNo: number,
  binCode: string,
): number | null {
  const row = reader.get<{ position: number }>(
    `SELECT position FROM pick_lines WHERE wave_id = ? AND cart_no = ? AND bin_code = ?
     ORDER BY picked_quantity >= quantity, turn, position LIMIT 1`,
    [waveId, cartNo, binCode],
  );
  return row?.position ?? null;
}

interface SlotsAt {
  readonly live: PickSlot[];
  stoppedQuantity: number;
  readonly name: string | null;
  readonly spec: string | null;
}

const noSlots: SlotsAt = { live: [], stoppedQuantity: 0, name: null, spec: null };

function lineFromRow(row: PickLineRow, { live, stoppedQuantity, name, spec }: SlotsAt): PickLineView {
  return {
    position: row.position,
    cartNo: row.cart_no,
    turn: row.turn,
    skuCode: row.sku_code as SkuCode, // branded when it was taken in
    name: row.name ?? name ?? row.sku_code,
    spec: row.spec ?? spec ?? '',
    binCode: row.bin_code as BinCode | null,
    quantity: live.reduce((sum, slot) => sum + slot.quantity, 0),
    pickedQuantity: live.reduce((sum, slot) => sum + slot.pickedQuantity, 0),
    stoppedQuantity,
    shortQuantity: row.short_quantity,
    leftInBin: row.left_in_bin,
    stock: row.stock,
    slots: live,
  };
}

interface SlotRow {
  position: number;
  slot: number;
  parcel_id: string;
  quantity: number;
  picked_quantity: number;
  is_stopped: number;
  order_id: string | null;
  name: string | null;
  spec: string | null;
}

function readSlots(
  reader: Reader,
  where: string,
  asked: Readonly<Record<string, string | number>>,
): Map<number, SlotsAt> {
  const found = new Map<number, SlotsAt>();
  const rows = reader.iterate<SlotRow>(
    `SELECT pick_slots.position, pick_slots.slot, pick_slots.parcel_id, pick_slots.quantity, pick_slots.picked_quantity,
       ${isStoppedSql} AS is_stopped, min(orders.order_id) AS order_id, order_lines.name, order_lines.spec
     FROM pick_lines CROSS JOIN pick_slots USING (wave_id, position)
     JOIN parcels ON parcels.parcel_id = pick_slots.parcel_id
     LEFT JOIN parcel_lines ON parcel_lines.parcel_id = pick_slots.parcel_id
     LEFT JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
     LEFT JOIN orders ON orders.order_key = parcel_lines.order_key
     WHERE ${where} AND (order_lines.sku_code = pick_lines.sku_code OR order_lines.sku_code IS NULL)
     GROUP BY pick_slots.position, pick_slots.slot ORDER BY pick_slots.position, pick_slots.slot`,
    asked,
  );
  for (const row of rows) {
    const at = found.get(row.position) ?? { live: [], stoppedQuantity: 0, name: row.name, spec: row.spec };
    found.set(row.position, at);
    if (row.is_stopped === 1) {
      at.stoppedQuantity += row.quantity;
    } else {
      at.live.push({
        slot: row.slot,
        parcelId: row.parcel_id as ParcelId, // ids were branded when they were made
        orderId: (row.order_id ?? '') as OrderId,
        quantity: row.quantity,
        pickedQuantity: row.picked_quantity,
      });
    }
  }
  return found;
}

/** Pieces that go into slots of a line, negative ones come out. The line's own count follows. */
export function movePieces(
  writer: Writer,
  line: { readonly waveId: WaveId; readonly position: number },
  moves: readonly { readonly slot: number; readonly pieces: number }[],
  by: { readonly at: number; readonly person: string },
): void {
  const { waveId, position } = line;
  for (const { slot, pieces } of moves) {
    writer.run(
      `UPDATE pick_slots SET picked_quantity = picked_quantity + ? WHERE wave_id = ? AND position = ? AND slot = ?`,
      [pieces, waveId, position, slot],
    );
  }
  const pieces = moves.reduce((sum, move) => sum + move.pieces, 0);
  writer.run(
    `UPDATE pick_lines SET picked_quantity = picked_quantity + ?, picked_at = ?, picked_by = ? WHERE wave_id = ? AND position = ?`,
    [pieces, by.at, by.person, waveId, position],
  );
  writer.emit({ kind: 'waves.changed' });
}

export function setTurn(writer: Writer, waveId: WaveId, position: number, turn: number): void {
  writer.run(`UPDATE pick_lines SET turn = ? WHERE wave_id = ? AND position = ?`, [turn, waveId, position]);
  writer.emit({ kind: 'waves.changed' });
}

export function lastTurn(reader: Reader, waveId: WaveId, cartNo: number): number {
  const sql = `SELECT max(turn) AS turn FROM pick_lines WHERE wave_id = ? AND cart_no = ?`;
  return reader.get<{ turn: number | null }>(sql, [waveId, cartNo])?.turn ?? 0;
}

/** Fewer pieces are fetched for these slots of a line; a slot that wants nothing is gone, and so is a line. */
export function lessenSlots(
  writer: Writer,
  line: { readonly waveId: WaveId; readonly position: number },
  less: readonly { readonly slot: number; readonly pieces: number }[],
  isShort: boolean,
): void {
  const { waveId, position } = line;
  for (const { slot, pieces } of less) {
    const where = [waveId, position, slot];
    const { changes } = writer.run(
      `DELETE FROM pick_slots WHERE wave_id = ? AND position = ? AND slot = ? AND quantity <= ?`,
      [...where, pieces],
    );
    if (changes > 0) continue;
    writer.run(
      `UPDATE pick_slots SET quantity = quantity - ? WHERE wave_id = ? AND position = ? AND slot = ?`,
      [pieces, ...where],
    );
  }
  const pieces = less.reduce((sum, each) => sum + each.pieces, 0);
  const { changes } = writer.run(
    `DELETE FROM pick_lines WHERE wave_id = ? AND position = ? AND quantity <= ?`,
    [waveId, position, pieces],
  );
  if (changes === 0) {
    writer.run(
      `UPDATE pick_lines SET quantity = quantity - ?, short_quantity = short_quantity + ? WHERE wave_id = ? AND position = ?`,
      [pieces, isShort ? pieces : 0, waveId, position],
    );
  }
  writer.emit({ kind: 'waves.changed' });
}

/** A line more, at the end of a cart's walk: the same goods out of another bin. Answers its position. */
export function addPickLine(
  writer: Writer,
  line: {
    readonly waveId: WaveId;
    readonly cartNo: number;
    readonly skuCode: SkuCode;
    readonly binCode: BinCode | null;
    readonly leftInBin: number | null;
    readonly slots: readonly {
      readonly slot: number;
      readonly parcelId: ParcelId;
      readonly quantity: number;
    }[];
  },
): number {
  const { waveId, cartNo, skuCode, binCode, leftInBin, slots } = line;
  const quantity = slots.reduce((sum, slot) => sum + slot.quantity, 0);
  const last = writer.get<{ position: number }>(
    `SELECT max(position) AS position FROM pick_lines WHERE wave_id = ?`,
    [waveId],
  );
  const position = (last?.position ?? 0) + 1;
  writer.run(
    `INSERT INTO pick_lines (wave_id, cart_no, position, turn, sku_code, bin_code, quantity, left_in_bin)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [waveId, cartNo, position, lastTurn(writer, waveId, cartNo), skuCode, binCode, quantity, leftInBin],
  );
  for (const { slot, parcelId, quantity: wanted } of slots) {
    writer.run(
      `INSERT INTO pick_slots (wave_id, position, slot, parcel_id, quantity) VALUES (?, ?, ?, ?, ?)`,
      [waveId, position, slot, parcelId, wanted],
    );
  }
  writer.emit({ kind: 'waves.changed' });
  return position;
}
