// The rules as dated data: id, what the platform says, from when, and the words and keys that may change. The functions
// in rules/ say how a rule works; this file says what it is fed.

import { type DoorWords, doorWords } from '../platforms/read-door-tag.ts';
import type { RuleId } from './verdict.ts';

export interface DatedRule {
  readonly rule: RuleId;
  /** The sentence of DOMAIN.md that the rule stands for. */
  readonly source: string;
  /** Epoch ms; the newest entry of a rule that has begun is the one that holds. */
  readonly validFrom: number;
  /** How door delivery is called in tags. Only of door.order-untagged-mix. */
  readonly doorWords?: DoorWords;
}

export type RuleData = Readonly<Record<RuleId, DatedRule>>;

const sinceCoverageGrew = Date.UTC(2023, 10, 6); // door.coverage: the service as DOMAIN.md describes it

export const datedRules: readonly DatedRule[] = [
  {
    rule: 'door.order-untagged-mix',
    source: 'Tagged and untagged orders are shipped separately, never merged into one parcel.',
    validFrom: sinceCoverageGrew,
    doorWords,
  },
  {
    rule: 'door.gift-binding',
    source:
      "If the main line's product is bound to a service template, its gift must be bound too; otherwise main line and gift ship in separate parcels.",
    validFrom: sinceCoverageGrew,
  },
  {
    rule: 'door.address-mix',
    source:
      'Several orders to one address of which some products are bound and some are not: ship them separately.',
    validFrom: sinceCoverageGrew,
  },
  {
    rule: 'merge.recipient',
    source: 'Only lines for one recipient at one address of one shop merge.',
    validFrom: sinceCoverageGrew,
  },
  {
    rule: 'merge.hold',
    source:
      'An order with a cancellation or refund requested or under way is never picked, merged, printed or shipped.',
    validFrom: sinceCoverageGrew,
  },
  {
    rule: 'merge.platform',
    source: 'What the platform will not combine is not merged.',
    validFrom: sinceCoverageGrew,
  },
  {
    rule: 'waybill.duplicate',
    source: 'One tracking number on two parcels is fake shipping.',
    validFrom: sinceCoverageGrew,
  },
];

/** The rules that hold at `time`. Before a rule's first date its first entry holds: a wrong clock never switches a rule off. */
export function rulesAt(time: number, entries: readonly DatedRule[] = datedRules): RuleData {
  const chosen: Partial<Record<RuleId, DatedRule>> = {};
  for (const entry of [...entries].sort((a, b) => a.validFrom - b.validFrom)) {
    if (entry.validFrom <= time || !chosen[entry.rule]) chosen[entry.rule] = entry;
  }
  for (const fallback of datedRules) chosen[fallback.rule] ??= fallback;
  return chosen as RuleData; // every id of datedRules has an entry by now
}
