// Who may write now. SQLite lets one connection write at a time; an import in a worker thread holds the pen for long
// stretches while nobody scans. This word of shared memory lets a scan ask for it: the import commits and steps aside.

import { Fault } from '../basics/fault.ts';

/** Shared between the station's thread and its workers: word 0 counts who on the station's side waits or writes. */
export type TurnMemory = SharedArrayBuffer;

export function createTurnMemory(): TurnMemory {
  return new SharedArrayBuffer(4);
}

export interface WriterTurn {
  /** Runs `begin` as soon as nobody else writes; throws Fault `database.busy` after five seconds. */
  take(begin: () => void): void;
  give(): void;
}

const longestWaitMs = 5_000;

/** The station's side: asks for the pen, then tries every millisecond (SQLite's own busy wait would sleep up to 100). */
export function stationTurn(memory: TurnMemory): WriterTurn {
  const waiting = new Int32Array(memory);
  return {
    take(begin) {
      Atomics.add(waiting, 0, 1);
      try {
        waitUntilBegun(begin);
      } catch (thrown) {
        Atomics.sub(waiting, 0, 1);
        throw thrown;
      }
    },
    give() {
      Atomics.sub(waiting, 0, 1);
      Atomics.notify(waiting, 0);
    },
  };
}

/** The worker's side: steps aside while the station waits. `isWanted` is asked between rows of a long transaction. */
export function workerTurn(memory: TurnMemory): WriterTurn & { isWanted(): boolean } {
  const waiting = new Int32Array(memory);
  return {
    isWanted: () => Atomics.load(waiting, 0) > 0,
    take(begin) {
      const wanted = Atomics.load(waiting, 0);
      if (wanted > 0) Atomics.wait(waiting, 0, wanted, 50);
      waitUntilBegun(begin);
    },
    give() {},
  };
}

const never = new Int32Array(new SharedArrayBuffer(4));

function waitUntilBegun(begin: () => void): void {
  for (let waitedMs = 0; ; waitedMs += 1) {
    try {
      begin();
      return;
    } catch (thrown) {
      const isBusy = (thrown as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false;
      if (!isBusy) throw thrown;
      if (waitedMs >= longestWaitMs) throw new Fault('database.busy', 'later', {}, thrown);
      Atomics.wait(never, 0, 0, 1);
    }
  }
}
