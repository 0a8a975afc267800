// Keeps a shop's token alive: hands out the present one, renews it before it ends, once for all who ask at the same time, and
// says when only a person can help.

import type { Clock } from '../../basics/clock.ts';
import { dayMs } from '../../basics/clock.ts';
import { Fault } from '../../basics/fault.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly accessEndsAt: number;
  /** Null where the platform gives none (a shop's own app asks for a new one instead). */
  readonly refreshToken: string | null;
  readonly refreshEndsAt: number | null;
}

export interface TokenKeeper {
  /** Faults: `platform.re-authorise` when nothing but a person can make a new one; those of `renew`. */
  get(): Promise<string>;
  /** The platform says that this one has ended: the next `get` renews. */
  ended(accessToken: string): void;
  /** When a person will be needed, where that is known. */
  endsForGoodAt(): number | null;
}

export interface TokenKeeperParts {
  readonly clock: Clock;
  readonly load: () => Tokens | undefined;
  /** Both tokens at once: a new access token without its refresh token would be the last one. */
  readonly save: (tokens: Tokens) => void;
  /** Asks the platform. Throws `platform.re-authorise` when it refuses for good. */
  readonly renew: (known: Tokens | undefined) => Promise<Tokens>;
}

/** Renewed so long before its end. */
const beforeEndMs = dayMs;

export function createTokenKeeper(parts: TokenKeeperParts): TokenKeeper {
  const { clock } = parts;
  let renewing: Promise<string> | undefined;
  let endedToken: string | undefined;

  async function renew(known: Tokens | undefined): Promise<string> {
    const fresh = await parts.renew(known);
    parts.save(fresh);
    return fresh.accessToken;
  }

  return {
    async get() {
      const known = parts.load();
      const now = clock.now();
      const isAlive = known && known.accessToken !== endedToken && known.accessEndsAt > now;
      if (isAlive && known.accessEndsAt - now > beforeEndMs) return known.accessToken;
      if (known?.refreshEndsAt != null && known.refreshEndsAt <= now)
        throw new Fault('platform.re-authorise', 'never', {});
      renewing ??= renew(known).finally(() => {
        renewing = undefined;
      });
      if (!isAlive) return renewing;
      // Still good for a while: a platform that cannot renew just now stops nobody.
      return renewing.catch(() => known.accessToken);
    },
    ended(accessToken) {
      endedToken = accessToken;
    },
    endsForGoodAt: () => parts.load()?.refreshEndsAt ?? null,
  };
}
