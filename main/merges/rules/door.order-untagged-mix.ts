// door.order-untagged-mix: tagged and untagged lines never share a parcel. A tag nobody knows that reads like door delivery
// is never taken for untagged: somebody has to look.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';

export const orderUntaggedMix: RuleCheck = ({ seen }) => {
  const tagged = seen.filter((line) => line.tag === 'tagged');
  const untagged = seen.filter((line) => line.tag === 'untagged');
  const look = seen.filter((line) => line.tag === 'look');
  const reasons = [];
  if (tagged.length > 0 && untagged.length > 0) {
    reasons.push({
      rule: 'door.order-untagged-mix' as const,
      verdict: 'block' as const,
      lines: reasonLines([...tagged, ...untagged]),
      facts: { why: 'mixed', tagged: orderIdsOf(tagged), untagged: orderIdsOf(untagged) },
    });
  }
  if (look.length > 0) {
    const tags = look.flatMap((line) => line.order.tags.map((tag) => tag.text || tag.key));
    reasons.push({
      rule: 'door.order-untagged-mix' as const,
      verdict: 'warn' as const,
      lines: reasonLines(look),
      facts: { why: 'look', orders: orderIdsOf(look), tags: [...new Set(tags)] },
    });
  }
  return reasons;
};
