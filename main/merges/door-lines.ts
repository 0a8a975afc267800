// The lines of a parcel that must reach the door, for the rules that ask how it travels.

import type { DatedRule } from './rule-data.ts';
import { holdsIn } from './rule-data.ts';
import type { SeenLine } from './see-lines.ts';

/**
 * Tagged lines where there are any. Else, where the source tells no tags, lines of orders whose goods are bound: those are most
 * likely tagged, nobody has said so.
 */
export function doorLines(
  seen: readonly SeenLine[],
  rule: Pick<DatedRule, 'markets'>,
): { readonly lines: readonly SeenLine[]; readonly isTagged: boolean } {
  const asked = seen.filter((line) => holdsIn(rule, line.order.market));
  const tagged = asked.filter((line) => line.tag === 'tagged');
  if (tagged.length > 0) return { lines: tagged, isTagged: true };
  return { lines: asked.filter((line) => line.orderBinding === 'bound'), isTagged: false };
}
