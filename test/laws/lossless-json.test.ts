// What a platform writes is what the station reads: every id whole, every text as it was, whatever stands in it.

import { expect, it } from 'vitest';
import { parseLosslessJson } from '../../main/platforms/web/lossless-json.ts';
import { fc } from '../builders/laws.ts';

/**
 * What a key may end in that a text could begin behind, too. No backslash: this machine's own parser takes `k\\"` for a key it has read
 * before, when that one ended in a backslash.
 */
const keyEnd = fc.oneof(
  fc.string().map((name) => name.replaceAll('\\', '/')),
  fc.constantFrom(':', ', ', '[', '{'),
);

/** JSON with integers of any length, written by hand; beside it what must be read. */
const written = fc.letrec<{ value: { text: string; read: unknown } }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map((whole) => {
      const isSafe = Number.isSafeInteger(Number(whole)) && BigInt(Number(whole)) === whole;
      return { text: whole.toString(), read: isSafe ? Number(whole) : whole.toString() };
    }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((number) => ({
      text: JSON.stringify(number),
      read: Object.is(number, -0) ? 0 : number,
    })),
    fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          ',12345678901234567890,',
          '\\"12345678901234567890',
          '":[12345678901234567890]',
          ':12345678901234567890',
          ': 12345678901234567890,',
          '12345678901234567890',
          '\\\\',
        ),
      )
      .map((string) => ({ text: JSON.stringify(string), read: string })),
    fc.constantFrom({ text: 'true', read: true }, { text: 'null', read: null }),
    fc.array(tie('value'), { maxLength: 5 }).map((values) => ({
      text: `[${values.map(({ text }) => text).join(' , ')}]`,
      read: values.map(({ read }) => read),
    })),
    fc.array(fc.tuple(keyEnd, tie('value')), { maxLength: 5 }).map((entries) => {
      const named = new Map(entries.map(([name, value]) => [`k${name}`, value]));
      return {
        text: `{${[...named].map(([name, { text }]) => `${JSON.stringify(name)}:${text}`).join(',')}}`,
        read: Object.fromEntries([...named].map(([name, { read }]) => [name, read])),
      };
    }),
  ),
}));

it('reads everything as it was written, and integers too long for a number as their digits', () => {
  fc.assert(
    fc.property(written.value, ({ text, read }) => {
      expect(parseLosslessJson(text)).toEqual(read);
    }),
    { numRuns: 2_000 },
  );
});

it('leaves fractions and powers numbers, however many digits they have', () => {
  const read = parseLosslessJson(
    '[0.1234567890123456789, 12345678901234567.5, 1e21, 12345678901234567e2, 1E+300000]',
  );

  expect(read).toEqual([
    0.12345678901234568,
    Number('12345678901234567.5'),
    1e21,
    Number('12345678901234567e2'),
    Infinity,
  ]);
});

it('calls what is no JSON gibberish, also with long digits in it', () => {
  for (const text of [
    '',
    '{',
    '[12345678901234567890',
    '{"a":12345678901234567890,}',
    'ok 12345678901234567890',
  ]) {
    expect(() => parseLosslessJson(text)).toThrow('platform.gibberish');
  }
});
