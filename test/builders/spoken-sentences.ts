// What a code and its facts say, in every language, without a screen: `{{blanks}}` filled, `$t(key)` looked up.

import { en } from '../../renderer/text/en.ts';
import { zhCN } from '../../renderer/text/zh-CN.ts';

const tables: readonly Readonly<Record<string, string>>[] = [zhCN, en];

/** Chinese, then English. A sentence or a fact that is missing stays visible: the key itself, or its blank. */
export function sentencesOf(key: string, facts: Readonly<Record<string, unknown>>): string[] {
  return tables.map((table) => {
    const fill = (text: string): string =>
      text
        .replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (blank, name: string) => {
          const fact = facts[name];
          return fact === undefined || fact === null ? blank : String(fact);
        })
        .replaceAll(/\$t\(([^)]+)\)/g, (asked, name: string) => {
          const sentence = table[name];
          return sentence === undefined ? asked : fill(sentence);
        });
    return fill(table[key] ?? `$t(${key})`);
  });
}
