// What a shop may lack and still be packed for: a right in its consent, or a thing that its market does not have.

import { isFault } from '../../basics/fault.ts';

/** The market has no such thing: nothing is wrong with the consent. */
export const notInThisMarket = 21008106;

/** Undefined where the consent lacks this one right, or the market has no such thing; testing the connection tells. */
export async function withoutRight<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    const isMissing =
      isFault(thrown) && (thrown.code === 'platform.scope-missing' || thrown.facts.code === notInThisMarket);
    if (isMissing) return undefined;
    throw thrown;
  }
}
