// A labelled parcel holds other goods than its label says: the old paper is void, and a new label with the same number waits in line
// at the same printer. It carries what lies in the parcel now.

import type { Clock } from '../basics/clock.ts';
import { type BatchId, type LabelId, newId, type ParcelId, type RandomBytes } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { findPrinter } from '../devices/printers/printers-table.ts';
import { getParcel } from '../parcels/parcels-table.ts';
import { recordAudit } from '../people/audit.ts';
import { addBatch, getBatch, listBatchesInState, nextBatchNo, putInLine } from './batches-table.ts';
import { factsOfParcel } from './compose-label.ts';
import { addLabel, findLiveLabel, getLabelFacts, wasEverSent } from './labels-table.ts';
import type { Spool } from './spool.ts';
import { voidLabelOfParcel } from './void-parcel-label.ts';

export interface RelabelParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly spool: Pick<Spool, 'wake'>;
}

/**
 * In the caller's transaction, after the parcel's lines have changed; does nothing where no label is live. Answers the printer
 * where the new one comes out. While that printer has an open question the new label waits for a person to start it.
 */
export function relabelParcel(
  parts: RelabelParts,
  writer: Writer,
  parcelId: ParcelId,
  why: string,
  caller: Pick<Caller, 'person'>,
): { readonly printer: string } | null {
  const old = findLiveLabel(writer, parcelId);
  if (!old) return null;
  const before = getLabelFacts(writer, old.labelId);
  const { printerId } = getBatch(writer, old.batchId);
  voidLabelOfParcel(parts, writer, parcelId, why, caller, 'parcel.changed');

  const at = parts.clock.now();
  const batchId = newId<BatchId>('B', parts.random);
  const batchNo = nextBatchNo(writer);
  // What was never on its way to paper is no second print.
  const reprintCount = wasEverSent(writer, old.labelId) ? old.reprintCount + 1 : old.reprintCount;
  addBatch(writer, { batchId, batchNo, printerId, labelCount: 1, createdAt: at, createdBy: caller.person });
  addLabel(
    writer,
    { labelId: newId<LabelId>('L', parts.random), batchId, reprintReason: 'parcel.changed' },
    {
      ...factsOfParcel(getParcel(writer, parcelId), before),
      batchNo,
      position: 1,
      batchSize: 1,
      reprintCount,
    },
    at,
  );
  if (listBatchesInState(writer, 'in-doubt', printerId).length === 0) {
    putInLine(writer, batchId, at);
    queueMicrotask(() => parts.spool.wake(printerId)); // once this transaction is through
  }
  const facts = { trackingNumber: old.trackingNumber, reason: why, reprintCount };
  recordAudit(writer, parts.clock, caller, 'label.reprinted', { kind: 'parcel', id: parcelId }, facts);
  writer.emit({ kind: 'parcels.changed' });
  return { printer: findPrinter(writer, printerId)?.name ?? '' };
}
