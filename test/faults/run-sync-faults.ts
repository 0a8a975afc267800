// Many fault runs of the two platforms, alternately, a few side by side, counted. Run by `npm run faults` (sync.faults.ts) and, fewer of
// them, by the tests.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aMorning } from '../builders/moved-clock.ts';
import { startDouyin, startTiktok } from '../builders/platform-simulators.ts';
import { testStation } from '../builders/test-station.ts';
import { openDouyinShop, openTiktokShop } from './sync-parts.ts';
import { noSyncCounts, runSync, type SyncCounts, type SyncOutcome } from './sync-run.ts';

export interface SyncFaults extends SyncCounts {
  readonly runs: number;
  /** What went wrong, each in a line with its seed. */
  readonly findings: readonly string[];
}

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

/** Seeds `seed` to `seed + runs - 1`, each once. `side`: how many run side by side. */
export async function runSyncFaults(asked: {
  readonly seed: number;
  readonly runs: number;
  readonly side: number;
  /** Called after each run: how many are done, and what came of this one. */
  readonly tell?: (done: number, outcome: SyncOutcome) => void;
}): Promise<SyncFaults> {
  const outcomes: SyncOutcome[] = [];
  const empty = await makeEmptyBooks();
  let next = asked.seed;

  async function work(): Promise<void> {
    while (next < asked.seed + asked.runs) {
      const seed = next;
      next += 1;
      const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-sync-'));
      cpSync(empty, dataDir, { recursive: true });
      const house = { dataDir, now: aMorning };
      const isDouyin = seed % 2 === 0;
      const platform = await (isDouyin ? startDouyin : startTiktok)({ at: aMorning });
      try {
        const shop = isDouyin
          ? await openDouyinShop(platform as never) // the one that was started
          : await openTiktokShop(platform as never);
        const outcome = await runSync(seed, shop, house);
        outcomes.push(outcome);
        asked.tell?.(outcomes.length, outcome);
      } finally {
        await platform.close();
        rmSync(dataDir, { recursive: true, force: true });
      }
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
  return { ...sum, runs: outcomes.length, findings: outcomes.flatMap((outcome) => outcome.findings) };
}
