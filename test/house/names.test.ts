import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { readSources } from './source-files.ts';

const sources = readSources('main', 'preload', 'renderer');

// A rule's file bears the rule's id (`door.gift-binding.ts`), a language's file its tag (`zh-CN.ts`).
it('names files in kebab-case', () => {
  const odd = sources
    .filter((file) => !file.path.startsWith('main/merges/rules/') && !file.path.startsWith('renderer/text/'))
    .map((file) => basename(file.path))
    .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(name));

  expect(odd).toEqual([]);
});

it('uses no word that hides a missing name', () => {
  const hiding = /(^|[-/.])(managers?|helpers?|utils?|common|services?|handlers?|processors?|misc)([-/.]|$)/;

  const odd = sources.map((file) => file.path).filter((path) => hiding.test(path));

  expect(odd).toEqual([]);
});

it('takes the time from the clock it was handed', () => {
  const allowed = ['main/basics/clock.ts'];
  const odd = sources
    .filter(
      (file) =>
        file.path.startsWith('main/') && !file.path.startsWith('main/hosts/') && !allowed.includes(file.path),
    )
    .filter((file) => /\bDate\.now\(\)|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(/.test(file.text))
    .map((file) => file.path);

  expect(odd).toEqual([]);
});

it('says what each file is in its first line', () => {
  const silent = sources.filter((file) => !/^(\/\/|\/\*)/.test(file.text)).map((file) => file.path);

  expect(silent).toEqual([]);
});

it('leaves no mark for later', () => {
  const marks = sources
    .filter((file) => /\b(TODO|FIXME|XXX)\b|not implemented|@ts-ignore|@ts-nocheck/.test(file.text))
    .map((file) => file.path);

  expect(marks).toEqual([]);
});
