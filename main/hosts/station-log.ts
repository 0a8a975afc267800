// The station's log: one JSON line each, a file a day, two weeks kept. What names or finds a person never gets into it.

import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Clock } from '../basics/clock.ts';
import { makePrivateFolder } from './data-folder.ts';

const daysKept = 14;
const personal = new Set([
  'recipient',
  'recipientname',
  'recipientmask',
  'receiver',
  'consignee',
  'phone',
  'mobile',
  'tel',
  'address',
  'zipcode',
  'postcode',
  'buyernote',
  'sellernote',
  'buyer',
  'nickname',
  'value', // a cell of an order file as it was read
]);

/** Replaces what belongs to a person, however deep, by `[hidden]`. */
export function hidePersonal(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error || depth > 8) return value;
  if (Array.isArray(value)) return value.map((item) => hidePersonal(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      personal.has(key.toLowerCase().replaceAll(/[_-]/g, '')) ? '[hidden]' : hidePersonal(inner, depth + 1),
    ]),
  );
}

export function openLog(folder: string, clock: Clock): Logger {
  makePrivateFolder(folder);
  let today = '';
  const fileOfToday = () => {
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    if (day !== today) {
      today = day;
      dropOldLogs(folder);
    }
    return join(folder, `station-${day}.log`);
  };
  return pino(
    {
      level: 'info',
      base: null,
      timestamp: () => `,"at":"${new Date(clock.now()).toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => hidePersonal(facts) as Record<string, unknown>, // an object in, an object out
      },
    },
    {
      write(line: string) {
        try {
          appendFileSync(fileOfToday(), line, { mode: 0o600 });
        } catch {
          // A full disk must not stop the bench; the database tells about it where it matters.
        }
      },
    },
  );
}

function dropOldLogs(folder: string): void {
  const logs = readdirSync(folder)
    .filter((name) => /^station-\d{4}-\d{2}-\d{2}\.log$/.test(name))
    .sort();
  // Today's is still to be begun.
  for (const old of logs.slice(0, Math.max(0, logs.length - daysKept + 1))) {
    rmSync(join(folder, old), { force: true });
  }
}
