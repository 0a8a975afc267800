// One portion of work a turn of the thread, whoever has some: between two of them a scan at the bench is heard.

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Resolves when this portion may be worked on, in the order in which was asked. */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => nextTurn());
    return last;
  };
}
