// The rules that hold now: what the program knows by itself and the last good rule file. The file's text is kept in the database,
// so every thread and every start judges by the same rules, whatever happens to the file on the disk.

import type { Reader } from '../database/database.ts';
import { type DoorTerms, readDoorTerms } from '../settings/door-terms.ts';
import { wronglyShipped } from './built-in-rules.ts';
import { type DatedRule, type RuleData, rulesAt } from './rule-data.ts';
import { parseRuleFile } from './rule-file.ts';
import { ruleIds } from './verdict.ts';

interface KeptRuleFile {
  /** Where it came from: a file's name, or who typed it. */
  readonly source: string;
  readonly text: string;
  readonly loadedAt: number;
  readonly loadedBy: string;
}

export function readRules(reader: Reader, now: number): RuleData {
  const kept = findRuleFile(reader);
  return withTerms(rulesAt(now, kept ? entriesOf(kept.text) : []), readDoorTerms(reader, now));
}

/** What our own entries say it costs is what the terms say on the day; an entry of a rule file stands as it is written. */
function withTerms(rules: RuleData, { penaltyCents, leastPercent }: DoorTerms): RuleData {
  const consequence = { yuan: penaltyCents / 100, percent: leastPercent };
  if (consequence.yuan === wronglyShipped.yuan && consequence.percent === wronglyShipped.percent)
    return rules;
  const changed = ruleIds
    .filter((rule) => rules[rule].consequence === wronglyShipped)
    .map((rule) => [rule, { ...rules[rule], consequence }]);
  return { ...rules, ...Object.fromEntries(changed) };
}

/** The newest one that was found good; older ones stay in the table. */
export function findRuleFile(reader: Reader): KeptRuleFile | undefined {
  const row = reader.get<{ source: string; text: string; loaded_at: number; loaded_by: string }>(
    `SELECT source, text, loaded_at, loaded_by FROM rule_files ORDER BY file_no DESC LIMIT 1`,
  );
  return row && { source: row.source, text: row.text, loadedAt: row.loaded_at, loadedBy: row.loaded_by };
}

// The same text always means the same entries: the last one that was read is remembered, it is asked at every scan.
let lastText = '';
let lastEntries: readonly DatedRule[] = [];

/** The entries of a text that was found good before. One that a newer program wrote and this one cannot read counts for nothing. */
export function entriesOf(text: string): readonly DatedRule[] {
  if (text === lastText) return lastEntries;
  const read = parseRuleFile(text);
  lastText = text;
  lastEntries = read.kind === 'good' ? read.rules : [];
  return lastEntries;
}
