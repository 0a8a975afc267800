// Laws of door.ratio: what may fail is exactly what may fail, and the forecast never contradicts itself.

import { expect, it } from 'vitest';
import { hourMs } from '../../main/basics/clock.ts';
import { forecastDay, isBelow, mayFail, mayFailInARow, toGetBack } from '../../main/compliance/ratio.ts';
import { fc } from '../builders/laws.ts';

const counted = fc
  .tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 400 }))
  .map(([compliant, failed]) => ({ compliant, all: compliant + failed }));
const leastPercent = fc.integer({ min: 100, max: 10_000 }).map((parts) => parts / 100);

it('lets exactly as many fail in a row as keep the line', () => {
  fc.assert(
    fc.property(counted, leastPercent, (day, least) => {
      fc.pre(!isBelow(day, least));
      const may = mayFailInARow(day, least);

      expect(isBelow({ ...day, all: day.all + may }, least)).toBe(false);
      expect(isBelow({ ...day, all: day.all + may + 1 }, least)).toBe(true);
    }),
  );
});

it('lets exactly as many of the coming orders fail as keep the line', () => {
  fc.assert(
    fc.property(counted, leastPercent, fc.integer({ min: 0, max: 2_000 }), (day, least, further) => {
      const after = (failing: number) => ({
        compliant: day.compliant + further - failing,
        all: day.all + further,
      });
      const may = mayFail(day, least, further);

      if (may > 0) expect(isBelow(after(may), least)).toBe(false);
      if (may < further) expect(isBelow(after(may + 1), least)).toBe(true);
    }),
  );
});

it('leads back to the line with exactly so many right ones', () => {
  fc.assert(
    fc.property(counted, leastPercent, (day, least) => {
      const right = toGetBack(day, least);
      fc.pre(right !== null);
      const after = (more: number) => ({ compliant: day.compliant + more, all: day.all + more });

      expect(isBelow(after(right ?? 0), least)).toBe(false);
      if (right) expect(isBelow(after(right - 1), least)).toBe(true);
    }),
  );
});

it('forecasts inside of 0 and 1, begins where the day stands, and keeps low under expected under high', () => {
  const day = fc.record({
    waiting: fc.integer({ min: 0, max: 3_000 }),
    wouldFail: fc.integer({ min: 0, max: 3_000 }),
    hoursAgo: fc.double({ min: 0, max: 20, noNaN: true }),
    hoursLeft: fc.double({ min: 0, max: 24, noNaN: true }),
  });
  fc.assert(
    fc.property(counted, day, (count, { waiting, wouldFail, hoursAgo, hoursLeft }) => {
      const now = 100 * hourMs;
      const forecast = forecastDay({
        ...count,
        waiting,
        wouldFail,
        firstAt: count.all === 0 ? null : now - hoursAgo * hourMs,
        now,
        dayEndsAt: now + hoursLeft * hourMs,
      });

      expect(forecast.further).toBeLessThanOrEqual(waiting);
      expect(forecast.endsAt).toBeGreaterThanOrEqual(now);
      expect(forecast.endsAt).toBeLessThanOrEqual(now + hoursLeft * hourMs);
      const slack = 1e-9;
      for (const point of forecast.points) {
        expect(point.low).toBeGreaterThanOrEqual(-slack);
        expect(point.high).toBeLessThanOrEqual(1 + slack);
        expect(point.low).toBeLessThanOrEqual(point.expected + slack);
        expect(point.expected).toBeLessThanOrEqual(point.high + slack);
      }
      if (count.all > 0) {
        for (const edge of ['low', 'expected', 'high'] as const) {
          expect(forecast.points[0]?.[edge]).toBeCloseTo(count.compliant / count.all, 9);
        }
      }
    }),
  );
});

it('never grows better when more would fail', () => {
  fc.assert(
    fc.property(
      counted,
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 0, max: 899 }),
      (count, waiting, fails) => {
        const end = (wouldFail: number) =>
          forecastDay({
            ...count,
            waiting,
            wouldFail,
            firstAt: count.all === 0 ? null : 0,
            now: hourMs,
            dayEndsAt: 24 * hourMs,
          }).points.at(-1);

        const fewer = end(Math.min(fails, waiting));
        const more = end(Math.min(fails + 1, waiting));

        expect(more?.low ?? 0).toBeLessThanOrEqual((fewer?.low ?? 0) + 1e-9);
        expect(more?.expected ?? 0).toBeLessThanOrEqual((fewer?.expected ?? 0) + 1e-9);
        expect(more?.high).toBe(fewer?.high);
      },
    ),
  );
});
