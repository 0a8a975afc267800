// What a person reads on the paper of a label that was printed again: that it was, and how often. The reason stays in the books: the
// paper goes to the buyer.

import { expect, it } from 'vitest';
import type { BatchId, LabelId } from '../../main/basics/ids.ts';
import { drawPlatformLabel } from '../../main/labels/documents/draw-platform-label.ts';
import { aLabel, pen } from '../builders/label-content.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { aPdf, platformTracking } from '../builders/platform-labels.ts';
import { packer, type TestStation, testStation } from '../builders/test-station.ts';
import { standsOn } from '../builders/words-on-paper.ts';
import { type SimulatedPrinter, startPrinter } from '../simulators/printers/start-printer.ts';

/** 3.4 mm at 8 dots, the size of the mark on our own labels; platforms' pages take it as large as they leave room. */
const onOurs = [27];
const onTheirs = [32, 27, 22, 20];
const none = 'none' as BatchId; // names no batch

async function labelOf(station: TestStation, batchId: BatchId): Promise<LabelId> {
  const { labels } = await station.ask('batches.read', { batchId });
  return labels[0]?.labelId ?? ('none' as LabelId);
}

async function papersOf(printer: SimulatedPrinter) {
  const { roll } = await printer.read({ bits: true });
  return roll.map(({ widthDots, heightDots, bits = '' }) => ({
    widthDots,
    heightDots,
    bits: Buffer.from(bits, 'base64'),
  }));
}

/** The last 14 mm: batch, place and marks stand there. */
function lastRowsOf({ widthDots, heightDots, bits }: Awaited<ReturnType<typeof papersOf>>[number]) {
  const rows = 14 * 8;
  return { widthDots, heightDots: rows, bits: bits.subarray((heightDots - rows) * Math.ceil(widthDots / 8)) };
}

it('says on the paper that it is a reprint and which one, and keeps the reason in the books', async () => {
  await using station = testStation();
  await using printer = await startPrinter('zpl');
  const settings = { host: '127.0.0.1', port: printer.port };
  const { printerId } = await station.ask('printers.save', { name: 'Zebra', kind: 'zpl-tcp', settings });
  const parcelIds = withParcels(station, [{}]);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId });
  let batchId = batches[0]?.batchId ?? none;
  await station.ask('batches.start', { batchId, wait: true });

  for (const reason of ['撕坏了', '卷进打印机了']) {
    const again = await station.ask('labels.reprint', { labelId: await labelOf(station, batchId), reason });
    batchId = again.batchId;
    await station.ask('batches.start', { batchId, wait: true });
  }
  await printer.until({ labels: 3, isResting: true });

  const papers = await papersOf(printer);
  const marks = papers.map((paper) =>
    [1, 2, 3].filter((count) => standsOn(lastRowsOf(paper), `重打 REPRINT ${count}`, onOurs)),
  );
  expect(marks).toEqual([[], [1], [2]]);
  const { rows } = await station.ask('labels.history', { isReprint: true });
  expect(rows.map(({ reprintCount, reprintReason }) => `${reprintCount} ${reprintReason}`).sort()).toEqual([
    '1 撕坏了',
    '2 卷进打印机了',
  ]);
  const last = papers.at(-1);
  expect(last && standsOn(last, '卷进打印机', onTheirs)).toBe(false);
}, 60_000);

it('is a right of anybody twice and of a supervisor after that, and history names who used it', async () => {
  await using station = testStation();
  const parcelIds = withParcels(station, [{}]);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId: 'paperless' as never }); // the folder of pictures
  let batchId = batches[0]?.batchId ?? none;
  await station.ask('batches.start', { batchId, wait: true });
  await station.ask('settings.set', { name: 'printing.reprintsAlone', value: 1 });
  const again = async (caller: typeof packer) => {
    const labelId = await labelOf(station, batchId);
    const reply = await station.call(caller, 'labels.reprint', { labelId, reason: '撕坏了' });
    if (reply.ok) batchId = (reply.value as { batchId: BatchId }).batchId; // a batch
    await station.ask('batches.start', { batchId, wait: true }).catch(() => undefined); // it may be through already
    return reply.ok ? 'printed' : reply.refusal.code;
  };

  const heard = [
    await again(packer),
    await again(packer),
    await again({ ...packer, person: 'Lin', role: 'supervisor', isConfirmed: false }),
    await again({ ...packer, person: 'Lin', role: 'supervisor', isConfirmed: true }),
  ];

  expect(heard).toEqual(['printed', 'label.reprint-needs-supervisor', 'people.pin-needed', 'printed']);
  const { rows } = await station.ask('labels.history', { isReprint: true });
  expect(rows.map(({ person, reprintCount }) => `${reprintCount} ${person}`).sort()).toEqual([
    '1 Chen',
    '2 Lin',
  ]);
}, 60_000);

it('says it in the white of a platform’s own page, too', async () => {
  const bytes = await aPdf();
  const draw = async (reprintCount: number) => {
    const content = aLabel({ trackingNumber: platformTracking, reprintCount });
    const drawn = await drawPlatformLabel(content, { bytes, page: 1, toleranceMm: 6 }, 8, pen);
    if ('kind' in drawn) throw new Error(drawn.code);
    return drawn;
  };

  const first = await draw(0);
  const second = await draw(2);

  expect(standsOn(first, '重打 REPRINT', onTheirs)).toBe(false);
  expect(standsOn(second, '重打 REPRINT 2', onTheirs)).toBe(true);
  expect(standsOn(second, '重打 REPRINT 1', onTheirs)).toBe(false);
});
