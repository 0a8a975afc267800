// A fault: the world failed (printer off, disk full, platform silent). Thrown; whoever can wait or try again catches it.

import type { Fact } from './refusal.ts';

/** When the same thing may be tried again without asking a person. */
export type Retry = 'now' | 'later' | 'never';

export class Fault extends Error {
  override name = 'Fault';
  /** `noun.reason`, e.g. `printer.unreachable`; the key of its sentence: `fault.printer.unreachable`. */
  readonly code: string;
  readonly retry: Retry;
  readonly facts: Readonly<Record<string, Fact>>;

  constructor(code: string, retry: Retry, facts: Readonly<Record<string, Fact>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause });
    this.code = code;
    this.retry = retry;
    this.facts = facts;
  }
}

export function isFault(value: unknown): value is Fault {
  return value instanceof Fault;
}
