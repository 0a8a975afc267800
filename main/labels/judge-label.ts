// The merge guard asked once more, right before a label is made: a cancellation may have come since the parcel was planned.

import type { Clock } from '../basics/clock.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Reader } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import { factsOf } from '../parcels/move-line.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { refsOf } from '../parcels/view-parcel.ts';

/** Null when the parcel may get its label. Refusal `parcel.blocked` (parcelId, rule, orderIds, and the rule's own facts). */
export function judgeLabel(reader: Reader, clock: Clock, parcel: Parcel): Refusal | null {
  const verdict = askGuard(reader, clock, refsOf(parcel), { parcelId: parcel.parcelId });
  const reason = verdict.reasons.find((candidate) => candidate.verdict === 'block');
  return reason ? refuse('parcel.blocked', { ...factsOf(reason), parcelId: parcel.parcelId }) : null;
}
