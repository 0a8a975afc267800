// merge.remorse: an order that the platform has on hold, and one in the first hour after its payment, is shown but not planned,
// printed or shipped: the buyer may still think again.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';

/** One reason for each way of waiting; `minutes` is the longest wait of those whose end is known. */
export const remorseOver: RuleCheck = ({ seen, rules }) => {
  const { minutesAfterPayment } = rules['merge.remorse'];
  const byHold = new Map<string, SeenLine[]>();
  for (const line of seen) {
    if (line.hold === null || line.holdRule !== 'merge.remorse') continue;
    const there = byHold.get(line.hold);
    if (there) there.push(line);
    else byHold.set(line.hold, [line]);
  }
  return [...byHold].map(([hold, lines]) => {
    const ends = lines.map((line) => (line.order.paidAt ?? 0) + minutesAfterPayment * 60_000);
    const minutes = Math.max(0, Math.ceil((Math.max(...ends) - rules.at) / 60_000));
    return {
      rule: 'merge.remorse' as const,
      verdict: 'block' as const,
      lines: reasonLines(lines),
      facts: { why: hold, orders: orderIdsOf(lines), minutes },
    };
  });
};
