// door.address-mix: several orders to one address of which some products are bound and some are not ship separately. It
// speaks where the source tells no tags (order files): then the goods' binding decides. Told tags are door.order-untagged-mix.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';

export const addressMix: RuleCheck = ({ seen, orderCount }) => {
  if (orderCount < 2 || seen.every((line) => line.orderBinding === 'told')) return [];
  const is = (kind: Kind) => seen.filter((line) => kindOf(line) === kind);
  const [door, plain, mixed, unsaid] = [is('bound'), is('unbound'), is('mixed'), is('unsaid')];

  // Only lines whose source tells tags on both sides: nothing for this rule.
  const isOnlyTold = (lines: readonly SeenLine[]) => lines.every((line) => line.orderBinding === 'told');
  const isMix = door.length > 0 && plain.length > 0 && !(isOnlyTold(door) && isOnlyTold(plain));
  if (isMix || mixed.length > 0) {
    return [
      {
        rule: 'door.address-mix' as const,
        verdict: 'block' as const,
        lines: reasonLines([...door, ...mixed, ...plain]),
        facts: {
          why: mixed.length > 0 ? 'mixed-order' : 'mixed',
          bound: orderIdsOf([...door, ...mixed]),
          unbound: orderIdsOf([...plain, ...mixed]),
        },
      },
    ];
  }
  if (unsaid.length > 0 && door.length + plain.length > 0) {
    const unsaidSkus = unsaid
      .filter((line) => line.line.isDoorBound === null)
      .map((line) => line.line.skuCode);
    return [
      {
        rule: 'door.address-mix' as const,
        verdict: 'warn' as const,
        lines: reasonLines(unsaid),
        facts: { why: 'unsaid', orders: orderIdsOf(unsaid), skus: [...new Set(unsaidSkus)] },
      },
    ];
  }
  return [];
};

type Kind = 'bound' | 'unbound' | 'mixed' | 'unsaid' | 'look';

function kindOf(line: SeenLine): Kind {
  if (line.orderBinding !== 'told') return line.orderBinding;
  if (line.tag === 'look') return 'look';
  return line.tag === 'tagged' ? 'bound' : 'unbound';
}
