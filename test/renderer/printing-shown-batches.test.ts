import { expect, it } from 'vitest';
import { shownBatches } from '../../renderer/printing/shown-batches.ts';

const aBatch = (batchId: string, state: string, printerId = 'D1') => ({ batchId, state, printerId });
const idsOf = (batches: readonly { readonly batchId: string }[]) => batches.map(({ batchId }) => batchId);

it('shows two printers side by side while both print', () => {
  const batches = [aBatch('B3', 'printing', 'D2'), aBatch('B2', 'printing'), aBatch('B1', 'finished')];

  expect(idsOf(shownBatches(batches, null, null))).toEqual(['B2', 'B3']);
});

it('shows the one that asks a question before anything that prints', () => {
  const batches = [aBatch('B2', 'printing', 'D2'), aBatch('B1', 'in-doubt')];

  expect(idsOf(shownBatches(batches, null, null))).toEqual(['B1']);
});

it('lets a question be put off, and brings it back when its batch is opened', () => {
  const batches = [aBatch('B2', 'printing', 'D2'), aBatch('B1', 'in-doubt')];

  expect(idsOf(shownBatches(batches, null, 'B1'))).toEqual(['B2']);
  expect(idsOf(shownBatches(batches, 'B1', 'B1'))).toEqual(['B1']);
});

it('shows the newest when nothing prints', () => {
  expect(idsOf(shownBatches([aBatch('B2', 'finished'), aBatch('B1', 'paused')], null, null))).toEqual(['B2']);
});
