// Nothing is offered that nobody takes. Running code that is exported is imported somewhere; what only a test imports is at least
// used in its own file, so that no test keeps dead code alive. A type is part of what its file promises: it is named somewhere.

import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { readSources, type SourceFile } from './source-files.ts';

const house = readSources('main', 'preload', 'renderer', 'test');
const sources = house.filter((file) => !file.path.startsWith('test/'));

/** Listed for the reader, and held against the code by a law. */
const tablesForLaws = ['main/bench/bench-state.ts: nextStates'];

/** Imported by the built desktop program, as `electron`. */
const standIn = 'test/hosts/electron-stand-in/electron.ts';

interface Export {
  readonly name: string;
  readonly isType: boolean;
}

function exportsOf(file: SourceFile): Export[] {
  const declared = /^export\s+(?:async\s+)?(function\*?|const|let|class|interface|type)\s+([\w$]+)/gm;
  return [...file.text.matchAll(declared)].map(([, kind = '', name = '']) => ({
    name,
    isType: kind === 'interface' || kind === 'type',
  }));
}

/** `main/orders/order.ts: Order` → the files that import it by this name. */
const takers = new Map<string, string[]>();
for (const file of house) {
  const taken = /^(?:import|export)\s+(?:type\s+)?([^'";]*?)\sfrom\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;
  for (const [, words = '*', from, whole] of file.text.matchAll(taken)) {
    const target = posix.join(posix.dirname(file.path), from ?? whole ?? '');
    const inBraces = /\{([^}]*)\}/.exec(words)?.[1] ?? '';
    const names = inBraces.split(',').map((name) =>
      name
        .trim()
        .replace(/^type\s+/, '')
        .replace(/\s+as\s+.*$/, ''),
    );
    if (words.includes('*')) names.push('*');
    for (const name of names) {
      const key = `${target}: ${name}`;
      takers.set(key, [...(takers.get(key) ?? []), file.path]);
    }
  }
}

const takersOf = (file: SourceFile, name: string) =>
  [name, '*'].flatMap((each) => takers.get(`${file.path}: ${each}`) ?? []);

function timesNamed(file: SourceFile, name: string): number {
  return file.text.split(/[^\w$]+/).filter((word) => word === name).length;
}

function listExports(folder: readonly SourceFile[], isOdd: (file: SourceFile, one: Export) => boolean) {
  return folder.flatMap((file) =>
    exportsOf(file)
      .filter((one) => isOdd(file, one))
      .map((one) => `${file.path}: ${one.name}`),
  );
}

it('exports no running code that nobody imports', () => {
  const unused = listExports(house, (file, { name, isType }) => !isType && takersOf(file, name).length === 0);

  expect(unused.filter((one) => !one.startsWith(standIn))).toEqual([]);
});

it('keeps no code alive for a test only', () => {
  const forTests = listExports(sources, (file, { name }) => {
    const by = takersOf(file, name);
    return by.length > 0 && by.every((path) => path.startsWith('test/')) && timesNamed(file, name) === 1;
  });

  expect(forTests.filter((one) => !tablesForLaws.includes(one))).toEqual([]);
});

it('names each exported type somewhere', () => {
  const unnamed = listExports(
    house,
    (file, { name, isType }) => isType && takersOf(file, name).length === 0 && timesNamed(file, name) === 1,
  );

  expect(unnamed).toEqual([]);
});
