// A real process, killed for real: SQLite's files are what is left of it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../main/basics/clock.ts';
import { settle } from '../builders/moved-clock.ts';
import { packParcels } from '../builders/packed-parcels.ts';
import { testStation } from '../builders/test-station.ts';
import { trainingBooks } from '../builders/training-books.ts';

const program = join(import.meta.dirname, 'ship-until-killed.ts');
let prepared = '';
let numbers: string[] = [];

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'parcelbench-killed-'));
  const clock = { ...systemClock(), pass: async () => {}, set: () => {} };
  const station = testStation({ mode: 'training', dataDir: prepared, clock });
  station.start();
  await settle();
  const parcels = packParcels(station.parts, { count: 30 });
  await station.ask('network.set', { isOnline: false });
  await station.ask('shipping.ship', { parcelIds: parcels.map((parcel) => parcel.parcelId) });
  numbers = parcels.map((parcel) => parcel.trackingNumber).sort();
  await station.stop();
  station.parts.database.close();
});

afterAll(() => rmSync(prepared, { recursive: true, force: true }));

function ship(dataDir: string, killAt: number): string | null {
  const ended = spawnSync(process.execPath, [program, dataDir, String(killAt)], { encoding: 'utf8' });
  if (ended.signal === null && ended.status !== 0) throw new Error(ended.stderr);
  return ended.signal;
}

// Steps 1 to 17 are all there are for 30 parcels: hurry, two portions judged, the call, two portions settled.
it.each([2, 4, 6, 9, 10, 11, 12, 13, 15, 16])(
  'ships every parcel once although it was killed at step %i',
  (killAt) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-killed-'));
    cpSync(prepared, dataDir, { recursive: true });

    const signal = ship(dataDir, killAt);
    const after = ship(dataDir, 0);

    const shipped = trainingBooks(dataDir).shipments.map((shipment) => shipment.trackingNumber);
    rmSync(dataDir, { recursive: true, force: true });
    expect(signal).toBe('SIGKILL');
    expect(after).toBe(null);
    expect(shipped.sort()).toEqual(numbers);
  },
  600_000,
);
