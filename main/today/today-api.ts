// What the supervisor sees first.

import { z } from 'zod';
import { type Clock, minuteMs } from '../basics/clock.ts';
import { read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import { type Today, todayRead } from './read-today.ts';

/**
 * An answer is good so long, while nothing was written: the first screen is read before its window is there, and a slow machine takes
 * its time to open one. Screens ask anew at each minute; what they get then was never counted before it.
 */
const goodForMs = 20_000;
const minuteOf = (at: number) => Math.floor(at / minuteMs);

export function todayApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly beside: Beside;
}) {
  const { database, clock, beside } = parts;
  let kept: { readonly version: string; readonly at: number; readonly answer: Promise<Today> } | undefined;

  /** Another text as soon as anything in the file was changed, here or by another thread. */
  function version(): string {
    const now = database.get<{ here: number; elsewhere: number }>(
      `SELECT total_changes() AS here, data_version AS elsewhere FROM pragma_data_version`,
    );
    return `${now?.here}/${now?.elsewhere}`;
  }

  return {
    /** The supervisor’s first glance. */
    'today.read': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (_argument, caller): Promise<Today> => {
        const current = version();
        const at = clock.now();
        const isGood =
          kept?.version === current &&
          Math.abs(at - kept.at) < goodForMs &&
          minuteOf(at) === minuteOf(kept.at);
        if (kept && isGood) return kept.answer;
        // The station itself asks while its window opens: nobody waits for anything else yet, and no thread has to be begun.
        const isAlone = caller.host === 'station';
        const answer = isAlone
          ? Promise.resolve(todayRead.run(database, at, {}))
          : beside.read(todayRead, {});
        kept = { version: current, at, answer };
        answer.catch(() => {
          kept = undefined;
        });
        return answer;
      },
    }),
  };
}
