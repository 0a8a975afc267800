// The import sheet: one file after the other is sent, looked at, and taken in only when a person says so. Decides nothing itself.

import { create } from 'zustand';
import { ask, onStationEvent, type Refused, type RequestAnswer } from '../parts/station.ts';
import { sendFile } from './send-file.ts';

export type Inspection = RequestAnswer<'imports.inspect'>;
export type Applied = RequestAnswer<'imports.apply'>;

export type ImportStage =
  | { readonly kind: 'sending'; readonly sentBytes: number; readonly bytes: number }
  | { readonly kind: 'looking' }
  | { readonly kind: 'looked'; readonly inspection: Inspection; readonly refusal: Refused | null }
  | {
      readonly kind: 'applying';
      readonly inspection: Inspection;
      readonly stage: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'done'; readonly inspection: Inspection; readonly applied: Applied }
  | { readonly kind: 'refused'; readonly refusal: Refused };

interface ImportShown {
  readonly fileName: string;
  readonly stage: ImportStage | null;
  /** Files that come after this one. */
  readonly queue: readonly File[];
  readonly uploadId: string | null;
}

export const useImport = create<ImportShown>(() => ({
  fileName: '',
  stage: null,
  queue: [],
  uploadId: null,
}));

// A closed sheet makes everything that is still on its way for it meaningless.
let turn = 0;

export function importFiles(files: readonly File[]): void {
  const [first, ...rest] = files;
  if (!first) return;
  if (useImport.getState().stage !== null) {
    useImport.setState((state) => ({ queue: [...state.queue, ...files] }));
    return;
  }
  useImport.setState({ queue: rest });
  void sendAndLook(first);
}

async function sendAndLook(file: File): Promise<void> {
  turn += 1;
  const mine = turn;
  const show = (stage: ImportStage) => {
    if (mine === turn) useImport.setState({ stage });
  };
  useImport.setState({ fileName: file.name, uploadId: null });
  show({ kind: 'sending', sentBytes: 0, bytes: file.size });
  const sent = await sendFile(
    file,
    (sentBytes) => show({ kind: 'sending', sentBytes, bytes: file.size }),
    () => mine !== turn,
  );
  if (mine !== turn || sent.kind === 'stopped') return;
  if (sent.kind === 'refused') {
    show({ kind: 'refused', refusal: sent.refusal });
    return;
  }
  useImport.setState({ uploadId: sent.uploadId });
  await look(null);
}

/** Looks at the file as if it were of this shop; `null` lets the station find the shop. */
export async function look(shopId: string | null): Promise<void> {
  const mine = turn;
  const { uploadId, stage } = useImport.getState();
  if (uploadId === null) return;
  useImport.setState({ stage: { kind: 'looking' } });
  const reply = await ask('imports.inspect', { uploadId, ...(shopId === null ? {} : { shopId }) });
  if (mine !== turn) return;
  if (reply.ok) {
    useImport.setState({ stage: { kind: 'looked', inspection: reply.value, refusal: null } });
  } else if (stage?.kind === 'looked') {
    useImport.setState({ stage: { ...stage, refusal: reply.refusal } });
  } else {
    useImport.setState({ stage: { kind: 'refused', refusal: reply.refusal } });
  }
}

export async function addShopAndLook(name: string, market: 'douyin' | 'tiktok'): Promise<void> {
  const { stage } = useImport.getState();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const reply = await ask('shops.add', { name, market, timeZone });
  if (reply.ok) await look(reply.value.shopId);
  else if (stage?.kind === 'looked') useImport.setState({ stage: { ...stage, refusal: reply.refusal } });
}

export async function applyImport(): Promise<void> {
  const { stage } = useImport.getState();
  if (stage?.kind !== 'looked') return;
  const { inspection } = stage;
  const mine = turn;
  useImport.setState({ stage: { kind: 'applying', inspection, stage: 'reading', done: 0, total: 0 } });
  const stop = onStationEvent((event) => {
    if (event.kind !== 'job.progress' || event.jobId !== inspection.importId || mine !== turn) return;
    const { stage: step, done, total } = event;
    useImport.setState({ stage: { kind: 'applying', inspection, stage: step, done, total } });
  });
  const reply = await ask('imports.apply', {
    importId: inspection.importId,
    ...(inspection.shopId === null ? {} : { shopId: inspection.shopId }),
  });
  stop();
  if (mine !== turn) return;
  useImport.setState({
    stage: reply.ok
      ? { kind: 'done', inspection, applied: reply.value }
      : { kind: 'looked', inspection, refusal: reply.refusal },
  });
}

/** Closes the sheet: what was not taken in is thrown away, then the next file comes. */
export function closeImport(): void {
  const { stage, queue } = useImport.getState();
  if (stage?.kind === 'looked' || stage?.kind === 'applying') {
    void ask('imports.cancel', { importId: stage.inspection.importId });
  }
  turn += 1;
  const [next, ...rest] = queue;
  useImport.setState({ stage: null, uploadId: null, fileName: '', queue: rest });
  if (next) void sendAndLook(next);
}

/** The report of bad rows as a file that a spreadsheet opens. */
export async function downloadReport(importId: string): Promise<Refused | null> {
  const reply = await ask('imports.report', { importId });
  if (!reply.ok) return reply.refusal;
  const address = URL.createObjectURL(new Blob([reply.value.csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = reply.value.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return null;
}

export function showReport(importId: string): void {
  void downloadReport(importId);
}
