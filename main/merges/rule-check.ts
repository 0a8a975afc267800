// What a rule is given and what it answers; the two lists every reason is filled with.

import type { SeenLine } from './see-lines.ts';
import type { GuardFacts, Reason, ReasonLine } from './verdict.ts';

export interface Checked {
  readonly seen: readonly SeenLine[];
  readonly orderCount: number;
  readonly waybill: GuardFacts['waybill'];
}

/** One rule: pure, knows nothing of the others, silent where it has nothing to say. */
export type RuleCheck = (checked: Checked) => readonly Reason[];

export function reasonLines(lines: readonly SeenLine[]): ReasonLine[] {
  return lines.map(({ order, line }) => ({
    orderId: order.orderId,
    lineId: line.lineId,
    skuCode: line.skuCode,
  }));
}

export function orderIdsOf(lines: readonly SeenLine[]): string[] {
  return [...new Set(lines.map((line) => line.order.orderId as string))];
}
