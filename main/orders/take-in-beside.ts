// Takes the pages of a long pull in beside the station's own thread, so that neither a scan nor the platform waits for the disk. What the
// thread could not take in is taken in here, and fails here: a page that comes twice changes nothing.

import { Worker } from 'node:worker_threads';
import type { Events, StationEvent } from '../basics/events.ts';
import type { Database } from '../database/database.ts';
import type { TurnMemory } from '../database/writer-turn.ts';
import type { IntakeParts } from './intake.ts';
import { type PullCounts, type PulledPage, takeInPage } from './take-in-page.ts';

export interface PageTaker {
  /** Opens the thread; it stays warm for the next long pull. */
  open(): void;
  /** In the order in which they are handed over. Resolves when the page is committed. Faults: the database's. */
  take(page: PulledPage): Promise<PullCounts>;
  /** When nothing is being taken in any more. */
  stop(): Promise<void>;
}

export interface PageTakerParts extends IntakeParts {
  readonly database: Database;
  readonly events: Events;
  readonly turnMemory: TurnMemory;
  /** The thread's own file; a test hands in one that dies. */
  readonly workerFile?: URL;
}

/** What the thread is made of, what it is asked, and what it says: no counts when it could not. */
export interface IntakeWorkerData {
  readonly path: string;
  readonly turnMemory: TurnMemory;
  readonly vaultKey: Uint8Array;
}
export interface PageToTake extends PulledPage {
  readonly now: number;
}
export type IntakeMessage =
  | { readonly kind: 'event'; readonly event: StationEvent }
  | { readonly kind: 'taken'; readonly counts: PullCounts | null };

export function createPageTaker(parts: PageTakerParts): PageTaker {
  const { database, clock, events } = parts;
  let worker: Worker | undefined;
  /** Who waits for the thread, in the order of their pages. */
  const waiting: ((counts: PullCounts | null) => void)[] = [];

  function openWorker(): Worker {
    const source = import.meta.url.endsWith('.ts') ? './intake-worker.ts' : './intake-worker.js';
    const data: IntakeWorkerData = {
      path: database.path,
      turnMemory: parts.turnMemory,
      vaultKey: parts.vault.shareKey(),
    };
    const opened = new Worker(parts.workerFile ?? new URL(source, import.meta.url), {
      workerData: data,
      // Orders are short-lived: a small nursery costs no time and holds less memory.
      resourceLimits: { maxYoungGenerationSizeMb: 24 },
    });
    opened.on('message', (message: IntakeMessage) => {
      if (message.kind === 'event') events.emit(message.event);
      else waiting.shift()?.(message.counts);
      if (waiting.length === 0) opened.unref();
    });
    const giveUp = () => {
      if (worker !== opened) return;
      worker = undefined;
      for (const settle of waiting.splice(0)) settle(null);
    };
    opened.on('error', giveUp);
    opened.on('exit', giveUp);
    opened.unref();
    return opened;
  }

  function takeBeside(by: Worker, page: PulledPage): Promise<PullCounts | null> {
    const asked: PageToTake = { ...page, now: clock.now() };
    return new Promise((resolve) => {
      waiting.push(resolve);
      by.ref();
      by.postMessage(asked);
    });
  }

  return {
    open() {
      worker ??= openWorker();
    },
    async take(page) {
      return (worker && (await takeBeside(worker, page))) ?? takeInPage(parts, page);
    },
    async stop() {
      const stopping = worker;
      if (!stopping) return;
      const gone = new Promise<void>((resolve) => stopping.once('exit', () => resolve()));
      stopping.ref();
      stopping.postMessage('close');
      await gone;
    },
  };
}
