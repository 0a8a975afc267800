// merge.recipient: only lines for one recipient at one address of one shop merge. Recipients are compared by key, never by
// masked text: an order of which only masks are known merges with nobody, unless the platform itself put it into one package.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';

export const oneRecipient: RuleCheck = ({ seen }) => {
  const first = seen[0];
  if (!first || seen.every((line) => line.recipientCell === first.recipientCell)) return [];
  const others = seen.filter((line) => line.recipientCell !== first.recipientCell);
  const masked = seen.filter((line) => line.order.recipientKey === null);
  const isOtherShop = others.some((line) => line.order.shopId !== first.order.shopId);
  return [
    {
      rule: 'merge.recipient',
      verdict: 'block',
      lines: reasonLines(seen),
      facts: {
        why: isOtherShop ? 'other-shop' : masked.length > 0 ? 'masks-only' : 'other-recipient',
        orders: orderIdsOf(seen),
        masked: orderIdsOf(masked),
      },
    },
  ];
};
