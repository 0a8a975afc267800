import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BatchId, ParcelId } from '../../main/basics/ids.ts';
import { paperlessPrinterId } from '../../main/devices/printers/printers-table.ts';
import { confirmLabelByScan } from '../../main/labels/confirm-label.ts';
import { onItsWay } from '../builders/label-moment.ts';
import { scanLabel } from '../builders/label-oracles.ts';
import { type ParcelWish, withParcels } from '../builders/labelled-parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { startZplSimulator } from '../simulators/printers/zpl-simulator.ts';

async function withBatch(station: TestStation, wishes: readonly ParcelWish[] = [{}, {}, {}]) {
  const parcelIds = withParcels(station, wishes);
  const { batches, left } = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });
  const batchId = batches[0]?.batchId ?? ('none' as BatchId); // a refused batch is not looked at
  return { parcelIds, batchId, batches, left };
}

const statesOf = async (station: TestStation, batchId: BatchId) =>
  (await station.ask('batches.read', { batchId })).labels.map((label) => label.state);

async function withZplPrinter(station: TestStation, port: number, name = 'Zebra') {
  const settings = { host: '127.0.0.1', port };
  const { printerId } = await station.ask('printers.save', { name, kind: 'zpl-tcp', settings });
  return printerId;
}

describe('a batch', () => {
  it('prints without paper: one picture a label, in the order of the parcels, readable', async () => {
    await using station = testStation();
    const { batchId, parcelIds } = await withBatch(station);

    const batch = await station.ask('batches.start', { batchId, wait: true });

    expect(batch).toMatchObject({ state: 'finished', batchNo: 1, counts: { printed: 3, queued: 0 } });
    const folder = join(station.dataDir, 'labels', '1');
    expect(readdirSync(folder)).toEqual([
      '001-YT781234560001.png',
      '002-YT781234560002.png',
      '003-YT781234560003.png',
    ]);
    const codes = await scanLabel(readFileSync(join(folder, '002-YT781234560002.png')));
    expect(codes).toEqual({ code128: ['YT781234560002'], qr: [parcelIds[1]] });
  });

  it('is at most as large as the setting says; the rest becomes the next ones', async () => {
    await using station = testStation();
    await station.ask('settings.set', { name: 'printing.batchSize', value: 2 });

    const { batches } = await withBatch(station, [{}, {}, {}, {}, {}]);

    expect(batches.map((batch) => [batch.batchNo, batch.labelCount])).toEqual([
      [1, 2],
      [2, 2],
      [3, 1],
    ]);
  });

  it('stands in line behind the one that prints, and goes by itself', async () => {
    await using station = testStation();
    await station.ask('settings.set', { name: 'printing.batchSize', value: 2 });
    const { batches } = await withBatch(station, [{}, {}, {}, {}]);

    for (const { batchId } of batches) void station.ask('batches.start', { batchId });
    const last = batches[1]?.batchId ?? ('none' as BatchId); // there are two
    const batch = await station.ask('batches.start', { batchId: last, wait: true });

    expect(batch.state).toBe('finished');
    expect((await station.ask('batches.list', {})).map((one) => one.state)).toEqual(['finished', 'finished']);
  });

  it('prints on one printer while another prints its own, each label on one of them', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}, {}, {}]);
    const one = await startZplSimulator();
    const other = await startZplSimulator();
    const halves = [
      { parcelIds: parcelIds.slice(0, 2), printerId: await withZplPrinter(station, one.port, 'Zebra 1') },
      { parcelIds: parcelIds.slice(2), printerId: await withZplPrinter(station, other.port, 'Zebra 2') },
    ];
    const made = await Promise.all(halves.map((half) => station.ask('batches.create', half)));
    const batchIds = made.flatMap(({ batches }) => batches.map(({ batchId }) => batchId));

    for (const batchId of batchIds) await station.ask('batches.start', { batchId });
    const meanwhile = (await station.ask('batches.list', {})).map(({ state }) => state);
    for (const batchId of batchIds)
      await station.ask('batches.start', { batchId, wait: true }).catch(() => {});

    const after = (await station.ask('batches.list', {})).map(({ state }) => state);
    const rolls = [one.roll.length, other.roll.length];
    await Promise.all([one.close(), other.close()]);
    expect(meanwhile).toEqual(['printing', 'printing']);
    expect(after).toEqual(['finished', 'finished']);
    expect(rolls).toEqual([2, 2]);
  });

  it('freezes nothing personal into its rows', async () => {
    await using station = testStation();
    await withBatch(station);

    const rows = station.parts.database.all<{ facts_json: string }>(`SELECT facts_json FROM labels`);

    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.facts_json).not.toMatch(/欧阳娜|13800005678|晨曦花园/);
  });

  it('pauses at a label boundary and prints the rest when resumed, each label once', async () => {
    await using station = testStation();
    const paper = await startZplSimulator();
    const printerId = await withZplPrinter(station, paper.port);
    const parcelIds = withParcels(station, [{}, {}, {}]);
    const { batches } = await station.ask('batches.create', { parcelIds, printerId });
    const batchId = batches[0]?.batchId ?? ('none' as BatchId); // there is one

    const firstGoes = onItsWay(station, batchId);
    const printing = station.ask('batches.start', { batchId, wait: true });
    await firstGoes;
    await station.ask('batches.pause', { batchId });
    const paused = await printing;
    const resumed = await station.ask('batches.resume', { batchId, wait: true });

    expect(paused).toMatchObject({ state: 'paused', counts: { sent: 1, queued: 2 } });
    expect(resumed).toMatchObject({ state: 'finished', counts: { sent: 3 } });
    expect(paper.roll).toHaveLength(3);
    await paper.close();
  });

  it('that is cancelled prints no further label, and its parcels can be labelled again', async () => {
    await using station = testStation();
    const { batchId, parcelIds } = await withBatch(station);

    const cancelled = await station.ask('batches.cancel', { batchId });
    const again = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });

    expect(cancelled).toMatchObject({ state: 'cancelled', counts: { void: 3 } });
    expect(again.batches[0]).toMatchObject({ batchNo: 2, labelCount: 3 });
  });

  it('is paused with the reason when the printer cannot be reached, and nothing is in doubt', async () => {
    await using station = testStation();
    const paper = await startZplSimulator();
    await paper.close();
    const printerId = await withZplPrinter(station, paper.port);
    const { batches } = await station.ask('batches.create', {
      parcelIds: withParcels(station, [{}]),
      printerId,
    });

    const batch = await station.ask('batches.start', {
      batchId: batches[0]?.batchId ?? ('none' as BatchId), // there is one
      wait: true,
    });

    expect(batch).toMatchObject({ state: 'paused', stopReason: 'printer.refused', counts: { queued: 1 } });
  });

  it('asks after a cut cable which label came out last, and prints on from there', async () => {
    await using station = testStation();
    const paper = await startZplSimulator();
    const printerId = await withZplPrinter(station, paper.port);
    const parcelIds = withParcels(station, [{}, {}, {}]);
    const { batches } = await station.ask('batches.create', { parcelIds, printerId });
    const batchId = batches[0]?.batchId ?? ('none' as BatchId); // there is one
    paper.hurt({ kind: 'cut', atByte: 45_000 });

    const doubted = await station.ask('batches.start', { batchId, wait: true });
    const refused = await station.askRefused('batches.start', { batchId });
    const settled = await station.ask('batches.settle', { batchId, lastPrintedCode: 'yt781234560001' });
    const through = await station.ask('batches.start', { batchId, wait: true });

    expect(doubted.state).toBe('in-doubt');
    expect(doubted.counts.uncertain).toBeGreaterThan(0);
    expect(refused.code).toBe('batch.not-startable');
    expect(settled.counts).toMatchObject({ printed: 1, queued: 2 });
    expect(through).toMatchObject({ state: 'finished', counts: { printed: 1, sent: 2 } });
    expect(paper.roll).toHaveLength(3);
    await paper.close();
  });

  it('keeps a second batch off a printer whose question is open', async () => {
    await using station = testStation();
    await station.ask('settings.set', { name: 'printing.batchSize', value: 1 });
    const { batches } = await withBatch(station, [{}, {}]);
    const [first, second] = batches.map((batch) => batch.batchId);
    leaveSending(station, first);

    station.start();
    const refused = await station.askRefused('batches.start', { batchId: second ?? ('none' as BatchId) }); // there are two

    expect(refused).toMatchObject({ code: 'batch.printer-in-doubt', facts: { batchNo: 1 } });
  });

  it('refuses what cannot be, with the reason', async () => {
    await using station = testStation();
    const none = 'none' as BatchId; // names no batch
    const { batchId } = await withBatch(station);

    const codes = [
      await station.askRefused('batches.start', { batchId: none }),
      await station.askRefused('batches.pause', { batchId: none }),
      await station.askRefused('batches.cancel', { batchId: none }),
      await station.askRefused('batches.settle', { batchId: none, lastPrintedPosition: 1 }),
      await station.askRefused('batches.read', { batchId: none }),
      await station.askRefused('batches.pause', { batchId }),
      await station.askRefused('batches.settle', { batchId, lastPrintedPosition: 1 }),
      await station.askRefused('batches.create', { parcelIds: [], printerId: paperlessPrinterId }),
      await station.askRefused('batches.create', {
        parcelIds: [],
        printerId: 'none' as typeof paperlessPrinterId,
      }), // names none
    ].map((refusal) => refusal.code);

    expect(codes).toEqual([
      ...new Array(5).fill('batch.unknown'),
      'batch.not-printing',
      'batch.not-in-doubt',
      'batch.nothing-chosen',
      'printer.unknown',
    ]);
  });

  it('that is over is not cancelled again', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station);
    await station.ask('batches.start', { batchId, wait: true });

    const refused = await station.askRefused('batches.cancel', { batchId });

    expect(refused).toMatchObject({ code: 'batch.over', facts: { state: 'finished' } });
  });
});

describe('parcels that get no label', () => {
  it('are left out, each with its reason, and the others print', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [
      {},
      { hold: 'cancel-requested' },
      { trackingNumber: null },
      { recipientName: '王\u{2A700}' },
      { trackingNumber: 'YT'.repeat(30) },
      { trackingNumber: '圆通1' },
    ]);
    const ghost = 'PGHOST' as ParcelId; // names no parcel

    const { batches, left } = await station.ask('batches.create', {
      parcelIds: [...parcelIds, ghost],
      printerId: paperlessPrinterId,
    });

    expect(batches[0]?.labelCount).toBe(1);
    const codes = new Map(left.map((one) => [one.parcelId, one.code]));
    expect(codes.get(parcelIds[1] ?? ghost)).toBe('parcel.blocked');
    expect(codes.has(parcelIds[2] ?? ghost)).toBe(true);
    expect(codes.get(parcelIds[3] ?? ghost)).toBe('label.glyph-missing');
    expect(codes.get(parcelIds[4] ?? ghost)).toBe('label.tracking-too-long');
    expect(codes.get(parcelIds[5] ?? ghost)).toBe('label.tracking-unreadable');
    expect(codes.get(ghost)).toBe('parcel.unknown');
    expect(left.find((one) => one.code === 'label.glyph-missing')?.facts).toMatchObject({
      character: '\u{2A700}',
    });
  });

  it('have one already: one parcel, one live label', async () => {
    await using station = testStation();
    const { parcelIds } = await withBatch(station, [{}]);

    const again = await station.ask('batches.create', { parcelIds, printerId: paperlessPrinterId });

    expect(again.batches).toEqual([]);
    expect(again.left[0]).toMatchObject({ code: 'label.already', facts: { batchNo: 1, position: 1 } });
  });

  it('were held after the batch was made: the label is left out at the last moment', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station);
    station.parts.database.write((writer) =>
      writer.run(`UPDATE orders SET hold = 'cancel-requested' WHERE order_id LIKE '%0002'`),
    );

    const batch = await station.ask('batches.start', { batchId, wait: true });

    expect(batch).toMatchObject({ state: 'finished', counts: { printed: 2, failed: 1 } });
    const { labels } = await station.ask('batches.read', { batchId });
    expect(labels[1]).toMatchObject({ state: 'failed', reason: 'parcel.blocked' });
  });
});

describe('after a crash', () => {
  it('what was on its way is uncertain, and nothing prints by itself', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station);
    leaveSending(station, batchId);

    station.start();

    const batch = await station.ask('batches.read', { batchId });
    expect(batch).toMatchObject({ state: 'in-doubt', counts: { uncertain: 1, queued: 2, printed: 0 } });
    await station.ask('batches.settle', { batchId, lastPrintedPosition: 1 });
    const through = await station.ask('batches.start', { batchId, wait: true });
    expect(through).toMatchObject({ state: 'finished', counts: { printed: 3 } });
    expect(readdirSync(join(station.dataDir, 'labels', '1'))).toHaveLength(2);
  });

  it('a batch that was between two labels is paused', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station);
    station.parts.database.write((writer) =>
      writer.run(`UPDATE batches SET state = 'printing', started_at = 1`),
    );

    station.start();

    expect(await station.ask('batches.read', { batchId })).toMatchObject({
      state: 'paused',
      stopReason: 'batch.station-crashed',
    });
  });

  it('an answer that cannot be is refused', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station);
    leaveSending(station, batchId);
    station.parts.database.write((writer) =>
      writer.run(`UPDATE labels SET state = 'printed', evidence = 'scanned' WHERE position = 3`),
    );
    station.start();

    const codes = [
      await station.askRefused('batches.settle', { batchId, lastPrintedPosition: 1 }),
      await station.askRefused('batches.settle', { batchId, lastPrintedPosition: 99 }),
      await station.askRefused('batches.settle', { batchId, lastPrintedCode: 'YT-OTHER' }),
      await station.askRefused('batches.cancel', { batchId }),
    ].map((refusal) => refusal.code);

    expect(codes).toEqual([
      'batch.later-printed',
      'batch.position-unknown',
      'label.not-in-batch',
      'batch.in-doubt',
    ]);
  });
});

describe('a label', () => {
  it('reprinted keeps its number, says so, counts up and makes the old one void', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station, [{}]);
    await station.ask('batches.start', { batchId, wait: true });
    const old = (await station.ask('batches.read', { batchId })).labels[0];
    const labelId = old?.labelId ?? ('none' as never);

    const again = await station.ask('labels.reprint', { labelId, reason: '撕坏了' });
    await station.ask('batches.start', { batchId: again.batchId, wait: true });

    const { labels } = await station.ask('batches.read', { batchId: again.batchId });
    expect(labels[0]).toMatchObject({
      state: 'printed',
      reprintCount: 1,
      trackingNumber: old?.trackingNumber,
    });
    expect(await statesOf(station, batchId)).toEqual(['void']);
    expect(readdirSync(join(station.dataDir, 'labels', String(again.batchNo)))).toHaveLength(1);
  });

  it('that is not printed yet is not reprinted, and a void one neither', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station, [{}]);
    const labelId = (await station.ask('batches.read', { batchId })).labels[0]?.labelId ?? ('none' as never);

    const early = await station.askRefused('labels.reprint', { labelId, reason: 'x' });
    await station.ask('labels.void', { labelId, reason: '不要了' });
    const late = await station.askRefused('labels.reprint', { labelId, reason: 'x' });
    const twice = await station.askRefused('labels.void', { labelId, reason: 'x' });
    const ghost = await station.askRefused('labels.void', { labelId: 'none' as typeof labelId, reason: 'x' }); // names none

    expect([early, late, twice, ghost].map((refusal) => refusal.code)).toEqual([
      'label.not-reprintable',
      'label.not-reprintable',
      'label.void-already',
      'label.unknown',
    ]);
  });

  it('that is uncertain is neither reprinted nor voided before its question is answered', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station, [{}]);
    leaveSending(station, batchId);
    const labelId = (await station.ask('batches.read', { batchId })).labels[0]?.labelId ?? ('none' as never);
    const onItsWay = await station.askRefused('labels.void', { labelId, reason: 'x' });
    station.start();

    const refused = [
      await station.askRefused('labels.reprint', { labelId, reason: 'x' }),
      await station.askRefused('labels.void', { labelId, reason: 'x' }),
    ];

    expect(onItsWay.code).toBe('label.on-its-way');
    expect(refused.map((refusal) => refusal.code)).toEqual(['label.in-doubt', 'label.in-doubt']);
  });

  it('scanned at the bench is printed, and so are the ones before it', async () => {
    await using station = testStation();
    const { batchId } = await withBatch(station);
    leaveSending(station, batchId, 3);
    station.start();

    const label = station.parts.database.write((writer) =>
      confirmLabelByScan(writer, station.clock, ' yt7812-34560002 '.replace('-', '')),
    );

    expect(label).toMatchObject({ position: 2, state: 'printed', evidence: 'scanned' });
    expect(await statesOf(station, batchId)).toEqual(['printed', 'printed', 'uncertain']);
  });

  it('scanned by its QR confirms too; a code that is nobody’s confirms nothing', async () => {
    await using station = testStation();
    const { batchId, parcelIds } = await withBatch(station, [{}]);
    await station.ask('batches.start', { batchId, wait: true });
    const scan = (code: string) =>
      station.parts.database.write(
        (writer) => confirmLabelByScan(writer, station.clock, code)?.evidence ?? null,
      );

    expect([scan(parcelIds[0] ?? ''), scan('YT-NOBODY')]).toEqual(['scanned', null]);
  });

  it('still queued and never sent cannot be in anybody’s hand', async () => {
    await using station = testStation();
    await withBatch(station, [{}]);

    const label = station.parts.database.write((writer) =>
      confirmLabelByScan(writer, station.clock, 'YT781234560001'),
    );

    expect(label).toBeUndefined();
  });

  it('is shown before it is printed, and as it was printed', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}]);
    const parcelId = parcelIds[0] ?? ('none' as ParcelId); // there is one

    const picture = await station.ask('labels.preview', { parcelId, dotsPerMm: 11.811 });

    expect(picture).toMatchObject({ widthDots: 1181, heightDots: 1772 });
    const codes = await scanLabel(Buffer.from(picture.pngBase64, 'base64'));
    expect(codes.code128).toEqual(['YT781234560001']);
  });
});

/** As a crash leaves it: `count` labels on their way, the batch printing. */
function leaveSending(station: TestStation, batchId: BatchId | undefined, count = 1): void {
  station.parts.database.write((writer) => {
    writer.run(`UPDATE batches SET state = 'printing', started_at = 1 WHERE batch_id = ?`, [batchId ?? '']);
    writer.run(`UPDATE labels SET state = 'sending', sending_at = 1 WHERE batch_id = ? AND position <= ?`, [
      batchId ?? '',
      count,
    ]);
  });
}
