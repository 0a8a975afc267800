// Backups while the station runs: one as soon as the newest is older than the setting says, then again by the clock. A backup
// that fails is told to everyone and tried again in ten minutes.

import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Clock, hourMs, minuteMs } from './basics/clock.ts';
import { isFault } from './basics/fault.ts';
import { type Backup, backUp, listBackups } from './database/backup.ts';
import type { Database } from './database/database.ts';
import type { Settings } from './settings/settings-table.ts';
import type { Notices } from './station-notices.ts';

export interface Backups {
  start(): void;
  stop(): Promise<void>;
  /** Makes one now. Faults: `backup.failed`, `backup.damaged`, `database.disk-full`. */
  makeOne(): Promise<Backup>;
  list(): Backup[];
}

export function createBackups(parts: {
  readonly dataDir: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly log: Logger;
  readonly notices: Notices;
}): Backups {
  const directory = join(parts.dataDir, 'backups');
  let cancel = () => {};
  let running: Promise<Backup> | undefined;
  let isStopped = false;

  function makeOne(): Promise<Backup> {
    running ??= backUp(parts.database, directory, parts.clock.now(), {
      keep: parts.settings.get('backup.keep'),
    }).finally(() => {
      running = undefined;
    });
    return running;
  }

  async function makeIfDue(): Promise<void> {
    const newest = listBackups(directory)[0];
    const everyMs = parts.settings.get('backup.everyHours') * hourMs;
    const dueInMs = newest ? newest.madeAt + everyMs - parts.clock.now() : 0;
    // A newest backup "from the future" (the clock was moved back) counts as due, not as fresh for ever; the next is newer.
    if (dueInMs > 0 && dueInMs <= everyMs) return again(dueInMs);
    try {
      const backup = await makeOne();
      parts.log.info({ bytes: backup.bytes }, 'backup made');
      parts.notices.withdraw('backup.failed');
      again(everyMs);
    } catch (thrown) {
      parts.log.warn({ err: thrown }, 'backup failed');
      parts.notices.say('backup.failed', { reason: isFault(thrown) ? thrown.code : 'unknown' });
      again(10 * minuteMs);
    }
  }

  function again(delayMs: number): void {
    if (isStopped) return;
    cancel = parts.clock.after(delayMs, () => void makeIfDue());
  }

  return {
    // Not in the first minute: the start belongs to the person who is waiting for the screen.
    start: () => again(minuteMs),
    async stop() {
      isStopped = true;
      cancel();
      await running?.catch(() => undefined);
    },
    makeOne,
    list: () => listBackups(directory),
  };
}
