// The station's side of the label workers: asks, and gets dots or a refusal. Starts a thread when first needed (or warmed)
// and starts another one if it should die.

import { Worker } from 'node:worker_threads';
import type { Clock } from '../basics/clock.ts';
import { Fault, isFault } from '../basics/fault.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Bitmap, LabelFormat } from '../devices/printers/printer.ts';
import type { InspectedDocument } from './documents/label-document.ts';
import { findLabelFonts } from './fonts.ts';
import { type LabelContent, partOf } from './label.ts';
import type { CheckAnswer, DrawnLabel, LabelWork, Sheet, WorkAnswer } from './label-work.ts';
import { type LayoutBook, readLayouts } from './layout-book.ts';
import type { SlipRow } from './slips/slip.ts';
import type { TestSheet } from './test-label.ts';

export interface LabelDrawer {
  /** Loads fonts and code ahead of the first label. */
  warm(): Promise<void>;
  /** For each content why it cannot be printed, or null. */
  check(contents: readonly LabelContent[], dotsPerMm: number): Promise<CheckAnswer>;
  /** Looks at a platform's document as it will be printed. Refusals: of `inspectDocument`, `document.too-slow`. Faults as for `draw`. */
  inspect(bytes: Uint8Array, toleranceMm: number): Promise<InspectedDocument | Refusal>;
  /** Faults: `labels.drawing-failed`, `labels.fonts-missing`. */
  draw(content: LabelContent, format: LabelFormat): Promise<DrawnLabel | Refusal>;
  /** The label that sets a printer up. Faults as for `draw`. */
  drawTest(test: TestSheet, format: LabelFormat): Promise<DrawnLabel>;
  stop(): Promise<void>;
}

export interface SlipDrawer {
  /** A slip as one picture of this width and as long as it is. Faults as for labels. */
  drawSlip(rows: readonly SlipRow[], widthDots: number): Promise<Bitmap>;
}

interface Waiting {
  resolve(value: Extract<WorkAnswer, { ok: true }>['value']): void;
  reject(fault: Fault): void;
}

/** How long one document may be looked at: a page takes a fiftieth of a second. */
const patienceMs = 20_000;

/** `clock`: without one, documents are waited for however long they take. */
export function createLabelDrawer(
  layouts: LayoutBook = readLayouts(null),
  clock: Pick<Clock, 'after'> | null = null,
): LabelDrawer & SlipDrawer {
  const pens = createDesk();
  // Strangers' files are looked at by a thread of their own: one that never ends keeps no label waiting.
  const looks = createDesk();

  function sheetOf(content: LabelContent): Sheet {
    const isList = partOf(content).startsWith('goods-');
    return { content, layout: isList ? layouts.goodsList() : layouts.find(content.layout) };
  }

  return {
    warm: async () => {
      await pens.ask({ kind: 'warm' });
    },
    check: async (contents, dotsPerMm) =>
      (await pens.ask({ kind: 'check', sheets: contents.map(sheetOf), dotsPerMm })) as CheckAnswer, // what the worker answers to `check`
    async inspect(bytes, toleranceMm) {
      let isTooSlow = false;
      const cancel = clock?.after(patienceMs, () => {
        isTooSlow = true;
        void looks.stop('a document took too long');
      });
      try {
        return (await looks.ask({ kind: 'inspect', bytes, toleranceMm })) as InspectedDocument | Refusal; // what the worker answers to `inspect`
      } catch (thrown) {
        // A page that needs more memory than there is ends the thread: it is no label either.
        if (isFault(thrown) && (isTooSlow || thrown.retry === 'now')) return refuse('document.too-slow');
        throw thrown;
      } finally {
        cancel?.();
      }
    },
    draw: async (content, format) =>
      (await pens.ask({ kind: 'draw', sheet: sheetOf(content), format })) as DrawnLabel | Refusal, // what the worker answers to `draw`
    drawTest: async (test, format) => (await pens.ask({ kind: 'draw-test', test, format })) as DrawnLabel, // what the worker answers to `draw-test`
    drawSlip: async (rows, widthDots) => (await pens.ask({ kind: 'slip', rows, widthDots })) as Bitmap, // what the worker answers to `slip`
    async stop() {
      await Promise.all([pens.stop('the station stops'), looks.stop('the station stops')]);
    },
  };
}

interface Desk {
  /** Faults: `labels.drawing-failed`: retry `never` when this work cannot be done, `now` when the thread ended under it. */
  ask(work: LabelWork): Promise<Extract<WorkAnswer, { ok: true }>['value']>;
  stop(why: string): Promise<void>;
}

/** One thread, started when it is first asked and anew when it has ended. */
function createDesk(): Desk {
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

  return {
    ask: (work) =>
      new Promise((resolve, reject) => {
        worker ??= startWorker();
        worker.ref();
        workNo += 1;
        waiting.set(workNo, { resolve, reject });
        worker.postMessage({ workNo, work });
      }),
    async stop(why) {
      const stopping = worker;
      if (!stopping) return;
      giveUp(stopping, why);
      await stopping.terminate();
    },
  };
}
