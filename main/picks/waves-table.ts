// All SQL for waves: adding one piece by piece, and how far each has come. Its lines are in pick-lines-table.ts.

import type { ParcelId, WaveId } from '../basics/ids.ts';
import type { HeavyRead } from '../database/beside.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { CartView, LaidLine } from './carts/cart.ts';
import { listCarts, viewCart } from './carts/carts-table.ts';
import type { WhyGrouped } from './grouping/propose-waves.ts';
import { hasOpenSlotSql, listPickLines } from './pick-lines-table.ts';
import type { PickLineView, WaveState, WaveView } from './wave.ts';

interface WaveRow {
  wave_id: string;
  name: string;
  state: string;
  kind: string;
  why_json: string;
  parcel_count: number;
  released_at: number;
  released_by: string;
  finished_at: number | null;
  line_count: number;
  cart_count: number;
  picked_lines: number;
}

// What is still to fetch follows the holds of the moment: only lines that look open are asked whether anybody still wants them.
const waveSelect = `SELECT waves.*,
  (SELECT count(*) FROM pick_lines WHERE pick_lines.wave_id = waves.wave_id) AS line_count,
  (SELECT count(*) FROM carts WHERE carts.wave_id = waves.wave_id) AS cart_count,
  (SELECT count(*) FROM pick_lines WHERE pick_lines.wave_id = waves.wave_id AND (waves.state <> 'released'
     OR pick_lines.picked_quantity >= pick_lines.quantity OR NOT ${hasOpenSlotSql})) AS picked_lines
  FROM waves`;

function waveFromRow(row: WaveRow): WaveView {
  const why = JSON.parse(row.why_json) as WhyGrouped | Record<string, never>; // written by addWave
  return {
    waveId: row.wave_id as WaveId, // ids were branded when they were made
    name: row.name,
    kind: row.kind as WaveView['kind'], // written by addWave
    why: 'skuCodes' in why ? (why as WhyGrouped) : null, // a person's choice has none
    state: row.state as WaveState, // CHECK in the table
    cartCount: row.cart_count,
    parcelCount: row.parcel_count,
    lineCount: row.line_count,
    pickedLines: row.picked_lines,
    releasedAt: row.released_at,
    releasedBy: row.released_by,
    finishedAt: row.finished_at,
  };
}

/** Newest first. */
export const wavesRead: HeavyRead<{ readonly limit: number }, WaveView[]> = {
  name: 'waves.list',
  run: (reader, _now, { limit }) =>
    reader
      .all<WaveRow>(`${waveSelect} ORDER BY released_at DESC, wave_id DESC LIMIT ?`, [limit])
      .map(waveFromRow),
};

export interface PickingListAnswer {
  readonly wave: WaveView;
  readonly carts: CartView[];
  readonly lines: PickLineView[];
}

/** The wave and its list, or one cart of it; null when there is no such wave. */
export const pickingListRead: HeavyRead<
  { readonly waveId: WaveId; readonly cartNo?: number | undefined },
  PickingListAnswer | null
> = {
  name: 'waves.pickingList',
  run: (reader, now, { waveId, cartNo }) => {
    const wave = findWave(reader, waveId);
    if (!wave) return null;
    const carts = listCarts(reader, waveId).filter((cart) => cartNo === undefined || cart.cartNo === cartNo);
    return {
      wave,
      carts: carts.map((cart) => viewCart(cart, now)),
      lines: listPickLines(reader, waveId, cartNo === undefined ? {} : { cartNo }),
    };
  },
};

function findWave(reader: Reader, waveId: WaveId): WaveView | undefined {
  const row = reader.get<WaveRow>(`${waveSelect} WHERE wave_id = ?`, [waveId]);
  return row && waveFromRow(row);
}

export function findWaveState(reader: Reader, waveId: WaveId): WaveState | undefined {
  const row = reader.get<{ state: string }>(`SELECT state FROM waves WHERE wave_id = ?`, [waveId]);
  return row?.state as WaveState | undefined; // CHECK in the table
}

/** The wave without anything in it. */
export function addWave(
  writer: Writer,
  wave: {
    readonly waveId: WaveId;
    readonly name: string;
    readonly releasedAt: number;
    readonly releasedBy: string;
    readonly kind: WaveView['kind'];
    readonly why: WhyGrouped | Readonly<Record<string, never>>;
  },
): void {
  const { waveId, name, releasedAt, releasedBy, kind, why } = wave;
  writer.run(
    `INSERT INTO waves (wave_id, name, state, parcel_count, released_at, released_by, kind, why_json)
     VALUES (?, ?, 'released', 0, ?, ?, ?, ?)`,
    [waveId, name, releasedAt, releasedBy, kind, JSON.stringify(why)],
  );
}

/** Some parcels of a wave, with their places and the lines that bring their goods. */
export interface WavePart {
  readonly waveId: WaveId;
  readonly parcels: ParcelId[];
  readonly carts: {
    readonly cartNo: number;
    readonly parcels: readonly {
      readonly parcelId: ParcelId;
      readonly slot: number;
      readonly sortPosition: number;
      readonly needed: readonly { readonly position: number; readonly quantity: number }[];
    }[];
    /** The lines of the whole cart, by position. */
    readonly lines: ReadonlyMap<number, LaidLine>;
  }[];
}

/** Puts those that are still planned into the wave; answers which. Lines grow with what is fetched for them. */
export function addToWave(writer: Writer, { waveId, parcels, carts }: WavePart): ParcelId[] {
  const planned = new Set(
    writer
      .all<{ parcel_id: ParcelId }>(
        `SELECT parcels.parcel_id FROM json_each(?) AS wanted
         CROSS JOIN parcels ON parcels.parcel_id = wanted.value AND parcels.state = 'planned'`,
        [JSON.stringify(parcels)],
      )
      .map((row) => row.parcel_id),
  );
  const written: ParcelId[] = [];
  for (const { cartNo, parcels: places, lines } of carts) {
    const mine = places.filter((place) => planned.has(place.parcelId));
    const quantities = new Map<number, number>();
    const slots: unknown[] = [];
    for (const { parcelId, slot, needed } of mine) {
      written.push(parcelId);
      for (const { position, quantity } of needed) {
        quantities.set(position, (quantities.get(position) ?? 0) + quantity);
        slots.push([position, slot, parcelId, quantity]);
      }
    }
    const rows = [...quantities].map(([position, quantity]) => {
      const line = lines.get(position);
      return [position, line?.skuCode, line?.binCode ?? null, quantity, line?.leftInBin ?? null];
    });
    writer.run(
      `INSERT INTO pick_lines (wave_id, cart_no, position, sku_code, bin_code, quantity, left_in_bin)
       SELECT ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
       ON CONFLICT (wave_id, position) DO UPDATE SET quantity = quantity + excluded.quantity`,
      [waveId, cartNo, JSON.stringify(rows)],
    );
    writer.run(
      `INSERT INTO pick_slots (wave_id, position, slot, parcel_id, quantity)
       SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
      [waveId, JSON.stringify(slots)],
    );
    writer.run(
      `UPDATE parcels SET state = 'released', wave_id = ?, cart_no = ?, slot = wanted.value ->> 1, sort_position = wanted.value ->> 2
       FROM json_each(?) AS wanted WHERE parcels.parcel_id = wanted.value ->> 0`,
      [
        waveId,
        cartNo,
        JSON.stringify(mine.map(({ parcelId, slot, sortPosition }) => [parcelId, slot, sortPosition])),
      ],
    );
    writer.run(`UPDATE carts SET parcel_count = parcel_count + ? WHERE wave_id = ? AND cart_no = ?`, [
      mine.length,
      waveId,
      cartNo,
    ]);
  }
  writer.run(`UPDATE waves SET parcel_count = parcel_count + ? WHERE wave_id = ?`, [written.length, waveId]);
  writer.emit({ kind: 'waves.changed' });
  writer.emit({ kind: 'parcels.changed' });
  return written;
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
