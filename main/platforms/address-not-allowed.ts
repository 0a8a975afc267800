// A platform that does not know the public address this machine is seen with. Only the main account can add it to the app's list, and it can
// only add what it is told: where the platform's words name the address, the fault does.

import { Fault } from '../basics/fault.ts';
import type { Fact } from '../basics/refusal.ts';

/** `platform.address-to-add` (address) where the words name one, `platform.address-not-allowed` otherwise. */
export function addressNotAllowed(words: string, facts: Readonly<Record<string, Fact>>): Fault {
  const address = findAddress(words);
  return address === undefined
    ? new Fault('platform.address-not-allowed', 'never', facts)
    : new Fault('platform.address-to-add', 'never', { ...facts, address });
}

function findAddress(words: string): string | undefined {
  return /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])/i.exec(
    words,
  )?.[0];
}
