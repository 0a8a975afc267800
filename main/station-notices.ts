// What everyone at the station should know until it is over: it only reads, the clock was moved back, the file is damaged.
// A notice is a code and its facts; the sentence is in renderer/text under `notice.<code>`.

import type { Fact } from './basics/refusal.ts';

export interface Notice {
  readonly code: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

export interface Notices {
  list(): readonly Notice[];
  /** Says it, or says it anew with these facts. */
  say(code: string, facts?: Notice['facts']): void;
  withdraw(code: string): void;
}

export function createNotices(onChange: () => void = () => {}): Notices {
  const open = new Map<string, Notice>();
  return {
    list: () => [...open.values()],
    say(code, facts = {}) {
      const before = open.get(code);
      open.set(code, { code, facts });
      if (!before) onChange();
    },
    withdraw(code) {
      if (open.delete(code)) onChange();
    },
  };
}
