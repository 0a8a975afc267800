import { expect, it } from 'vitest';
import type { BatchId, ParcelId } from '../../main/basics/ids.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

const none = 'none' as BatchId; // names no batch
const create = (station: TestStation, parcelIds: ParcelId[]) =>
  station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });

it('leaves out a parcel that is not planned yet, or that no platform gives a number', async () => {
  await using station = testStation();
  const parcelIds = withParcels(station, [{}, { trackingNumber: null }]);
  station.parts.database.write((writer) =>
    writer.run(`UPDATE parcels SET state = 'proposed' WHERE parcel_id = ?`, [parcelIds[0] ?? '']),
  );

  const { batches, left } = await create(station, parcelIds);

  expect(batches).toEqual([]);
  expect(left.map((one) => one.parcelId).sort()).toEqual(parcelIds);
  expect(left.find((one) => one.parcelId === parcelIds[0])).toMatchObject({
    code: 'label.parcel-not-ready',
    facts: { state: 'proposed' },
  });
});

it('does not reprint the label of a parcel that was pulled', async () => {
  await using station = testStation();
  const { batches } = await create(station, withParcels(station, [{}]));
  await station.ask('batches.start', { batchId: batches[0]?.batchId ?? none, wait: true });
  const { labels } = await station.ask('batches.read', { batchId: batches[0]?.batchId ?? none });
  station.parts.database.write((writer) => writer.run(`UPDATE parcels SET state = 'pulled'`));

  const refused = await station.askRefused('labels.reprint', {
    labelId: labels[0]?.labelId ?? ('none' as never), // there is one
    reason: '撕坏了',
  });

  expect(refused).toMatchObject({ code: 'parcel.over', facts: { state: 'pulled' } });
});

it('asks about the batch before, when not one label of the next came out', async () => {
  await using station = testStation();
  await station.ask('settings.set', { name: 'printing.batchSize', value: 1 });
  const { batches } = await create(station, withParcels(station, [{}, {}]));
  const [first = none, second = none] = batches.map((batch) => batch.batchId);
  station.parts.database.write((writer) => {
    writer.run(`UPDATE labels SET state = 'sent', evidence = 'bytes' WHERE batch_id = ?`, [first]);
    writer.run(`UPDATE batches SET state = 'finished', started_at = 1 WHERE batch_id = ?`, [first]);
    writer.run(`UPDATE labels SET state = 'sending', sending_at = 2 WHERE batch_id = ?`, [second]);
    writer.run(`UPDATE batches SET state = 'printing', started_at = 2 WHERE batch_id = ?`, [second]);
  });
  station.start();

  const settled = await station.ask('batches.settle', { batchId: second, lastPrintedPosition: 0 });
  const earlier = await station.ask('batches.read', { batchId: first });
  await station.ask('batches.settle', { batchId: first, lastPrintedPosition: 1 });
  const through = await station.ask('batches.start', { batchId: second, wait: true });

  expect(settled).toMatchObject({ state: 'paused', stopReason: 'batch.earlier-in-doubt' });
  expect(earlier).toMatchObject({ state: 'in-doubt', counts: { uncertain: 1 } });
  expect(through).toMatchObject({ state: 'finished', counts: { printed: 1 } });
});

it('puts a batch in doubt that the books call printing and nobody prints', async () => {
  await using station = testStation();
  station.start();
  const { batches } = await create(station, withParcels(station, [{}, {}]));
  const batchId = batches[0]?.batchId ?? none;
  station.parts.database.write((writer) => {
    writer.run(`UPDATE labels SET state = 'sending', sending_at = 1 WHERE position = 1`);
    writer.run(`UPDATE batches SET state = 'printing', started_at = 1`);
  });

  const refused = await station.askRefused('batches.start', { batchId });
  const read = await station.ask('batches.read', { batchId });

  expect(refused.code).toBe('batch.not-startable');
  expect(read).toMatchObject({ state: 'in-doubt', counts: { uncertain: 1, queued: 1 } });
});
