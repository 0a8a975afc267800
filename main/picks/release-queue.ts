// Waves are released one after the other: what one has taken, the next finds gone, also while the first is still written in pieces.

import { isRefusal, type Refusal } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import { type ReleaseAsked, type ReleaseParts, releaseWave } from './release-wave.ts';
import type { WaveView } from './wave.ts';

export interface ReleaseQueue {
  /** See release-wave.ts for the refusals. A function says what is asked when its turn has come. */
  release(
    asked: ReleaseAsked | (() => Promise<ReleaseAsked | Refusal>),
    caller: Caller,
  ): Promise<WaveView | Refusal>;
  /** Waits for the release that runs. */
  stop(): Promise<void>;
}

export function createReleaseQueue(parts: ReleaseParts): ReleaseQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    release(asked, caller) {
      const mine = last.then(async () => {
        const wanted = typeof asked === 'function' ? await asked() : asked;
        return isRefusal(wanted) ? wanted : releaseWave(parts, wanted, caller);
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    async stop() {
      await last;
    },
  };
}
