// Moves pieces of a line from one planned parcel to another or to a new one. The guard answers with the same words as
// everywhere; what it blocks changes nothing.

import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Reader, Writer } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { LineRef, Reason, Verdict } from '../merges/verdict.ts';
import { recordAudit } from '../people/audit.ts';
import { addParcel, addToParcel, refreshParcel, takeFromParcel } from './new-parcel.ts';
import type { Parcel } from './parcel.ts';
import { readDoorTag } from './parcel-door-tag.ts';
import { findParcel, setParcelState } from './parcels-table.ts';
import { refsOf } from './view-parcel.ts';

export interface Move {
  readonly line: LineRef;
  readonly from: ParcelId;
  readonly to: ParcelId | 'new';
  /** The person has read the warning and goes on. */
  readonly accepted: boolean;
}

export interface Moved {
  readonly verdict: Verdict;
  /** Null where nothing is left in it: it is dissolved. */
  readonly from: ParcelId | null;
  readonly to: ParcelId;
}

/**
 * Refusals: `parcel.unknown` (parcelId), `parcel.not-planned` (parcelId, state), `parcel.has-waybill` (parcelId),
 * `parcel.line-not-there` (parcelId, lineId, quantity), `parcel.blocked` and `parcel.warned` (rule, why, the rule's facts).
 */
export function moveLine(
  parts: { readonly clock: Clock; readonly random: RandomBytes },
  writer: Writer,
  move: Move,
  caller: Caller,
): Moved | Refusal {
  const from = findOpenForChange(writer, move.from);
  if ('kind' in from) return from;
  const to = move.to === 'new' ? null : findOpenForChange(writer, move.to);
  if (to && 'kind' in to) return to;
  const there = from.lines.find(
    (line) => line.orderKey === move.line.orderKey && line.lineId === move.line.lineId,
  );
  if (!there || there.quantity < move.line.quantity || to?.parcelId === from.parcelId) {
    const { lineId, quantity } = move.line;
    return refuse('parcel.line-not-there', { parcelId: move.from, lineId, quantity });
  }

  const lines = [...(to ? refsOf(to) : []), move.line];
  const verdict = askGuard(writer, parts.clock, lines, { parcelId: to?.parcelId ?? null, isThought: true });
  const refused = refuseByVerdict(verdict, move.accepted);
  if (refused) return refused;

  takeFromParcel(writer, from.parcelId, move.line);
  const toId = to?.parcelId ?? newId<ParcelId>('P', parts.random);
  if (to) {
    addToParcel(writer, toId, move.line);
  } else {
    addParcel(writer, {
      ...from,
      parcelId: toId,
      plannedAt: parts.clock.now(),
      lines: [move.line],
    });
  }
  refreshParcel(writer, toId, readDoorTag(writer, parts.clock, lines));
  const rest = refsOf(from).flatMap((ref) => {
    const isMoved = ref.orderKey === move.line.orderKey && ref.lineId === move.line.lineId;
    const quantity = isMoved ? ref.quantity - move.line.quantity : ref.quantity;
    return quantity > 0 ? [{ ...ref, quantity }] : [];
  });
  if (rest.length === 0) setParcelState(writer, from.parcelId, 'dissolved');
  else refreshParcel(writer, from.parcelId, readDoorTag(writer, parts.clock, rest));

  const facts = {
    order: there.orderId,
    line: move.line.lineId,
    quantity: move.line.quantity,
    from: from.parcelId,
    to: toId,
    accepted: verdict.verdict === 'warn' ? verdict.reasons.map((reason) => reason.rule) : [],
  };
  for (const parcelId of [from.parcelId, toId]) {
    recordAudit(writer, parts.clock, caller, 'parcel.line-moved', { kind: 'parcel', id: parcelId }, facts);
  }
  writer.emit({ kind: 'parcels.changed' });
  return { verdict, from: rest.length === 0 ? null : from.parcelId, to: toId };
}

/** A parcel that people may still plan anew: no wave, no waybill, no label. */
function findOpenForChange(reader: Reader, parcelId: ParcelId): Parcel | Refusal {
  const parcel = findParcel(reader, parcelId);
  if (!parcel) return refuse('parcel.unknown', { parcelId });
  if (parcel.state !== 'proposed' && parcel.state !== 'planned') {
    return refuse('parcel.not-planned', { parcelId, state: parcel.state });
  }
  if (parcel.trackingNumber !== null) return refuse('parcel.has-waybill', { parcelId });
  return parcel;
}

/** What stops a person: a block always, a warning until it was read. The facts are the reason's own. */
function refuseByVerdict(verdict: Verdict, isAccepted: boolean): Refusal | undefined {
  const block = verdict.reasons.find((reason) => reason.verdict === 'block');
  if (block) return refuse('parcel.blocked', factsOf(block));
  const warn = verdict.reasons.find((reason) => reason.verdict === 'warn');
  return warn && !isAccepted ? refuse('parcel.warned', factsOf(warn)) : undefined;
}

export function factsOf(reason: Reason): Refusal['facts'] {
  return {
    ...reason.facts,
    rule: reason.rule,
    orderIds: [...new Set(reason.lines.map((line) => line.orderId as string))],
    skuCodes: [...new Set(reason.lines.map((line) => line.skuCode as string))],
  };
}
