// A shop's token: renewed in time, once, and never lost.

import { expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../main/basics/clock.ts';
import { Fault } from '../../../main/basics/fault.ts';
import { createTokenKeeper, type Tokens } from '../../../main/platforms/web/token-keeper.ts';
import { aMorning, movedClock } from '../../builders/moved-clock.ts';

function keeper(known: Tokens | undefined, renew?: () => Promise<Tokens>) {
  const clock = movedClock();
  let kept = known;
  let renewals = 0;
  const made = createTokenKeeper({
    clock,
    load: () => kept,
    save: (tokens) => {
      kept = tokens;
    },
    renew: async () => {
      renewals += 1;
      if (renew) return renew();
      return tokens(`fresh-${renewals}`, 7 * dayMs);
    },
  });
  return { made, clock, renewals: () => renewals, kept: () => kept };
}

function tokens(accessToken: string, livesMs: number, refreshLivesMs = 14 * dayMs): Tokens {
  return {
    accessToken,
    accessEndsAt: aMorning + livesMs,
    refreshToken: `${accessToken}-refresh`,
    refreshEndsAt: aMorning + refreshLivesMs,
  };
}

it('hands out the token it has while it lives', async () => {
  const { made, renewals } = keeper(tokens('known', 2 * dayMs));

  expect(await made.get()).toBe('known');
  expect(renewals()).toBe(0);
});

it('renews a day before the end, once for all who ask at that moment, and keeps both tokens', async () => {
  const { made, renewals, kept } = keeper(tokens('known', 23 * hourMs));

  const got = await Promise.all([made.get(), made.get(), made.get()]);

  expect(got).toEqual(['fresh-1', 'fresh-1', 'fresh-1']);
  expect(renewals()).toBe(1);
  expect(kept()).toMatchObject({ accessToken: 'fresh-1', refreshToken: 'fresh-1-refresh' });
});

it('goes on with the old one for its last day when it cannot be renewed just now', async () => {
  const { made } = keeper(tokens('known', 5 * hourMs), async () => {
    throw new Fault('platform.offline', 'later');
  });

  expect(await made.get()).toBe('known');
});

it('renews what the platform calls ended before its time', async () => {
  const { made } = keeper(tokens('known', 5 * dayMs));

  made.ended('known');

  expect(await made.get()).toBe('fresh-1');
  expect(await made.get()).toBe('fresh-1');
});

it('asks for a person when what renews has ended too', async () => {
  const { made, clock, renewals } = keeper(tokens('known', dayMs, 2 * dayMs));

  clock.set(aMorning + 3 * dayMs);

  await expect(made.get()).rejects.toMatchObject({ code: 'platform.re-authorise' });
  expect(renewals()).toBe(0);
});

it('asks the platform for the first one where there is none', async () => {
  const { made } = keeper(undefined);

  expect(await made.get()).toBe('fresh-1');
});
