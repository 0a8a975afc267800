// The moment at which the books say that the n-th label of a batch is on its way. What a test asks in that moment is decided before
// its bytes can have gone: between the commit and the first byte no other turn of the event loop lies.

import type { BatchId } from '../../main/basics/ids.ts';
import { listLabelsOfBatch } from '../../main/labels/labels-table.ts';
import type { TestStation } from './test-station.ts';

/** Call it before the batch is started. */
export function onItsWay(station: TestStation, batchId: BatchId, position = 1): Promise<void> {
  return new Promise((resolve) => {
    const stop = station.events.on((event) => {
      if (event.kind !== 'batches.changed' || event.batchId !== batchId) return;
      const label = listLabelsOfBatch(station.parts.database, batchId)[position - 1];
      if (label?.state !== 'sending') return;
      stop();
      resolve();
    });
  });
}
