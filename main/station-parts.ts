// What a station is made of: everything outside its rules is handed in, so that two of them can live in one process.

import type { Logger } from 'pino';
import type { Clock } from './basics/clock.ts';
import type { Events } from './basics/events.ts';
import type { RandomBytes } from './basics/ids.ts';
import type { Database } from './database/database.ts';
import type { Vault } from './database/vault.ts';
import type { TurnMemory } from './database/writer-turn.ts';
import type { ProxyFor } from './platforms/web/web-client.ts';
import type { Settings } from './settings/settings-table.ts';
import type { Notices } from './station-notices.ts';

/** Hosts hand in the real parts, tests their own. */
export interface StationParts {
  readonly mode: 'training' | 'shop';
  readonly version: string;
  /** This station's own folder: database, backups, labels of the paperless printer, shipment files. */
  readonly dataDir: string;
  readonly database: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly log: Logger;
  readonly turnMemory: TurnMemory;
  readonly settings: Settings & { forget(): void };
  /** What the host already has to say; a station makes its own where there is none. */
  readonly notices?: Notices;
  /** The proxy that the machine's settings name, where the host can ask it. */
  readonly proxyFor?: ProxyFor;
}
