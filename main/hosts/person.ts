// Who sits here, as the operating system knows it, until operators have badges of their own.

import { userInfo } from 'node:os';

export function personHere(): string {
  try {
    return userInfo().username || 'station';
  } catch {
    return 'station'; // a user without an entry, as in some containers
  }
}
