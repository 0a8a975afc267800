// The question to the guard while a line hovers: what the target parcel would hold if the line were in it.

import type { ChosenLine, LineRef, Target } from './waves-store.ts';

interface Holding {
  readonly parcelId: string;
  readonly lines: readonly LineRef[];
}

/** The lines of the target with the chosen one added (pieces of one line are one line); null when it lies there already. */
export function verdictAsked(
  parcels: readonly Holding[],
  chosen: ChosenLine,
  target: Target,
): { lines: LineRef[] } | null {
  if (target === chosen.parcelId) return null;
  const there = parcels.find((parcel) => parcel.parcelId === target)?.lines ?? [];
  const moved = chosen.line;
  const same = (line: LineRef) => line.orderKey === moved.orderKey && line.lineId === moved.lineId;
  const before = there.find(same)?.quantity ?? 0;
  return {
    lines: [
      ...there
        .filter((line) => !same(line))
        .map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity })),
      { orderKey: moved.orderKey, lineId: moved.lineId, quantity: moved.quantity + before },
    ],
  };
}
