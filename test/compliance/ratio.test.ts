import { describe, expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import {
  forecastDay,
  isBelow,
  mayFail,
  mayFailInARow,
  ratioOf,
  toGetBack,
} from '../../main/compliance/ratio.ts';

const noon = 12 * hourMs;

describe('the ratio', () => {
  it('of nothing is no ratio, and breaks no line', () => {
    expect(ratioOf({ compliant: 0, all: 0 })).toBeNull();
    expect(isBelow({ compliant: 0, all: 0 }, 95)).toBe(false);
  });

  it('of 19 out of 20 is 95 % and not a hair less', () => {
    expect(isBelow({ compliant: 19, all: 20 }, 95)).toBe(false);
    expect(isBelow({ compliant: 18, all: 19 }, 95)).toBe(true);
  });

  it('tells how many in a row may fail from here', () => {
    expect(mayFailInARow({ compliant: 100, all: 100 }, 95)).toBe(5);
    expect(mayFailInARow({ compliant: 19, all: 20 }, 95)).toBe(0);
  });

  it('tells how many of those still to come may fail', () => {
    expect(mayFail({ compliant: 40, all: 40 }, 95, 60)).toBe(5);
    expect(mayFail({ compliant: 40, all: 40 }, 95, 0)).toBe(0);
    expect(mayFail({ compliant: 0, all: 0 }, 95, 1)).toBe(0);
  });

  it('tells how many right ones lead back to the line', () => {
    expect(toGetBack({ compliant: 18, all: 20 }, 95)).toBe(20);
    expect(toGetBack({ compliant: 19, all: 20 }, 95)).toBe(0);
    expect(toGetBack({ compliant: 19, all: 20 }, 100)).toBeNull();
  });
});

describe('the forecast', () => {
  it('goes on at the pace of the day, and no further than what waits', () => {
    const forecast = forecastDay({
      compliant: 40,
      all: 40,
      waiting: 20,
      wouldFail: 0,
      firstAt: noon - 4 * hourMs,
      now: noon,
      dayEndsAt: 24 * hourMs,
    });

    expect(forecast).toMatchObject({ perHour: 10, further: 20, endsAt: noon + 2 * hourMs });
    expect(forecast.points.at(-1)).toMatchObject({ high: 1, low: 1 });
  });

  it('stops at midnight when the pace is too slow for what waits', () => {
    const forecast = forecastDay({
      compliant: 4,
      all: 4,
      waiting: 500,
      wouldFail: 0,
      firstAt: noon - 4 * hourMs,
      now: noon,
      dayEndsAt: 24 * hourMs,
    });

    expect(forecast).toMatchObject({ further: 12, endsAt: 24 * hourMs });
  });

  it('takes all that waits before anything has left', () => {
    const forecast = forecastDay({
      compliant: 0,
      all: 0,
      waiting: 10,
      wouldFail: 1,
      firstAt: null,
      now: noon,
      dayEndsAt: 24 * hourMs,
    });

    expect(forecast).toMatchObject({ perHour: null, further: 10 });
    expect(forecast.points.at(-1)).toMatchObject({ low: 0.9, high: 1 });
  });

  it('has nothing to say of a day without tagged orders', () => {
    const forecast = forecastDay({
      compliant: 0,
      all: 0,
      waiting: 0,
      wouldFail: 0,
      firstAt: null,
      now: noon,
      dayEndsAt: 24 * hourMs,
    });

    expect(forecast.points).toEqual([]);
  });
});
