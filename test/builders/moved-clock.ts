// A clock that stands still until a test moves it; timers fire in order as it passes them.

import type { Clock } from '../../main/basics/clock.ts';

export interface MovedClock extends Clock {
  /** Moves time on by `ms` and runs every timer that falls due, earliest first, awaiting what they start. */
  pass(ms: number): Promise<void>;
  /** Sets the wall clock, also backwards. Timers go by the time that passes, as the machine's do: they run when they would have. */
  set(epochMs: number): void;
}

/** 2026-09-22 09:00 in Shanghai. */
export const aMorning = Date.UTC(2026, 8, 22, 1, 0, 0);

export function movedClock(startAt = aMorning): MovedClock {
  let now = startAt;
  let timers: { at: number; order: number; work: () => void }[] = [];
  let order = 0;
  return {
    now: () => now,
    after(delayMs, work) {
      const timer = { at: now + Math.max(0, delayMs), order: order++, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other.order !== timer.order);
      };
    },
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        const due = timers
          .filter((timer) => timer.at <= until)
          .sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.work();
        await settle();
      }
      now = until;
      await settle();
    },
    set(epochMs) {
      timers = timers.map((timer) => ({ ...timer, at: timer.at + epochMs - now }));
      now = epochMs;
    },
  };
}

/** Lets promises that are ready run on; no waiting. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
