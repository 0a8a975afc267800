// door.order-untagged-mix: tagged and untagged lines never share a parcel. A tag nobody knows that reads like door delivery
// is never taken for untagged: somebody has to look. So they do where an order is tagged and none of its goods is bound.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import { holdsIn } from '../rule-data.ts';
import type { Finding, GuardOrder } from '../verdict.ts';

export const orderUntaggedMix: RuleCheck = ({ seen, rules }) => {
  const tagged = seen.filter((line) => line.tag === 'tagged');
  const untagged = seen.filter((line) => line.tag === 'untagged');
  const look = seen.filter((line) => line.tag === 'look');
  const reasons: Finding[] = [];
  if (tagged.length > 0 && untagged.length > 0) {
    reasons.push({
      rule: 'door.order-untagged-mix',
      verdict: 'block',
      lines: reasonLines([...tagged, ...untagged]),
      facts: { why: 'mixed', tagged: orderIdsOf(tagged), untagged: orderIdsOf(untagged) },
    });
  }
  if (look.length > 0) {
    const tags = look.flatMap((line) => line.order.tags.map((tag) => tag.text || tag.key));
    reasons.push({
      rule: 'door.order-untagged-mix',
      verdict: 'warn',
      lines: reasonLines(look),
      facts: { why: 'look', orders: orderIdsOf(look), tags: [...new Set(tags)] },
    });
  }
  const binding = rules['door.address-mix'];
  const unbound = tagged.filter((line) => holdsIn(binding, line.order.market) && isBoundNowhere(line.order));
  if (unbound.length > 0) {
    reasons.push({
      rule: 'door.order-untagged-mix',
      verdict: 'warn',
      lines: reasonLines(unbound),
      facts: {
        why: 'tag-without-binding',
        orders: orderIdsOf(unbound),
        skus: [...new Set(unbound.map((line) => line.line.skuCode as string))],
      },
    });
  }
  return reasons;
};

/** An order is tagged because a product of it is bound: both cannot be true. While one of them was never said nothing is. */
function isBoundNowhere(order: GuardOrder): boolean {
  const mains = order.lines.filter((line) => !line.isGift);
  return mains.length > 0 && mains.every((line) => line.isDoorBound === false);
}
