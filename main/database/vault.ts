// Clear personal data at rest: sealed with a key that the host keeps (the OS keychain, or a 0600 key file).

import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { Fault } from '../basics/fault.ts';

export interface Vault {
  seal(clearText: string): Uint8Array;
  /** Throws Fault `vault.cannot-open` when the key is another one or the bytes were changed. */
  open(sealed: Uint8Array): string;
  /** The same for files. */
  sealBytes(bytes: Uint8Array): Uint8Array;
  openBytes(sealed: Uint8Array): Uint8Array;
  /** A keyed fingerprint: equal texts give equal keys, and the text cannot be guessed back from the file alone. */
  fingerprint(clearText: string): string;
  /** The key's own bytes, for worker threads of this station; handed to nobody else and never logged. */
  shareKey(): Uint8Array;
}

/** AES-256-GCM; a sealed value is 12 bytes nonce, 16 bytes tag, then the ciphertext. `keyBytes` are 32. */
export function createVault(keyBytes: Uint8Array): Vault {
  // Prepared once: handing the bytes over at every call costs six times the fingerprint itself.
  const key = createSecretKey(keyBytes);
  // Drawn a thousand at a time: thousands of recipients are sealed in one import.
  let nonces = Buffer.alloc(0);
  function nextNonce(): Uint8Array {
    if (nonces.length === 0) nonces = randomBytes(12 * 1024);
    const nonce = nonces.subarray(0, 12);
    nonces = nonces.subarray(12);
    return nonce;
  }

  function sealBytes(bytes: Uint8Array): Uint8Array {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  function openBytes(sealed: Uint8Array): Buffer {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    } catch (thrown) {
      throw new Fault('vault.cannot-open', 'never', {}, thrown);
    }
  }

  return {
    seal: (clearText) => sealBytes(Buffer.from(clearText, 'utf8')),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    sealBytes,
    openBytes,
    fingerprint: (clearText) => createHmac('sha256', key).update(clearText).digest('base64url').slice(0, 22),
    shareKey: () => keyBytes.slice(),
  };
}
