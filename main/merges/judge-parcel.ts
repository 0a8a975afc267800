// The guard: may these lines share a parcel? One pure function, asked with the same facts and giving the same words at
// planning, scanning, printing and shipping.

import type { RuleCheck } from './rule-check.ts';
import type { RuleData } from './rule-data.ts';
import { addressMix } from './rules/door.address-mix.ts';
import { giftBinding } from './rules/door.gift-binding.ts';
import { orderUntaggedMix } from './rules/door.order-untagged-mix.ts';
import { notHeld } from './rules/merge.hold.ts';
import { onePlatformPackage } from './rules/merge.platform.ts';
import { oneRecipient } from './rules/merge.recipient.ts';
import { oneWaybillOnce } from './rules/waybill.duplicate.ts';
import { type SeenLine, seeLines } from './see-lines.ts';
import { splitLines } from './split-lines.ts';
import type { GuardFacts, Reason, RuleId, Verdict } from './verdict.ts';

/** In the order in which a person should read them: what stops everything first, fine differences last. */
export const ruleChecks: Readonly<Record<RuleId, RuleCheck>> = {
  'merge.hold': notHeld,
  'waybill.duplicate': oneWaybillOnce,
  'merge.recipient': oneRecipient,
  'merge.platform': onePlatformPackage,
  'door.order-untagged-mix': orderUntaggedMix,
  'door.address-mix': addressMix,
  'door.gift-binding': giftBinding,
};

const allChecks = Object.values(ruleChecks);

export function judgeParcel(facts: GuardFacts, rules: RuleData): Verdict {
  return judgeSeen(seeLines(facts, rules), facts.waybill);
}

/** The same for lines that were looked at already. */
function judgeSeen(seen: readonly SeenLine[], waybill: GuardFacts['waybill'] = null): Verdict {
  const reasons = listReasons(seen, waybill);
  return { verdict: worstOf(reasons), reasons, split: splitLines(seen) };
}

/** The reasons alone, for thousands of parcels that were split right already. */
export function listReasons(seen: readonly SeenLine[], waybill: GuardFacts['waybill'] = null): Reason[] {
  const orderCount = new Set(seen.map((line) => line.ref.orderKey)).size;
  const checked = { seen, orderCount, waybill };
  const reasons: Reason[] = [];
  for (const check of allChecks) reasons.push(...check(checked));
  return reasons;
}

export function worstOf(reasons: readonly Reason[]): Verdict['verdict'] {
  if (reasons.some((reason) => reason.verdict === 'block')) return 'block';
  return reasons.length > 0 ? 'warn' : 'allow';
}
