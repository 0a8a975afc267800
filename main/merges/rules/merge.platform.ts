// merge.platform: what the platform will not combine is not merged. An order that the platform gave a package or tracking
// number of its own ships alone, or with the orders that the platform put into the same package; pre-sale and appointments with those
// of their day.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';

export const onePlatformPackage: RuleCheck = ({ seen }) => {
  const first = seen[0];
  if (!first || seen.every((line) => line.platformCell === first.platformCell)) return [];
  const own = seen.filter((line) => line.order.ownPackage !== null);
  const apart = seen.filter((line) => line.order.ownPackage === null && line.platformCell !== '');
  const isPackaged = own.length > 0;
  return [
    {
      rule: 'merge.platform',
      verdict: 'block',
      lines: reasonLines(seen),
      facts: isPackaged
        ? { why: 'own-package', orders: orderIdsOf(own), packages: cellsOf(own) }
        : { why: 'ships-apart', orders: orderIdsOf(apart), days: cellsOf(apart) },
    },
  ];
};

function cellsOf(lines: readonly SeenLine[]): string[] {
  return [...new Set(lines.map((line) => line.platformCell))];
}
