// Does a parcel still fit its orders? What it was planned and labelled for is compared with what its orders say now: fewer pieces,
// another address, door delivery given or taken away. Pure; said with the rules' own names at the next moment the guard is asked.

import { isOtherAddress } from '../platforms/incoming-order.ts';
import { orderIdsOf, reasonLines } from './rule-check.ts';
import type { RuleData } from './rule-data.ts';
import { type SeenLine, seeLines } from './see-lines.ts';
import type { GuardFacts, LineRef, Reason, Verdict } from './verdict.ts';

/** What a parcel was made out for: its label and its number may say so already. */
export interface PlannedParcel {
  /** Null where only a mask was known. */
  readonly recipientKey: string | null;
  readonly isDoorDelivery: boolean;
  /** By `lineName`: pieces of the same lines that parcels further along than this one hold. */
  readonly elsewhere: ReadonlyMap<string, number>;
}

export function lineName(line: Pick<LineRef, 'orderKey' | 'lineId'>): string {
  return `${line.orderKey} ${line.lineId}`;
}

/** The verdict on exactly the lines that the parcel holds, with what no longer fits them put first. */
export function compareAsPlanned(
  verdict: Verdict,
  facts: GuardFacts,
  rules: RuleData,
  planned: PlannedParcel,
): Verdict {
  const seen = seeLines(facts, rules);
  const excess = findExcess(seen, planned);
  const findings = [
    ...seen.flatMap((line) => tooMany(line, excess.get(lineName(line.ref)) ?? 0)),
    ...movedAway(seen, planned),
    ...doorChanged(seen, planned),
  ];
  if (findings.length === 0) return verdict;
  const reasons = findings.map((finding): Reason => {
    const whole = { ...finding, validFrom: rules[finding.rule].validFrom, consequence: {} };
    return whole;
  });
  return {
    verdict: 'block',
    reasons: [...reasons, ...verdict.reasons],
    split: excess.size === 0 ? verdict.split : withoutExcess(verdict.split, excess),
  };
}

type Finding = Pick<Reason, 'rule' | 'verdict' | 'lines' | 'facts'>;

/** Pieces that the order does not want any more. Held lines leave whole: they are not counted here. */
function findExcess(seen: readonly SeenLine[], planned: PlannedParcel): Map<string, number> {
  const excess = new Map<string, number>();
  for (const { ref, line, hold } of seen) {
    const name = lineName(ref);
    const wanted = Math.max(0, line.quantity - (planned.elsewhere.get(name) ?? 0));
    if (hold === null && ref.quantity > wanted) excess.set(name, ref.quantity - wanted);
  }
  return excess;
}

/** One reason a line: the bench takes out so many `pieces` of it, `left` stay. */
function tooMany(line: SeenLine, pieces: number): Finding[] {
  if (pieces === 0) return [];
  const facts = {
    why: 'quantity-lowered',
    orders: orderIdsOf([line]),
    sku: line.line.skuCode,
    pieces,
    left: line.ref.quantity - pieces,
  };
  return [{ rule: 'merge.hold', verdict: 'block', lines: reasonLines([line]), facts }];
}

/** The label and the number of the parcel are for the old address. */
function movedAway(seen: readonly SeenLine[], { recipientKey }: PlannedParcel): Finding[] {
  const moved = seen.filter(({ order }) => isOtherAddress(recipientKey, order.recipientKey));
  if (moved.length === 0) return [];
  const facts = { why: 'address-changed', orders: orderIdsOf(moved) };
  return [{ rule: 'merge.recipient', verdict: 'block', lines: reasonLines(moved), facts }];
}

/** The label says door delivery and the order does not, or the other way round; so does the number the platform gave. */
function doorChanged(seen: readonly SeenLine[], planned: PlannedParcel): Finding[] {
  const tagged = seen.filter((line) => line.tag === 'tagged');
  const isDoorDelivery = tagged.length > 0;
  if (seen.length === 0 || isDoorDelivery === planned.isDoorDelivery) return [];
  const changed = isDoorDelivery ? tagged : seen;
  const facts = { why: 'tag-changed', orders: orderIdsOf(changed), isDoorDelivery };
  return [{ rule: 'door.order-untagged-mix', verdict: 'block', lines: reasonLines(changed), facts }];
}

function withoutExcess(split: Verdict['split'], excess: ReadonlyMap<string, number>): Verdict['split'] {
  return split
    .map((part) =>
      part
        .map((ref) => ({ ...ref, quantity: ref.quantity - (excess.get(lineName(ref)) ?? 0) }))
        .filter((ref) => ref.quantity > 0),
    )
    .filter((part) => part.length > 0);
}
