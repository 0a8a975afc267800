// Many fault runs of the two platforms, alternately, a few side by side, counted. Run by `npm run faults` (sync.faults.ts) and, fewer of
// them, by the tests.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aMorning } from '../builders/moved-clock.ts';
import { startDouyin, startTiktok } from '../builders/platform-simulators.ts';
import { testStation } from '../builders/test-station.ts';
import { type OfflineOutcome, runOffline } from './sync-offline.ts';
import { openDouyinShop, openTiktokShop, type SyncHouse, type SyncShop } from './sync-parts.ts';
import { makeSyncPrograms, type SyncPrograms } from './sync-programs.ts';
import { noSyncCounts, runSync, type SyncCounts, type SyncOutcome } from './sync-run.ts';

type Struck = Readonly<Record<string, number>>;

export interface SyncFaults extends SyncCounts {
  readonly runs: number;
  /** How often each kind of fault struck a call, by platform. */
  readonly struck: Readonly<Record<SyncShop['platform'], Struck>>;
  /** What went wrong, each in a line with its seed. */
  readonly findings: readonly string[];
}

/** Whoever started it hangs. */
const mostLifeMs = 3 * 3_600_000;

/** An empty station whose books need no migration any more: every run gets a copy. */
async function makeEmptyBooks(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-sync-empty-'));
  const station = testStation({ dataDir });
  await station.ask('settings.set', { name: 'network.tiktokCallsPerSecond', value: 1_000 });
  await station.ask('settings.set', { name: 'network.douyinCallsPerSecond', value: 1_000 });
  await station.ask('settings.set', { name: 'network.answerWithinSeconds', value: 300 });
  await station.stop();
  station.parts.database.close();
  return dataDir;
}

/** A platform of its own with one shop, and a copy of the empty books; both are gone in the end. */
async function withShop<Value>(
  programs: SyncPrograms,
  empty: string,
  name: SyncShop['platform'],
  work: (shop: SyncShop, house: SyncHouse) => Promise<Value>,
): Promise<Value> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-sync-'));
  cpSync(empty, dataDir, { recursive: true });
  const house = { dataDir, program: programs.station };
  const options = { at: aMorning, lifeMs: mostLifeMs };
  try {
    if (name === 'douyin') {
      await using douyin = await startDouyin(options, programs.douyin);
      return await work(await openDouyinShop(douyin), house);
    }
    await using tiktok = await startTiktok(options, programs.tiktok);
    return await work(await openTiktokShop(tiktok), house);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Three days without a network, with so many orders. */
export async function runOfflineDays(
  platform: SyncShop['platform'],
  orders: number,
  tell?: (words: string) => void,
): Promise<OfflineOutcome> {
  await using programs = await makeSyncPrograms();
  const empty = await makeEmptyBooks();
  try {
    return await withShop(programs, empty, platform, (shop, house) => runOffline(shop, house, orders, tell));
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

/** Seeds `seed` to `seed + runs - 1`, each once. `side`: how many run side by side. */
export async function runSyncFaults(asked: {
  readonly seed: number;
  readonly runs: number;
  readonly side: number;
  /** Called after each run: how many are done, and what came of this one. */
  readonly tell?: (done: number, outcome: SyncOutcome) => void;
}): Promise<SyncFaults> {
  const outcomes: SyncOutcome[] = [];
  await using programs = await makeSyncPrograms();
  const empty = await makeEmptyBooks();
  let next = asked.seed;

  async function work(): Promise<void> {
    while (next < asked.seed + asked.runs) {
      const seed = next;
      next += 1;
      await withShop(programs, empty, seed % 2 === 0 ? 'douyin' : 'tiktok', async (shop, house) => {
        const outcome = await runSync(seed, shop, house);
        outcomes.push(outcome);
        asked.tell?.(outcomes.length, outcome);
      });
    }
  }

  try {
    await Promise.all(Array.from({ length: asked.side }, work));
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
  const sum = { ...noSyncCounts };
  for (const name of Object.keys(noSyncCounts) as (keyof SyncCounts)[] /* its own keys */) {
    sum[name] = outcomes.reduce((total, outcome) => total + outcome[name], 0);
  }
  const struckOf = (platform: SyncShop['platform']) =>
    outcomes.filter((outcome) => outcome.platform === platform).reduce<Struck>(addUp, {});
  const struck = { douyin: struckOf('douyin'), tiktok: struckOf('tiktok') };
  return { ...sum, struck, runs: outcomes.length, findings: outcomes.flatMap((outcome) => outcome.findings) };
}

function addUp(sum: Struck, { struck }: SyncOutcome): Struck {
  const kinds = [...new Set([...Object.keys(sum), ...Object.keys(struck)])].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, (sum[kind] ?? 0) + (struck[kind] ?? 0)]));
}
