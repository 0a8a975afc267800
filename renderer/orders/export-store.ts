// An export under way, whatever room is on screen: how far it is, what came of it. Decides nothing itself.

import { create } from 'zustand';
import { ask, onStationEvent, type Refused, type RequestAnswer } from '../parts/station.ts';
import { newRequestId } from '../parts/use-ask.ts';
import { presentLanguage } from '../text/text.ts';
import { useOrders } from './orders-store.ts';

export type ExportFormat = 'csv' | 'xlsx';

export type ExportStage =
  | { readonly kind: 'asked' }
  | {
      readonly kind: 'writing';
      readonly exportId: string;
      readonly fileNo: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'done'; readonly told: RequestAnswer<'orders.export'> }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly refusal: Refused };

/** Null: the sheet is closed. */
export const useExport = create<{ readonly stage: ExportStage | null }>(() => ({ stage: null }));

const show = (stage: ExportStage | null) => useExport.setState({ stage });

export function askExport(): void {
  if (useExport.getState().stage === null) show({ kind: 'asked' });
}

export function closeExport(): void {
  if (useExport.getState().stage?.kind !== 'writing') show(null);
}

/** The orders as the list has them now. */
export async function startExport(format: ExportFormat): Promise<void> {
  const { filter, search } = useOrders.getState();
  const exportId = newRequestId();
  show({ kind: 'writing', exportId, fileNo: 1, done: 0, total: 0 });
  const stop = onStationEvent((event) => {
    if (event.kind !== 'job.progress' || event.jobId !== exportId) return;
    const { stage, done, total } = event;
    show({ kind: 'writing', exportId, fileNo: Number(stage), done, total });
  });
  const language = presentLanguage();
  const reply = await ask('orders.export', {
    exportId,
    filter,
    search: search.trim(),
    format,
    language,
    requestId: exportId,
  });
  stop();
  if (reply.ok) show({ kind: 'done', told: reply.value });
  else if (reply.refusal.code === 'export.cancelled') show({ kind: 'cancelled' });
  else show({ kind: 'refused', refusal: reply.refusal });
}

export function cancelExport(): void {
  const { stage } = useExport.getState();
  if (stage?.kind !== 'writing') return;
  void ask('orders.cancelExport', { exportId: stage.exportId, requestId: newRequestId() });
}
