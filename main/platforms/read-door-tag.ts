// What an order's tags say about door delivery. A tag nobody knows whose text reads like it "needs a look": never untagged.

import type { DoorTag, IncomingTag } from './incoming-order.ts';

/** The names of the service. They have changed before and will again: the guard's rule data says from when each set holds. */
export interface DoorWords {
  /** Keys that mean door delivery. */
  readonly keys: readonly string[];
  /** Texts that mean it wherever they occur in a tag's text. */
  readonly texts: readonly string[];
  /** How a name nobody has told us yet would most likely read. */
  readonly looksLike: RegExp;
}

/** DOMAIN.md section 3. */
export const doorWords: DoorWords = {
  keys: ['sug_home_deliver'],
  texts: ['音需达', '音尊达', '送货上门', '按需配送'],
  looksLike: /送.{0,2}到门|上门|到门|入户|到家|[需尊]达|home.?deliver|door/i,
};

export function readDoorTag(tags: readonly IncomingTag[], words: DoorWords = doorWords): DoorTag {
  if (tags.some((tag) => isDoorTag(tag, words))) return 'tagged';
  return tags.some((tag) => words.looksLike.test(`${tag.key} ${tag.text}`)) ? 'look' : 'untagged';
}

function isDoorTag(tag: IncomingTag, words: DoorWords): boolean {
  return words.keys.includes(tag.key) || words.texts.some((text) => tag.text.includes(text));
}
