// The rules that hold now: what the program knows by itself and the last good rule file. The file's text is kept in the database,
// so every thread and every start judges by the same rules, whatever happens to the file on the disk.

import type { Reader } from '../database/database.ts';
import { type DoorTerms, readDoorTerms } from '../settings/door-terms.ts';
import { builtInRules, wronglyShipped } from './built-in-rules.ts';
import { type DatedRule, type RuleData, rulesAt } from './rule-data.ts';
import { parseRuleFile } from './rule-file.ts';

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

/** What a wrongly shipped parcel costs is what the terms say on the day, unless a rule file says it itself. */
function withTerms(rules: RuleData, { penaltyCents, leastPercent }: DoorTerms): RuleData {
  const consequence = { yuan: penaltyCents / 100, percent: leastPercent };
  const isUsual = consequence.yuan === wronglyShipped.yuan && consequence.percent === wronglyShipped.percent;
  const changed = costly
    .filter((rule) => {
      const told = rules[rule].consequence;
      return told === undefined || (told === wronglyShipped && !isUsual);
    })
    .map((rule) => [rule, { ...rules[rule], consequence }]);
  return changed.length === 0 ? rules : { ...rules, ...Object.fromEntries(changed) };
}

/** The rules whose breach the platform counts as a wrongly shipped parcel. */
const costly = builtInRules
  .filter(({ consequence }) => consequence === wronglyShipped)
  .map(({ rule }) => rule);

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
