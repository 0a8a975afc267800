// Everything before the bench, asked for past the screens: a journey about packing begins with labels that lie there.

import { expect } from 'vitest';
import type { RequestAnswer } from '../../main/api.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import type { Person } from './person.ts';

type Parcel = RequestAnswer<'parcels.page'>['rows'][number];

/** Plans, accepts and releases what the station knows and prints it without paper; the parcels, first goods first. */
export async function labelledMorning(person: Pick<Person, 'ask'>): Promise<readonly Parcel[]> {
  await person.ask('parcels.plan', {});
  await person.ask('parcels.accept', { parcelIds: 'clean' });
  const wave = await person.ask('waves.release', { acceptShortages: true });
  const { batches } = await person.ask('batches.create', {
    waveId: wave.waveId,
    printerId: paperlessPrinterId,
  });
  for (const { batchId } of batches) await person.ask('batches.start', { batchId });
  return onceAllIsPrinted(person);
}

/** The parcels with a label, first goods first, when every batch has come to its end. */
export async function onceAllIsPrinted(person: Pick<Person, 'ask'>): Promise<readonly Parcel[]> {
  await expect
    .poll(
      async () =>
        (await person.ask('batches.list', { limit: 50 })).every(({ state }) => state === 'finished'),
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true);
  const { rows } = await person.ask('parcels.page', { states: ['released'], offset: 0, limit: 500 });
  return rows
    .filter(({ label, verdict }) => label !== null && verdict.verdict === 'allow')
    .sort((a, b) => (a.sortPosition ?? 0) - (b.sortPosition ?? 0));
}

/** How many orders lie together in this parcel. */
export function orderCount(parcel: Parcel): number {
  return new Set(parcel.lines.map((line) => line.orderKey)).size;
}
