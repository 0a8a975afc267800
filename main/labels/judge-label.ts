// The merge guard asked once more, right before a label is made: a cancellation may have come since the parcel was planned.

import type { Clock } from '../basics/clock.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Reader } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { Parcel } from '../parcels/parcel.ts';

/** Null when the parcel may get its label. Refusal `parcel.blocked` (parcelId, rule, orderIds, and the rule's own facts). */
export function judgeLabel(reader: Reader, clock: Clock, parcel: Parcel): Refusal | null {
  const lines = parcel.lines.map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity }));
  const verdict = askGuard(reader, clock, lines, { parcelId: parcel.parcelId });
  const reason = verdict.reasons.find((candidate) => candidate.verdict === 'block');
  if (verdict.verdict !== 'block' || !reason) return null;
  const orderIds = [...new Set(reason.lines.map((line) => line.orderId))];
  return refuse('parcel.blocked', {
    ...reason.facts,
    parcelId: parcel.parcelId,
    rule: reason.rule,
    orderIds,
  });
}
