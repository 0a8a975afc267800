// What the printing room shows: which batch lies open, which label of it, and what is being chosen for new batches.

import { create } from 'zustand';
import type { BatchId, LabelId, ParcelId, WaveId } from '../../main/basics/ids.ts';
import type { RequestAnswer } from '../parts/station.ts';

export type PrinterView = RequestAnswer<'printers.list'>[number];
export type BatchView = RequestAnswer<'batches.list'>[number];
export type BatchWithLabels = RequestAnswer<'batches.read'>;
export type LabelView = BatchWithLabels['labels'][number];
export type LeftParcel = RequestAnswer<'batches.create'>['left'][number];
export type LabelState = LabelView['state'];
export type ParcelView = RequestAnswer<'parcels.page'>['rows'][number];

interface PrintingShown {
  /** Choosing parcels for new batches instead of watching them. */
  readonly isChoosing: boolean;
  readonly batchId: BatchId | null;
  readonly labelId: LabelId | null;
  /** The wave whose parcels are chosen from; null for all that are ready. */
  readonly waveId: WaveId | null;
  readonly search: string;
  /** Parcels picked one by one; empty means all that are listed. */
  readonly picked: ReadonlySet<ParcelId>;
  /** Parcels that the last new batches left out, each with its reason. */
  readonly left: readonly LeftParcel[];
}

export const usePrinting = create<PrintingShown>(() => ({
  isChoosing: false,
  batchId: null,
  labelId: null,
  waveId: null,
  search: '',
  picked: new Set(),
  left: [],
}));

export function chooseParcels(waveId: WaveId | null, picked: Iterable<ParcelId> = []): void {
  usePrinting.setState({ isChoosing: true, waveId, search: '', picked: new Set(picked), labelId: null });
}

export function openBatch(batchId: BatchId | null): void {
  usePrinting.setState({ isChoosing: false, batchId, labelId: null });
}

export function openLabel(labelId: LabelId | null): void {
  usePrinting.setState({ labelId });
}
