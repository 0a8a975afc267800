// PINs: what one looks like, how it is kept (scrypt, a salt a person), and how long a wrong one makes wait. Tells nobody what
// was typed.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Four to twelve digits, not all the same and no plain run: the first ones anybody would try. */
export function isFitPin(pin: string): boolean {
  if (!/^\d{4,12}$/.test(pin)) return false;
  const steps = new Set([...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index])));
  const [only] = steps;
  return !(steps.size === 1 && (only === 0 || only === 1 || only === -1));
}

/** So many wrong ones are a slip of the finger. */
const freeTries = 3;
const firstWaitMs = 30_000;
const longestWaitMs = 3_600_000;

/** After the third wrong PIN in a row half a minute, then twice as long each time, at most an hour. */
export function waitAfter(failedTries: number): number {
  if (failedTries < freeTries) return 0;
  return Math.min(firstWaitMs * 2 ** (failedTries - freeTries), longestWaitMs);
}

// 32 MB and some 60 ms a try; written into the kept text, so that they may grow without shutting anybody out.
const cost = { N: 32_768, r: 8, p: 1 };
const keyLength = 32;

/** `scrypt$N$r$p$salt$key`. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(pin, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export async function isPinOf(pinHash: string, pin: string): Promise<boolean> {
  const [kind, N, r, p, salt = '', key = ''] = pinHash.split('$');
  if (kind !== 'scrypt') return false;
  const wanted = Buffer.from(key, 'base64url');
  const given = await derive(pin, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** Off the event loop: a scan in between is answered at once. */
function derive(pin: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
