// What the station refused, as a sentence that says what to do. A code nobody wrote a sentence for falls to one that can be quoted to support.

import type { Refused } from '../parts/station.ts';
import { type Facts, hasText, say, useText } from './text.ts';

/** The sentence of a refusal or fault. Codes of faults arrive as `fault.<code>`, those of bugs as `bug`. */
export function sayRefusal(refusal: Pick<Refused, 'code' | 'facts'>): string {
  const key = refusal.code.startsWith('fault.') ? refusal.code : `refusal.${refusal.code}`;
  if (hasText(key)) return say(key, refusal.facts);
  return say('refusal.unknown', { code: refusal.code });
}

/** A sentence looked up by a code that comes from the station, e.g. `rule.` + id; the code itself where there is none. */
export function sayCode(group: string, code: string, facts: Facts = {}): string {
  const key = `${group}.${code}`;
  return hasText(key) ? say(key, facts) : code;
}

export function Sentence({ refusal }: { readonly refusal: Pick<Refused, 'code' | 'facts'> }) {
  useText();
  return <>{sayRefusal(refusal)}</>;
}
