// What the printing room shows: which part of it, which batch lies open and which label of it, what is being chosen or set up.

import { create } from 'zustand';
import type { BatchId, LabelId, ParcelId, PrinterId, WaveId } from '../../main/basics/ids.ts';
import type { RequestAnswer } from '../parts/station.ts';

export type PrinterView = RequestAnswer<'printers.list'>[number];
export type BatchView = RequestAnswer<'batches.list'>[number];
export type BatchWithLabels = RequestAnswer<'batches.read'>;
export type LabelView = BatchWithLabels['labels'][number];
export type LeftParcel = RequestAnswer<'batches.create'>['left'][number];
export type LabelState = LabelView['state'];
export type ParcelView = RequestAnswer<'parcels.page'>['rows'][number];

export const printingParts = ['batches', 'printers', 'history', 'documents', 'layouts', 'slips'] as const;
export type PrintingPart = (typeof printingParts)[number];

interface PrintingShown {
  readonly part: PrintingPart;
  /** The printer that is being set up: `new`, or one that is there; then nothing else is on screen. */
  readonly settingUp: PrinterId | 'new' | null;
  /** The batch whose question was put off by hand; it comes back when it is opened. */
  readonly putOff: BatchId | null;
  /** Choosing parcels for new batches instead of watching them. */
  readonly isChoosing: boolean;
  readonly batchId: BatchId | null;
  /** The label whose picture stands beside the grids. */
  readonly label: { readonly batchId: BatchId; readonly labelId: LabelId } | null;
  /** The wave whose parcels are chosen from; null for all that are ready. */
  readonly waveId: WaveId | null;
  readonly search: string;
  /** Parcels picked one by one; empty means all that are listed. */
  readonly picked: ReadonlySet<ParcelId>;
  /** Parcels that the last new batches left out, each with its reason. */
  readonly left: readonly LeftParcel[];
}

export const usePrinting = create<PrintingShown>(() => ({
  part: 'batches',
  settingUp: null,
  putOff: null,
  isChoosing: false,
  batchId: null,
  label: null,
  waveId: null,
  search: '',
  picked: new Set(),
  left: [],
}));

export function chooseParcels(waveId: WaveId | null, picked: Iterable<ParcelId> = []): void {
  usePrinting.setState({
    part: 'batches',
    settingUp: null,
    isChoosing: true,
    waveId,
    search: '',
    picked: new Set(picked),
    label: null,
  });
}

/** Null: whatever is most urgent. */
export function openBatch(batchId: BatchId | null): void {
  usePrinting.setState((shown) => ({
    part: 'batches',
    isChoosing: false,
    settingUp: null,
    batchId,
    label: null,
    putOff: shown.putOff === batchId ? null : shown.putOff,
  }));
}

/** Its question waits while something else is looked at. */
export function putOffQuestion(batchId: BatchId): void {
  usePrinting.setState({ batchId: null, label: null, putOff: batchId });
}

export function showPart(part: PrintingPart): void {
  usePrinting.setState({ part, isChoosing: false, settingUp: null, label: null });
}

export function setUpPrinter(printerId: PrinterId | 'new' | null): void {
  usePrinting.setState(
    printerId === null
      ? { part: 'printers', settingUp: null }
      : { part: 'printers', settingUp: printerId, isChoosing: false },
  );
}

export function openLabel(label: PrintingShown['label']): void {
  usePrinting.setState({ label });
}
