// merge.platform: what the platform will not combine is not merged. An order that the platform gave a package or tracking
// number of its own ships alone, or with the orders that the platform put into the same package.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';

export const onePlatformPackage: RuleCheck = ({ seen }) => {
  const first = seen[0];
  if (!first || seen.every((line) => line.platformCell === first.platformCell)) return [];
  const own = seen.filter((line) => line.platformCell !== '');
  return [
    {
      rule: 'merge.platform',
      verdict: 'block',
      lines: reasonLines(seen),
      facts: {
        why: 'own-package',
        orders: orderIdsOf(own),
        packages: [...new Set(own.map((line) => line.platformCell))],
      },
    },
  ];
};
