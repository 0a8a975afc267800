// merge.hold: an order with a cancellation or refund requested or under way is never picked, merged, printed or shipped;
// nor is one in a state in which nothing may be packed.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';

/** One reason for each kind of hold, so that each gets its own sentence. */
export const notHeld: RuleCheck = ({ seen }) => {
  const byHold = new Map<string, SeenLine[]>();
  for (const line of seen) {
    if (line.hold === null || line.holdRule !== 'merge.hold') continue;
    byHold.set(line.hold, [...(byHold.get(line.hold) ?? []), line]);
  }
  return [...byHold].map(([hold, lines]) => ({
    rule: 'merge.hold' as const,
    verdict: 'block' as const,
    lines: reasonLines(lines),
    facts: { why: hold, orders: orderIdsOf(lines) },
  }));
};
