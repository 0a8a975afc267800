// What somebody does on the walk beside scanning: puts pieces in by a key, puts a line last, takes the last step back.

import type { Clock } from '../../basics/clock.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Writer } from '../../database/database.ts';
import { moveBinStock } from '../../goods/sku-bins-table.ts';
import { recordAudit } from '../../people/audit.ts';
import type { CartId } from '../carts/cart.ts';
import { type Cart, findCart, setHands } from '../carts/carts-table.ts';
import { holdCart } from '../carts/take-cart.ts';
import { findNextPosition, findPickLine, lastTurn, movePieces, setTurn } from '../pick-lines-table.ts';
import type { PickLineView } from '../wave.ts';
import { addStep, findLastStep, setUndone } from './pick-steps-table.ts';
import { dealPieces, settleCart } from './put-pieces.ts';
import { putOne, type ShelfScanned } from './scan-at-shelf.ts';

/** The cart in this person's hands. Refusals: `cart.unknown` (cartId), `cart.taken` (person, until). */
export function takeCartInHand(
  parts: { readonly clock: Clock },
  writer: Writer,
  cartId: CartId,
  caller: Caller,
): Cart | Refusal {
  const cart = findCart(writer, cartId);
  if (!cart) return refuse('cart.unknown', { cartId });
  return holdCart(parts, writer, cart, caller) ?? cart;
}

/** A line of that cart. Refusal: `wave.line-unknown` (position). */
export function findLineOf(writer: Writer, cart: Cart, position: number): PickLineView | Refusal {
  const line = findPickLine(writer, cart.waveId, position);
  return line?.cartNo === cart.cartNo ? line : refuse('wave.line-unknown', { position });
}

/** All that a slot lacks, or the whole line. Refusals: those above, `wave.line-too-many` (quantity, needed). */
export function putBySight(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: {
    readonly cartId: CartId;
    readonly position: number;
    readonly slot: number | null;
    readonly pieces: number | null;
  },
  caller: Caller,
): ShelfScanned | Refusal {
  const cart = takeCartInHand(parts, writer, asked.cartId, caller);
  if (isRefusal(cart)) return cart;
  const line = findLineOf(writer, cart, asked.position);
  if (isRefusal(line)) return line;
  const slots = asked.slot === null ? line.slots : line.slots.filter((each) => each.slot === asked.slot);
  const needed = slots.reduce((sum, slot) => sum + slot.quantity - slot.pickedQuantity, 0);
  const pieces = asked.pieces ?? needed;
  if (pieces > needed || needed === 0) return refuse('wave.line-too-many', { quantity: pieces, needed });
  const after = putOne(parts, writer, cart, line, asked.slot, pieces, caller);
  return { outcome: 'put', position: line.position, ...after };
}

/** The line is walked to last. Refusals: those above, `pick.last-line` (position). */
export function putLast(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: { readonly cartId: CartId; readonly position: number },
  caller: Caller,
): { readonly next: number | null } | Refusal {
  const cart = takeCartInHand(parts, writer, asked.cartId, caller);
  if (isRefusal(cart)) return cart;
  const line = findLineOf(writer, cart, asked.position);
  if (isRefusal(line)) return line;
  const { waveId, cartNo, cartId } = cart;
  setTurn(writer, waveId, line.position, lastTurn(writer, waveId, cartNo) + 1);
  const next = findNextPosition(writer, waveId, cartNo);
  if (next === line.position) return refuse('pick.last-line', { position: line.position });
  setHands(writer, cartId, { atBin: null, inHand: null });
  const by = { at: parts.clock.now(), person: caller.person };
  const step = { waveId, cartNo, position: line.position, pieces: 0, turn: line.turn };
  addStep(writer, { ...step, kind: 'skipped' }, by);
  const facts = { sku: line.skuCode, bin: line.binCode };
  recordAudit(writer, parts.clock, caller, 'wave.line-skipped', { kind: 'wave', id: waveId }, facts);
  return { next };
}

/**
 * What lies in the hand goes back; else the last step. Refusals: those above, `pick.nothing-to-undo`, `pick.undo-short` (position): a
 * line that was settled short has changed parcels, and is planned anew instead.
 */
export function undoStep(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: { readonly cartId: CartId },
  caller: Caller,
): { readonly position: number; readonly undone: 'in-hand' | 'picked' | 'skipped' } | Refusal {
  const cart = takeCartInHand(parts, writer, asked.cartId, caller);
  if (isRefusal(cart)) return cart;
  const { waveId, cartNo, cartId, inHand } = cart;
  if (inHand !== null) {
    setHands(writer, cartId, { atBin: inHand, inHand: null });
    writer.emit({ kind: 'waves.changed' });
    return { position: inHand, undone: 'in-hand' };
  }
  const step = findLastStep(writer, waveId, cartNo);
  if (!step) return refuse('pick.nothing-to-undo');
  const { position } = step;
  if (step.kind === 'short') return refuse('pick.undo-short', { position });
  const line = findLineOf(writer, cart, position);
  if (isRefusal(line)) return line;
  const by = { at: parts.clock.now(), person: caller.person };
  if (step.kind === 'picked') {
    const moves = dealPieces(line, -step.pieces, step.slot);
    const pieces = moves.reduce((sum, move) => sum + move.pieces, 0);
    movePieces(writer, { waveId, position }, moves, by);
    moveBinStock(writer, line.skuCode, line.binCode, -pieces);
  } else {
    setTurn(writer, waveId, position, step.turn ?? 0);
  }
  setUndone(writer, step.stepNo);
  setHands(writer, cartId, { atBin: position, inHand: null });
  settleCart(parts, writer, waveId, cart, caller);
  const facts = { sku: line.skuCode, bin: line.binCode, pieces: step.pieces };
  recordAudit(writer, parts.clock, caller, 'wave.step-undone', { kind: 'wave', id: waveId }, facts);
  return { position, undone: step.kind === 'picked' ? 'picked' : 'skipped' };
}
