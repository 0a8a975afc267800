// How things stand when a scan arrives: what was scanned, the parcels it concerns, what the guard says of them now, who has them open.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { readNewLabel } from '../labels/new-label.ts';
import { readPaper } from '../labels/paper-in-hand.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { Verdict } from '../merges/verdict.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { findParcel, listParcelIdsOfOrder, listParcels } from '../parcels/parcels-table.ts';
import { refsOf } from '../parcels/view-parcel.ts';
import {
  type Alarm,
  type Bench,
  type BenchParcel,
  calmOf,
  isAlarm,
  type LinesBeside,
} from './bench-state.ts';
import type { BenchFacts, BenchScan } from './bench-step.ts';
import { findBenchOf } from './benches-table.ts';
import { type ResolvedCode, resolveCode } from './resolve-code.ts';

/** What the code means at this bench. */
export function readScan(reader: Reader, clock: Clock, rawCode: string): BenchScan {
  const resolved = resolveCode(reader, rawCode);
  switch (resolved.kind) {
    case 'action':
      return actionScan(resolved.action);
    case 'parcel':
      return parcelScan(reader, clock, resolved.parcelId, resolved.code);
    case 'order':
      return orderScan(reader, clock, resolved);
    case 'sku':
      return { kind: 'item', code: resolved.code, skuCodes: resolved.skuCodes };
    case 'wave':
      return { kind: 'wave', code: resolved.code };
    case 'unknown':
      return { kind: 'unknown', code: resolved.code, hint: resolved.hint };
  }
}

export function readBenchFacts(
  reader: Reader,
  clock: Clock,
  benchId: string,
  bench: Bench,
  scan: BenchScan,
  sealsOnLastItem: boolean,
): BenchFacts {
  const calm = calmOf(bench.state);
  const parcel = 'parcelId' in calm ? readBenchParcel(reader, clock, calm.parcelId) : null;
  const undoId = scan.kind === 'undo' ? bench.undo.at(-1)?.parcelId : undefined;
  const other = parcel && calm.kind !== 'sealed' ? findOther(reader, parcel, scan) : null;
  return {
    benchId,
    parcel,
    together: parcel && other ? judgeTogether(reader, clock, parcel, other) : null,
    beside: other?.mayCome ? { parcelId: other.parcelId, lines: other.lines } : null,
    undoParcel: undoId === undefined ? null : readBenchParcel(reader, clock, undoId),
    sealsOnLastItem,
    stopped: readStopped(reader, clock, bench),
    isLetPass: isLetPass(reader, clock, bench),
  };
}

function readStopped(reader: Reader, clock: Clock, { state }: Bench): BenchParcel | null {
  if (!isAlarm(state) || state.kind !== 'take-out' || !('parcelId' in state.acknowledging)) return null;
  return readBenchParcel(reader, clock, state.acknowledging.parcelId);
}

function isLetPass(reader: Reader, clock: Clock, { state }: Bench): boolean {
  if (!isAlarm(state)) return false;
  const verdict = judgeStopped(reader, clock, state);
  if (!verdict || verdict.verdict === 'block') return false;
  return verdict.reasons.some((reason) => reason.verdict === 'overridden');
}

/** What the guard says now of what the alarm stopped: a parcel, or lines that would come into the open one. */
function judgeStopped(
  reader: Reader,
  clock: Clock,
  { before, beside, stoppedParcelId }: Alarm,
): Verdict | null {
  if (stoppedParcelId !== undefined) return readBenchParcel(reader, clock, stoppedParcelId)?.verdict ?? null;
  if (!beside || !('parcelId' in before)) return null;
  const open = readBenchParcel(reader, clock, before.parcelId);
  const other = findParcel(reader, beside.parcelId);
  const isThere = beside.lines.every((ref) =>
    other?.lines.some(
      (line) =>
        line.orderKey === ref.orderKey && line.lineId === ref.lineId && line.quantity === ref.quantity,
    ),
  );
  if (!open || !other || !isThere || !mayGive(other)) return null;
  return judgeTogether(reader, clock, open, beside);
}

function readBenchParcel(reader: Reader, clock: Clock, parcelId: ParcelId): BenchParcel | null {
  const parcel = findParcel(reader, parcelId);
  const packing = reader.get<{ packed_at: number | null; packed_by: string | null }>(
    `SELECT packed_at, packed_by FROM parcels WHERE parcel_id = ?`,
    [parcelId],
  );
  if (!parcel || !packing) return null;
  return {
    parcelId,
    state: parcel.state,
    openAt: parcel.state === 'open' ? findBenchOf(reader, parcelId) : null,
    packedAt: packing.packed_at,
    packedBy: packing.packed_by,
    pulledReason: parcel.pulledReason,
    lines: parcel.lines.map((line) => ({
      orderKey: line.orderKey,
      orderId: line.orderId,
      lineId: line.lineId,
      skuCode: line.skuCode,
      quantity: line.quantity,
      packed: line.packedQuantity,
    })),
    verdict: askGuard(reader, clock, refsOf(parcel), { parcelId }),
    shipment: readShipment(reader, parcelId),
    newLabel: readNewLabel(reader, parcelId),
  };
}

/** A shipment that was sent, or may have been, is the platform's now: the parcel stays shut. One it refused is still ours. */
function readShipment(reader: Reader, parcelId: ParcelId): BenchParcel['shipment'] {
  const states = reader
    .all<{ state: string }>(`SELECT state FROM outbox WHERE kind = 'shipment' AND subject_id = ?`, [parcelId])
    .map((row) => row.state)
    .filter((state) => state !== 'withdrawn');
  if (states.length === 0) return 'none';
  return states.some((state) => state === 'sending' || state === 'done') ? 'gone' : 'waiting';
}

function actionScan(action: string): BenchScan {
  const quantity = /^PB-QTY[-*:](\d{1,4})$/.exec(action)?.[1];
  if (quantity !== undefined && Number(quantity) > 0) return { kind: 'quantity', quantity: Number(quantity) };
  switch (action) {
    case 'PB-OK':
      return { kind: 'ok' };
    case 'PB-UNDO':
      return { kind: 'undo' };
    case 'PB-HOLD':
      return { kind: 'hold' };
    case 'PB-NEXT':
      return { kind: 'next' };
    case 'PB-QTY':
      return { kind: 'quantity', quantity: 'all' };
    default:
      return { kind: 'other-action', action };
  }
}

/** `code` null: named by an order, no label was scanned. */
function parcelScan(reader: Reader, clock: Clock, parcelId: ParcelId, code: string | null): BenchScan {
  const parcel = readBenchParcel(reader, clock, parcelId);
  if (!parcel) return { kind: 'unknown', code: parcelId, hint: 'nothing-known' };
  return { kind: 'parcel', parcel, paper: code === null ? 'none' : readPaper(reader, parcelId, code) };
}

/** An order opens its parcel when there is no doubt which: the only live one, or the only one still to be packed. */
function orderScan(
  reader: Reader,
  clock: Clock,
  resolved: Extract<ResolvedCode, { kind: 'order' }>,
): BenchScan {
  const parcels = listParcels(reader, listParcelIdsOfOrder(reader, resolved.orderKey));
  const live = parcels.filter((parcel) => parcel.state !== 'pulled' && parcel.state !== 'proposed');
  const toPack = live.filter((parcel) => parcel.state !== 'packed' && parcel.state !== 'shipped');
  const [only, ...others] = toPack.length > 0 ? toPack : live;
  if (only && others.length === 0) return parcelScan(reader, clock, only.parcelId, null);
  return { kind: 'order', orderId: resolved.orderId, parcelCount: others.length > 0 ? others.length + 1 : 0 };
}

interface Other extends LinesBeside {
  /** Nobody has it in hand: a supervisor may let these lines into the open parcel. */
  readonly mayCome: boolean;
}

/** Another parcel that was scanned, or the lines of one beside this that wait for what was scanned. */
function findOther(reader: Reader, open: BenchParcel, scan: BenchScan): Other | null {
  if (scan.kind === 'parcel') {
    const other = findParcel(reader, scan.parcel.parcelId);
    if (!other || other.parcelId === open.parcelId) return null;
    return { parcelId: other.parcelId, lines: refsOf(other), mayCome: false };
  }
  if (scan.kind !== 'item' || open.lines.some((line) => scan.skuCodes.includes(line.skuCode))) return null;
  const other = findSiblingWith(reader, open.parcelId, scan.skuCodes);
  if (!other) return null;
  const lines = other.lines
    .filter((line) => scan.skuCodes.includes(line.skuCode))
    .map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity }));
  return { parcelId: other.parcelId, lines, mayCome: mayGive(other) };
}

function mayGive(parcel: Parcel): boolean {
  const isInNoHands =
    parcel.state === 'proposed' || parcel.state === 'planned' || parcel.state === 'released';
  return isInNoHands && parcel.lines.every((line) => line.packedQuantity === 0);
}

/** What the guard says about the open parcel with these lines in it: the reasons why they lie apart. */
function judgeTogether(reader: Reader, clock: Clock, open: BenchParcel, { lines }: LinesBeside): Verdict {
  const openRefs = open.lines.map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity }));
  const { parcelId } = open;
  return askGuard(reader, clock, [...openRefs, ...lines], { parcelId, isThought: true });
}

/** Another live parcel of the same recipient that is waiting for one of these SKUs. */
function findSiblingWith(
  reader: Reader,
  parcelId: ParcelId,
  skuCodes: readonly SkuCode[],
): Parcel | undefined {
  const row = reader.get<{ parcel_id: string }>(
    `SELECT parcels.parcel_id FROM parcels AS here
     JOIN orders ON orders.shop_id = here.shop_id AND orders.recipient_key = here.recipient_key
     JOIN order_lines ON order_lines.order_key = orders.order_key
     JOIN parcel_lines ON parcel_lines.order_key = order_lines.order_key AND parcel_lines.line_id = order_lines.line_id
     JOIN parcels ON parcels.parcel_id = parcel_lines.parcel_id
     WHERE here.parcel_id = ? AND orders.state IN ('to-ship', 'part-shipped') AND orders.recipient_key IS NOT NULL
       AND order_lines.sku_code IN (SELECT value FROM json_each(?)) AND parcels.parcel_id <> here.parcel_id
       AND parcels.state IN ('proposed', 'planned', 'released', 'open') ORDER BY parcels.planned_at LIMIT 1`,
    [parcelId, JSON.stringify(skuCodes)],
  );
  return row && findParcel(reader, row.parcel_id as ParcelId); // branded when it was made
}
