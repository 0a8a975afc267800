// What a rule is given and what it answers; the two lists every reason is filled with.

import type { RuleData } from './rule-data.ts';
import type { SeenLine } from './see-lines.ts';
import type { Finding, GuardFacts, ReasonLine } from './verdict.ts';

/** A parcel as the rules look at it. */
export interface Checked {
  readonly seen: readonly SeenLine[];
  readonly orderCount: number;
  readonly waybill: GuardFacts['waybill'];
  readonly carrier: string | null;
  /** What else of the same recipient waits for a label; each entry would be a parcel of its own. */
  readonly siblings: readonly (readonly SeenLine[])[];
  readonly rules: RuleData;
}

/** One rule: pure, knows nothing of the others, silent where it has nothing to say. */
export type RuleCheck = (checked: Checked) => readonly Finding[];

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
