import { expect, it } from 'vitest';
import { minuteMs } from '../../main/basics/clock.ts';
import { backOffMs } from '../../main/outbox/outbox.ts';

const backOff = { firstMs: 5_000, longestMs: 15 * minuteMs };
const highest = () => Uint8Array.from([255, 255, 255, 255]);
const lowest = () => new Uint8Array(4);

it('doubles the longest wait with every try in vain', () => {
  const waits = [1, 2, 3, 4].map((attempts) => backOffMs(attempts, backOff, highest));

  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000]);
});

it('never waits longer than the longest back-off, however often it tried', () => {
  expect(backOffMs(500, backOff, highest)).toBe(15 * minuteMs);
});

it('draws from the whole range, so that stations do not come back together', () => {
  const middle = backOffMs(4, backOff, () => Uint8Array.from([128, 0, 0, 0]));

  expect(middle).toBe(20_000);
});

it('waits a moment even when the draw is nothing', () => {
  expect(backOffMs(1, backOff, lowest)).toBe(250);
});
