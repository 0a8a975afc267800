import { describe, expect, it } from 'vitest';
import { type DayOfShop, ratioShape } from '../../../renderer/compliance/ratio-shape.ts';

const hour = 3_600_000;

function aDay(overrides: Partial<DayOfShop> = {}): DayOfShop {
  const day = {
    now: 10 * hour,
    leastPercent: 95,
    day: { date: '2026-09-22', startsAt: 0, endsAt: 24 * hour },
    line: [
      { at: 8 * hour, compliant: 1, all: 1 },
      { at: 9 * hour, compliant: 19, all: 20 },
    ],
    forecast: {
      endsAt: 12 * hour,
      points: [
        { at: 10 * hour, low: 0.95, expected: 0.95, high: 0.95 },
        { at: 12 * hour, low: 0.9, expected: 0.96, high: 0.98 },
      ],
    },
    ...overrides,
  };
  return day as DayOfShop; // what the shape reads of a day
}

describe('the ratio chart', () => {
  it('puts 100 % at the top and the threshold where the ratio stands on it', () => {
    const shape = ratioShape(aDay(), 900, 200);

    expect(shape.levels[0]).toEqual({ percent: 100, y: 0 });
    expect(shape.here?.y).toBeCloseTo(shape.leastY, 6);
    expect(shape.here?.x).toBe(shape.nowX);
  });

  it('keeps line and band inside of its box', () => {
    const shape = ratioShape(aDay(), 900, 200);

    const numbers =
      `${shape.line} ${shape.band} ${shape.expected}`.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(900);
  });

  it('does not let the first failure of the morning flatten the day', () => {
    const early = [
      { at: 8 * hour, compliant: 0, all: 1 },
      { at: 9 * hour, compliant: 39, all: 40 },
    ];

    const shape = ratioShape(aDay({ line: early }), 900, 200);

    expect(shape.levels.at(-1)?.percent).toBeGreaterThanOrEqual(85);
  });

  it('draws no line before anything has left', () => {
    const shape = ratioShape(aDay({ line: [], forecast: { ...aDay().forecast, points: [] } }), 900, 200);

    expect(shape).toMatchObject({ line: '', band: '', here: null, end: null });
  });
});
