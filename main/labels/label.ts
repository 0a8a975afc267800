// A label's life is a row: queued → sending → sent → printed, or uncertain, failed, void. Nothing uncertain prints again by itself.

import type { BatchId, LabelId, OrderId, ParcelId, PrinterId } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { PrintEvidence } from '../devices/printers/printer.ts';

export type LabelState = 'queued' | 'sending' | 'sent' | 'printed' | 'uncertain' | 'failed' | 'void';

export const labelStates: readonly LabelState[] = [
  'queued',
  'sending',
  'sent',
  'printed',
  'uncertain',
  'failed',
  'void',
];

/**
 * How we know that a label came out: `scanned` at the bench or by the operator, the `device` told us, the device is `idle`
 * and error-free, it took all `bytes`, a `spooler` took them (weakest), or a person was `asked` and looked.
 */
export type LabelEvidence = 'scanned' | 'device' | 'idle' | 'bytes' | 'spooler' | 'asked';

/** The levels of what a printer and a scanner can prove, 0 to 4; a person's word stands beside them and has none. */
export function levelOfEvidence(evidence: LabelEvidence | null): number | null {
  if (evidence === null || evidence === 'asked') return null;
  return byLevel.indexOf(evidence);
}

const byLevel: readonly LabelEvidence[] = ['spooler', 'bytes', 'idle', 'device', 'scanned'];

export function evidenceOfLevel(level: PrintEvidence): Exclude<LabelEvidence, 'asked' | 'scanned'> {
  return (['spooler', 'bytes', 'idle', 'device'] as const)[level];
}

/**
 * One parcel may have several labels: `label` is the waybill itself, `slip` the second page of a platform's document, `goods-1` and so
 * on the list of all goods. Of each part one at most is live.
 */
export type LabelPart = 'label' | 'slip' | `goods-${number}`;

/**
 * What is frozen when the label is queued: a reprint shows the same. Nothing personal: the recipient and the buyer's
 * note are read, and unsealed, when the label is drawn (`compose-label.ts`), so that purging an order purges them.
 */
export interface LabelFacts {
  readonly parcelId: ParcelId;
  readonly shopName: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly orderIds: readonly OrderId[];
  readonly isDoorDelivery: boolean;
  readonly lines: readonly LabelLine[];
  readonly batchNo: number;
  readonly position: number;
  readonly batchSize: number;
  readonly slot: number | null;
  /** The cart whose slot it is; absent where its wave is one cart. */
  readonly cartNo?: number;
  readonly isTraining: boolean;
  readonly reprintCount: number;
  /** Absent on labels made before a parcel could have several: `label`. */
  readonly part?: LabelPart;
  /** Name of its layout; absent: `standard`. */
  readonly layout?: string;
  /** On a goods list: which page of how many, and what the whole parcel holds. */
  readonly goods?: {
    readonly page: number;
    readonly pages: number;
    readonly skus: number;
    readonly pieces: number;
  };
}

export function partOf(facts: Pick<LabelFacts, 'part'>): LabelPart {
  return facts.part ?? 'label';
}

export interface LabelLine {
  readonly skuCode: string;
  readonly name: string;
  readonly spec: string;
  readonly quantity: number;
}

/** Everything that is drawn. Recipient as the platform shows it: masks stay masks. */
export interface LabelContent extends LabelFacts {
  readonly recipientName: string;
  readonly recipientPhone: string;
  readonly recipientAddress: string;
  readonly buyerNote: string;
  /**
   * The platform's own page, printed instead of ours. `kept`: there is one, not opened because nothing is drawn. `missing`: the
   * platform demands its own and the station has none.
   */
  readonly platformPage?: PageWish | 'kept' | 'missing';
}

/** A page of a platform's document (`documents/draw-document.ts`). */
export interface PageWish {
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly page: number;
  /** How far, in millimetres, its size may be off the paper's. */
  readonly toleranceMm: number;
}

export interface Label {
  readonly labelId: LabelId;
  readonly parcelId: ParcelId;
  readonly part: LabelPart;
  readonly batchId: BatchId;
  readonly position: number;
  readonly trackingNumber: string;
  readonly state: LabelState;
  readonly evidence: LabelEvidence | null;
  /** 0 to 4, from what a spooler says to a scan; null without evidence, and for a person's word. */
  readonly evidenceLevel: number | null;
  /** The printer it was given to last; null before its first byte left. */
  readonly printerId: PrinterId | null;
  /** What that printer's own counter said when the label came out. */
  readonly printedCount: number | null;
  /** The printer was stopped in it and prints such a label again by itself: throw the torn one away. */
  readonly isMaybeTwice: boolean;
  readonly reprintCount: number;
  /** Why it failed, was voided or became uncertain: the code of a sentence, or a person's own words. */
  readonly reason: string | null;
  /** What fills the blanks of the reason's sentence: which character the font lacks, which rule speaks. */
  readonly reasonFacts: Readonly<Record<string, Fact>>;
}
