// door.pickup-point: an address that names a pickup point gets no tag. A tagged order with such an address contradicts itself, and
// so does one whose goods are bound where the source tells no tags: somebody looks.

import { splitMask } from '../../orders/recipient.ts';
import { findPickupWords } from '../../platforms/pickup-words.ts';
import { doorLines } from '../door-lines.ts';
import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';

export const toTheDoor: RuleCheck = ({ seen, rules }) => {
  const rule = rules['door.pickup-point'];
  const { lines, isTagged } = doorLines(seen, rule);
  const wordsOf = new Map<number, string[]>();
  for (const { order } of lines) {
    if (wordsOf.has(order.orderKey)) continue;
    wordsOf.set(order.orderKey, findPickupWords(splitMask(order.recipientMask).address, rule.words));
  }
  const concerned = lines.filter((line) => (wordsOf.get(line.ref.orderKey) ?? []).length > 0);
  if (concerned.length === 0) return [];
  return [
    {
      rule: 'door.pickup-point',
      verdict: 'warn',
      lines: reasonLines(concerned),
      facts: {
        why: isTagged ? 'tagged' : 'bound',
        orders: orderIdsOf(concerned),
        words: [...new Set([...wordsOf.values()].flat())],
      },
    },
  ];
};
