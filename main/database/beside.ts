// Reads of very many rows beside the station's own thread, so that a scan is answered meanwhile. Where there is little to read it
// is read at once; where there is much, in a thread with a connection of its own. What was committed before is always seen.

import { Worker } from 'node:worker_threads';
import type { Reader } from './database.ts';

/** One kind of read, declared where it belongs; argument and answer are plain data. */
export interface HeavyRead<Argument, Answer> {
  readonly name: string;
  readonly run: (reader: Reader, now: number, argument: Argument) => Answer;
  /** This one takes long whatever else there is to read; left out, the station's own measure holds. */
  readonly isLong?: (reader: Reader, argument: Argument) => boolean;
}

export interface Beside {
  read<Argument, Answer>(read: HeavyRead<Argument, Answer>, argument: Argument): Promise<Answer>;
  stop(): Promise<void>;
}

export interface BesideParts {
  readonly database: Reader & { readonly path: string };
  readonly clock: { now(): number };
  /** Whether a read may take longer than a scan may wait. */
  readonly isMuch: () => boolean;
  /** The thread's file: it knows every heavy read by its name. */
  readonly workerFile: URL;
}

/** What the thread is asked, and what it says. `isDone` is false when it could not: then it is read here, and fails here. */
export interface BesideQuestion {
  readonly no: number;
  readonly name: string;
  readonly now: number;
  readonly argument: unknown;
}
export type BesideAnswer =
  | { readonly no: number; readonly isDone: true; readonly answer: unknown }
  | { readonly no: number; readonly isDone: false };

export function createBeside(parts: BesideParts): Beside {
  const { database, clock } = parts;
  let worker: Worker | undefined;
  let lastNo = 0;
  const asked = new Map<number, (told: BesideAnswer) => void>();
  /** The same read that is asked again while it runs is made once more for all who asked, after it: they may know of newer facts. */
  const running = new Map<string, { readonly now: Promise<unknown>; next?: Promise<unknown> }>();

  function openWorker(): Worker {
    const opened = new Worker(parts.workerFile, { workerData: { path: database.path } });
    opened.unref();
    opened.on('message', (told: BesideAnswer) => settle(told));
    // Nobody is left waiting: what a thread that has died was asked is read here.
    const giveUp = () => {
      worker = undefined;
      for (const no of [...asked.keys()]) settle({ no, isDone: false });
    };
    opened.on('error', giveUp);
    opened.on('exit', giveUp);
    return opened;
  }

  function settle(told: BesideAnswer): void {
    asked.get(told.no)?.(told);
    asked.delete(told.no);
  }

  async function askWorker<Argument, Answer>(
    read: HeavyRead<Argument, Answer>,
    argument: Argument,
  ): Promise<Answer> {
    worker ??= openWorker();
    lastNo += 1;
    const question: BesideQuestion = { no: lastNo, name: read.name, now: clock.now(), argument };
    const told = await new Promise<BesideAnswer>((resolve) => {
      asked.set(question.no, resolve);
      worker?.postMessage(question);
    });
    if (!told.isDone) return read.run(database, clock.now(), argument);
    return told.answer as Answer; // the thread ran the very same read
  }

  return {
    async read(read, argument) {
      if (!parts.isMuch() && !read.isLong?.(database, argument))
        return read.run(database, clock.now(), argument);
      const name = JSON.stringify([read.name, argument]);
      const current = running.get(name);
      if (current) {
        current.next ??= current.now.catch(() => {}).then(() => this.read(read, argument));
        return current.next as ReturnType<typeof askWorker<typeof argument, ReturnType<typeof read.run>>>; // the same read
      }
      const answer = askWorker(read, argument).finally(() => running.delete(name));
      running.set(name, { now: answer });
      return answer;
    },
    async stop() {
      await worker?.terminate();
    },
  };
}
