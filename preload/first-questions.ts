// What every window asks first. The doorway asks it by itself, while the code of the screens is still on its way: when they ask, the
// answers are there. Each early answer is good once, and only for a moment.

import type { RequestName } from '../main/api.ts';
import type { Reply } from '../main/basics/request.ts';

/** Asked without an argument. */
export const firstQuestions = [
  'station.describe',
  'settings.list',
  'people.me',
  'today.read',
] as const satisfies readonly RequestName[];

/** An early answer that nobody came for within this time is too old to be shown. */
const freshMs = 2_000;

type Ask = (name: string, argument: unknown) => Promise<Reply<unknown>>;
type Early = ReadonlyMap<string, Reply<unknown> | Promise<Reply<unknown>>>;

/** Answers out of `early` what was asked already; `ask` does the rest. `forget` when something happened meanwhile. */
export function answerEarly(early: Early, ask: Ask): { readonly call: Ask; readonly forget: () => void } {
  const left = new Map(early);
  const askedAt = performance.now();
  return {
    async call(name, argument) {
      const answer = isEmpty(argument) ? left.get(name) : undefined;
      left.delete(name);
      if (answer !== undefined && performance.now() - askedAt < freshMs) return answer;
      return ask(name, argument);
    },
    forget: () => left.clear(),
  };
}

function isEmpty(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && Object.keys(argument).length === 0;
}
