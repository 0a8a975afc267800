// A scan of somebody who walks a cart, written as it is heard: killed in the middle, the walk goes on at the same line with the same
// piece in the hand.

import type { Clock } from '../../basics/clock.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import { type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Reader, Writer } from '../../database/database.ts';
import { listSkuCodesByScan } from '../../goods/skus-table.ts';
import type { CartId } from '../carts/cart.ts';
import { type Cart, findCart, setHands } from '../carts/carts-table.ts';
import { holdCart } from '../carts/take-cart.ts';
import { findNextPosition, findPickLine, findPositionInBin, listPositionsOf } from '../pick-lines-table.ts';
import type { PickLineView } from '../wave.ts';
import { putPieces, settleCart } from './put-pieces.ts';
import { type LineAhead, type ScanFacts, type ShelfStep, stepAtShelf, toteOfCode } from './step-at-shelf.ts';

export interface ShelfScanned {
  readonly outcome: ShelfStep['outcome'];
  /** The line that is meant: the one ahead, or the one whose piece is in the hand. Null when everything is picked. */
  readonly position: number | null;
  /** Totes that may take the piece, or the one that took it. */
  readonly slots: readonly number[];
  readonly isLineDone: boolean;
  readonly isCartDone: boolean;
  /** The line's bin should be empty now: somebody looks. */
  readonly asksForZero: boolean;
}

/** Refusals: `cart.unknown` (cartId), `cart.taken` (person, until). */
export function scanAtShelf(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: { readonly cartId: CartId; readonly code: string },
  caller: Caller,
): ShelfScanned | Refusal {
  const cart = findCart(writer, asked.cartId);
  if (!cart) return refuse('cart.unknown', { cartId: asked.cartId });
  const refused = holdCart(parts, writer, cart, caller);
  if (refused) return refused;
  const code = normaliseCode(asked.code);
  const ahead = findAhead(writer, cart, findNextPosition(writer, cart.waveId, cart.cartNo));
  const held = cart.inHand === null ? null : findAhead(writer, cart, cart.inHand);
  const inHand = held && openSlots(held).length > 0 ? held : null;
  const step = stepAtShelf(readScanFacts(writer, cart, code, ahead, inHand));
  const line = inHand ?? ahead;
  const told = (more: Partial<ShelfScanned>): ShelfScanned => ({
    outcome: step.outcome,
    position: line?.position ?? null,
    slots: 'slots' in step ? step.slots : [],
    isLineDone: false,
    isCartDone: false,
    asksForZero: false,
    ...more,
  });
  if (!line) return told({ isCartDone: true });
  if (step.outcome === 'bin') {
    setHands(writer, cart.cartId, { atBin: line.position, inHand: null });
    return told({});
  }
  if (step.outcome === 'item') {
    setHands(writer, cart.cartId, { atBin: line.position, inHand: line.position });
    return told({});
  }
  if (step.outcome !== 'put') return told({});
  return told(putOne(parts, writer, cart, line, step.slot, 1, caller));
}

/** So many pieces of a line go into one slot, or into those that lack some; what follows from it. */
export function putOne(
  parts: { readonly clock: Clock },
  writer: Writer,
  cart: Cart,
  line: PickLineView,
  slot: number | null,
  pieces: number,
  caller: Caller,
): Pick<ShelfScanned, 'slots' | 'isLineDone' | 'isCartDone' | 'asksForZero'> {
  const { waveId } = cart;
  putPieces(parts, writer, { waveId, cart, line }, pieces, slot, caller);
  const isLineDone = line.pickedQuantity + pieces >= line.quantity;
  setHands(writer, cart.cartId, { atBin: isLineDone ? null : line.position, inHand: null });
  const { isCartDone } = settleCart(parts, writer, waveId, cart, caller);
  const asksForZero = isLineDone && line.binCode !== null && line.leftInBin === 0;
  return { slots: slot === null ? [] : [slot], isLineDone, isCartDone, asksForZero };
}

function findAhead(reader: Reader, cart: Cart, position: number | null): PickLineView | null {
  return (position === null ? undefined : findPickLine(reader, cart.waveId, position)) ?? null;
}

function openSlots(line: PickLineView): number[] {
  return line.slots.flatMap((slot) => (slot.pickedQuantity < slot.quantity ? [slot.slot] : []));
}

function readScanFacts(
  reader: Reader,
  cart: Cart,
  code: string,
  ahead: PickLineView | null,
  inHand: PickLineView | null,
): ScanFacts {
  const toAhead = (line: PickLineView | null): LineAhead | null =>
    line && { position: line.position, binCode: line.binCode, openSlots: openSlots(line) };
  const { waveId, cartNo } = cart;
  const known = listSkuCodesByScan(reader, code);
  const binAt = findPositionInBin(reader, waveId, cartNo, code);
  return {
    isToTotes: cart.mode === 'cluster',
    ahead: toAhead(ahead),
    inHand: toAhead(inHand),
    tote: toteOfCode(code),
    bin: binAt === null ? null : ahead && code === ahead.binCode ? 'this' : 'other',
    goods: goodsOf(),
  };

  function goodsOf(): ScanFacts['goods'] {
    if (ahead && (known.includes(ahead.skuCode) || ahead.skuCode === code)) return 'this';
    const positions = listPositionsOf(reader, waveId, [...known, code], cartNo);
    if (positions.length === 0) return known.length > 0 ? 'not-here' : null;
    const isOpen = positions.some((position) => {
      const line = findPickLine(reader, waveId, position);
      return line !== undefined && line.pickedQuantity < line.quantity;
    });
    return isOpen ? 'later' : 'full';
  }
}
