// merge.missed: two open orders of one recipient that could go together and are about to be labelled apart. Asked by the very
// function that plans: what it would put into one parcel with this one, and did not, is worth a look.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';
import { partLines } from '../split-lines.ts';

export const noneMissed: RuleCheck = ({ seen, siblings }) => {
  if (siblings.length === 0 || !isOneParcel(seen)) return [];
  const here = new Set(seen.map((line) => line.ref.orderKey));
  const missed: SeenLine[] = [];
  for (const sibling of siblings) {
    const isOther = sibling.some((line) => !here.has(line.ref.orderKey));
    if (isOther && isOneParcel(sibling) && isOneParcel([...seen, ...sibling])) missed.push(...sibling);
  }
  if (missed.length === 0) return [];
  return [
    {
      rule: 'merge.missed',
      verdict: 'warn',
      lines: reasonLines(missed),
      facts: {
        why: 'apart',
        orders: orderIdsOf(seen),
        others: orderIdsOf(missed).filter((orderId) => !orderIdsOf(seen).includes(orderId)),
      },
    },
  ];
};

function isOneParcel(seen: readonly SeenLine[]): boolean {
  return seen.length > 0 && seen.every((line) => line.hold === null) && partLines(seen).length === 1;
}
