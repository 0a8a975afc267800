// A wave whose carts are improved in a thread: it tells how long the ways are so far, and somebody may take the best of them.

import { expect, it } from 'vitest';
import { withLiveSale, withWarehouse } from '../builders/picking-floor.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

/** A mixed wave of 80 parcels in a drawn warehouse; its carts may be improved for a whole minute. */
async function withMixedWave(station: TestStation) {
  withWarehouse(station);
  await withLiveSale(station, 160);
  const { layout } = await station.ask('warehouse.draw', {});
  await station.ask('warehouse.save', { layout });
  const { usual } = await station.ask('waves.rules', {});
  const rules = usual.rules.map((rule) => (rule.kind === 'one-zone' ? { ...rule, isOn: false } : rule));
  const saved = { ...usual, rules, improveSeconds: 60, apart: { ...usual.apart, promise: false } };
  await station.ask('waves.setRules', { shopId: null, rules: saved });
  const { waves } = await station.ask('waves.propose', {});
  return waves.find((wave) => wave.kind === 'mixed');
}

const sum = (metres: readonly (number | undefined)[]) =>
  metres.reduce<number>((all, each) => all + (each ?? 0), 0);

it('takes the best carts found so far, no longer than what was told last, and stops there', async () => {
  await using station = testStation();
  const mixed = await withMixedWave(station);
  const told: { readonly stage: string; readonly metres: number | undefined }[] = [];
  const isBetter = new Promise<void>((resolve) => {
    station.events.on((event) => {
      if (event.kind !== 'job.progress' || event.jobId !== 'release-1') return;
      told.push({ stage: event.stage, metres: event.metres });
      if (event.metres !== undefined) resolve();
    });
  });

  const release = station.ask('waves.releaseProposed', { key: mixed?.key ?? '', jobId: 'release-1' });
  await isBetter;
  const otherJob = await station.ask('waves.takeBest', { jobId: 'release-2' });
  const taken = await station.ask('waves.takeBest', { jobId: 'release-1' });
  const wave = await release;
  const late = await station.ask('waves.takeBest', { jobId: 'release-1' });
  const { carts } = await station.ask('waves.pickingList', { waveId: wave.waveId });

  expect([otherJob.isTaken, taken.isTaken, late.isTaken]).toEqual([false, true, false]);
  expect(wave.parcelCount).toBe(mixed?.parcelCount);
  const metres = sum(carts.map((cart) => cart.cost?.lengthMetres));
  expect(metres).toBeLessThanOrEqual((told.at(-1)?.metres ?? 0) + 0.1);
  // Told in falling lengths: what is shown never gets worse.
  const lengths = told.flatMap(({ metres: each }) => each ?? []);
  expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
});

it('ends by itself when the time that the rules allow is over, and tells how far it is', async () => {
  await using station = testStation();
  const mixed = await withMixedWave(station);
  const done: number[] = [];
  let begin: () => void = () => {};
  const isUnderWay = new Promise<void>((resolve) => {
    begin = resolve;
  });
  station.events.on((event) => {
    if (event.kind !== 'job.progress') return;
    done.push(event.done / event.total);
    begin();
  });

  const release = station.ask('waves.releaseProposed', { key: mixed?.key ?? '', jobId: 'release-1' });
  await isUnderWay;
  await station.clock.pass(60_000);
  const wave = await release;

  expect(wave.parcelCount).toBe(mixed?.parcelCount);
  expect(Math.max(...done)).toBeGreaterThan(0.9);
  expect(done).toEqual([...done].sort((a, b) => a - b));
});
