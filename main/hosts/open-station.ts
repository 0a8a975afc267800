// Builds a real station from a data folder: file, key, log, clock. Every host opens its station here and nowhere else.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, systemClock } from '../basics/clock.ts';
import { createEvents } from '../basics/events.ts';
import { backUpNow, listBackups } from '../database/backup.ts';
import { checkIntegrityBeside, isSmallEnoughToCheckAtOnce } from '../database/check-integrity.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { createVault } from '../database/vault.ts';
import { createTurnMemory, stationTurn } from '../database/writer-turn.ts';
import { settingsOf } from '../settings/settings-table.ts';
import { createStation, type Station } from '../station.ts';
import { createNotices } from '../station-notices.ts';
import type { StationParts } from '../station-parts.ts';
import { type Mode, makePrivateFolder } from './data-folder.ts';
import { createMachineProxy } from './machine-proxy.ts';
import { type Keychain, stationKey } from './station-key.ts';
import { openLog } from './station-log.ts';

export interface OpenStationOptions {
  readonly dataFolder: string;
  readonly mode: Mode;
  readonly version: string;
  /** Another station has the folder: look, change nothing. */
  readonly isReadOnly: boolean;
  readonly keychain?: Keychain | undefined;
  readonly clock?: Clock;
}

export interface OpenedStation {
  readonly station: Station;
  readonly parts: StationParts;
  /** Begins the pumps; a station that only reads has none. */
  start(): void;
  close(): Promise<void>;
}

/** Faults: those of `openDatabase` and `stationKey`, thrown before anything runs. */
export function openStation(options: OpenStationOptions): OpenedStation {
  const dataDir = join(options.dataFolder, options.mode);
  makePrivateFolder(dataDir);
  const clock = options.clock ?? systemClock();
  const events = createEvents();
  const notices = createNotices(() => events.emit({ kind: 'station.changed' }));
  const turnMemory = createTurnMemory();
  const file = join(dataDir, 'station.db');
  const isCheckedAtOnce = isSmallEnoughToCheckAtOnce(file);
  const database = openDatabase(file, {
    events,
    turn: stationTurn(turnMemory),
    readOnly: options.isReadOnly,
    beforeMigrating: (connection) => void backUpNow(connection, join(dataDir, 'backups'), clock.now()),
  });
  let vault: StationParts['vault'];
  try {
    vault = createVault(stationKey(dataDir, options.keychain));
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  const parts: StationParts = {
    mode: options.mode,
    version: options.version,
    dataDir,
    database,
    events,
    clock,
    vault,
    random: randomBytes,
    log: openLog(join(dataDir, 'logs'), clock),
    turnMemory,
    settings: settingsOf(database),
    notices,
    proxyFor: createMachineProxy({ clock }),
  };
  const station = createStation(parts);
  let stopChecking = () => {};
  let stopFollowing = () => {};

  return {
    station,
    parts,
    start() {
      parts.log.info(
        { version: options.version, mode: options.mode, isReadOnly: options.isReadOnly },
        'opened',
      );
      if (options.isReadOnly) stopFollowing = followOther(parts);
      else station.start();
      if (!isCheckedAtOnce) stopChecking = checkBeside(parts, file);
    },
    async close() {
      stopChecking();
      stopFollowing();
      await station.stop();
      parts.log.info('closed');
      database.close();
    },
  };
}

/** Not at once: the first seconds belong to the person who waits for the screen. */
const checkAfterMs = 10_000;

function checkBeside(parts: StationParts, file: string): () => void {
  let stop = () => {};
  const cancel = parts.clock.after(checkAfterMs, () => {
    const check = checkIntegrityBeside(file);
    stop = check.stop;
    void check.verdict.then((verdict) => {
      if (verdict === 'ok') return;
      parts.log.error({ verdict }, 'the file is damaged');
      const newest = listBackups(join(parts.dataDir, 'backups'))[0];
      parts.notices?.say('database.damaged', {
        verdict,
        path: file,
        newestBackupAt: newest?.madeAt ?? null,
      });
    });
  });
  return () => {
    cancel();
    stop();
  };
}

/** A station that only reads hears of nothing: it looks every two seconds whether the other one wrote. */
function followOther(parts: StationParts): () => void {
  const versionOf = (database: Database) => database.connection.pragma('data_version', { simple: true });
  let version = versionOf(parts.database);
  let cancel = () => {};
  const look = () => {
    const now = versionOf(parts.database);
    if (now !== version) {
      version = now;
      parts.settings.forget();
      parts.events.emit({ kind: 'station.changed' });
    }
    cancel = parts.clock.after(2_000, look);
  };
  cancel = parts.clock.after(2_000, look);
  return () => cancel();
}
