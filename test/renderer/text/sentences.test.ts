// Every code that the station can say has its sentence in both languages, with the same blanks.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { zhCN } from '../../../renderer/text/zh-CN.ts';

const zh: Readonly<Record<string, string>> = zhCN;
const english: Readonly<Record<string, string>> = en;

/** All TypeScript of the station, as text, without its comments: an example in a comment is said by nobody. */
function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .map((source) => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''));
}

function codesIn(sources: readonly string[], pattern: RegExp): string[] {
  const codes = new Set<string>();
  for (const source of sources)
    for (const found of source.matchAll(pattern)) if (found[1]) codes.add(found[1]);
  return [...codes].sort();
}

/** The facts a sentence shows; one that only chooses between one and many (`{{count, plural(…)}}`) shows nothing of itself. */
function blanksOf(sentence: string): string[] {
  return [
    ...new Set([...sentence.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map((found) => found[1] ?? '')),
  ].sort();
}

const sources = sourcesOf(join(import.meta.dirname, '../../../main'));

describe('every sentence', () => {
  it('is there for each refusal of the station', () => {
    const codes = codesIn(sources, /\b(?:refuse|no)\(\s*'([a-z][a-z-]*\.[a-z.-]+)'/g);

    const missing = codes.filter((code) => !(`refusal.${code}` in zh));

    expect(codes.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  it('is there for each fault of the station', () => {
    const codes = codesIn(sources, /new Fault\(\s*'([a-z][a-z-]*\.[a-z.-]+)'/g);

    const missing = codes.filter((code) => !(`fault.${code}` in zh));

    expect(missing).toEqual([]);
  });

  it('is there for each setting: its name and what it changes', () => {
    const specs = readFileSync(join(import.meta.dirname, '../../../main/settings/setting.ts'), 'utf8');
    const names = codesIn([specs], /^ {2}'([a-z]+\.[A-Za-z0-9]+)': setting\(/gm);

    const missing = names.filter((name) => !(`setting.${name}` in zh) || !(`setting.${name}.what` in zh));

    expect(names.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });

  it('is there for each verb of the audit', () => {
    const verbs = codesIn(sources, /recordAudit\([^)]*?'([a-z]+\.[a-z-]+)'/gs);

    const missing = verbs.filter((verb) => !(`audit.${verb}` in zh));

    expect(missing).toEqual([]);
  });

  it('is written in both languages and never empty', () => {
    const empty = Object.keys(zh).filter((key) => !zh[key]?.trim() || !english[key]?.trim());

    expect(Object.keys(english).sort()).toEqual(Object.keys(zh).sort());
    expect(empty).toEqual([]);
  });

  it('asks for the same blanks in both languages', () => {
    const different = Object.keys(zh).filter(
      (key) => String(blanksOf(zh[key] ?? '')) !== String(blanksOf(english[key] ?? '')),
    );

    expect(different).toEqual([]);
  });

  it('holds no Chinese in the English table', () => {
    const mixed = Object.keys(english).filter(
      (key) => /\p{Script=Han}/u.test(english[key] ?? '') && !/^(label|tag|sound\.test|training)\./.test(key),
    );

    expect(mixed).toEqual([]);
  });
});
