// Requests about the rules: which hold since when and where each comes from, and taking a rule file in.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { refuse } from '../basics/refusal.ts';
import { job, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { RuleBook } from './rule-book.ts';
import { rulesAt } from './rule-data.ts';
import { writeRuleFile } from './rule-file.ts';
import { entriesOf, findRuleFile } from './rules-in-force.ts';
import { ruleIds } from './verdict.ts';

export interface RulesApiParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ruleBook: RuleBook;
}

export function rulesApi({ database, clock, ruleBook }: RulesApiParts) {
  return {
    /**
     * Every rule as it holds now: since when, in the platform's words, from which file, and from when it changes. `asFile`: all of them as
     * the text of a rule file.
     */
    'rules.describe': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => {
        const now = clock.now();
        const file = findRuleFile(database);
        const loaded = file ? entriesOf(file.text) : [];
        // As they were written: what a breach costs on the day is no part of them.
        const rules = rulesAt(now, loaded);
        const inForce = ruleIds.map((id) => rules[id]);
        return {
          file: file ? { source: file.source, loadedAt: file.loadedAt, loadedBy: file.loadedBy } : null,
          asFile: writeRuleFile(inForce),
          rules: inForce.map((rule) => {
            const id = rule.rule;
            const later = loaded.filter((each) => each.rule === id && each.validFrom > now);
            return {
              rule: id,
              source: rule.source,
              validFrom: rule.validFrom,
              markets: [...(rule.markets ?? [])],
              isFromFile: loaded.some((each) => each === rule),
              changesAt: later.length > 0 ? Math.min(...later.map((each) => each.validFrom)) : null,
            };
          }),
        };
      },
    }),

    /** Takes a rule file in, from a path (terminal only) or as text. See rule-book.ts for the refusals; `rules.unreadable` (file). */
    'rules.load': job({
      role: 'supervisor',
      argument: z.union([
        z.strictObject({ path: z.string().min(1).max(1_000), requestId: z.string().optional() }),
        z.strictObject({ json: z.string().max(1_000_000), requestId: z.string().optional() }),
      ]),
      run: (asked, caller) => {
        if ('json' in asked) return ruleBook.load('rules.load', asked.json, caller.person);
        const file = basename(asked.path);
        if (caller.host !== 'terminal') return refuse('rules.unreadable', { file });
        let text: string;
        try {
          text = readFileSync(asked.path, 'utf8');
        } catch {
          return refuse('rules.unreadable', { file });
        }
        return ruleBook.load(file, text, caller.person);
      },
    }),
  };
}
