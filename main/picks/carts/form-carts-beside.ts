// Forms the carts of a wave beside the station's thread: in a thread of its own that improves them until its time is over, or until
// somebody takes the best so far. Tells how far it is and how long all ways are together.

import { Worker } from 'node:worker_threads';
import { assert } from '../../basics/assert.ts';
import type { Clock } from '../../basics/clock.ts';
import type { Events } from '../../basics/events.ts';
import { Fault } from '../../basics/fault.ts';
import { type CartsAsked, formByWays } from './form-carts.ts';

export interface CartFormer {
  /** Indexes into the orders asked, by cart. `jobId` names the work for whoever wants the best so far. */
  form(asked: CartsAsked, improveSeconds: number, jobId: string | null): Promise<number[][]>;
  /** False where no such work is under way. */
  takeBest(jobId: string): boolean;
  stop(): Promise<void>;
}

/** What the thread is told, and what it says. */
export interface FormingData {
  readonly asked: CartsAsked;
  /** Word 0 becomes 1 when the best so far is to be taken. */
  readonly isEnough: SharedArrayBuffer;
  /** False: savings and local search, and no more. */
  readonly improves: boolean;
}
export type FormingMessage =
  | { readonly kind: 'better'; readonly lengthMetres: number }
  | { readonly kind: 'done'; readonly carts: number[][] };

/** Up to so many orders are formed at once, in some milliseconds. */
const atOnce = 40;
const tellEveryMs = 250;

export function createCartFormer(parts: { readonly clock: Clock; readonly events: Events }): CartFormer {
  const { clock, events } = parts;
  const running = new Map<string, () => void>();
  const workers = new Set<Worker>();

  async function formBeside(asked: CartsAsked, improveSeconds: number, jobId: string | null) {
    const isEnough = new SharedArrayBuffer(4);
    const stop = () => void Atomics.store(new Int32Array(isEnough), 0, 1);
    const source = import.meta.url.endsWith('.ts') ? './carts-worker.ts' : './carts-worker.js';
    const data: FormingData = { asked, isEnough, improves: improveSeconds > 0 };
    const worker = new Worker(new URL(source, import.meta.url), { workerData: data });
    workers.add(worker);
    const total = improveSeconds * 1_000;
    let done = 0;
    let metres: number | undefined;
    const tell = () => {
      if (jobId === null) return;
      const best = metres === undefined ? {} : { metres };
      events.emit({
        kind: 'job.progress',
        jobId,
        stage: 'carts',
        done: Math.min(done, total),
        total,
        ...best,
      });
    };
    const cancels = total > 0 ? [clock.after(total, stop)] : [];
    const beat = () => {
      done += tellEveryMs;
      tell();
      cancels[1] = clock.after(tellEveryMs, beat);
    };
    if (total > 0) cancels[1] = clock.after(tellEveryMs, beat);
    if (jobId !== null) running.set(jobId, stop);
    try {
      return await new Promise<number[][]>((resolve, reject) => {
        worker.on('message', (message: FormingMessage) => {
          if (message.kind === 'done') resolve(message.carts);
          else {
            metres = message.lengthMetres;
            tell();
          }
        });
        worker.on('error', reject);
        worker.on('exit', () => reject(new Fault('carts.stopped', 'now')));
      });
    } finally {
      for (const cancel of cancels) cancel?.();
      if (jobId !== null) running.delete(jobId);
      workers.delete(worker);
    }
  }

  return {
    async form(asked, improveSeconds, jobId) {
      assert(jobId === null || !running.has(jobId), 'a work is named once');
      return asked.orders.length <= atOnce && improveSeconds === 0
        ? formByWays(asked, { steps: 0 })
        : formBeside(asked, improveSeconds, jobId);
    },
    takeBest(jobId) {
      const stop = running.get(jobId);
      stop?.();
      return stop !== undefined;
    },
    async stop() {
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}
