// What every line keeps about its end: why it is gone, who waits for that, and who listens to the device. And waiting with an end to it.

import type { Clock } from '../../../basics/clock.ts';
import type { WireReason } from '../wire.ts';

export interface LineEnds {
  readonly lost: WireReason | null;
  readonly closed: Promise<void>;
  /** The first reason stays. */
  lose(reason: WireReason): void;
  /** The line is gone for good. */
  close(): void;
  hear(piece: Uint8Array): void;
  onBytes(listen: (piece: Uint8Array) => void): () => void;
}

export function createLineEnds(): LineEnds {
  const listeners = new Set<(piece: Uint8Array) => void>();
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  let lost: WireReason | null = null;
  return {
    get lost() {
      return lost;
    },
    closed,
    lose(reason) {
      lost ??= reason;
    },
    close,
    hear(piece) {
      for (const listen of listeners) listen(piece);
    },
    onBytes(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}

/** The answer of `work`, or `tooLate` after so long; `work` itself goes on. */
export function within<Answer, Late>(
  clock: Clock,
  ms: number,
  work: Promise<Answer>,
  tooLate: Late,
): Promise<Answer | Late> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(tooLate));
    work.then(
      (answer) => {
        cancel();
        resolve(answer);
      },
      (thrown) => {
        cancel();
        reject(thrown);
      },
    );
  });
}

/** Resolves after so long by the station's clock. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
