// The key that seals personal data: 32 random bytes made at the first start. The operating system's keychain seals it where
// a host can ask one; elsewhere it lies in a file that only this user may read. It is never made anew over an old one.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../basics/fault.ts';
import { writePrivately } from './data-folder.ts';

/** Seals a text for this user of this machine (Electron's safeStorage). */
export interface Keychain {
  seal(text: string): Uint8Array;
  open(sealed: Uint8Array): string;
}

const keyFile = z.strictObject({ sealedBy: z.enum(['keychain', 'nobody']), key: z.base64() });

/**
 * Faults: `vault.key-in-keychain` (made by the desktop program, and this host has no keychain to ask),
 * `vault.key-unreadable` (the file is no key, or the keychain refuses).
 */
export function stationKey(folder: string, keychain: Keychain | undefined): Uint8Array {
  const file = join(folder, 'key');
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(thrown); // what fs throws
    return makeKey(file, keychain);
  }
  let parsed: z.infer<typeof keyFile>;
  try {
    parsed = keyFile.parse(JSON.parse(content));
  } catch (thrown) {
    throw unreadable(thrown);
  }
  const bytes = Buffer.from(parsed.key, 'base64');
  if (parsed.sealedBy === 'nobody') return whole(bytes);
  if (!keychain) throw new Fault('vault.key-in-keychain', 'never');
  try {
    return whole(Buffer.from(keychain.open(bytes), 'base64'));
  } catch (thrown) {
    throw unreadable(thrown);
  }
}

function makeKey(file: string, keychain: Keychain | undefined): Uint8Array {
  const key = randomBytes(32);
  const stored = keychain
    ? { sealedBy: 'keychain', key: Buffer.from(keychain.seal(key.toString('base64'))).toString('base64') }
    : { sealedBy: 'nobody', key: key.toString('base64') };
  writePrivately(file, JSON.stringify(stored));
  return key;
}

function whole(key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw unreadable(new Error(`the key has ${key.length} bytes`));
  return key;
}

function unreadable(cause: unknown): Fault {
  return new Fault('vault.key-unreadable', 'never', {}, cause);
}
