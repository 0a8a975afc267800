import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { testStation } from '../builders/test-station.ts';

it('prints a batch without paper: one picture a label, in the order of the parcels', async () => {
  await using station = testStation();
  const parcelIds = withParcels(station, [{}, {}, {}]);

  const created = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });
  const batchId = created.batches[0]?.batchId;
  const batch = await station.ask('batches.start', { batchId: batchId ?? fail(), wait: true });

  expect(batch).toMatchObject({ state: 'finished', counts: { printed: 3, queued: 0 } });
  expect(readdirSync(join(station.dataDir, 'labels', '1'))).toEqual([
    '001-YT781234560001.png',
    '002-YT781234560002.png',
    '003-YT781234560003.png',
  ]);
});

function fail(): never {
  throw new Error('there is a batch');
}
