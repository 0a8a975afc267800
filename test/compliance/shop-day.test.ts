import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../main/basics/clock.ts';
import { shopDayOf } from '../../main/compliance/shop-day.ts';

describe("a shop's day", () => {
  it('turns at midnight where the shop is', () => {
    const midnight = Date.UTC(2026, 8, 22, 16, 0, 0); // 00:00 of the 23rd in Shanghai

    expect(shopDayOf(midnight - 1, 'Asia/Shanghai').date).toBe('2026-09-22');
    expect(shopDayOf(midnight, 'Asia/Shanghai')).toEqual({
      date: '2026-09-23',
      startsAt: midnight,
      endsAt: midnight + 24 * hourMs,
    });
  });

  it('is another one elsewhere at the same moment', () => {
    const at = Date.UTC(2026, 8, 22, 17, 0, 0);

    expect(shopDayOf(at, 'Asia/Shanghai').date).toBe('2026-09-23');
    expect(shopDayOf(at, 'Asia/Bangkok').date).toBe('2026-09-23');
    expect(shopDayOf(at, 'Europe/London').date).toBe('2026-09-22');
    expect(shopDayOf(at, 'Pacific/Kiritimati').date).toBe('2026-09-23');
    expect(shopDayOf(at, 'Pacific/Pago_Pago').date).toBe('2026-09-22');
  });

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    const spring = shopDayOf(Date.UTC(2026, 2, 29, 12), 'Europe/Berlin');
    const autumn = shopDayOf(Date.UTC(2026, 9, 25, 12), 'Europe/Berlin');

    expect(spring.endsAt - spring.startsAt).toBe(23 * hourMs);
    expect(autumn.endsAt - autumn.startsAt).toBe(25 * hourMs);
  });

  it('begins at one where midnight is skipped', () => {
    const day = shopDayOf(Date.UTC(2026, 8, 6, 15), 'America/Santiago');

    expect(day.date).toBe('2026-09-06');
    expect(day.startsAt).toBe(Date.UTC(2026, 8, 6, 4, 0, 0));
  });

  it('follows the one before without a gap', () => {
    const day = shopDayOf(Date.UTC(2026, 0, 31, 12), 'Asia/Kathmandu');

    expect(shopDayOf(day.endsAt, 'Asia/Kathmandu').startsAt).toBe(day.endsAt);
    expect(shopDayOf(day.endsAt - minuteMs, 'Asia/Kathmandu').date).toBe(day.date);
  });
});
