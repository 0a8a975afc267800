// Why a label did not print, with the fact that tells what to do: which character the font lacks, that the disk is full.

import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { BatchId } from '../../main/basics/ids.ts';
import { createPaperlessPrinter } from '../../main/devices/printers/paperless-printer.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { testStation } from '../builders/test-station.ts';

const none = 'none' as BatchId; // names no batch

/** Where the paperless printer writes a label before it gets its name. */
function draftOf(
  folder: string,
  batchNo: number,
  label: { labelId: string; position: number; trackingNumber: string },
) {
  const name = `${String(label.position).padStart(3, '0')}-${label.trackingNumber}.png`;
  const draft = join(folder, String(batchNo), `${name}.${label.labelId}.part`);
  mkdirSync(dirname(draft), { recursive: true });
  return draft;
}

it('keeps which character the font lacks with the label that failed for it', async () => {
  await using station = testStation();
  station.start();
  const parcelIds = withParcels(station, [{}]);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });
  const batchId = batches[0]?.batchId ?? none;
  // The buyer's name is spelled anew after the label was queued.
  station.parts.database.write((writer) =>
    writer.run(
      `UPDATE orders SET recipient_sealed = NULL, recipient_mask = '王𓀀 · 138****0001 · 浙江省 ****'`,
    ),
  );

  await station.ask('batches.start', { batchId, wait: true });

  const { labels } = await station.ask('batches.read', { batchId });
  expect(labels).toMatchObject([
    {
      state: 'failed',
      reason: 'label.glyph-missing',
      reasonFacts: { character: '𓀀', codePoint: 'U+13000', field: 'recipientName' },
    },
  ]);
});

it('keeps which rule stopped a label that was queued already', async () => {
  await using station = testStation();
  station.start();
  const parcelIds = withParcels(station, [{}]);
  const { batches } = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });
  const batchId = batches[0]?.batchId ?? none;
  station.parts.database.write((writer) => writer.run(`UPDATE orders SET hold = 'cancel-requested'`));

  await station.ask('batches.start', { batchId, wait: true });

  const { labels } = await station.ask('batches.read', { batchId });
  expect(labels).toMatchObject([
    { reason: 'parcel.blocked', reasonFacts: { rule: 'merge.hold', why: 'cancel-requested' } },
  ]);
});

/** Every write to it finds the disk full; only Linux has such a file. */
const fullFile = '/dev/full';

it.skipIf(process.platform !== 'linux')(
  'rests with the label unsent when the disk is full, and leaves no half picture',
  async () => {
    await using station = testStation();
    const folder = join(station.dataDir, 'pictures');
    const label = { labelId: 'L1' as never, batchNo: 3, position: 7, trackingNumber: 'ZT0001' };
    symlinkSync(fullFile, draftOf(folder, 3, label));
    const printer = createPaperlessPrinter({ printerId: paperlessPrinterId, folder, dotsPerMm: 8 });

    const full = await printer.send({ ...label, bytes: new Uint8Array(4_096) });
    const roomAgain = await printer.send({ ...label, bytes: new Uint8Array(4_096) });

    expect(full).toEqual({ kind: 'nothing-sent', reason: 'printer.disk-full' });
    expect(roomAgain).toMatchObject({ kind: 'delivered' });
  },
);

it.skipIf(process.platform !== 'linux')(
  'pauses the batch on a full disk and goes on where it was once there is room',
  async () => {
    await using station = testStation();
    station.start();
    const parcelIds = withParcels(station, [{}, {}]);
    const { batches } = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });
    const batchId = batches[0]?.batchId ?? none;
    const { batchNo, labels } = await station.ask('batches.read', { batchId });
    const [, second] = labels;
    if (!second) throw new Error('two parcels, two labels');
    const draft = draftOf(join(station.dataDir, 'labels'), batchNo, second);
    symlinkSync(fullFile, draft);

    const paused = await station.ask('batches.start', { batchId, wait: true });
    rmSync(draft, { force: true });
    const finished = await station.ask('batches.resume', { batchId, wait: true });

    expect(paused).toMatchObject({
      state: 'paused',
      stopReason: 'printer.disk-full',
      counts: { printed: 1, queued: 1 },
    });
    expect(finished).toMatchObject({ state: 'finished', counts: { printed: 2 } });
  },
);
