// The guard: may these lines share a parcel? One pure function, asked with the same facts and giving the same words at
// planning, scanning, printing and shipping.

import type { Checked, RuleCheck } from './rule-check.ts';
import type { RuleData } from './rule-data.ts';
import { addressMix } from './rules/door.address-mix.ts';
import { cooperatingCarrier } from './rules/door.carrier.ts';
import { platformWaybill } from './rules/door.e-waybill.ts';
import { giftBinding } from './rules/door.gift-binding.ts';
import { orderUntaggedMix } from './rules/door.order-untagged-mix.ts';
import { toTheDoor } from './rules/door.pickup-point.ts';
import { combinedWithin } from './rules/merge.combine-limit.ts';
import { notHeld } from './rules/merge.hold.ts';
import { noneMissed } from './rules/merge.missed.ts';
import { onePlatformPackage } from './rules/merge.platform.ts';
import { oneRecipient } from './rules/merge.recipient.ts';
import { remorseOver } from './rules/merge.remorse.ts';
import { oneWaybillOnce } from './rules/waybill.duplicate.ts';
import { type SeenLine, seeLines } from './see-lines.ts';
import { splitLines } from './split-lines.ts';
import type { GuardFacts, Reason, RuleId, Verdict } from './verdict.ts';

/** In the order in which a person should read them: what stops everything first, fine differences last. */
export const ruleChecks: Readonly<Record<RuleId, RuleCheck>> = {
  'merge.hold': notHeld,
  'merge.remorse': remorseOver,
  'waybill.duplicate': oneWaybillOnce,
  'merge.recipient': oneRecipient,
  'merge.platform': onePlatformPackage,
  'merge.combine-limit': combinedWithin,
  'door.order-untagged-mix': orderUntaggedMix,
  'door.address-mix': addressMix,
  'door.gift-binding': giftBinding,
  'door.e-waybill': platformWaybill,
  'door.carrier': cooperatingCarrier,
  'door.pickup-point': toTheDoor,
  'merge.missed': noneMissed,
};

export function judgeParcel(facts: GuardFacts, rules: RuleData): Verdict {
  const seen = seeLines(facts, rules);
  const siblings = facts.siblings.map((sibling) =>
    seeLines({ orders: sibling.orders, lines: sibling.lines }, rules),
  );
  const reasons = listReasons(seen, rules, { ...facts, siblings });
  return { verdict: worstOf(reasons), reasons, split: splitLines(seen) };
}

/** The reasons alone, for thousands of parcels that were split right already. */
export function listReasons(
  seen: readonly SeenLine[],
  rules: RuleData,
  known: Partial<Pick<Checked, 'waybill' | 'carrier' | 'siblings'>> = {},
): Reason[] {
  const checked: Checked = {
    seen,
    orderCount: new Set(seen.map((line) => line.ref.orderKey)).size,
    waybill: known.waybill ?? null,
    carrier: known.carrier ?? null,
    siblings: known.siblings ?? [],
    rules,
  };
  const reasons: Reason[] = [];
  for (const check of Object.values(ruleChecks)) {
    for (const finding of check(checked)) {
      const { validFrom, consequence = {} } = rules[finding.rule];
      reasons.push({ ...finding, validFrom, consequence });
    }
  }
  return reasons;
}

export function worstOf(reasons: readonly Reason[]): Verdict['verdict'] {
  if (reasons.some((reason) => reason.verdict === 'block')) return 'block';
  return reasons.length > 0 ? 'warn' : 'allow';
}
