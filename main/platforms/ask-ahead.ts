// A question that is sure to be asked next is asked while the answer before it is still being read: the platform works meanwhile.

import { minuteMs } from '../basics/clock.ts';

/** An answer that nobody came for says too little of what is so by now. */
const keptMs = minuteMs;

export interface AskAhead<Question extends object, Answer> {
  /** What was asked ahead, where it was this very question; else it is asked now. Faults: the question's own. */
  ask(question: Question): Promise<Answer>;
  /** One at a time: the one before it is forgotten. */
  askAhead(question: Question): void;
}

export function createAskAhead<Question extends object, Answer>(
  send: (question: Question) => Promise<Answer>,
  now: () => number,
): AskAhead<Question, Answer> {
  let ahead: { readonly name: string; readonly at: number; readonly answer: Promise<Answer> } | undefined;

  return {
    async ask(question) {
      const known = ahead;
      ahead = undefined;
      const isThis = known?.name === JSON.stringify(question) && now() - known.at < keptMs;
      return isThis ? known.answer : send(question);
    },
    askAhead(question) {
      const answer = send(question);
      answer.catch(() => {}); // told to who comes for it
      ahead = { name: JSON.stringify(question), at: now(), answer };
    },
  };
}
