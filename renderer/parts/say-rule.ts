// What a rule has to say, in one sentence: it has one for each way in which it speaks (`facts.why`). The same at the planning board, at
// the bench and before a supervisor. Long order numbers are cut to their ends: nobody reads nineteen digits from where they stand.

import { sayCode } from '../text/sentence.tsx';
import type { Facts } from '../text/text.ts';

export interface RuleSaid {
  readonly rule: string;
  readonly facts: Facts;
}

export function sayRule({ rule, facts }: RuleSaid): string {
  const { why, tagged, untagged } = facts;
  // Both kinds of goods in one order: naming it twice would say nothing.
  const isOneOrder = why === 'mixed' && String(tagged) === String(untagged);
  const way = isOneOrder ? 'mixed-in-one' : why;
  return sayCode('rule', typeof way === 'string' ? `${rule}.${way}` : rule, shortenIds(facts));
}

const fewestDigits = 4;

/** Every long number by as many last digits as tell it from the others of the sentence. */
export function shortenIds(facts: Facts): Facts {
  const ids = new Set(Object.values(facts).flat().filter(isLongId));
  if (ids.size === 0) return facts;
  let digits = fewestDigits;
  while (new Set([...ids].map((id) => id.slice(-digits))).size < ids.size) digits += 1;
  const short = (fact: Facts[string]) => (isLongId(fact) ? `…${fact.slice(-digits)}` : fact);
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      Array.isArray(fact) ? fact.map((each) => String(short(each))) : short(fact),
    ]),
  );
}

function isLongId(fact: unknown): fact is string {
  return typeof fact === 'string' && /^\d{12,}$/.test(fact);
}
