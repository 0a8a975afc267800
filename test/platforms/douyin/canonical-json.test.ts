// How Douyin wants its JSON written, with the edges on which JSON.stringify goes wrong.

import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../main/platforms/douyin/canonical-json.ts';
import { fc } from '../../builders/laws.ts';

describe('JSON for Douyin', () => {
  it.each([
    { what: 'nothing asked', value: {}, text: '{}' },
    { what: 'keys that look like numbers, as texts', value: { 2: 1, 10: 1 }, text: '{"10":1,"2":1}' },
    { what: 'what is left out', value: { a: undefined, b: 1 }, text: '{"b":1}' },
    { what: 'marks of HTML and slashes as they are', value: { s: '<a>&/"\\' }, text: '{"s":"<a>&/\\"\\\\"}' },
    { what: 'lists in their order, keys inside sorted', value: [{ b: 1, a: 2 }], text: '[{"a":2,"b":1}]' },
    { what: 'whole numbers without a point', value: { z: 1.0, y: -0 }, text: '{"y":0,"z":1}' },
    {
      what: 'an id of nineteen digits as it was handed in',
      value: { id: '4781320682406083640' },
      text: '{"id":"4781320682406083640"}',
    },
    { what: 'Chinese as it is', value: { 汉: '茶', a: null }, text: '{"a":null,"汉":"茶"}' },
    { what: 'capitals before small letters', value: { a: 1, B: 2, _: 3 }, text: '{"B":2,"_":3,"a":1}' },
    {
      what: 'keys by their bytes, not by their halves',
      value: { '\u{1F600}': 1, '\uFF21': 2 },
      text: '{"\uFF21":2,"\u{1F600}":1}',
    },
    { what: 'line separators escaped', value: { s: 'a\u2028b\u2029c' }, text: '{"s":"a\\u2028b\\u2029c"}' },
  ])('writes $what', ({ value, text }) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('refuses a number that a double cannot hold', () => {
    expect(() => canonicalJson({ id: 2 ** 60 })).toThrow(/as text/);
  });

  it('says the same as what it was given, whatever that is', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'grapheme' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(JSON.parse(canonicalJson(given))).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it('does not depend on the order in which keys were put in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (entries) => {
        const turned = Object.fromEntries(Object.entries(entries).reverse());

        expect(canonicalJson(turned)).toBe(canonicalJson(entries));
      }),
    );
  });
});
