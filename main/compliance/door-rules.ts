// What the rules of the day say about carriers and pickup points, in the shape in which compliance asks.

import type { Reader } from '../database/database.ts';
import { isNamed } from '../merges/rules/door.carrier.ts';
import { readRules } from '../merges/rules-in-force.ts';

/** Whether a carrier, as a platform or a person writes it, is one of those that bring parcels to the door (door.carrier). */
export function cooperatingAt(reader: Reader, now: number): (carrier: string) => boolean {
  const { cooperating } = readRules(reader, now)['door.carrier'];
  const known = new Map<string, boolean>();
  return (carrier) => {
    const before = known.get(carrier);
    if (before !== undefined) return before;
    const answer = cooperating.some((each) => isNamed(each, carrier));
    known.set(carrier, answer);
    return answer;
  };
}

/** Words by which an address names a pickup point (door.pickup-point). */
export function pickupWordsAt(reader: Reader, now: number): readonly string[] {
  return readRules(reader, now)['door.pickup-point'].words;
}
