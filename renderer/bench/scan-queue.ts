// Physical scans and presses wait here, in the order they happened, until the station has answered each one. A send that
// gets no answer is repeated with the same id, so nothing is dropped and nothing counts twice; what waits survives a reload.

/** One thing the packer did: a scan, a press of a big button, or the acknowledgement of a stop. */
export interface WaitingDeed {
  /** Made once per physical scan or press; the station counts the same id once. */
  readonly id: string;
  readonly kind: 'scan' | 'act' | 'acknowledge';
  /** The raw code, or the action's code. */
  readonly code: string;
}

export interface ScanQueue {
  add(deed: WaitingDeed): void;
  /** What has not been answered yet, oldest first. */
  waiting(): readonly WaitingDeed[];
  /** Starts sending what an earlier window left behind. */
  start(): void;
  stop(): void;
}

/** Where what waits is kept between two loads of the window. */
export interface QueueMemory {
  read(): readonly WaitingDeed[];
  save(waiting: readonly WaitingDeed[]): void;
}

export interface QueueParts<Answer> {
  /** Asks the station. Rejects only when no answer came at all; a refusal is an answer. */
  readonly send: (deed: WaitingDeed) => Promise<Answer>;
  readonly answered: (deed: WaitingDeed, answer: Answer) => void;
  /** Called whenever something was added or answered, and when a send has to be repeated. */
  readonly changed: (waiting: readonly WaitingDeed[], isRepeating: boolean) => void;
  readonly memory: QueueMemory;
  /** Runs `work` after a pause; the answer cancels it. */
  readonly after: (delayMs: number, work: () => void) => () => void;
}

const firstPauseMs = 250;
const longestPauseMs = 4_000;

export function createScanQueue<Answer>(parts: QueueParts<Answer>): ScanQueue {
  let waiting: readonly WaitingDeed[] = parts.memory.read();
  let isSending = false;
  let isStopped = true;
  let misses = 0;
  let cancelPause: (() => void) | null = null;

  function keep(next: readonly WaitingDeed[]): void {
    waiting = next;
    parts.memory.save(waiting);
    parts.changed(waiting, misses > 0);
  }

  function sendNext(): void {
    const deed = waiting[0];
    if (isStopped || isSending || cancelPause || !deed) return;
    isSending = true;
    parts.send(deed).then(
      (answer) => {
        isSending = false;
        misses = 0;
        keep(waiting.filter((other) => other.id !== deed.id));
        if (!isStopped) parts.answered(deed, answer);
        sendNext();
      },
      () => {
        isSending = false;
        misses += 1;
        parts.changed(waiting, true);
        if (isStopped) return;
        cancelPause = parts.after(Math.min(longestPauseMs, firstPauseMs * 2 ** (misses - 1)), () => {
          cancelPause = null;
          sendNext();
        });
      },
    );
  }

  return {
    add(deed) {
      if (waiting.some((other) => other.id === deed.id)) return;
      keep([...waiting, deed]);
      sendNext();
    },
    waiting: () => waiting,
    start() {
      isStopped = false;
      sendNext();
    },
    stop() {
      isStopped = true;
      cancelPause?.();
      cancelPause = null;
    },
  };
}
