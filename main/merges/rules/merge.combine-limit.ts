// merge.combine-limit: so many orders in one combined parcel and no more; nothing is combined with an order whose shipping is
// arranged; where the platform splits by whole SKU only, all pieces of a SKU of one order travel together.

import type { RuleCheck } from '../rule-check.ts';
import { orderIdsOf, reasonLines } from '../rule-check.ts';
import type { SeenLine } from '../see-lines.ts';
import type { Finding } from '../verdict.ts';

export const combinedWithin: RuleCheck = ({ seen, orderCount }) => {
  const findings: Finding[] = [];
  const most = seen[0]?.mostOrders ?? Infinity;
  if (orderCount > most) {
    findings.push({
      rule: 'merge.combine-limit',
      verdict: 'block',
      lines: reasonLines(seen),
      facts: { why: 'too-many', count: orderCount, most },
    });
  }
  const arranged = seen.filter((line) => line.isArranged);
  if (arranged.length > 0 && orderCount > 1) {
    findings.push({
      rule: 'merge.combine-limit',
      verdict: 'block',
      lines: reasonLines(arranged),
      facts: { why: 'arranged', orders: orderIdsOf(arranged) },
    });
  }
  const torn = tornLines(seen);
  if (torn.length > 0) {
    const skus = [...new Set(torn.map((line) => line.line.skuCode as string))];
    findings.push({
      rule: 'merge.combine-limit',
      verdict: 'block',
      lines: reasonLines(torn),
      facts: { why: 'split-sku', orders: orderIdsOf(torn), skus },
    });
  }
  return findings;
};

/** Lines of a SKU of which other pieces of the same order are somewhere else. What was refunded travels nowhere. */
function tornLines(seen: readonly SeenLine[]): SeenLine[] {
  const asked = seen.filter((line) => line.isWholeSku && line.hold === null);
  if (asked.length === 0) return [];
  const nameOf = (orderKey: number, skuCode: string) => `${orderKey} ${skuCode}`;
  const here = new Map<string, number>();
  for (const { ref, line } of asked) {
    const name = nameOf(ref.orderKey, line.skuCode);
    here.set(name, (here.get(name) ?? 0) + ref.quantity);
  }
  const ordered = new Map<string, number>();
  for (const order of new Set(asked.map((line) => line.order))) {
    for (const line of order.lines) {
      if (line.hold !== null) continue;
      const name = nameOf(order.orderKey, line.skuCode);
      ordered.set(name, (ordered.get(name) ?? 0) + line.quantity);
    }
  }
  return asked.filter(({ ref, line }) => {
    const name = nameOf(ref.orderKey, line.skuCode);
    return (here.get(name) ?? 0) < (ordered.get(name) ?? 0);
  });
}
