// The station's log: one JSON line each, a file a day, two weeks kept. What names or finds a person never gets into it, nor what opens a
// shop's account: secrets, tokens, codes of consents, signatures, wherever in a line they stand.

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
const secret = new Set([
  'secret',
  'appsecret',
  'relaykey',
  'token',
  'tokens',
  'accesstoken',
  'refreshtoken',
  'authorization',
  'authcode',
  'sign',
  'printdata',
  'params', // of the print component: it carries a token
]);
/** In the address of a question, which the words of an error may hold. */
const secretInAddress =
  /([?&](?:app_secret|access_token|refresh_token|auth_code|code|sign|params)=)[^&\s"'\\]+/g;

const isHidden = (name: string) => personal.has(name) || secret.has(name);

/** Replaces what belongs to a person or opens an account, however deep, by `[hidden]`. */
export function hidePersonal(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error || depth > 8) return value;
  if (Array.isArray(value)) return value.map((item) => hidePersonal(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isHidden(key.toLowerCase().replaceAll(/[_-]/g, '')) ? '[hidden]' : hidePersonal(inner, depth + 1),
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
          appendFileSync(fileOfToday(), line.replaceAll(secretInAddress, '$1[hidden]'), { mode: 0o600 });
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
