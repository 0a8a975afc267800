// SQLite guesses the order of a join from what it knows of the tables, and a young file knows nothing: it once read every planned parcel
// for each one that was asked for. Who hands keys in says that they come first.

import { expect, it } from 'vitest';
import { readSources } from './source-files.ts';

it('reads given keys first, then what they name', () => {
  const left = readSources('main').flatMap((file) =>
    [...file.text.matchAll(/\bFROM json_each\([^)]*\)(?: AS \w+)?\s+(?:INNER )?JOIN\b/g)].map(
      (match) => `${file.path}: ${match[0].replaceAll(/\s+/g, ' ')}`,
    ),
  );

  expect(left).toEqual([]);
});
