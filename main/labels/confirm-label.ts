// A scanned label is a printed label: the strongest evidence there is, and free. It also proves the labels before it that the same
// printer was given in its batch, because a printer prints in order.

import type { Clock } from '../basics/clock.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Writer } from '../database/database.ts';
import { restingState } from './batch.ts';
import { getBatch, setBatchState } from './batches-table.ts';
import type { Label } from './label.ts';
import {
  countLabelStates,
  listLabelsByScan,
  listLabelsOfBatch,
  moveLabel,
  wasEverSent,
} from './labels-table.ts';

/**
 * `code` is a tracking number or the square code of a label. Answers the label that is now known to be printed, or
 * undefined when no label of ours that could be in somebody's hand carries it.
 */
export function confirmLabelByScan(writer: Writer, clock: Clock, code: string): Label | undefined {
  const label = listLabelsByScan(writer, normaliseCode(code)).find((candidate) =>
    canBeInHand(writer, candidate),
  );
  if (!label) return undefined;
  const at = clock.now();
  if (label.state !== 'printed' || label.evidence !== 'scanned') {
    const from = ['queued', 'sending', 'sent', 'uncertain', 'printed'] as const;
    moveLabel(writer, label.labelId, from, { state: 'printed', evidence: 'scanned' }, at);
    for (const earlier of listLabelsOfBatch(writer, label.batchId)) {
      if (earlier.position >= label.position) break;
      if (earlier.printerId !== label.printerId) continue; // the batch was moved: that printer says nothing of this one
      moveLabel(
        writer,
        earlier.labelId,
        ['sent', 'uncertain'],
        { state: 'printed', evidence: 'scanned' },
        at,
      );
    }
    const batch = getBatch(writer, label.batchId);
    const state = restingState(countLabelStates(writer, batch.batchId), 'go');
    if (batch.state === 'in-doubt' && state !== 'in-doubt') setBatchState(writer, batch.batchId, state, at);
    writer.emit({ kind: 'batches.changed', batchId: batch.batchId });
  }
  return { ...label, state: 'printed', evidence: 'scanned' };
}

/**
 * A queued label cannot have been scanned, unless a person said that it had not come out and was wrong: then its bytes
 * were sent once. A queued reprint is never meant: the paper in the hand is the old, void one.
 */
function canBeInHand(writer: Writer, label: Label): boolean {
  if (label.state !== 'queued') return true;
  return label.reprintCount === 0 && wasEverSent(writer, label.labelId);
}
