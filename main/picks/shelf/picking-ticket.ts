// The picking list of each cart as an 80 mm ticket has it. Facts only, in the order in which they are printed; whoever prints finds the
// words and makes the bytes. Its code opens the cart again when it is scanned.

import type { WaveId } from '../../basics/ids.ts';
import type { Reader } from '../../database/database.ts';
import type { CartId, CartMode, WalkCost } from '../carts/cart.ts';
import { listCarts } from '../carts/carts-table.ts';
import { listPickLines } from '../pick-lines-table.ts';

export interface PickingTicket {
  readonly waveName: string;
  readonly cartNo: number;
  readonly cartCount: number;
  readonly mode: CartMode;
  readonly parcelCount: number;
  readonly pieces: number;
  readonly cost: WalkCost | null;
  readonly lines: readonly {
    /** Null: nobody has said where it lies. */
    readonly bin: string | null;
    readonly sku: string;
    readonly name: string;
    readonly spec: string;
    readonly quantity: number;
    readonly isPicked: boolean;
    /** Empty where nothing is sorted. */
    readonly slots: readonly { readonly slot: number; readonly quantity: number }[];
  }[];
  /** A Code 128 at the foot. */
  readonly code: CartId | WaveId;
}

/** One for each cart, or for one of them alone; empty where there is no such cart, undefined where there is no such wave. */
export function readPickingTickets(
  reader: Reader,
  waveId: WaveId,
  cartNo: number | null,
): PickingTicket[] | undefined {
  const wave = reader.get<{ name: string }>(`SELECT name FROM waves WHERE wave_id = ?`, [waveId]);
  if (!wave) return undefined;
  const carts = listCarts(reader, waveId);
  return carts
    .filter((cart) => cartNo === null || cart.cartNo === cartNo)
    .map((cart) => {
      const lines = listPickLines(reader, waveId, { cartNo: cart.cartNo }).filter(
        (line) => line.quantity > 0,
      );
      return {
        waveName: wave.name,
        cartNo: cart.cartNo,
        cartCount: carts.length,
        mode: cart.mode,
        parcelCount: cart.parcelCount,
        pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
        cost: cart.cost,
        lines: lines.map((line) => ({
          bin: line.binCode,
          sku: line.skuCode,
          name: line.name,
          spec: line.spec,
          quantity: line.quantity,
          isPicked: line.pickedQuantity >= line.quantity,
          slots: cart.mode === 'run' ? [] : line.slots.map(({ slot, quantity }) => ({ slot, quantity })),
        })),
        code: carts.length === 1 ? waveId : cart.cartId,
      };
    });
}
