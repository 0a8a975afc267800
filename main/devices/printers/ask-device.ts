// Asks a device over its line: one question at a time, each with a time-out. An answer that comes late is never taken for the
// answer to a newer question of the same kind: what is known from it is only as fresh as the oldest question still open.

import type { Clock } from '../../basics/clock.ts';
import type { DeviceReading, StatusQuestion } from './language.ts';
import type { WireLine } from './wire.ts';

/** What became of a question. `nonsense`: something came that is no answer, so the device speaks another language. */
export type Asked =
  | { readonly kind: 'told'; readonly reading: DeviceReading; readonly askedAt: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'lost' };

export interface DeviceTalk {
  /** Sends the question and waits for its answer. Nothing else may be written on the line meanwhile. */
  ask(question: StatusQuestion): Promise<Asked>;
  /** Sends a question that is answered by itself, once everything before it is on paper. Answers why it could not be sent. */
  expect(question: StatusQuestion): Promise<string | null>;
  /** What such questions were answered with, oldest first; each is told once. */
  takePrinted(): DeviceReading[];
  /** Resolves when something was told since it was called, at once when something waits to be taken. */
  printed(): Promise<void>;
}

interface Open {
  readonly question: StatusQuestion;
  readonly askedAt: number;
  settle: (asked: Asked) => void;
}

/** No device answers after so long; what is still open by then never comes. */
const neverAfterMs = 30_000;
/** More than any answer has: what is older than that was rubbish. */
const longestAnswer = 4_096;

export function talkTo(line: WireLine, clock: Clock, answerMs: number): DeviceTalk {
  let open: Open[] = [];
  let expected: StatusQuestion[] = [];
  let printed: DeviceReading[] = [];
  let tellPrinted: (() => void) | undefined;
  let heard: Uint8Array = new Uint8Array(0);

  line.onBytes((piece) => {
    const grown = new Uint8Array(heard.length + piece.length);
    grown.set(heard);
    grown.set(piece, heard.length);
    heard = grown.length > longestAnswer ? grown.slice(-longestAnswer) : grown;
    while (heard.length > 0 && takePrintedAnswer()) {}
    while (heard.length > 0 && takeAnswer()) {}
  });

  /** A device's own word comes when it comes, between other answers. */
  function takePrintedAnswer(): boolean {
    for (const question of expected) {
      const answer = question.newAnswer();
      if (answer.feed(heard) !== 'whole') continue;
      heard = answer.rest.slice();
      printed.push(answer.read());
      expected = expected.slice(expected.indexOf(question) + 1);
      tellPrinted?.();
      return true;
    }
    return false;
  }

  /** The oldest open question that these bytes can be an answer to; older ones of another kind were never answered. */
  function takeAnswer(): boolean {
    let isNonsenseToAll = open.length > 0;
    for (const asked of open) {
      const answer = asked.question.newAnswer();
      const fed = answer.feed(heard);
      if (fed === 'more') isNonsenseToAll = false;
      if (fed !== 'whole') continue;
      heard = answer.rest.slice();
      const newest = open.at(-1);
      open = open.slice(open.indexOf(asked) + 1);
      // Answered is whoever waits; how fresh it is, the oldest question says.
      const reading = answer.read();
      const told = { kind: 'told', reading, askedAt: asked.askedAt } as const;
      if (newest?.question === asked.question) newest.settle(told);
      return true;
    }
    if (isNonsenseToAll && expected.length === 0) {
      heard = new Uint8Array(0);
      for (const asked of open) asked.settle({ kind: 'nonsense' });
      open = [];
    }
    return false;
  }

  return {
    async ask(question) {
      if (open.length === 0 && expected.length === 0) heard = new Uint8Array(0); // nobody asked for what was said before
      open = open.filter((other) => clock.now() - other.askedAt < neverAfterMs);
      const asked: Open = { question, askedAt: clock.now(), settle: () => {} };
      open.push(asked);
      const answered = new Promise<Asked>((resolve) => {
        const cancel = clock.after(answerMs, () => asked.settle({ kind: 'silent' }));
        asked.settle = (answer) => {
          cancel();
          resolve(answer);
        };
      });
      void line.closed.then(() => asked.settle({ kind: 'lost' }));
      const reason = await line.write(question.ask);
      if (reason !== null) asked.settle({ kind: 'lost' });
      return answered;
    },
    async expect(question) {
      expected.push(question);
      return line.write(question.ask);
    },
    takePrinted() {
      const taken = printed;
      printed = [];
      return taken;
    },
    printed() {
      if (printed.length > 0) return Promise.resolve();
      return new Promise((resolve) => {
        tellPrinted = resolve;
      });
    },
  };
}
