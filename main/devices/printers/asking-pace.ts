// How often and how patiently a device is asked: soon when a label is due, seldom before, for a printer that is asked all the time
// prints slower. How long a label takes is learned from the ones before it.

import type { Clock } from '../../basics/clock.ts';

export interface AskingPace {
  readonly answerMs: number;
  readonly lookEveryMs: number;
  /** When the next label is due. */
  readonly lookAgainMs: number;
  readonly stateEveryMs: number;
  readonly restMs: number;
  readonly silentAfterMs: number;
}

export const usualPace: AskingPace = {
  answerMs: 1_500,
  lookEveryMs: 300,
  lookAgainMs: 25,
  stateEveryMs: 1_000,
  restMs: 1_000,
  silentAfterMs: 4_000,
};

export interface LearnedPace {
  /** The first label of several is on its way. */
  begin(): void;
  /** So many labels came out since the last time. */
  learn(labels: number): void;
  /** `isInterrupted`: nothing is due while a printer stands still. */
  untilNextLook(isInterrupted: boolean): number;
  forget(): void;
}

export function learnPace(pace: Pick<AskingPace, 'lookEveryMs' | 'lookAgainMs'>, clock: Clock): LearnedPace {
  let lastOutAt = 0;
  let learnedMs: number | null = null;
  return {
    begin() {
      lastOutAt = clock.now();
    },
    learn(labels) {
      const now = clock.now();
      learnedMs = Math.max(1, (now - lastOutAt) / labels);
      lastOutAt = now;
    },
    untilNextLook(isInterrupted) {
      if (learnedMs === null || isInterrupted) return pace.lookEveryMs;
      const dueInMs = lastOutAt + learnedMs - clock.now();
      if (dueInMs > pace.lookAgainMs) return Math.min(dueInMs, pace.lookEveryMs);
      return dueInMs > -10 * pace.lookAgainMs ? pace.lookAgainMs : pace.lookEveryMs;
    },
    forget() {
      learnedMs = null;
    },
  };
}
