// Less lies in the bin than the list wants, and somebody stands before it. Three ways on: take the rest from another bin; let the
// parcel go without it, the rest in a parcel of its own (the guard is asked for both); or give the whole parcel back to be planned
// again, with what was fetched for it put back. The bin is counted as empty either way. Nothing is lost, nothing is promised twice.

import type { Clock } from '../../basics/clock.ts';
import { type BinCode, newId, type ParcelId, type RandomBytes, type SkuCode } from '../../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Reader, Writer } from '../../database/database.ts';
import { countBin } from '../../goods/count-stock.ts';
import { listBinsOf, moveBinStock } from '../../goods/sku-bins-table.ts';
import { findSku } from '../../goods/skus-table.ts';
import { askGuard } from '../../merges/guard-facts.ts';
import type { LineRef } from '../../merges/verdict.ts';
import { factsOf } from '../../parcels/move-line.ts';
import { addParcel, refreshParcel, takeFromParcel } from '../../parcels/new-parcel.ts';
import type { Parcel } from '../../parcels/parcel.ts';
import { readDoorTag } from '../../parcels/parcel-door-tag.ts';
import { getParcel } from '../../parcels/parcels-table.ts';
import { recordAudit } from '../../people/audit.ts';
import type { CartId } from '../carts/cart.ts';
import { type Cart, setHands } from '../carts/carts-table.ts';
import { addPickLine, findPickLine, lessenSlots, movePieces } from '../pick-lines-table.ts';
import type { PickLineView, PickSlot } from '../wave.ts';
import { findLineOf, takeCartInHand } from './change-walk.ts';
import { readInTotes } from './in-totes.ts';
import { addStep } from './pick-steps-table.ts';
import { settleCart } from './put-pieces.ts';

export type ShortWay = 'other-bin' | 'split' | 'give-back';

export interface ShortAsked {
  readonly cartId: CartId;
  readonly position: number;
  readonly way: ShortWay;
  /** From which bin; the fullest where nobody says. */
  readonly binCode: BinCode | null;
}

export interface ShortSettled {
  readonly way: ShortWay;
  readonly missing: number;
  /** The line that fetches the rest, out of that bin. */
  readonly newLine: { readonly position: number; readonly binCode: BinCode } | null;
  /** Parcels that hold what is missing, or that were given back: they are planned, and wait. */
  readonly parcelIds: readonly ParcelId[];
  /** What was fetched for parcels that were given back: out of the slot, into the bin. */
  readonly putBack: readonly {
    readonly slot: number;
    readonly skuCode: SkuCode;
    readonly binCode: BinCode | null;
    readonly pieces: number;
  }[];
}

interface Parts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Refusals: those of the cart and line, `pick.nothing-missing` (position), `pick.no-other-bin` (sku), `parcel.on-bench` (parcelId),
 * `parcel.has-waybill` (parcelId), `pick.split-blocked` (rule and its facts).
 */
export function settleShort(
  parts: Parts,
  writer: Writer,
  asked: ShortAsked,
  caller: Caller,
): ShortSettled | Refusal {
  const cart = takeCartInHand(parts, writer, asked.cartId, caller);
  if (isRefusal(cart)) return cart;
  const line = findLineOf(writer, cart, asked.position);
  if (isRefusal(line)) return line;
  const lacking = line.slots.filter((slot) => slot.pickedQuantity < slot.quantity);
  const missing = lacking.reduce((sum, slot) => sum + slot.quantity - slot.pickedQuantity, 0);
  if (missing === 0) return refuse('pick.nothing-missing', { position: line.position });
  const settled = goOn(parts, writer, cart, line, lacking, asked, caller);
  if (isRefusal(settled)) return settled;

  const by = { at: parts.clock.now(), person: caller.person };
  const { waveId, cartNo } = cart;
  addStep(writer, { waveId, cartNo, position: line.position, kind: 'short', pieces: missing }, by);
  setHands(writer, cart.cartId, { atBin: null, inHand: null });
  const facts = { sku: line.skuCode, bin: line.binCode, missing, way: asked.way };
  recordAudit(writer, parts.clock, caller, 'wave.line-short', { kind: 'wave', id: waveId }, facts);
  countAsEmpty(parts, writer, line, caller);
  settleCart(parts, writer, waveId, cart, caller);
  writer.emit({ kind: 'parcels.changed' });
  return { way: asked.way, missing, newLine: null, parcelIds: [], putBack: [], ...settled };
}

function goOn(
  parts: Parts,
  writer: Writer,
  cart: Cart,
  line: PickLineView,
  lacking: readonly PickSlot[],
  asked: ShortAsked,
  caller: Caller,
): Partial<ShortSettled> | Refusal {
  if (asked.way === 'other-bin') return takeFromOtherBin(writer, cart, line, lacking, asked.binCode);
  const parcels = lacking.map((slot) => ({ slot, parcel: getParcel(writer, slot.parcelId) }));
  const onBench = parcels.find(({ parcel }) => parcel.state !== 'released');
  if (onBench) return refuse('parcel.on-bench', { parcelId: onBench.parcel.parcelId });
  const told = { parcelIds: [] as ParcelId[], putBack: [] as ShortSettled['putBack'][number][] };
  for (const { slot, parcel } of parcels) {
    const done =
      asked.way === 'split' && refsWithout(parcel, line, slot).rest.length > 0
        ? splitParcel(parts, writer, cart, line, slot, parcel, caller)
        : giveBack(parts, writer, cart, slot, parcel, caller);
    if (isRefusal(done)) return done;
    told.parcelIds.push(done.parcelId);
    told.putBack.push(...done.putBack);
  }
  return told;
}

function takeFromOtherBin(
  writer: Writer,
  cart: Cart,
  line: PickLineView,
  lacking: readonly PickSlot[],
  wanted: BinCode | null,
): Partial<ShortSettled> | Refusal {
  const others = listBinsOf(writer, line.skuCode)
    .filter((bin) => bin.binCode !== line.binCode && (wanted === null || bin.binCode === wanted))
    .filter((bin) => bin.stock === null || bin.stock > 0)
    .sort((a, b) => (b.stock ?? Infinity) - (a.stock ?? Infinity));
  const other = others[0];
  if (!other) return refuse('pick.no-other-bin', { sku: line.skuCode });
  const moved = lacking.map(({ slot, parcelId, quantity, pickedQuantity }) => ({
    slot,
    parcelId,
    quantity: quantity - pickedQuantity,
  }));
  const place = { waveId: cart.waveId, position: line.position };
  const pieces = moved.reduce((sum, slot) => sum + slot.quantity, 0);
  const position = addPickLine(writer, {
    waveId: cart.waveId,
    cartNo: cart.cartNo,
    skuCode: line.skuCode,
    binCode: other.binCode,
    leftInBin: other.stock === null ? null : Math.max(0, other.stock - pieces),
    slots: moved,
  });
  lessenSlots(
    writer,
    place,
    moved.map(({ slot, quantity }) => ({ slot, pieces: quantity })),
    true,
  );
  return { newLine: { position, binCode: other.binCode } };
}

/** Lines of the parcel that the missing pieces stand for, and what is left without them. */
function refsWithout(
  parcel: Parcel,
  line: PickLineView,
  slot: PickSlot,
): { readonly missing: LineRef[]; readonly rest: LineRef[] } {
  let left = slot.quantity - slot.pickedQuantity;
  const missing: LineRef[] = [];
  const rest: LineRef[] = [];
  for (const own of [...parcel.lines].reverse()) {
    const taken = own.skuCode === line.skuCode ? Math.min(left, own.quantity) : 0;
    left -= taken;
    const { orderKey, lineId } = own;
    if (taken > 0) missing.push({ orderKey, lineId, quantity: taken });
    if (own.quantity > taken) rest.push({ orderKey, lineId, quantity: own.quantity - taken });
  }
  return { missing, rest: rest.reverse() };
}

interface ParcelSettled {
  readonly parcelId: ParcelId;
  readonly putBack: ShortSettled['putBack'];
}

function splitParcel(
  parts: Parts,
  writer: Writer,
  cart: Cart,
  line: PickLineView,
  slot: PickSlot,
  parcel: Parcel,
  caller: Caller,
): ParcelSettled | Refusal {
  if (parcel.trackingNumber !== null) return refuse('parcel.has-waybill', { parcelId: parcel.parcelId });
  const { missing, rest } = refsWithout(parcel, line, slot);
  for (const refs of [rest, missing]) {
    const verdict = askGuard(writer, parts.clock, refs, { parcelId: null, isThought: true });
    const block = verdict.reasons.find((reason) => reason.verdict === 'block');
    if (block) return refuse('pick.split-blocked', factsOf(block));
  }
  for (const ref of missing) takeFromParcel(writer, parcel.parcelId, ref);
  refreshParcel(writer, parcel.parcelId, readDoorTag(writer, parts.clock, rest));
  const parcelId = newId<ParcelId>('P', parts.random);
  const plannedAt = parts.clock.now();
  addParcel(writer, { ...parcel, parcelId, state: 'planned', plannedAt, lines: missing });
  refreshParcel(writer, parcelId, readDoorTag(writer, parts.clock, missing));
  const pieces = slot.quantity - slot.pickedQuantity;
  const place = { waveId: cart.waveId, position: line.position };
  lessenSlots(writer, place, [{ slot: slot.slot, pieces }], true);
  const facts = { sku: line.skuCode, quantity: pieces, from: parcel.parcelId, to: parcelId };
  for (const id of [parcel.parcelId, parcelId]) {
    recordAudit(writer, parts.clock, caller, 'parcel.split-short', { kind: 'parcel', id }, facts);
  }
  return { parcelId, putBack: [] };
}

/** The parcel leaves the wave as it came, with everything that hangs on it but its slot. */
function giveBack(
  parts: Parts,
  writer: Writer,
  cart: Cart,
  { slot }: PickSlot,
  { parcelId }: Parcel,
  caller: Caller,
): ParcelSettled {
  const by = { at: parts.clock.now(), person: caller.person };
  const { waveId, cartNo } = cart;
  const putBack: ShortSettled['putBack'][number][] = [];
  for (const { position } of listSlotsOf(writer, parcelId)) {
    const line = findPickLine(writer, waveId, position);
    const own = line?.slots.find((each) => each.parcelId === parcelId);
    if (!line || !own) continue;
    if (own.pickedQuantity > 0) {
      const pieces = own.pickedQuantity;
      movePieces(writer, { waveId, position }, [{ slot: own.slot, pieces: -pieces }], by);
      moveBinStock(writer, line.skuCode, line.binCode, pieces);
      addStep(writer, { waveId, cartNo, position, kind: 'put-back', slot: own.slot, pieces: -pieces }, by);
      putBack.push({ slot, skuCode: line.skuCode, binCode: line.binCode, pieces });
    }
    lessenSlots(writer, { waveId, position }, [{ slot: own.slot, pieces: own.quantity }], false);
  }
  writer.run(
    `UPDATE parcels SET state = 'planned', wave_id = NULL, cart_no = NULL, slot = NULL, sort_position = NULL WHERE parcel_id = ?`,
    [parcelId],
  );
  writer.run(`UPDATE waves SET parcel_count = parcel_count - 1 WHERE wave_id = ?`, [waveId]);
  writer.run(`UPDATE carts SET parcel_count = parcel_count - 1 WHERE cart_id = ?`, [cart.cartId]);
  const subject = { kind: 'parcel', id: parcelId };
  recordAudit(writer, parts.clock, caller, 'parcel.given-back', subject, { slot });
  return { parcelId, putBack };
}

function listSlotsOf(reader: Reader, parcelId: ParcelId): { readonly position: number }[] {
  return reader.all<{ position: number }>(
    `SELECT pick_slots.position FROM pick_slots JOIN parcels USING (parcel_id, wave_id)
     WHERE pick_slots.parcel_id = ? ORDER BY pick_slots.position`,
    [parcelId],
  );
}

/** The bin gave nothing more: so it is written, unless nobody counts these goods. */
function countAsEmpty(parts: Parts, writer: Writer, line: PickLineView, caller: Caller): void {
  const { skuCode, binCode } = line;
  const sku = findSku(writer, skuCode);
  if (!sku || sku.stock === null || binCode === null) return;
  const bins = listBinsOf(writer, skuCode);
  const isThere = bins.length > 0 ? bins.some((bin) => bin.binCode === binCode) : sku.binCode === binCode;
  if (!isThere) return;
  const inTotes = readInTotes(writer, skuCode);
  countBin(parts, writer, { skuCode, binCode, pieces: 0, reason: 'short', inTotes }, caller);
}
