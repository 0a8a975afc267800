// The station's clock and its timers. Everything that needs the time is handed one of these; tests hand in a clock they move.

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `work` once, at least `delayMs` from now; the answer cancels it. */
  after(delayMs: number, work: () => void): () => void;
}

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, work) {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
