// Pieces that leave a bin for the slots of a line, and back. Every move is a step that can be undone, the count of the bin follows, and
// the cart and the wave are picked when nobody waits for anything any more.

import type { Clock } from '../../basics/clock.ts';
import type { WaveId } from '../../basics/ids.ts';
import type { Caller } from '../../basics/request.ts';
import type { Writer } from '../../database/database.ts';
import { moveBinStock } from '../../goods/sku-bins-table.ts';
import { recordAudit } from '../../people/audit.ts';
import { type Cart, setCartFinished } from '../carts/carts-table.ts';
import { findNextPosition, movePieces } from '../pick-lines-table.ts';
import type { PickLineView } from '../wave.ts';
import { findWaveState, setWaveState } from '../waves-table.ts';
import { addStep } from './pick-steps-table.ts';

export interface LineInHand {
  readonly waveId: WaveId;
  readonly cart: Cart;
  readonly line: PickLineView;
}

/**
 * Brings the line to so many picked pieces in all: missing ones go into the first slots that lack some, surplus ones come out of the
 * last. `slot` names the one slot that is meant. The caller has checked the numbers.
 */
export function putPieces(
  parts: { readonly clock: Clock },
  writer: Writer,
  { waveId, cart, line }: LineInHand,
  pieces: number,
  slot: number | null,
  caller: Caller,
): void {
  const by = { at: parts.clock.now(), person: caller.person };
  const place = { waveId, position: line.position };
  movePieces(writer, place, dealPieces(line, pieces, slot), by);
  moveBinStock(writer, line.skuCode, line.binCode, -pieces);
  const step = { waveId, cartNo: cart.cartNo, position: line.position, slot, pieces };
  addStep(writer, { ...step, kind: pieces < 0 ? 'put-back' : 'picked' }, by);
  const picked = line.pickedQuantity + pieces;
  const facts = { sku: line.skuCode, bin: line.binCode, picked, of: line.quantity };
  recordAudit(writer, parts.clock, caller, 'wave.line-picked', { kind: 'wave', id: waveId }, facts);
}

/** Where the pieces go, or come from. */
export function dealPieces(
  line: Pick<PickLineView, 'slots'>,
  pieces: number,
  slot: number | null,
): { readonly slot: number; readonly pieces: number }[] {
  const slots = slot === null ? line.slots : line.slots.filter((each) => each.slot === slot);
  const moves: { slot: number; pieces: number }[] = [];
  let left = Math.abs(pieces);
  for (const each of pieces < 0 ? [...slots].reverse() : slots) {
    const room = pieces < 0 ? each.pickedQuantity : each.quantity - each.pickedQuantity;
    const moved = Math.min(left, room);
    if (moved > 0) moves.push({ slot: each.slot, pieces: pieces < 0 ? -moved : moved });
    left -= moved;
  }
  return moves;
}

/** After every step: is the cart picked, and with it the wave? Or is it not any more? */
export function settleCart(
  parts: { readonly clock: Clock },
  writer: Writer,
  waveId: WaveId,
  cart: Cart,
  caller: Caller,
): { readonly isCartDone: boolean } {
  const at = parts.clock.now();
  const isCartDone = findNextPosition(writer, waveId, cart.cartNo) === null;
  if (isCartDone === (cart.finishedAt !== null)) return { isCartDone };
  setCartFinished(writer, cart.cartId, isCartDone ? at : null);
  const state = findWaveState(writer, waveId);
  const open = writer.get<{ cart_no: number }>(
    `SELECT cart_no FROM carts WHERE wave_id = ? AND finished_at IS NULL LIMIT 1`,
    [waveId],
  );
  if (!open && state === 'released') {
    setWaveState(writer, waveId, 'picked', at);
    recordAudit(writer, parts.clock, caller, 'wave.picked', { kind: 'wave', id: waveId });
  }
  if (open && state === 'picked') setWaveState(writer, waveId, 'released', null);
  return { isCartDone };
}
