// A whole station in a temporary folder (or in memory), with a clock the test moves. Two can live in one test.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { RequestAnswer, RequestArgument, RequestName } from '../../main/api.ts';
import { createEvents } from '../../main/basics/events.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import type { Caller, Reply } from '../../main/basics/request.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { createVault } from '../../main/database/vault.ts';
import { createTurnMemory, stationTurn } from '../../main/database/writer-turn.ts';
import { settingsOf } from '../../main/settings/settings-table.ts';
import { addShop, type Shop } from '../../main/shops/shops-table.ts';
import { createStation, type Station } from '../../main/station.ts';
import type { StationParts } from '../../main/station-parts.ts';
import { type MovedClock, movedClock } from './moved-clock.ts';

export const supervisor: Caller = { host: 'terminal', person: 'Lin', role: 'supervisor' };
export const packer: Caller = { host: 'terminal', person: 'Chen', role: 'packer' };

export interface TestStation extends Station {
  readonly parts: StationParts;
  readonly clock: MovedClock;
  readonly dataDir: string;
  /** Asks as the supervisor and expects a yes. */
  ask<Name extends RequestName>(name: Name, argument: RequestArgument<Name>): Promise<RequestAnswer<Name>>;
  /** Asks as the supervisor and expects a refusal with this code. */
  askRefused<Name extends RequestName>(
    name: Name,
    argument: RequestArgument<Name>,
  ): Promise<{ code: string; facts: Record<string, unknown> }>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A seeded source of bytes: ids are the same in every run. */
export function seededRandom(seed = 1): (count: number) => Uint8Array {
  let state = seed >>> 0;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
}

/** Opened, not started: a test that needs the pumps calls `start()`. Pass `dataDir` to reopen the folder of another. */
export function testStation(
  options: { mode?: 'training' | 'shop'; dataDir?: string; clock?: MovedClock; seed?: number } = {},
): TestStation {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'parcelbench-'));
  const clock = options.clock ?? movedClock();
  const events = createEvents();
  const turnMemory = createTurnMemory();
  const database = openDatabase(join(dataDir, 'station.db'), { events, turn: stationTurn(turnMemory) });
  const parts: StationParts = {
    mode: options.mode ?? 'shop',
    version: '0.0.0-test',
    dataDir,
    database,
    events,
    clock,
    vault: createVault(new Uint8Array(32).fill(7)),
    random: seededRandom(options.seed),
    log: pino({ level: 'silent' }),
    turnMemory,
    settings: settingsOf(database),
  };
  const station = createStation(parts);

  async function ask<Name extends RequestName>(name: Name, argument: RequestArgument<Name>) {
    const reply = await station.call(supervisor, name, argument);
    if (!reply.ok)
      throw new Error(`${name} was refused: ${reply.refusal.code} ${JSON.stringify(reply.refusal.facts)}`);
    return reply.value as RequestAnswer<Name>;
  }

  async function askRefused<Name extends RequestName>(name: Name, argument: RequestArgument<Name>) {
    const reply: Reply<unknown> = await station.call(supervisor, name, argument);
    if (reply.ok) throw new Error(`${name} was not refused: ${JSON.stringify(reply.value)}`);
    return reply.refusal as { code: string; facts: Record<string, unknown> };
  }

  return {
    ...station,
    parts,
    clock,
    dataDir,
    ask,
    askRefused,
    async [Symbol.asyncDispose]() {
      await station.stop();
      database.close();
      // Seen once under load: something lay in it again while it was removed, most likely a side file of a thread that just ended.
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const aShop: Shop = {
  shopId: 'shop-1' as ShopId,
  name: '晨光小铺',
  market: 'tiktok',
  connection: 'files',
  timeZone: 'Asia/Shanghai',
};

export function withShop(station: TestStation, shop: Partial<Shop> = {}): Shop {
  const whole = { ...aShop, ...shop };
  station.parts.database.write((writer) => addShop(writer, whole, station.clock.now()));
  return whole;
}
