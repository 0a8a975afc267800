// The arithmetic of door.ratio: how many more may fail, how many right ones lead back, and where the day ends at the present pace.
// Pure. The threshold is compared in whole numbers, so that 19 of 20 is 95 % and not a hair less.

import { hourMs } from '../basics/clock.ts';

export interface Counted {
  readonly compliant: number;
  readonly all: number;
}

const wholes = 10_000;

/** Percent with two decimals as a whole number: 95 → 9500. */
function partsOf(leastPercent: number): number {
  return Math.round(leastPercent * 100);
}

/** Null while nothing has left: there is no ratio of nothing. */
export function ratioOf({ compliant, all }: Counted): number | null {
  return all === 0 ? null : compliant / all;
}

/** Nothing shipped breaks no line. */
export function isBelow({ compliant, all }: Counted, leastPercent: number): boolean {
  return compliant * wholes < partsOf(leastPercent) * all;
}

/** How many of the next `further` orders may fail, the rest being right, without the line being crossed. */
export function mayFail({ compliant, all }: Counted, leastPercent: number, further: number): number {
  const most = compliant + further - Math.ceil((partsOf(leastPercent) * (all + further)) / wholes);
  return Math.max(0, Math.min(further, most));
}

/** How many may fail one after the other from here on, with nothing right in between. */
export function mayFailInARow({ compliant, all }: Counted, leastPercent: number): number {
  return Math.max(0, Math.floor((compliant * wholes) / partsOf(leastPercent)) - all);
}

/** How many right ones in a row lead back to the line: 0 at or above it, null when no number does (a threshold of 100 %). */
export function toGetBack(counted: Counted, leastPercent: number): number | null {
  if (!isBelow(counted, leastPercent)) return 0;
  const parts = partsOf(leastPercent);
  if (parts === wholes) return null;
  return Math.ceil((parts * counted.all - wholes * counted.compliant) / (wholes - parts));
}

export interface ForecastFacts extends Counted {
  /** Tagged orders that still wait. */
  readonly waiting: number;
  /** Of these, the ones that would fail as things are. */
  readonly wouldFail: number;
  /** When the first of today's left; null when none has. */
  readonly firstAt: number | null;
  readonly now: number;
  readonly dayEndsAt: number;
}

export interface Forecast {
  /** Orders that leave until `endsAt` at the present pace, and no more than wait. */
  readonly further: number;
  /** Orders an hour; null when nothing has left today: then all that waits is taken to leave. */
  readonly perHour: number | null;
  /** When the last of them leaves, at the latest the end of the day. */
  readonly endsAt: number;
  /**
   * From now to `endsAt`. `low`: nothing that would fail is put right; `high`: all of it is; `expected`: in between, as the day
   * has gone. Empty while there is neither a past nor a future to tell of.
   */
  readonly points: ReadonlyArray<{
    readonly at: number;
    readonly low: number;
    readonly expected: number;
    readonly high: number;
  }>;
}

/** Before today has a history of its own, this many orders without a failure are taken as given: one slip is not a trend. */
const calmOrders = 20;
/** Four days of five end inside the band. */
const bandWidth = 1.28;
const steps = 8;

export function forecastDay(facts: ForecastFacts): Forecast {
  const { compliant, all, now, dayEndsAt, firstAt } = facts;
  const waiting = Math.max(0, facts.waiting);
  const hoursLeft = Math.max(0, dayEndsAt - now) / hourMs;
  // A pace needs an hour to be one: the first minute's burst says little about the evening.
  const perHour = firstAt === null || all === 0 ? null : all / Math.max(1, (now - firstAt) / hourMs);
  const further = perHour === null ? waiting : Math.min(waiting, Math.floor(perHour * hoursLeft));
  const endsAt =
    perHour === null || further === 0 ? dayEndsAt : Math.min(dayEndsAt, now + (further / perHour) * hourMs);
  if (all + further === 0) return { further, perHour, endsAt, points: [] };

  const wouldFail = Math.min(facts.wouldFail, waiting);
  const failed = all - compliant;
  const slips = failed / (all + calmOrders);
  const doubt = bandWidth * Math.sqrt((slips * (1 - slips)) / (all + calmOrders));
  const slipsLow = Math.max(0, slips - doubt);
  const slipsHigh = Math.min(1, slips + doubt);
  const after = (count: number, failing: number, slip: number) => {
    const known = Math.min(failing, count);
    return (compliant + (count - known) * (1 - slip)) / (all + count);
  };
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const count = (further * step) / steps;
    const share = waiting === 0 ? 0 : (wouldFail * count) / waiting;
    return {
      at: now + ((endsAt - now) * step) / steps,
      low: after(count, wouldFail, slipsHigh),
      expected: after(count, share, slips),
      high: after(count, 0, slipsLow),
    };
  });
  // Nothing has left yet: the line begins with the first order.
  return { further, perHour, endsAt, points: all === 0 ? points.slice(1) : points };
}
