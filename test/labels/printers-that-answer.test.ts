// A whole station prints on simulated printers that answer: what proves each label, what is said while the printer wants a hand.

import { expect, it } from 'vitest';
import { systemClock } from '../../main/basics/clock.ts';
import type { BatchId } from '../../main/basics/ids.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';

const realTime = () => ({ ...systemClock(), pass: async () => {}, set() {} });

async function batchOn(
  station: TestStation,
  paper: SimulatedPrinter,
  language: 'zpl' | 'tspl',
  statusDialect: string,
) {
  const wire = { kind: 'tcp', host: '127.0.0.1', port: paper.port };
  const { printerId } = await station.ask('printers.save', {
    name: 'Printer',
    kind: 'profile',
    settings: { language, statusDialect, wire },
  });
  const parcelIds = withParcels(station, new Array(4).fill({}));
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  return { printerId, batchId: batches[0]?.batchId ?? ('none' as BatchId) }; // there is one
}

it('confirms each label by the counter of a printer that has one, two in the printer at most', async () => {
  await using station = testStation({ clock: realTime() });
  await using paper = await startPrinter('zpl', { ips: 6, time: 20 });
  const { batchId, printerId } = await batchOn(station, paper, 'zpl', 'zpl-counter');
  let mostInPrinter = 0;
  station.events.on((event) => {
    if (event.kind !== 'batches.changed') return;
    const row = station.parts.database.get<{ count: number }>(
      `SELECT count(*) AS count FROM labels WHERE state IN ('sending', 'sent')`,
    );
    mostInPrinter = Math.max(mostInPrinter, row?.count ?? 0);
  });

  const batch = await station.ask('batches.start', { batchId, wait: true });

  expect(batch).toMatchObject({ state: 'finished', counts: { printed: 4 }, unconfirmed: 0 });
  const { labels } = await station.ask('batches.read', { batchId });
  expect(labels.map((label) => [label.evidenceLevel, label.printedCount])).toEqual([
    [3, 1],
    [3, 2],
    [3, 3],
    [3, 4],
  ]);
  expect(mostInPrinter).toBe(2);
  const printer = (await station.ask('printers.list', {})).find((one) => one.printerId === printerId);
  expect(printer).toMatchObject({ asking: 'answers', state: { kind: 'ready' } });
});

it('waits while paper is out, says so, and goes on by itself', async () => {
  await using station = testStation({ clock: realTime() });
  await using paper = await startPrinter('tspl', { ips: 6, time: 20, paper: 1.5 });
  const { batchId, printerId } = await batchOn(station, paper, 'tspl', 'tspl');
  const stateNow = async () =>
    (await station.ask('printers.list', {})).find((one) => one.printerId === printerId)?.state;
  const printing = station.ask('batches.start', { batchId, wait: true });

  await expect.poll(stateNow).toEqual({ kind: 'trouble', troubles: ['paper-out'] });
  await paper.tell({ do: 'mend', paper: 100 });
  const batch = await printing;

  expect(batch).toMatchObject({ state: 'finished', counts: { printed: 4 } });
  const { labels } = await station.ask('batches.read', { batchId });
  expect(labels.map((label) => label.evidenceLevel)).toEqual([2, 2, 2, 2]);
  expect(labels.filter((label) => label.isMaybeTwice)).toHaveLength(1);
});
