// A label's life is a row: queued → sending → sent → printed, or uncertain, failed, void. Nothing uncertain prints again by itself.

import type { BatchId, LabelId, OrderId, ParcelId } from '../basics/ids.ts';

export type LabelState = 'queued' | 'sending' | 'sent' | 'printed' | 'uncertain' | 'failed' | 'void';

export type BatchState = 'waiting' | 'printing' | 'paused' | 'in-doubt' | 'finished' | 'cancelled';

/** How we know that a label came out: `scanned` at the bench or by the operator, `device`, `idle`, `bytes` (weakest), `asked` a person. */
export type LabelEvidence = 'scanned' | 'device' | 'idle' | 'bytes' | 'asked';

/** Everything drawn on a label, frozen when the label is queued: a reprint shows the same. */
export interface LabelFacts {
  readonly parcelId: ParcelId;
  readonly shopName: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  /** As the platform shows them; masks stay masks. */
  readonly recipientName: string;
  readonly recipientPhone: string;
  readonly recipientAddress: string;
  readonly orderIds: readonly OrderId[];
  readonly isDoorDelivery: boolean;
  readonly lines: ReadonlyArray<{
    readonly skuCode: string;
    readonly name: string;
    readonly spec: string;
    readonly quantity: number;
  }>;
  readonly buyerNote: string;
  readonly batchNo: number;
  readonly position: number;
  readonly batchSize: number;
  readonly slot: number | null;
  readonly isTraining: boolean;
  readonly reprintCount: number;
}

export interface Label {
  readonly labelId: LabelId;
  readonly parcelId: ParcelId;
  readonly batchId: BatchId;
  readonly position: number;
  readonly trackingNumber: string;
  readonly state: LabelState;
  readonly evidence: LabelEvidence | null;
  readonly reprintCount: number;
  readonly reason: string | null;
}
