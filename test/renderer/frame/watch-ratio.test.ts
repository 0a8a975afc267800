import { expect, it } from 'vitest';
import { speechOf } from '../../../renderer/frame/watch-ratio.ts';

type Day = Parameters<typeof speechOf>[1];

function day(level: Day['level'], compliant: number, all: number, date = '2026-09-22'): Day {
  return {
    level,
    orders: { compliant, all },
    day: { date, startsAt: 0, endsAt: 1 },
    shop: { shopId: 'shop-1' as Day['shop']['shopId'], name: '晨光小铺', timeZone: 'Asia/Shanghai' },
    leastPercent: 95,
    mayFail: { inARow: 0, untilEnd: 0 },
  };
}

it('asks once when the ratio comes near its line, before it is crossed', () => {
  const speech = speechOf(day('ok', 19, 19), day('near', 19, 20));

  expect(speech).toMatchObject({
    tone: 'ask',
    refusal: { code: 'compliance.near', facts: { right: 19, all: 20 } },
  });
  expect(speechOf(day('near', 19, 20), day('near', 20, 21))).toBeNull();
});

it('stops when the line is crossed, in place of what was asked before', () => {
  const near = speechOf(day('ok', 19, 19), day('near', 19, 20));
  const below = speechOf(day('near', 19, 20), day('below', 19, 21));

  expect(below).toMatchObject({ tone: 'stop', refusal: { code: 'compliance.below', facts: { least: 95 } } });
  expect(below?.key).toBe(near?.key);
});

it('says nothing at the first look, on the way back, or when a new day begins', () => {
  expect(speechOf(undefined, day('below', 1, 2))).toBeNull();
  expect(speechOf(day('below', 19, 21), day('near', 38, 40))).toBeNull();
  expect(speechOf(day('near', 19, 20), day('ok', 25, 26))).toBeNull();
  expect(speechOf(day('ok', 19, 20), day('near', 0, 0, '2026-09-23'))).toBeNull();
});
