// A person said that labels did not come out, and the printer may still hold them: mended, it would print them, and then they come out
// again. Until it is proved that the printer forgot them, whatever stops the batch asks for the one thing that is safe.

import { expect, it } from 'vitest';
import type { BatchId, PrinterId } from '../../main/basics/ids.ts';
import { getBatch } from '../../main/labels/batches-table.ts';
import { pauseBatch, settleBatch, startBatch } from '../../main/labels/run-batch.ts';
import type { Spool } from '../../main/labels/spool.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { caller, type Life, startLife } from '../builders/spool-bench.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { startZplSimulator, type ZplSimulator } from '../simulators/printers/zpl-simulator.ts';

async function withZebra(station: TestStation, port: number): Promise<PrinterId> {
  const settings = { host: '127.0.0.1', port };
  return (await station.ask('printers.save', { name: 'Zebra', kind: 'zpl-tcp', settings })).printerId;
}

/** Three labels that the jammed printer took and holds; nobody has looked yet. */
async function withHeldLabels(station: TestStation, paper: ZplSimulator) {
  paper.jam();
  const printerId = await withZebra(station, paper.port);
  const parcelIds = withParcels(station, [{}, {}, {}]);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  const batchId = batches[0]?.batchId ?? ('none' as BatchId); // names no batch
  const { unconfirmed } = await station.ask('batches.start', { batchId, wait: true });
  expect([unconfirmed, paper.held.length]).toEqual([3, 3]);
  return { batchId, printerId };
}

/** The station on the same books, as it would be after a start; its printer listens at `port`. */
const nextLife = (station: TestStation, printerId: PrinterId, port: number): Life =>
  startLife(station, printerId, port, null, 1_000);

/** The station ends right behind the answer: it wakes nobody. */
function settleAndEnd(station: TestStation, batchId: BatchId): void {
  const nobody: Pick<Spool, 'wake'> = { wake() {} };
  const spool = { ...nobody } as Spool; // an answer asks nothing else of it
  settleBatch(
    { database: station.parts.database, clock: station.clock, spool },
    batchId,
    { position: 0 },
    caller,
  );
}

it('asks to switch the printer off, not to mend it, when it cannot be reached to forget them', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const { batchId, printerId } = await withHeldLabels(station, paper);
  const life = nextLife(station, printerId, paper.port);
  await paper.close();

  settleBatch(life.run, batchId, { position: 0 }, caller);
  await Promise.resolve();
  await life.spool.idle();
  const held = getBatch(station.parts.database, batchId);
  startBatch(life.run, batchId, caller);
  await Promise.resolve();
  await life.spool.idle();
  const switchedOff = getBatch(station.parts.database, batchId);

  expect(held).toMatchObject({ state: 'paused', stopReason: 'printer.may-hold' });
  expect(switchedOff).toMatchObject({ state: 'paused', stopReason: 'printer.refused' });
});

it('says the same after the station ended between the answer and the clearing', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const { batchId, printerId } = await withHeldLabels(station, paper);
  settleAndEnd(station, batchId);

  const next = nextLife(station, printerId, paper.port);
  next.spool.start();

  expect(getBatch(station.parts.database, batchId)).toMatchObject({
    state: 'paused',
    stopReason: 'printer.may-hold',
  });
  await next.die();
  await paper.close();
});

it('says the same to whoever pauses before the printer was cleared', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const { batchId, printerId } = await withHeldLabels(station, paper);
  const life = nextLife(station, printerId, paper.port);

  settleBatch(life.run, batchId, { position: 0 }, caller);
  pauseBatch(life.run, batchId, caller);
  await Promise.resolve();

  expect(getBatch(station.parts.database, batchId).stopReason).toBe('printer.may-hold');
  await life.die();
  await paper.close();
});

it('clears once, before the first label goes again, and not after a batch that came out whole', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const { batchId, printerId } = await withHeldLabels(station, paper);
  settleAndEnd(station, batchId);
  const life = nextLife(station, printerId, paper.port);

  startBatch(life.run, batchId, caller);
  await Promise.resolve();
  await life.spool.idle();
  paper.loadPaper();
  const settled = settleBatch(life.run, batchId, { position: 3 }, caller);

  expect(paper.roll).toHaveLength(3);
  expect(settled).toMatchObject({ state: 'finished', stopReason: null, unconfirmed: 0 });
  const flag = station.parts.database.get(`SELECT must_forget FROM printers WHERE printer_id = ?`, [
    printerId,
  ]);
  expect(flag).toEqual({ must_forget: 0 });
  await life.die();
  await paper.close();
});
