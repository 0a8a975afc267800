// How the entries of the audit hang together: each carries a hash over itself and the hash of the one before. What is hashed,
// and in which order, never changes: every entry that was ever written is checked by this one function.

import { hash } from 'node:crypto';

/** An entry as its row holds it. */
export interface ChainedEntry {
  readonly entryNo: number;
  readonly at: number;
  readonly person: string;
  readonly verb: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly factsJson: string;
}

/** What the first entry carries for the one before. */
export const chainStart = '';

/** SHA-256 as base64url. */
export function chainHash(before: string, entry: ChainedEntry): string {
  const { entryNo, at, person, verb, subjectKind, subjectId, factsJson } = entry;
  return hash(
    'sha256',
    JSON.stringify([before, entryNo, at, person, verb, subjectKind, subjectId, factsJson]),
    'base64url',
  );
}
