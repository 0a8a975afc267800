// What an order's tags say about door delivery. A tag nobody knows whose text reads like it "needs a look": never untagged.

import type { DoorTag, IncomingTag } from './incoming-order.ts';

/** Keys the platform is known to use, with the day from which they counted. Names have changed before and will again. */
const knownKeys: readonly { readonly key: string; readonly from: string }[] = [
  { key: 'sug_home_deliver', from: '2023-11-06' },
];

/** Every name the service has had, and how a new one would most likely read. */
const readsLikeDoor = /音[尊需]达|送货上门|按需配送|送.{0,2}到门|上门|到家|home.?deliver|door/i;

export function readDoorTag(tags: readonly IncomingTag[]): DoorTag {
  if (tags.some((tag) => knownKeys.some((known) => known.key === tag.key))) return 'tagged';
  return tags.some((tag) => readsLikeDoor.test(`${tag.key} ${tag.text}`)) ? 'look' : 'untagged';
}
