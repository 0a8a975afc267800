// Turns each rule off in turn: then the guard no longer agrees with the oracle. A rule that nobody would miss fails here by its name.

import { expect, it } from 'vitest';
import { judgeParcel, ruleChecks } from '../../main/merges/judge-parcel.ts';
import type { RuleCheck } from '../../main/merges/rule-check.ts';
import { rulesAt } from '../../main/merges/rule-data.ts';
import { type GuardFacts, type RuleId, ruleIds } from '../../main/merges/verdict.ts';
import { fc } from '../builders/laws.ts';
import { askedAt, someFacts } from './guard-cases.ts';
import { askOracle } from './guard-oracle.ts';

const rules = rulesAt(askedAt);
const cases = fc.sample(someFacts(5), { numRuns: 20_000, seed: 20 });
const isAgreed = (facts: GuardFacts) =>
  judgeParcel(facts, rules).verdict === askOracle(facts, askedAt).verdict;

function withoutRule(rule: RuleId, work: () => void): void {
  const checks: Record<RuleId, RuleCheck> = ruleChecks; // turned off for this test only
  const check = checks[rule];
  checks[rule] = () => [];
  try {
    work();
  } finally {
    checks[rule] = check;
  }
}

it.each(ruleIds)(
  'misses %s when it is turned off',
  (rule) => {
    withoutRule(rule, () => {
      const missed = cases.find((facts) => !isAgreed(facts));

      expect(missed).toBeDefined();
    });
  },
  120_000,
);
