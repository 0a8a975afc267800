// What every host has: one data folder, at most one open station in it, and the requests that replace that station. The
// folder's lock is held from beginning to end; a host that did not get it opens everything read-only and says so.

import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { StationEvent } from '../basics/events.ts';
import { Fault, isFault } from '../basics/fault.ts';
import type { Caller, Reply } from '../basics/request.ts';
import { listBackups } from '../database/backup.ts';
import { type FolderLock, takeFolderLock } from '../database/folder-lock.ts';
import { restoreBackup, setAside } from '../database/recover.ts';
import { lastMode, type Mode, makePrivateFolder, rememberMode } from './data-folder.ts';
import { listRequests } from './list-requests.ts';
import { type OpenedStation, openStation } from './open-station.ts';
import type { Keychain } from './station-key.ts';

export interface StationHost {
  readonly dataFolder: string;
  readonly isReadOnly: boolean;
  mode(): Mode;
  /** The open station, or undefined while its file cannot be opened. */
  opened(): OpenedStation | undefined;
  call(caller: Caller, name: string, argument: unknown): Promise<Reply<unknown>>;
  on(listener: (event: StationEvent) => void): () => void;
  /** Makes the first screen's counts; to be called as soon as its window is on its way. */
  readAhead(): void;
  close(): Promise<void>;
}

export interface StationHostOptions {
  readonly dataFolder: string;
  /** Without one: as it was last time, and training the first time. */
  readonly mode?: Mode | undefined;
  readonly version: string;
  readonly keychain?: Keychain | undefined;
  readonly clock?: Clock;
  /** False for the terminal: it opens a station for one call only, shows nothing, and leaves the mode as it was. */
  readonly hasWindow?: boolean;
}

const itself: Caller = { host: 'station', person: 'station', role: 'packer' };

type Refused = Extract<Reply<never>, { ok: false }>;

const hostRequests = {
  /** Closes this station and opens the other one: its own file, key, backups and logs. */
  'host.openStation': z.strictObject({ mode: z.enum(['training', 'shop']) }),
  /**
   * After `fault.database.damaged`, or when the check beside the running station found it damaged: sets the file aside and
   * begins from the newest backup, or from nothing. Answers where the damaged file is now, and when the backup was made.
   */
  'host.recover': z.strictObject({ from: z.enum(['newest-backup', 'nothing']) }),
  /** Every request there is: name, kind, least role, and the JSON schema of its argument. */
  'host.requests': z.strictObject({}),
};

export function createStationHost(options: StationHostOptions): StationHost {
  const lock = takeLock(options.dataFolder);
  const listeners = new Set<(event: StationEvent) => void>();
  let mode: Mode = options.mode ?? lastMode(options.dataFolder);
  let opened: OpenedStation | undefined;
  let stuck: Refused | undefined;
  let changing: Promise<unknown> = Promise.resolve();

  function tell(event: StationEvent): void {
    for (const listener of listeners) listener(event);
  }

  function open(wanted: Mode): OpenedStation {
    const next = openStation({
      dataFolder: options.dataFolder,
      mode: wanted,
      version: options.version,
      isReadOnly: lock === undefined,
      keychain: options.keychain,
      ...(options.clock && { clock: options.clock }),
    });
    next.station.events.on(tell);
    next.start();
    return next;
  }

  /** Opens what `mode` names; what the world did wrong becomes the answer to every request until it is put right. */
  function openOrSayWhy(): OpenedStation | undefined {
    try {
      opened = open(mode);
      stuck = undefined;
      if (lock && options.hasWindow !== false) rememberMode(options.dataFolder, mode);
    } catch (thrown) {
      opened = undefined;
      stuck = refusalOf(thrown, options.dataFolder, mode);
    }
    return opened;
  }

  async function changeMode(wanted: Mode): Promise<Reply<{ mode: Mode }>> {
    if (wanted === mode && opened) return { ok: true, value: { mode } };
    let next: OpenedStation;
    try {
      next = open(wanted);
    } catch (thrown) {
      return refusalOf(thrown, options.dataFolder, wanted);
    }
    const before = opened;
    opened = next;
    stuck = undefined;
    mode = wanted;
    if (lock) rememberMode(options.dataFolder, mode);
    await before?.close();
    tell({ kind: 'station.changed' });
    return { ok: true, value: { mode } };
  }

  function isDamaged(): boolean {
    if (!opened) return stuck?.refusal.code === 'fault.database.damaged';
    return opened.parts.notices?.list().some((notice) => notice.code === 'database.damaged') ?? false;
  }

  async function recover(
    from: 'newest-backup' | 'nothing',
  ): Promise<Reply<{ setAside: string; madeAt: number | null }>> {
    if (!isDamaged()) return no('host.nothing-to-recover');
    const { file, backups } = placesIn(options.dataFolder, mode);
    const backup = from === 'newest-backup' ? listBackups(backups)[0] : undefined;
    if (from === 'newest-backup' && !backup) return no('host.no-backup');
    await opened?.close();
    opened = undefined;
    const aside = setAside(file, options.clock?.now() ?? Date.now());
    if (backup) restoreBackup(backup.file, file);
    const next = openOrSayWhy();
    tell({ kind: 'station.changed' });
    if (stuck) return stuck;
    next?.parts.log.warn({ setAside: aside, madeAt: backup?.madeAt ?? null }, 'recovered');
    return { ok: true, value: { setAside: aside, madeAt: backup?.madeAt ?? null } };
  }

  function inTurn<Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> {
    const next = changing.then(work);
    changing = next.catch(() => undefined);
    return next;
  }

  openOrSayWhy();

  return {
    dataFolder: options.dataFolder,
    isReadOnly: lock === undefined,
    mode: () => mode,
    opened: () => opened,
    async call(caller, name, argument) {
      if (!Object.hasOwn(hostRequests, name)) {
        await changing;
        return opened ? opened.station.call(caller, name, argument) : (stuck ?? no('station.unreachable'));
      }
      const known = name as keyof typeof hostRequests; // own property of the table
      const parsed = hostRequests[known].safeParse(argument ?? {});
      if (!parsed.success) return malformed(name, parsed.error);
      if (known === 'host.requests')
        return { ok: true, value: opened ? listRequests(opened.station.api) : [] };
      if (caller.role !== 'supervisor') return no('request.not-allowed', { name, role: 'supervisor' });
      // While no file can be opened nobody can be known: whoever is at the machine puts it right.
      const allowed = await opened?.station.allowSupervisor(caller, name);
      if (allowed && !allowed.ok) return allowed;
      if ('mode' in parsed.data) {
        const wanted = parsed.data.mode;
        return inTurn(() => changeMode(wanted));
      }
      if (!lock) return no('station.read-only');
      const { from } = hostRequests['host.recover'].parse(parsed.data);
      return inTurn(() => recover(from));
    },
    readAhead() {
      void opened?.station.call(itself, 'today.read', {});
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await changing;
      await opened?.close();
      opened = undefined;
      stuck = no('station.unreachable');
      lock?.release();
    },
  };
}

/** Faults: `database.read-only` when nothing can be written there at all. */
function takeLock(dataFolder: string): FolderLock | undefined {
  try {
    makePrivateFolder(dataFolder);
  } catch (thrown) {
    throw new Fault('database.read-only', 'never', { path: dataFolder }, thrown);
  }
  return takeFolderLock(dataFolder);
}

export function no(code: string, facts: Refused['refusal']['facts'] = {}): Refused {
  return { ok: false, refusal: { code, facts } };
}

function malformed(name: string, error: z.ZodError): Refused {
  const issue = error.issues[0];
  return no('request.malformed', { name, field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}

function placesIn(dataFolder: string, mode: Mode): { readonly file: string; readonly backups: string } {
  return { file: join(dataFolder, mode, 'station.db'), backups: join(dataFolder, mode, 'backups') };
}

/** What stops a station from opening, in the words every request gets; a bug is thrown on. */
function refusalOf(thrown: unknown, dataFolder: string, mode: Mode): Refused {
  if (!isFault(thrown)) throw thrown;
  const { file, backups } = placesIn(dataFolder, mode);
  return no(`fault.${thrown.code}`, {
    ...thrown.facts,
    retry: thrown.retry,
    mode,
    path: file,
    newestBackupAt: listBackups(backups)[0]?.madeAt ?? null,
  });
}
