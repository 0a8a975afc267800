// Moving lines between parcels: one request a move; the station's guard says yes, no, or "only if you mean it".

import type { ParcelId } from '../../main/basics/ids.ts';
import { ask, type Refused } from '../parts/station.ts';
import { type SplitStep, splitSteps } from './split-steps.ts';
import type { ChosenLine, LineRef, Target, Verdict } from './waves-store.ts';

/** Moves the chosen line. The refusal when the guard blocks it; null when it went. */
export async function moveLine(chosen: ChosenLine, to: Target, accepted: boolean): Promise<Refused | null> {
  const reply = await ask('parcels.move', {
    line: chosen.line,
    from: chosen.parcelId,
    to,
    accepted,
    requestId: crypto.randomUUID(),
  });
  return reply.ok ? null : reply.refusal;
}

/** Takes a parcel apart as the guard says. Stops at the first refusal and answers it. */
export async function splitAsAdvised(parcelId: ParcelId, split: Verdict['split']): Promise<Refused | null> {
  const made: ParcelId[] = [];
  for (const step of splitSteps(split)) {
    const reply = await ask('parcels.move', { ...moveOf(parcelId, step, made) });
    if (!reply.ok) return reply.refusal;
    if (step.isFirst) made[step.group] = reply.value.to.parcelId;
  }
  return null;
}

function moveOf(from: ParcelId, step: SplitStep<LineRef>, made: readonly ParcelId[]) {
  return {
    line: step.line,
    from,
    to: step.isFirst ? ('new' as const) : (made[step.group] ?? ('new' as const)),
    // What stays behind on the way may still be warned about; the split as a whole is the guard's own advice.
    accepted: true,
    requestId: crypto.randomUUID(),
  };
}
