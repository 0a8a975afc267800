// The station's side of the label worker: asks, and gets dots or a refusal. Starts the thread when first needed (or warmed)
// and starts another one if it should die.

import { Worker } from 'node:worker_threads';
import { Fault } from '../basics/fault.ts';
import type { Refusal } from '../basics/refusal.ts';
import type { LabelFormat } from '../devices/printers/printer.ts';
import type { InspectedDocument } from './documents/label-document.ts';
import { findLabelFonts } from './fonts.ts';
import { type LabelContent, partOf } from './label.ts';
import type { CheckAnswer, DrawnLabel, LabelWork, Sheet, WorkAnswer } from './label-work.ts';
import { type LayoutBook, readLayouts } from './layout-book.ts';

export interface LabelDrawer {
  /** Loads fonts and code ahead of the first label. */
  warm(): Promise<void>;
  /** For each content why it cannot be printed, or null. */
  check(contents: readonly LabelContent[], dotsPerMm: number): Promise<CheckAnswer>;
  /** Looks at a platform's document as it will be printed. Refusals: see `inspectDocument`. Faults as for `draw`. */
  inspect(bytes: Uint8Array, toleranceMm: number): Promise<InspectedDocument | Refusal>;
  /** Faults: `labels.drawing-failed`, `labels.fonts-missing`. */
  draw(content: LabelContent, format: LabelFormat): Promise<DrawnLabel | Refusal>;
  stop(): Promise<void>;
}

interface Waiting {
  resolve(value: Extract<WorkAnswer, { ok: true }>['value']): void;
  reject(fault: Fault): void;
}

export function createLabelDrawer(layouts: LayoutBook = readLayouts(null)): LabelDrawer {
  let worker: Worker | undefined;
  let workNo = 0;
  const waiting = new Map<number, Waiting>();

  function startWorker(): Worker {
    const file = import.meta.url.endsWith('.ts') ? './label-worker.ts' : './label-worker.js';
    const started = new Worker(new URL(file, import.meta.url), { workerData: findLabelFonts() });
    started.unref();
    started.on('message', (answer: WorkAnswer) => {
      const asker = waiting.get(answer.workNo);
      waiting.delete(answer.workNo);
      if (waiting.size === 0) started.unref();
      if (answer.ok) asker?.resolve(answer.value);
      else asker?.reject(new Fault('labels.drawing-failed', 'never', {}, answer.reason));
    });
    started.on('error', (error) => giveUp(started, error));
    started.on('exit', () => giveUp(started, 'the label worker ended'));
    return started;
  }

  function giveUp(ended: Worker, cause: unknown): void {
    if (worker !== ended) return;
    worker = undefined;
    for (const asker of waiting.values()) asker.reject(new Fault('labels.drawing-failed', 'now', {}, cause));
    waiting.clear();
  }

  function ask(work: LabelWork): Promise<Extract<WorkAnswer, { ok: true }>['value']> {
    return new Promise((resolve, reject) => {
      worker ??= startWorker();
      worker.ref();
      workNo += 1;
      waiting.set(workNo, { resolve, reject });
      worker.postMessage({ workNo, work });
    });
  }

  function sheetOf(content: LabelContent): Sheet {
    const isList = partOf(content).startsWith('goods-');
    return { content, layout: isList ? layouts.goodsList() : layouts.find(content.layout) };
  }

  return {
    warm: async () => {
      await ask({ kind: 'warm' });
    },
    check: async (contents, dotsPerMm) =>
      (await ask({ kind: 'check', sheets: contents.map(sheetOf), dotsPerMm })) as CheckAnswer, // what the worker answers to `check`
    inspect: async (bytes, toleranceMm) =>
      (await ask({ kind: 'inspect', bytes, toleranceMm })) as InspectedDocument | Refusal, // what the worker answers to `inspect`
    draw: async (content, format) =>
      (await ask({ kind: 'draw', sheet: sheetOf(content), format })) as DrawnLabel | Refusal, // what the worker answers to `draw`
    async stop() {
      const stopping = worker;
      if (!stopping) return;
      giveUp(stopping, 'the station stops');
      await stopping.terminate();
    },
  };
}
