// The square code of a label names one print of it: the paper of an older one is told apart wherever it is scanned.

import { expect, it } from 'vitest';
import type { BatchId, ParcelId } from '../../main/basics/ids.ts';
import { labelCodeOf, readLabelCode } from '../../main/labels/label-code.ts';
import { listLabelsByScan } from '../../main/labels/labels-table.ts';
import { readPaper } from '../../main/labels/paper-in-hand.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { testStation } from '../builders/test-station.ts';

const parcelId = 'P7K3M9Q2XF4' as ParcelId; // a test's own parcel

it('says the parcel, which print it is from the second on, and which page of a goods list', () => {
  const codes = [
    labelCodeOf({ parcelId, reprintCount: 0 }),
    labelCodeOf({ parcelId, reprintCount: 1 }),
    labelCodeOf({ parcelId, reprintCount: 11 }),
    labelCodeOf({ parcelId, reprintCount: 0, part: 'goods-2' }),
  ];

  expect(codes).toEqual([parcelId, `${parcelId}/2`, `${parcelId}/12`, `${parcelId}/GOODS-2`]);
});

it('reads back what it says, and takes nothing else for a print or a page', () => {
  const codes = [parcelId, `${parcelId}/2`, `${parcelId}/12`, `${parcelId}/GOODS-2`];
  const others = [`${parcelId}/`, `${parcelId}/1`, `${parcelId}/02`, `${parcelId}/2/2`, `${parcelId}/GOODS`];

  expect(codes.map((code) => readLabelCode(code))).toEqual([
    { parcelId, part: 'label', print: 1 },
    { parcelId, part: 'label', print: 2 },
    { parcelId, part: 'label', print: 12 },
    { parcelId, part: 'goods-2', print: 1 },
  ]);
  expect(others.filter((code) => readLabelCode(code).parcelId === parcelId)).toEqual([]);
});

it('tells the label that counts from the void one, where only the number was scanned from neither', async () => {
  await using station = testStation();
  const { database } = station.parts;
  const [only = parcelId] = withParcels(station, [{}]);
  const { batches } = await station.ask('batches.create', {
    parcelIds: [only],
    printerId: 'paperless' as never,
  }); // the folder of pictures
  const printed = async (batchId: BatchId) => {
    await station.ask('batches.start', { batchId, wait: true });
    return (await station.ask('batches.read', { batchId })).labels[0];
  };
  const first = await printed(batches[0]?.batchId as never); // one batch
  const number = first?.trackingNumber ?? '';
  const codes = [only, `${only}/2`, `${only}/GOODS-1`, number];
  const before = codes.map((code) => readPaper(database, only, code));

  const again = await station.ask('labels.reprint', { labelId: first?.labelId as never, reason: '撕坏了' });
  await printed(again.batchId);

  expect(before).toEqual(['live', 'none', 'none', 'live']);
  expect(codes.map((code) => readPaper(database, only, code))).toEqual(['void', 'live', 'none', 'either']);
  expect(codes.map((code) => listLabelsByScan(database, code).length)).toEqual([0, 1, 0, 1]);
});
