// A cart's picking list as an 80 mm ticket has it. Facts only, in the order in which they are printed; whoever prints finds the words
// and makes the bytes. Its code opens the cart again when it is scanned.

import type { Reader } from '../../database/database.ts';
import type { CartId, CartMode, WalkCost } from '../carts/cart.ts';
import { findCart } from '../carts/carts-table.ts';
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
  readonly code: CartId;
}

export function readPickingTicket(reader: Reader, cartId: CartId): PickingTicket | undefined {
  const cart = findCart(reader, cartId);
  if (!cart) return undefined;
  const wave = reader.get<{ name: string; cart_count: number }>(
    `SELECT name, (SELECT count(*) FROM carts WHERE carts.wave_id = waves.wave_id) AS cart_count
     FROM waves WHERE wave_id = ?`,
    [cart.waveId],
  );
  const lines = listPickLines(reader, cart.waveId, { cartNo: cart.cartNo });
  return {
    waveName: wave?.name ?? '',
    cartNo: cart.cartNo,
    cartCount: wave?.cart_count ?? 1,
    mode: cart.mode,
    parcelCount: cart.parcelCount,
    pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
    cost: cart.cost,
    lines: lines
      .filter((line) => line.quantity > 0)
      .map((line) => ({
        bin: line.binCode,
        sku: line.skuCode,
        name: line.name,
        spec: line.spec,
        quantity: line.quantity,
        isPicked: line.pickedQuantity >= line.quantity,
        slots: cart.mode === 'run' ? [] : line.slots.map(({ slot, quantity }) => ({ slot, quantity })),
      })),
    code: cart.cartId,
  };
}
