// door.carrier: a tagged parcel goes with a cooperating carrier. The lists are data; a carrier text in neither of them gets what
// the data says. While the carrier is open there is nothing to say.

import { doorLines } from '../door-lines.ts';
import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { CarrierNames } from '../rule-data.ts';

export const cooperatingCarrier: RuleCheck = ({ seen, carrier, rules }) => {
  if (carrier === null || carrier.trim() === '') return [];
  const rule = rules['door.carrier'];
  const { lines, isTagged } = doorLines(seen, rule);
  if (lines.length === 0 || rule.cooperating.some((each) => isNamed(each, carrier))) return [];
  const isOther = rule.others.some((each) => isNamed(each, carrier));
  return [
    {
      rule: 'door.carrier',
      verdict: isTagged && (isOther || rule.unknown === 'block') ? 'block' : 'warn',
      lines: reasonLines(lines),
      facts: {
        why: isOther ? 'not-cooperating' : 'not-known',
        orders: orderIdsOf(lines),
        carrier,
        cooperating: rule.cooperating.map((each) => each.names[0] ?? each.code),
      },
    },
  ];
};

/** The code itself, or a text that begins with one of the names; a Latin name ends where its word ends. */
export function isNamed({ code, names }: CarrierNames, carrier: string): boolean {
  const text = plain(carrier);
  if (text === plain(code)) return true;
  return names.some((name) => {
    const begin = plain(name);
    if (begin === '' || !text.startsWith(begin)) return false;
    const next = text.slice(begin.length, begin.length + 1);
    return !/[a-z0-9]$/.test(begin) || !/[a-z0-9]/.test(next);
  });
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
