// How fast a platform is asked.

import { expect, it } from 'vitest';
import { createRateLimiter, type RateLimiter } from '../../../main/platforms/web/rate-limiter.ts';
import { movedClock } from '../../builders/moved-clock.ts';

function askMany(limiter: RateLimiter, count: number, lane = 'orders') {
  const gone: number[] = [];
  for (let number = 0; number < count; number += 1) void limiter.turn(lane).then(() => gone.push(number));
  return gone;
}

it('lets a lane go at its rate, in the order in which it was asked', async () => {
  const clock = movedClock();
  const gone = askMany(
    createRateLimiter(clock, () => 10),
    100,
  );

  await clock.pass(2_000);
  const afterTwo = [...gone];
  await clock.pass(8_000);

  expect(afterTwo.length).toBeGreaterThanOrEqual(20);
  expect(afterTwo.length).toBeLessThanOrEqual(22);
  expect(gone).toEqual(Array.from({ length: 100 }, (_, number) => number));
});

it('keeps its full rate when timers come late', async () => {
  const clock = movedClock();
  const gone = askMany(
    createRateLimiter(clock, () => 50),
    1_000,
  );

  // Each turn of this clock is 90 ms: a timer for 20 ms comes 70 ms too late.
  for (let turn = 0; turn < 100; turn += 1) {
    clock.set(clock.now() + 70);
    await clock.pass(20);
  }

  expect(gone.length).toBeGreaterThanOrEqual(430);
  expect(gone.length).toBeLessThanOrEqual(455);
});

it('keeps lanes apart', async () => {
  const clock = movedClock();
  const limiter = createRateLimiter(clock, () => 1);
  askMany(limiter, 50, 'orders');
  const labels = askMany(limiter, 1, 'labels');

  await clock.pass(0);

  expect(labels).toEqual([0]);
});

it('goes half as fast after "too much", waits as long as it was told, and comes back slowly', async () => {
  const clock = movedClock();
  const limiter = createRateLimiter(clock, () => 10);
  limiter.slowDown('orders', 5_000);
  const gone = askMany(limiter, 1_000);

  await clock.pass(4_900);
  const whileTold = gone.length;
  await clock.pass(10_100);
  const slow = gone.length;
  for (let good = 0; good < 50; good += 1) limiter.wentWell('orders');
  await clock.pass(10_000);

  expect(whileTold).toBe(0);
  expect(slow).toBeGreaterThanOrEqual(45);
  expect(slow).toBeLessThanOrEqual(56);
  expect(gone.length - slow).toBeGreaterThanOrEqual(95);
});

it('lets nothing more leave once it was stopped', async () => {
  const clock = movedClock();
  const limiter = createRateLimiter(clock, () => 1);
  const asked = [limiter.turn('orders'), limiter.turn('orders'), limiter.turn('orders')];

  limiter.stop();

  const told = await Promise.allSettled([...asked, limiter.turn('orders')]);
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  expect(told[3]).toMatchObject({ reason: { code: 'platform.offline' } });
});
