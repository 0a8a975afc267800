// A shop's own calendar day: the platform counts a day where the shop is, not where this PC stands. Right also on the two days a
// year that are an hour shorter or longer.

import { dayMs, hourMs } from '../basics/clock.ts';

export interface ShopDay {
  /** `2026-09-22`, where the shop is. */
  readonly date: string;
  readonly startsAt: number;
  /** When the next day begins. */
  readonly endsAt: number;
}

export function shopDayOf(at: number, timeZone: string): ShopDay {
  const date = dateOf(at, timeZone);
  const startsAt = startOf(date, timeZone);
  // Noon of the day after is on it, whatever the clocks do at night.
  const endsAt = startOf(dateOf(startsAt + dayMs + 12 * hourMs, timeZone), timeZone);
  return { date, startsAt, endsAt };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateOf(at: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    // `sv-SE` writes dates as 2026-09-22.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/** The first millisecond of the date: found by halving, which asks nothing of how a zone's offset behaves. */
function startOf(date: string, timeZone: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  // No place on earth is more than 14 hours ahead of or 12 behind Greenwich.
  let before = Date.UTC(year, month - 1, day) - 15 * hourMs;
  let within = Date.UTC(year, month - 1, day) + 13 * hourMs;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dateOf(middle, timeZone) >= date) within = middle;
    else before = middle;
  }
  return within;
}
