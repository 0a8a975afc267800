// A line to a system's print queue: one write is one job, whose id is kept. The job is watched until the queue says how it ended, and
// cancelled by that id before we give it up: a queue sends again behind our back what it still holds (printing.md 1.5).

import type { Clock } from '../../../basics/clock.ts';
import type { WireLine, WireReason } from '../wire.ts';
import { createLineEnds, pause } from './line-ends.ts';

export type JobEnd = 'queued' | 'done' | WireReason;

/** What CUPS, an IPP printer and Windows can all do with the jobs of one queue. */
export interface QueueJobs {
  /** The job's id, or why there is none. */
  submit(bytes: Uint8Array, title: string): Promise<number | WireReason>;
  look(jobId: number): Promise<JobEnd>;
  cancel(jobId: number): Promise<void>;
  /** Ours that the queue has not finished: those whose id we kept, and after a restart those that bear our name. */
  listHeld(): Promise<number[] | WireReason>;
}

export interface QueuePatience {
  /** A job that the queue has not finished after so long is cancelled and given up. */
  readonly stallMs: number;
  readonly answerWithinMs: number;
}

export interface FoundQueue {
  readonly name: string;
  /** What the system says of it: maker and model. */
  readonly model: string | null;
  readonly isDefault: boolean;
}

const askAgainMs = 250;

/** `held`: jobs whose end nobody has seen; they outlive the line. */
export function createQueueLine(
  jobs: QueueJobs,
  held: Set<number>,
  patience: QueuePatience,
  clock: Clock,
): WireLine {
  const ends = createLineEnds();
  const letGo = (reason: WireReason) => {
    ends.lose(reason);
    ends.close();
  };

  async function watch(jobId: number): Promise<WireReason | null> {
    const givenUpAt = clock.now() + patience.stallMs;
    held.add(jobId);
    for (;;) {
      if (ends.lost !== null) return ends.lost;
      const end = await jobs.look(jobId);
      if (end === 'done' || end === 'printer.job-failed' || end === 'printer.job-cancelled') {
        held.delete(jobId);
        return end === 'done' ? null : end;
      }
      if (end !== 'queued' || clock.now() >= givenUpAt) {
        await jobs.cancel(jobId);
        return end === 'queued' ? 'printer.stalled' : end;
      }
      await pause(clock, askAgainMs);
    }
  }

  return {
    answers: false,
    async write(bytes, title = 'label') {
      if (ends.lost !== null) return ends.lost;
      const jobId = await jobs.submit(bytes, title);
      const reason = typeof jobId === 'string' ? jobId : await watch(jobId);
      if (reason !== null) letGo(reason);
      return reason;
    },
    onBytes: ends.onBytes,
    get lost() {
      return ends.lost;
    },
    closed: ends.closed,
    async end() {
      const reason = ends.lost;
      letGo('printer.closed');
      return reason;
    },
    destroy() {
      letGo('printer.closed');
    },
    cancelHeld: () => cancelHeld(jobs, held, patience, clock),
  };
}

/** Null when the queue holds nothing of ours any more. */
export async function cancelHeld(
  jobs: QueueJobs,
  held: Set<number>,
  patience: QueuePatience,
  clock: Clock,
): Promise<WireReason | null> {
  const givenUpAt = clock.now() + patience.answerWithinMs;
  for (;;) {
    const jobIds = await jobs.listHeld();
    if (typeof jobIds === 'string') return jobIds;
    if (jobIds.length === 0) {
      held.clear();
      return null;
    }
    if (clock.now() >= givenUpAt) return 'printer.stalled';
    for (const jobId of jobIds) await jobs.cancel(jobId);
    await pause(clock, askAgainMs);
  }
}
