// A batch: at most 50 labels (a setting) printed in one go on one printer. waiting → printing → finished; paused and
// cancelled at label boundaries; in-doubt while anything in it is uncertain.

import type { BatchId, LabelId, PrinterId } from '../basics/ids.ts';
import type { LabelState } from './label.ts';

export type BatchState = 'waiting' | 'printing' | 'paused' | 'in-doubt' | 'finished' | 'cancelled';

export interface Batch {
  readonly batchId: BatchId;
  readonly batchNo: number;
  readonly printerId: PrinterId;
  readonly state: BatchState;
  /** Why it is paused or in doubt: the code of a sentence; null when a person asked for it. */
  readonly stopReason: string | null;
  readonly labelCount: number;
  readonly createdAt: number;
  /** Set when a person started it; a waiting batch with it stands in line behind another one. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** What a batch comes to rest as, from the labels in it. `wish` is what the operator asked for meanwhile. */
export function restingState(
  counts: Readonly<Record<LabelState, number>>,
  wish: 'go' | 'pause' | 'cancel',
): Exclude<BatchState, 'waiting' | 'printing'> {
  if (counts.uncertain > 0 || counts.sending > 0) return 'in-doubt';
  if (wish === 'cancel') return 'cancelled';
  return counts.queued > 0 ? 'paused' : 'finished';
}

/** One label of a batch as the answer to "which is the last one that came out?" sees it. */
export interface DoubtedLabel {
  readonly labelId: LabelId;
  readonly position: number;
  readonly state: LabelState;
}

/**
 * What follows when the label at `lastPosition` (0: none) is the last that came out: those up to it are printed, but for the missing
 * ones; they, and what was on its way after it, go back to the queue. `contradiction` names a label that is known to be printed
 * and could not be.
 */
export function settleLabels(
  labels: readonly DoubtedLabel[],
  lastPosition: number,
  missing: readonly number[] = [],
): { readonly printed: LabelId[]; readonly requeued: LabelId[]; readonly contradiction: number | null } {
  const isOnItsWay = (label: DoubtedLabel) => label.state === 'uncertain' || label.state === 'sent';
  const isOut = (label: DoubtedLabel) => label.position <= lastPosition && !missing.includes(label.position);
  const later = labels.filter((label) => !isOut(label));
  return {
    printed: labels.filter((label) => isOut(label) && isOnItsWay(label)).map((label) => label.labelId),
    requeued: later.filter(isOnItsWay).map((label) => label.labelId),
    contradiction: later.find((label) => label.state === 'printed')?.position ?? null,
  };
}

/** A selection in consecutive batches of at most `batchSize`, order kept (print.batch). */
export function cutIntoBatches<Item>(items: readonly Item[], batchSize: number): Item[][] {
  const batches: Item[][] = [];
  for (let start = 0; start < items.length; start += batchSize)
    batches.push(items.slice(start, start + batchSize));
  return batches;
}
