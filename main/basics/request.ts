// Requests: everything anyone may ask of a station. A noun declares its own in `<things>-api.ts`; `api.ts` joins them;
// `station.call` checks the caller's role, parses the argument, runs, and wraps the answer.

import type { z } from 'zod';
import type { Fact, Refusal } from './refusal.ts';

/** From least to most. A request names the least role that may ask it. */
export const roles = ['packer', 'printer-operator', 'supervisor'] as const;
export type Role = (typeof roles)[number];

/** Who asks, as the host knows it; never taken from the argument. */
export interface Caller {
  readonly host: 'electron' | 'browser' | 'terminal' | 'station';
  readonly person: string;
  readonly role: Role;
  /** The window it was heard from: a secret that the host made for it. Whoever signed in there is who asks. */
  readonly session?: string;
  /** Whom a terminal names: each of its calls proves it anew. */
  readonly credentials?: { readonly name: string; readonly pin: string };
  /** Set by the station where a person is known. */
  readonly personId?: string;
  /** False while only a badge was shown: what needs a supervisor then asks for the PIN. */
  readonly isConfirmed?: boolean;
}

/**
 * - `read`: looks, changes nothing.
 * - `change`: one synchronous transaction. With a `requestId` in its argument, the same id twice has the effect of once.
 * - `job`: takes time (files, printers, platforms); makes its own transactions.
 */
export interface RequestSpec<Kind extends 'read' | 'change' | 'job', Schema extends z.ZodType, Answer> {
  readonly kind: Kind;
  readonly role: Role;
  /** Answered before anybody has signed in. */
  readonly isForAnyone?: boolean;
  /** Changes nothing but this window: it also works where another station has the data. */
  readonly isForReaders?: boolean;
  readonly argument: Schema;
  readonly run: (argument: z.output<Schema>, caller: Caller) => Answer;
}

type Settled<Answer> = Exclude<Awaited<Answer>, Refusal>;

/** Declares a request that only looks. */
export function read<Schema extends z.ZodType, Answer>(
  spec: Omit<RequestSpec<'read', Schema, Answer>, 'kind'>,
) {
  return { kind: 'read' as const, ...spec };
}
/** Declares a request that changes the station in one transaction; `run` must be synchronous. */
export function change<Schema extends z.ZodType, Answer>(
  spec: Omit<RequestSpec<'change', Schema, Answer>, 'kind'>,
) {
  return { kind: 'change' as const, ...spec };
}
/** Declares a request that takes time. */
export function job<Schema extends z.ZodType, Answer>(
  spec: Omit<RequestSpec<'job', Schema, Answer>, 'kind'>,
) {
  return { kind: 'job' as const, ...spec };
}

// biome-ignore lint/suspicious/noExplicitAny: the table holds requests of every argument and answer type
export type AnyRequestSpec = RequestSpec<'read' | 'change' | 'job', any, any>;
export type RequestTable = Readonly<Record<string, AnyRequestSpec>>;

/** What an asker may write: what has a default may be left out. */
export type ArgumentOf<Spec> = Spec extends { argument: infer Schema extends z.ZodType }
  ? z.input<Schema>
  : never;
/** What the asker gets when nothing is refused. */
export type AnswerOf<Spec> = Spec extends { run: (...args: never[]) => infer Answer }
  ? Settled<Answer>
  : never;

/** What every host hands back, whatever was asked. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly refusal: { readonly code: string; readonly facts: Readonly<Record<string, Fact>> };
    };
