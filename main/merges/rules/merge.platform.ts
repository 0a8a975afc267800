// merge.platform: what the platform will not combine is not merged. An order that the platform gave a package or tracking
// number of its own ships alone, or with the orders that the platform put into the same package; pre-sale and appointments with those
// of their day. What the platform wants in several packages is not whole in one parcel.

import { mustSplitTag } from '../../platforms/incoming-order.ts';
import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';
import type { Finding, GuardOrder } from '../verdict.ts';

export const onePlatformPackage: RuleCheck = (checked) => [...keptApart(checked), ...leftWhole(checked)];

const keptApart: RuleCheck = ({ seen }) => {
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

/** Into how many, and what with what, the platform does not tell: a person parts them. */
const leftWhole: RuleCheck = ({ seen }): Finding[] => {
  const asked = seen.filter((line) => line.hold === null && mustSplit(line.order));
  if (asked.length === 0) return [];
  const whole = asked.filter(
    ({ order }) =>
      sum(asked.filter((line) => line.order === order).map((line) => line.ref.quantity)) > 1 &&
      order.lines.every(
        (line) =>
          line.hold !== null ||
          asked.some((here) => here.line === line && here.ref.quantity === line.quantity),
      ),
  );
  return whole.length === 0
    ? []
    : [
        {
          rule: 'merge.platform',
          verdict: 'block',
          lines: reasonLines(whole),
          facts: { why: 'must-split', orders: orderIdsOf(whole) },
        },
      ];
};

const mustSplit = (order: GuardOrder) => order.tags.some((tag) => tag.key === mustSplitTag.key);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function cellsOf(lines: readonly SeenLine[]): string[] {
  return [...new Set(lines.map((line) => line.platformCell))];
}
