// All SQL for carts and who has taken them.

import type { ParcelId, WaveId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import type { CartId, CartMode, CartView, WalkCost } from './cart.ts';

interface CartRow {
  cart_id: string;
  wave_id: string;
  cart_no: number;
  mode: string;
  parcel_count: number;
  length_cm: number | null;
  bound_cm: number | null;
  plain_cm: number | null;
  leased_by: string | null;
  lease_key: string | null;
  leased_until: number | null;
  at_bin: number | null;
  in_hand: number | null;
  finished_at: number | null;
}

/** A cart as the station knows it, whoever looks: a lease that has run out is still in it. */
export interface Cart extends CartView {
  readonly leaseKey: string | null;
}

export function listCarts(reader: Reader, waveId: WaveId): Cart[] {
  return reader
    .all<CartRow>(`SELECT * FROM carts WHERE wave_id = ? ORDER BY cart_no`, [waveId])
    .map(cartFromRow);
}

export function findCart(reader: Reader, cartId: CartId): Cart | undefined {
  const row = reader.get<CartRow>(`SELECT * FROM carts WHERE cart_id = ?`, [cartId]);
  return row && cartFromRow(row);
}

/** On which cart a parcel's goods are fetched; null where its wave is one cart: its slot alone says where it is. */
export function findCartNo(reader: Reader, parcelId: ParcelId): number | null {
  const row = reader.get<{ cart_no: number | null }>(
    `SELECT cart_no FROM parcels WHERE parcel_id = ?
       AND EXISTS (SELECT 1 FROM carts WHERE carts.wave_id = parcels.wave_id AND carts.cart_no > 1)`,
    [parcelId],
  );
  return row?.cart_no ?? null;
}

/** The cart to which a line of a wave belongs. */
export function findCartOfLine(reader: Reader, waveId: WaveId, position: number): Cart | undefined {
  const row = reader.get<CartRow>(
    `SELECT carts.* FROM pick_lines JOIN carts USING (wave_id, cart_no)
     WHERE pick_lines.wave_id = ? AND pick_lines.position = ?`,
    [waveId, position],
  );
  return row && cartFromRow(row);
}

export function addCart(
  writer: Writer,
  cart: Pick<Cart, 'cartId' | 'waveId' | 'cartNo' | 'mode' | 'cost'>,
): void {
  const { cartId, waveId, cartNo, mode, cost } = cart;
  const centimetres = (metres: number | undefined) =>
    metres === undefined || !Number.isFinite(metres) ? null : Math.round(metres * 100);
  writer.run(
    `INSERT INTO carts (cart_id, wave_id, cart_no, mode, parcel_count, length_cm, bound_cm, plain_cm)
     VALUES (?, ?, ?, ?, 0, ?, ?, ?)`,
    [
      cartId,
      waveId,
      cartNo,
      mode,
      centimetres(cost?.lengthMetres),
      centimetres(cost?.boundMetres),
      centimetres(cost?.plainMetres),
    ],
  );
}

/** `until` null frees it. */
export function setLease(
  writer: Writer,
  cartId: CartId,
  lease: { readonly person: string; readonly key: string; readonly until: number } | null,
): void {
  writer.run(`UPDATE carts SET leased_by = ?, lease_key = ?, leased_until = ? WHERE cart_id = ?`, [
    lease?.person ?? null,
    lease?.key ?? null,
    lease?.until ?? null,
    cartId,
  ]);
}

/** Where the person stands: at which line's bin, and with which line's piece in the hand. */
export function setHands(
  writer: Writer,
  cartId: CartId,
  hands: { readonly atBin: number | null; readonly inHand: number | null },
): void {
  writer.run(
    `UPDATE carts SET at_bin = :atBin, in_hand = :inHand
     WHERE cart_id = :cartId AND (at_bin IS NOT :atBin OR in_hand IS NOT :inHand)`,
    { cartId, ...hands },
  );
}

export function setCartFinished(writer: Writer, cartId: CartId, finishedAt: number | null): void {
  writer.run(`UPDATE carts SET finished_at = ? WHERE cart_id = ?`, [finishedAt, cartId]);
}

/** As whoever looks at `now` sees it: a lease that has run out is none. */
export function viewCart({ leaseKey: _leaseKey, ...cart }: Cart, now: number): CartView {
  const isTaken = cart.takenUntil !== null && cart.takenUntil > now;
  return isTaken ? cart : { ...cart, takenBy: null, takenUntil: null };
}

function cartFromRow(row: CartRow): Cart {
  return {
    cartId: row.cart_id as CartId, // branded when it was made
    waveId: row.wave_id as WaveId,
    cartNo: row.cart_no,
    mode: row.mode as CartMode, // CHECK in the table
    parcelCount: row.parcel_count,
    cost: costFromRow(row),
    takenBy: row.leased_by,
    takenUntil: row.leased_until,
    leaseKey: row.lease_key,
    atBin: row.at_bin,
    inHand: row.in_hand,
    finishedAt: row.finished_at,
  };
}

function costFromRow({ length_cm, bound_cm, plain_cm }: CartRow): WalkCost | null {
  if (length_cm === null || bound_cm === null || plain_cm === null) return null;
  return { lengthMetres: length_cm / 100, boundMetres: bound_cm / 100, plainMetres: plain_cm / 100 };
}
