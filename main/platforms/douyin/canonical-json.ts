// JSON as Douyin wants it signed and sent: keys in the order of their bytes at every level, nothing between them, text as it is.
// Written by hand because JSON.stringify puts keys that look like numbers first, whatever order they were given in.

import { assert } from '../../basics/assert.ts';

/** Undefined values of objects are left out. Ids of nineteen digits are handed in as texts: a number must be one that a double holds. */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return String(value);
    case 'number':
      assert(Number.isFinite(value), 'a number that is sent is one');
      assert(!Number.isInteger(value) || Number.isSafeInteger(value), 'a longer number is handed in as text');
      return JSON.stringify(value);
    case 'object':
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : objectText(value);
    default:
      assert(false, 'only what JSON knows is sent');
  }
}

function objectText(value: object): string {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return `{${entries.map(([key, each]) => `${quoted(key)}:${canonicalJson(each)}`).join(',')}}`;
}

/** Line and paragraph separator are escaped as the platform's own Go writes them; a half of a pair would not survive UTF-8. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
