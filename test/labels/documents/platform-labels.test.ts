import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../../main/basics/clock.ts';
import type { BatchId, ParcelId } from '../../../main/basics/ids.ts';
import { paperlessPrinterId } from '../../../main/devices/printers/printers-table.ts';
import { openLabelDocument } from '../../../main/labels/documents/label-documents-table.ts';
import { takeInDocument } from '../../../main/labels/documents/take-in-document.ts';
import { createLabelDrawer } from '../../../main/labels/label-drawer.ts';
import { listLabelsByScan } from '../../../main/labels/labels-table.ts';
import { createUpkeep } from '../../../main/station-upkeep.ts';
import { aLabel } from '../../builders/label-content.ts';
import { scanLabel } from '../../builders/label-oracles.ts';
import { withParcels } from '../../builders/labelled-parcels.ts';
import { movedClock } from '../../builders/moved-clock.ts';
import { aPdf, aPng } from '../../builders/platform-labels.ts';
import { aShop, type TestStation, testStation } from '../../builders/test-station.ts';

const tracking = (index: number) => `YT78123456${String(index).padStart(4, '0')}`;
const none = 'none' as BatchId; // names no batch

const file = (name: string, bytes: Uint8Array) => ({ name, base64: Buffer.from(bytes).toString('base64') });

/** Prints these parcels without paper and answers the pictures in the order in which they came out. */
async function printAll(station: TestStation, parcelIds: readonly ParcelId[], goodsList?: 'always') {
  const { batches, left } = await station.ask('batches.create', {
    parcelIds: [...parcelIds],
    printerId: paperlessPrinterId,
    ...(goodsList ? { goodsList } : {}),
  });
  const batch = batches[0];
  if (batch) await station.ask('batches.start', { batchId: batch.batchId, wait: true });
  const folder = join(station.dataDir, 'labels', String(batch?.batchNo ?? 0));
  const pictures = existsSync(folder) ? readdirSync(folder).sort() : [];
  return { left, batch, pictures: pictures.map((name) => readFileSync(join(folder, name))) };
}

describe('a platform’s label', () => {
  it('finds its parcel by the code on the page, else by the name of the file, and is refused with words else', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}, {}]);

    const { answers } = await station.ask('labels.attach', {
      files: [
        file('whatever.pdf', await aPdf({ trackingNumber: tracking(2) })),
        file(`label ${parcelIds[0]}.pdf`, await aPdf({ trackingNumber: tracking(1) })),
        file(`${tracking(3)}.pdf`, await aPdf({ trackingNumber: 'SOMEBODYELSE1' })),
        file('strange.pdf', await aPdf({ trackingNumber: 'NOBODYS00001' })),
        file('empty.pdf', new Uint8Array()),
      ],
    });

    expect(answers.map(({ kept, code }) => kept?.parcelId ?? code)).toEqual([
      parcelIds[1],
      parcelIds[0],
      'document.other-parcel',
      'document.nobodys',
      'document.empty',
    ]);
    const { documents } = await station.ask('labels.documents', { parcelIds });
    expect(documents.map(({ parcelId }) => parcelId).sort()).toEqual(parcelIds.slice(0, 2));
  });

  it('is refused for a parcel that is over, has no number, or is not known, and when it is too large', async () => {
    await using station = testStation();
    const [pulled, without] = withParcels(station, [{}, { trackingNumber: null }]);
    station.parts.database.write((writer) =>
      writer.run(`UPDATE parcels SET state = 'pulled' WHERE parcel_id = ?`, [pulled ?? '']),
    );
    const label = await aPdf({ trackingNumber: tracking(1) });
    const attach = async (parcelId: ParcelId, bytes: Uint8Array) => {
      const { answers } = await station.ask('labels.attach', { parcelId, files: [file('a.pdf', bytes)] });
      return answers[0]?.code;
    };

    const codes = [
      await attach(pulled ?? ('' as ParcelId), label),
      await attach(without ?? ('' as ParcelId), label),
      await attach('PNOBODY' as ParcelId, label), // names no parcel
      await attach(pulled ?? ('' as ParcelId), new Uint8Array(2_000_001)),
    ];

    expect(codes).toEqual(['parcel.over', 'label.no-waybill', 'parcel.unknown', 'document.too-large']);
  });

  it('is printed instead of ours, its packing slip as a label of its own', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}]);
    await station.ask('labels.attach', {
      files: [file('a.pdf', await aPdf({ trackingNumber: tracking(1) }, { trackingNumber: null }))],
    });

    const { pictures, batch } = await printAll(station, parcelIds);
    const codes = await Promise.all(pictures.map(scanLabel));

    expect(codes.map(({ code128 }) => code128)).toEqual([[tracking(1)], [], [tracking(2)]]);
    expect(codes.map(({ qr }) => qr.length)).toEqual([0, 0, 1]); // only our own label has our QR code
    const read = await station.ask('batches.read', { batchId: batch?.batchId ?? none });
    expect(read.labels.map(({ parcelId, part, state }) => [parcelId, part, state])).toEqual([
      [parcelIds[0], 'label', 'printed'],
      [parcelIds[0], 'slip', 'printed'],
      [parcelIds[1], 'label', 'printed'],
    ]);
  });

  it('takes a picture too, and prints it again without a network, saying so in its white', async () => {
    await using station = testStation();
    const [parcelId] = withParcels(station, [{}]);
    await station.ask('labels.attach', { files: [file('a.png', aPng(tracking(1)))] });
    const first = await printAll(station, parcelId ? [parcelId] : []);
    const read = await station.ask('batches.read', { batchId: first.batch?.batchId ?? none });

    const labelId = read.labels[0]?.labelId ?? ('none' as never);
    const again = await station.ask('labels.reprint', { labelId, reason: 'smudged' });
    await station.ask('batches.start', { batchId: again.batchId, wait: true });
    const preview = await station.ask('labels.preview', { labelId });

    const second = await station.ask('batches.read', { batchId: again.batchId });
    expect(second.labels[0]).toMatchObject({ state: 'printed', reprintCount: 1, part: 'label' });
    expect((await scanLabel(Buffer.from(preview.pngBase64, 'base64'))).code128).toEqual([tracking(1)]);
  });

  it('that is a must and missing stops the label with words, and no other', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}]);
    await station.ask('labels.setShop', { shopId: aShop.shopId, needsPlatformLabel: true });
    await station.ask('labels.attach', {
      files: [file('b.pdf', await aPdf({ trackingNumber: tracking(2) }))],
    });

    const { left, pictures } = await printAll(station, parcelIds);

    expect(left).toMatchObject([{ parcelId: parcelIds[0], code: 'document.missing' }]);
    expect(pictures).toHaveLength(1);
    const refused = await station.askRefused('labels.preview', {
      parcelId: parcelIds[0] ?? ('' as ParcelId),
    });
    expect(refused.code).toBe('document.missing');
  });

  it('that is taken off its parcel is not printed any more', async () => {
    await using station = testStation();
    const [parcelId] = withParcels(station, [{}]);
    const id = parcelId ?? ('' as ParcelId);
    await station.ask('labels.attach', {
      files: [file('a.pdf', await aPdf({ trackingNumber: tracking(1) }))],
    });

    await station.ask('labels.detach', { parcelId: id });

    expect(await station.askRefused('labels.detach', { parcelId: id })).toMatchObject({
      code: 'document.none',
    });
    const { pictures } = await printAll(station, [id]);
    expect((await scanLabel(pictures[0] ?? new Uint8Array())).qr).toEqual([id]);
  });

  it('whose parcel got another number meanwhile fails at the last look, with the reason', async () => {
    await using station = testStation();
    const [parcelId] = withParcels(station, [{}]);
    await station.ask('labels.attach', {
      files: [file('a.pdf', await aPdf({ trackingNumber: tracking(1) }))],
    });
    station.parts.database.write((writer) =>
      writer.run(`UPDATE parcels SET tracking_number = 'SF9999999999' WHERE parcel_id = ?`, [parcelId ?? '']),
    );

    const { batch } = await printAll(station, parcelId ? [parcelId] : []);

    const { labels } = await station.ask('batches.read', { batchId: batch?.batchId ?? none });
    expect(labels).toMatchObject([{ state: 'failed', reason: 'document.other-parcel' }]);
  });
});

describe('what comes with a label', () => {
  it('fails with it: no packing slip and no goods list without the waybill they belong to', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}]);
    await station.ask('labels.attach', {
      files: [file('a.pdf', await aPdf({ trackingNumber: tracking(1) }, { trackingNumber: null }))],
    });
    const { batches } = await station.ask('batches.create', {
      parcelIds,
      printerId: paperlessPrinterId,
      goodsList: 'always',
    });
    // Meanwhile somebody put another label into the books.
    station.parts.database.write((writer) =>
      writer.run(`UPDATE label_documents SET sealed = ?`, [
        station.parts.vault.sealBytes(Buffer.from('%PDF-')),
      ]),
    );

    await station.ask('batches.start', { batchId: batches[0]?.batchId ?? none, wait: true });

    const { labels } = await station.ask('batches.read', { batchId: batches[0]?.batchId ?? none });
    expect(labels.map(({ part, state, reason }) => [part, state, reason])).toEqual([
      ['label', 'failed', 'document.damaged'],
      ['slip', 'failed', 'document.damaged'],
      ['goods-1', 'failed', 'document.damaged'],
      ['label', 'printed', null],
      ['goods-1', 'printed', null],
    ]);
  });
});

describe('a platform’s label at rest', () => {
  it('is sealed, and comes out as it went in', async () => {
    await using station = testStation();
    const [parcelId] = withParcels(station, [{}]);
    const { database, vault } = station.parts;
    const bytes = await aPdf({ trackingNumber: tracking(1) });
    const drawer = createLabelDrawer();

    const kept = await takeInDocument({ ...station.parts, drawer }, { bytes, source: 'tiktok' }, parcelId, {
      person: 'station',
    });
    await drawer.stop();

    expect(kept).toMatchObject({ parcelId, source: 'tiktok', trackingNumber: tracking(1) });
    const row = database.get<{ sealed: Uint8Array }>(`SELECT sealed FROM label_documents`);
    expect(Buffer.from(row?.sealed ?? []).includes('%PDF')).toBe(false);
    expect(Buffer.compare(openLabelDocument(database, vault, parcelId ?? ('' as ParcelId)), bytes)).toBe(0);
  });

  it('goes when its parcel has left long enough ago, and not before', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}]);
    for (const index of [1, 2]) {
      const bytes = await aPdf({ trackingNumber: tracking(index) });
      await station.ask('labels.attach', { files: [file('a.pdf', bytes)] });
    }
    station.parts.database.write((writer) =>
      writer.run(`UPDATE parcels SET state = 'shipped', shipped_at = ? WHERE parcel_id = ?`, [
        station.clock.now(),
        parcelIds[0] ?? '',
      ]),
    );
    const keptNow = async () =>
      (await station.ask('labels.documents', { parcelIds })).documents.map(({ parcelId }) => parcelId);

    const upkeep = createUpkeep(station.parts);
    upkeep.start();
    await station.clock.pass(6 * dayMs);
    const after6 = await keptNow();
    await station.clock.pass(2 * dayMs);
    const after8 = await keptNow();
    await upkeep.stop();

    expect(after6.sort()).toEqual(parcelIds);
    expect(after8).toEqual([parcelIds[1]]);
  });
});

describe('a goods list', () => {
  it('is a label of its own where it is asked for, and is scanned as itself', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}]);

    const { pictures, batch } = await printAll(station, parcelIds, 'always');

    const codes = await Promise.all(pictures.map(scanLabel));
    expect(codes.map(({ code128, qr }) => [...code128, ...qr])).toEqual([
      [tracking(1), parcelIds[0]],
      [`${parcelIds[0]}/GOODS-1`],
      [tracking(2), parcelIds[1]],
      [`${parcelIds[1]}/GOODS-1`],
    ]);
    expect(batch).toMatchObject({ labelCount: 4 });
  });

  it('scanned as the last one that came out means itself, the tracking code means the label before it', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}]);
    await printAll(station, parcelIds, 'always');
    const { database } = station.parts;
    const code = `${parcelIds[0]}/GOODS-1`;

    const meant = [listLabelsByScan(database, code), listLabelsByScan(database, tracking(1))];

    expect(meant.map((labels) => labels.map(({ part, position }) => [part, position]))).toEqual([
      [['goods-1', 2]],
      [['label', 1]],
    ]);
  });

  it('goes with its label: a pulled parcel leaves neither, a second batch makes neither twice', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}]);
    await printAll(station, parcelIds, 'always');

    const twice = await printAll(station, parcelIds, 'always');
    const labels = station.parts.database.all<{ part: string; state: string }>(
      `SELECT part, state FROM labels`,
    );
    const { labelId } = station.parts.database.get<{ labelId: never }>(
      `SELECT label_id AS labelId FROM labels WHERE part = 'label'`,
    ) ?? { labelId: 'none' as never };
    await station.ask('labels.void', { labelId, reason: 'wrong box' });

    expect(twice.left).toMatchObject([{ code: 'label.already' }]);
    expect(labels).toEqual([
      { part: 'label', state: 'printed' },
      { part: 'goods-1', state: 'printed' },
    ]);
    expect(station.parts.database.all(`SELECT DISTINCT state FROM labels`)).toEqual([{ state: 'void' }]);
    const anew = await printAll(station, parcelIds, 'always');
    expect(anew.pictures).toHaveLength(2);
  });

  it('is not torn from its label by the end of a batch', async () => {
    await using station = testStation();
    const parcelIds = withParcels(station, [{}, {}, {}]);
    await station.ask('settings.set', { name: 'printing.batchSize', value: 3 });

    const { batches } = await station.ask('batches.create', {
      parcelIds,
      printerId: paperlessPrinterId,
      goodsList: 'always',
    });

    expect(batches.map((batch) => batch.labelCount)).toEqual([2, 2, 2]);
  });
});

describe('a file that never ends', () => {
  it('is given up after a while, and labels are drawn meanwhile and afterwards', async () => {
    const clock = movedClock();
    const drawer = createLabelDrawer(undefined, clock);
    const format = { dotsPerMm: 8, encoding: { kind: 'png' } } as const;

    const looking = drawer.inspect(await aPdf(), 6); // its thread has not even begun when its time is up
    const drawing = drawer.draw(aLabel(), format);
    await clock.pass(20_000);
    const [seen, drawn] = await Promise.all([looking, drawing]);
    const again = await drawer.inspect(await aPdf(), 6);
    await drawer.stop();

    expect(seen).toMatchObject({ code: 'document.too-slow' });
    expect(drawn).toMatchObject({ widthDots: 800 });
    expect(again).toMatchObject({ pageCount: 1 });
  });
});
