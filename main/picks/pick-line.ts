// Ticking lines of a picking list: by hand or by a scan, one piece a scan. A tick reads its own line, not the list.

import type { Clock } from '../basics/clock.ts';
import type { WaveId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import { listSkuCodesByScan } from '../goods/skus-table.ts';
import { findCartOfLine } from './carts/carts-table.ts';
import { holdCart } from './carts/take-cart.ts';
import { findPickLine, listPositionsOf } from './pick-lines-table.ts';
import { type LineInHand, putPieces, settleCart } from './shelf/put-pieces.ts';
import type { PickLineView } from './wave.ts';
import { findWaveState } from './waves-table.ts';

export interface TickAsked {
  readonly waveId: WaveId;
  readonly position: number;
  /** Pieces that are picked now, in all; the whole line where nobody says. */
  readonly quantity?: number | undefined;
}

/**
 * Refusals: `wave.unknown` (waveId), `wave.line-unknown` (position), `wave.line-too-many` (quantity, needed), `cart.taken` (person,
 * until).
 */
export function tickLine(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: TickAsked,
  caller: Caller,
): PickLineView | Refusal {
  const inHand = takeLine(parts, writer, asked.waveId, asked.position, caller);
  if (isRefusal(inHand)) return inHand;
  const { line } = inHand;
  const quantity = asked.quantity ?? line.quantity;
  if (quantity > line.quantity) return refuse('wave.line-too-many', { quantity, needed: line.quantity });
  return bringTo(parts, writer, inHand, quantity, caller);
}

export interface PickScanned {
  /** The line that was meant, also where nothing more of it is needed; null where the code means no line. */
  readonly line: PickLineView | null;
  readonly outcome: 'picked' | 'already' | 'not-here' | 'unknown';
}

/** One piece. Refusals: `wave.unknown` (waveId), `cart.taken` (person, until). */
export function scanPick(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: { readonly waveId: WaveId; readonly code: string },
  caller: Caller,
): PickScanned | Refusal {
  const { waveId } = asked;
  if (!findWaveState(writer, waveId)) return refuse('wave.unknown', { waveId });
  const code = normaliseCode(asked.code);
  const known = listSkuCodesByScan(writer, code);
  // A SKU that the goods list does not know is still found by its own code.
  const positions = listPositionsOf(writer, waveId, [...known, code]);
  const meant = positions.flatMap((position) => findPickLine(writer, waveId, position) ?? []);
  if (meant.length === 0) return { line: null, outcome: known.length > 0 ? 'not-here' : 'unknown' };
  const open = meant.find((line) => !isPicked(line));
  if (!open) return { line: meant[0] ?? null, outcome: 'already' };
  const inHand = takeLine(parts, writer, waveId, open.position, caller);
  if (isRefusal(inHand)) return inHand;
  const line = bringTo(parts, writer, inHand, open.pickedQuantity + 1, caller);
  return { line, outcome: 'picked' };
}

function isPicked(line: Pick<PickLineView, 'quantity' | 'pickedQuantity'>): boolean {
  return line.pickedQuantity >= line.quantity;
}

/** The line, and its cart in this person's hands. */
function takeLine(
  parts: { readonly clock: Clock },
  writer: Writer,
  waveId: WaveId,
  position: number,
  caller: Caller,
): LineInHand | Refusal {
  const line = findPickLine(writer, waveId, position);
  const cart = line && findCartOfLine(writer, waveId, position);
  if (!line || !cart) return refuseLine(writer, waveId, position);
  return holdCart(parts, writer, cart, caller) ?? { waveId, cart, line };
}

function refuseLine(reader: Reader, waveId: WaveId, position: number): Refusal {
  return findWaveState(reader, waveId)
    ? refuse('wave.line-unknown', { position })
    : refuse('wave.unknown', { waveId });
}

/** The line when so many pieces of it are picked in all. */
function bringTo(
  parts: { readonly clock: Clock },
  writer: Writer,
  inHand: LineInHand,
  quantity: number,
  caller: Caller,
): PickLineView {
  const { waveId, cart, line } = inHand;
  const pieces = quantity - line.pickedQuantity;
  if (pieces !== 0) putPieces(parts, writer, inHand, pieces, null, caller);
  settleCart(parts, writer, waveId, cart, caller);
  return findPickLine(writer, waveId, line.position) ?? line;
}
