// Watches the wall clock: deadlines and times in the audit hang on it. The last time seen is kept beside the database, so
// that a clock set back is noticed even when it happened while the station was off; a person can accept the new time.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, minuteMs } from './basics/clock.ts';
import type { Database } from './database/database.ts';
import type { Notices } from './station-notices.ts';

/** Small corrections by a time server are nobody's business. */
const toleratedMs = 2 * minuteMs;

export interface ClockWatch {
  start(): void;
  stop(): void;
  /** Looks now; otherwise it looks every minute. */
  look(): void;
  /** The wall clock is right after all: from now on it counts from here. */
  acceptNow(): void;
}

/** Says the notice `clock.moved-back` (facts: lastSeenAt, now) while the clock shows more than two minutes less than it did. */
export function watchClock(parts: {
  readonly dataDir: string;
  readonly database: Pick<Database, 'readOnly'>;
  readonly clock: Clock;
  readonly notices: Notices;
}): ClockWatch {
  const file = join(parts.dataDir, 'last-seen');
  let lastSeenAt = readLastSeen(file);
  let savedAt = lastSeenAt;
  let cancel = () => {};

  function save(): void {
    if (parts.database.readOnly) return; // another station has the folder and looks after its clock
    savedAt = lastSeenAt;
    try {
      writeFileSync(`${file}.unfinished`, String(lastSeenAt));
      renameSync(`${file}.unfinished`, file);
    } catch {
      // A folder that cannot be written to is told by the database; the watch goes on in memory.
    }
  }

  function look(): void {
    const now = parts.clock.now();
    if (now < lastSeenAt - toleratedMs) {
      parts.notices.say('clock.moved-back', { lastSeenAt, now });
    } else {
      parts.notices.withdraw('clock.moved-back');
      lastSeenAt = Math.max(lastSeenAt, now);
      if (lastSeenAt - savedAt >= minuteMs) save();
    }
  }

  function lookAgain(): void {
    look();
    cancel = parts.clock.after(minuteMs, lookAgain);
  }

  return {
    start: lookAgain,
    stop() {
      cancel();
      look();
      if (lastSeenAt > savedAt) save();
    },
    look,
    acceptNow() {
      lastSeenAt = 0;
      look();
      save();
    },
  };
}

function readLastSeen(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0; // the first start
  }
}
