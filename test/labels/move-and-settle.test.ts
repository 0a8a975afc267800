// A printer is replaced in the middle of a batch, a printer that cannot tell is looked at, a label is reprinted once too often.

import { expect, it } from 'vitest';
import type { BatchId, LabelId, PrinterId } from '../../main/basics/ids.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';
import { startZplSimulator } from '../simulators/printers/zpl-simulator.ts';

const none = 'none' as BatchId; // names no batch

async function withZebra(station: TestStation, port: number): Promise<PrinterId> {
  const settings = { host: '127.0.0.1', port };
  return (await station.ask('printers.save', { name: 'Zebra', kind: 'zpl-tcp', settings })).printerId;
}

async function batchOf(station: TestStation, printerId: PrinterId, labels: number): Promise<BatchId> {
  const parcelIds = withParcels(station, new Array(labels).fill({}));
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  return batches[0]?.batchId ?? none;
}

it('asks which label came out last before the rest goes to another printer', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const zebra = await withZebra(station, paper.port);
  const batchId = await batchOf(station, zebra, 3);
  paper.hurt({ kind: 'cut', atByte: 100 });
  await station.ask('batches.start', { batchId, wait: true });
  await paper.close();

  const early = await station.askRefused('batches.move', { batchId, printerId: paperlessPrinterId });
  await station.ask('batches.settle', { batchId, lastPrintedPosition: 0 });
  await station.ask('batches.start', { batchId, wait: true }); // the old printer is gone
  const moved = await station.ask('batches.move', { batchId, printerId: paperlessPrinterId });
  const through = await station.ask('batches.start', { batchId, wait: true });

  expect(early.code).toBe('batch.in-doubt');
  expect(moved).toMatchObject({
    state: 'paused',
    stopReason: 'batch.moved',
    printerName: 'Paperless 无纸',
    mayStillHold: true,
  });
  expect(through).toMatchObject({ state: 'finished', counts: { printed: 3 }, confirmedUpTo: 3 });
  const { labels } = await station.ask('batches.read', { batchId });
  expect(labels.map((label) => label.printerId)).toEqual(new Array(3).fill(paperlessPrinterId));
});

it('refuses to move what prints, is over, or is nobody’s', async () => {
  await using station = testStation();
  const batchId = await batchOf(station, paperlessPrinterId, 1);
  await station.ask('batches.start', { batchId, wait: true });
  const move = (id: BatchId, printerId: PrinterId) =>
    station.askRefused('batches.move', { batchId: id, printerId });

  const codes = [
    await move(none, paperlessPrinterId),
    await move(batchId, 'none' as PrinterId), // names none
    await move(batchId, paperlessPrinterId),
  ].map((refusal) => refusal.code);
  station.parts.database.write((writer) => writer.run(`UPDATE batches SET state = 'paused'`));
  station.parts.database.write((writer) => writer.run(`UPDATE labels SET state = 'sent'`));
  const zebra = await withZebra(station, 9);
  const unconfirmed = await move(batchId, zebra);

  expect(codes).toEqual(['batch.unknown', 'printer.unknown', 'batch.over']);
  expect(unconfirmed).toMatchObject({ code: 'batch.unconfirmed', facts: { position: 1 } });
});

it('prints again what a person did not find on the paper of a printer that cannot tell', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const zebra = await withZebra(station, paper.port);
  const batchId = await batchOf(station, zebra, 4);
  const sent = await station.ask('batches.start', { batchId, wait: true });

  const settled = await station.ask('batches.settle', {
    batchId,
    lastPrintedCode: 'YT781234560004',
    missingPositions: [2],
  });
  await station.ask('batches.start', { batchId, wait: true });
  const again = await station.ask('batches.settle', { batchId, lastPrintedPosition: 4 });
  const asked = await station.askRefused('batches.settle', { batchId, lastPrintedPosition: 4 });

  expect(sent).toMatchObject({ state: 'finished', unconfirmed: 4, confirmedUpTo: 0 });
  expect(settled.counts).toMatchObject({ printed: 3, queued: 1 });
  expect(again).toMatchObject({ state: 'finished', unconfirmed: 0, confirmedUpTo: 4 });
  expect(asked.code).toBe('batch.not-in-doubt');
  expect(paper.roll).toHaveLength(5);
  await paper.close();
});

it('rests after the answer of a person who only wants to say what came out, and prints the rest when resumed', async () => {
  await using station = testStation();
  const paper = await startZplSimulator();
  const zebra = await withZebra(station, paper.port);
  const batchId = await batchOf(station, zebra, 3);
  paper.hurt({ kind: 'cut', atByte: 100 });
  await station.ask('batches.start', { batchId, wait: true });

  const settled = await station.ask('batches.settle', { batchId, lastPrintedPosition: 0, goOn: false });
  await station.clock.pass(60_000);
  const later = await station.ask('batches.read', { batchId });
  const onPaper = paper.roll.length;
  const through = await station.ask('batches.resume', { batchId, wait: true });

  expect(settled).toMatchObject({ state: 'paused', stopReason: null, counts: { queued: 3, uncertain: 0 } });
  expect(later).toMatchObject({ state: 'paused', counts: { queued: 3 } });
  expect(onPaper).toBe(0);
  expect(through).toMatchObject({ state: 'finished', counts: { sent: 3 } });
  expect(paper.roll).toHaveLength(3);
  await paper.close();
});

it('leaves the third reprint of a label to a supervisor', async () => {
  await using station = testStation();
  let batchId = await batchOf(station, paperlessPrinterId, 1);
  const lastLabel = async (): Promise<LabelId> => {
    await station.ask('batches.start', { batchId, wait: true }).catch(() => undefined);
    return (await station.ask('batches.read', { batchId })).labels[0]?.labelId ?? ('none' as LabelId);
  };
  const reprintAs = async (caller: typeof packer, labelId: LabelId) =>
    station.call(caller, 'labels.reprint', { labelId, reason: '撕坏了' });
  for (let count = 1; count <= 2; count += 1) {
    const reply = await reprintAs(packer, await lastLabel());
    if (!reply.ok) throw new Error(reply.refusal.code);
    batchId = (reply.value as { batchId: BatchId }).batchId; // a batch
  }
  const third = await lastLabel();

  const byPacker = await reprintAs(packer, third);
  const bySupervisor = await station.ask('labels.reprint', { labelId: third, reason: '撕坏了' });

  expect(byPacker).toMatchObject({
    ok: false,
    refusal: { code: 'label.reprint-needs-supervisor', facts: { count: 2 } },
  });
  expect(bySupervisor.labelCount).toBe(1);
});
