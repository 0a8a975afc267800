// JSON as platforms write it: an id of nineteen digits stays the id it is. Every number that a double cannot hold exactly
// becomes its own text; all others are numbers as usual.

import { isSafeNumber, parse } from 'lossless-json';
import { Fault } from '../../basics/fault.ts';

/** Faults: `platform.gibberish` (what it begins with) for anything that is not JSON. */
export function parseLosslessJson(text: string): unknown {
  try {
    return parse(text, undefined, (digits) => (isSafeNumber(digits) ? Number(digits) : digits));
  } catch (thrown) {
    throw new Fault('platform.gibberish', 'later', { begins: text.trim().slice(0, 60) }, thrown);
  }
}
