// Telling a platform of many shipments at once: each has its own answer, and what stops the shop stops what has not left.

import { expect, it } from 'vitest';
import { Fault } from '../../main/basics/fault.ts';
import { eachOf, tellEach } from '../../main/platforms/each-of.ts';
import type { Shipment } from '../../main/platforms/platform.ts';
import { createRateLimiter } from '../../main/platforms/web/rate-limiter.ts';
import { movedClock } from '../builders/moved-clock.ts';

const shipments = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ idempotencyKey: `k${index}` }) as Shipment); // nothing else of it is read here

const done = { outcome: 'done', code: 'ship.done', words: '' } as const;

it('answers in the order of the questions, whichever answer comes first', async () => {
  const clock = movedClock();
  const answers = eachOf(
    [30, 10, 20],
    (ms) => new Promise<number>((resolve) => void clock.after(ms, () => resolve(ms))),
  );

  await clock.pass(50);

  expect(await answers).toEqual([30, 10, 20]);
});

it('leaves out the one whose answer was lost, and tells of all others', async () => {
  const answers = await tellEach(shipments(3), async ({ idempotencyKey }) => {
    if (idempotencyKey === 'k1') throw new Fault('platform.silent', 'later', {});
    return done;
  });

  expect(answers.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['k0', 'k2']);
});

it('keeps here what has not left when the platform will not have the shop any more', async () => {
  const clock = movedClock();
  const limiter = createRateLimiter(clock, () => 10);
  const left: string[] = [];
  const telling = tellEach(shipments(20), async ({ idempotencyKey }, beforeLeaving) => {
    await limiter.turn('tell');
    beforeLeaving();
    left.push(idempotencyKey);
    await new Promise<void>((resolve) => void clock.after(20, resolve));
    if (idempotencyKey === 'k4') throw new Fault('platform.re-authorise', 'never', {});
    return done;
  });

  await clock.pass(5_000);

  expect(left).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
  expect(await telling).toHaveLength(4);
});

it('tells the fault when it is the only answer', async () => {
  const telling = tellEach(shipments(3), async () => {
    throw new Fault('platform.busy', 'later', {});
  });

  await expect(telling).rejects.toMatchObject({ code: 'platform.busy' });
});

it('keeps questions here, too, that wait for their turn when one has failed', async () => {
  const clock = movedClock();
  const limiter = createRateLimiter(clock, () => 10);
  let left = 0;
  const asking = eachOf(shipments(20), async (_item, beforeLeaving) => {
    await limiter.turn('read');
    beforeLeaving();
    left += 1;
    throw new Fault('platform.offline', 'later', {});
  });
  asking.catch(() => {}); // looked at below

  await clock.pass(5_000);

  await expect(asking).rejects.toMatchObject({ code: 'platform.offline' });
  // Those that the rate let go together.
  expect(left).toBeLessThanOrEqual(3);
});
