// Brings the search index up to date in the background, a few orders at a time: an order taken in is found at once by reading it, and
// soon through the index. Gives way to scans and imports; what a crash interrupts is simply still stale and is taken up again.

import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { isFault } from '../basics/fault.ts';
import type { Database } from '../database/database.ts';
import { indexOrders } from './index-orders.ts';

export interface SearchIndexer {
  start(): void;
  stop(): void;
}

/** Few enough that a scan arriving meanwhile is answered within 20 ms. */
const chunkOrders = 40;
const betweenChunksMs = 4;
/** How often to look when nothing was told: an import's worker writes without a word. */
const lookEveryMs = 5_000;
const afterScanMs = 250;
const afterImportMs = 1_500;

export function createSearchIndexer(parts: {
  database: Database;
  clock: Clock;
  events: Events;
}): SearchIndexer {
  const { database, clock, events } = parts;
  let cancelTimer: (() => void) | undefined;
  let stopListening: (() => void) | undefined;
  let isTimerSoon = false;
  /** How long to leave the pen to others; told by their events, forgotten at the next chunk. */
  let giveWayMs = 0;

  function schedule(delayMs: number): void {
    cancelTimer?.();
    isTimerSoon = delayMs < lookEveryMs;
    cancelTimer = clock.after(delayMs, work);
  }

  function work(): void {
    if (giveWayMs > 0) {
      const waitMs = giveWayMs;
      giveWayMs = 0;
      schedule(waitMs);
      return;
    }
    const done = indexChunk();
    schedule(done === chunkOrders ? betweenChunksMs : lookEveryMs);
  }

  function indexChunk(): number {
    try {
      return database.write((writer) => indexOrders(writer, chunkOrders));
    } catch (thrown) {
      // A busy or full disk: the rows stay stale and are found by reading; the next look tries again.
      if (isFault(thrown)) return 0;
      throw thrown;
    }
  }

  return {
    start() {
      if (database.readOnly) return;
      stopListening = events.on((event) => {
        if (event.kind === 'bench.changed') giveWayMs = Math.max(giveWayMs, afterScanMs);
        if (event.kind === 'job.progress') giveWayMs = afterImportMs;
        const mayBeStale = event.kind === 'orders.changed' || event.kind === 'parcels.changed';
        if (mayBeStale && !isTimerSoon) schedule(betweenChunksMs);
      });
      schedule(0);
    },
    stop() {
      stopListening?.();
      cancelTimer?.();
    },
  };
}
