// A person who works here: name, role, badge, and whether there is a PIN. The PIN itself is nowhere.

import { newId, type RandomBytes } from '../basics/ids.ts';
import type { Role } from '../basics/request.ts';

export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly hasPin: boolean;
  /** Scanning it changes to this person; kept from who is not allowed to print it. */
  readonly badgeCode: string;
  /** Wrong PINs in a row, and when the next one is listened to. */
  readonly failedTries: number;
  readonly nextTryAt: number;
}

const badgeStart = 'PB-WHO-';

/** 45 random bits behind the words that every action code of the station begins with. */
export function newBadgeCode(random: RandomBytes): string {
  return newId<string & { readonly brand: 'Badge' }>(badgeStart, random);
}
