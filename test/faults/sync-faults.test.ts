// A tenth of the fault runs of `npm run faults -- --only sync`: a station linked to a strict platform, both hurt at random moments, the
// station's process killed among them. In the end both books agree and every parcel was told once.

import { expect, it } from 'vitest';
import { faultKinds } from '../simulators/platforms/door.ts';
import { runOfflineDays, runSyncFaults } from './run-sync-faults.ts';

const runs = 100;

it(`loses, doubles and turns down nothing in ${runs} hurt days with either platform`, {
  timeout: 1_800_000,
}, async () => {
  const { findings, lost, doubled, refundsRejected, stuck, struck, ...counts } = await runSyncFaults({
    seed: 20_261_122,
    runs,
    side: 3,
    tell: (_, { findings: found, trail }) => {
      if (found.length > 0) console.error([...found, ...trail].join('\n'));
    },
  });

  console.log(`sync faults: ${JSON.stringify({ lost, doubled, refundsRejected, stuck, ...counts, struck })}`);
  expect(findings).toEqual([]);
  expect({ lost, doubled, refundsRejected, stuck }).toEqual({
    lost: 0,
    doubled: 0,
    refundsRejected: 0,
    stuck: 0,
  });
  expect(counts.shipped).toBeGreaterThan(0);
  expect(counts.killed).toBeGreaterThan(0);
  const kinds = new Set([...Object.keys(struck.douyin), ...Object.keys(struck.tiktok)]);
  expect([...kinds].sort()).toEqual([...faultKinds].sort());
});

it.each(['douyin', 'tiktok'] as const)(
  'tells %s every parcel once that was packed in three days without a network',
  { timeout: 900_000 },
  async (platform) => {
    const { findings, owed, changed, shipped, numbersLeft } = await runOfflineDays(platform, 60);

    expect(findings).toEqual([]);
    expect(owed).toBeGreaterThan(30);
    expect(shipped).toBeGreaterThanOrEqual(owed - changed);
    expect(numbersLeft).toBe(0);
  },
);
