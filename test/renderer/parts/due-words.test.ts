import { describe, expect, it } from 'vitest';
import { dayWord, dueWords, urgencyOf } from '../../../renderer/parts/due-words.ts';

const now = new Date(2026, 8, 22, 9, 0).getTime();
const minute = 60_000;
const hour = 60 * minute;

describe('a deadline in words', () => {
  it.each([
    [now + 30_000, 'due.under-a-minute', undefined],
    [now + 40 * minute, 'due.in-minutes', 40],
    [now + 119 * minute + 59_000, 'due.in-minutes', 119],
    [now + 5 * hour + 59 * minute, 'due.in-hours', 5],
    [now + 50 * hour, 'due.in-days', 2],
    [now - 20_000, 'due.just-over', undefined],
    [now - 90 * minute, 'due.over-minutes', 90],
    [now - 30 * hour, 'due.over-hours', 30],
    [now - 72 * hour, 'due.over-days', 3],
  ])('never tells more time than there is (%#)', (dueAt, key, count) => {
    const words = dueWords(dueAt, now);

    expect(words.key).toBe(key);
    expect(words.facts.count).toBe(count);
  });

  it('is overdue from the very moment on', () => {
    expect(urgencyOf(now, now)).toBe('overdue');
    expect(urgencyOf(now + 1, now)).toBe('2h');
    expect(urgencyOf(now + 3 * hour, now)).toBe('12h');
    expect(urgencyOf(now + 13 * hour, now)).toBe('later');
  });

  it('is called by its day', () => {
    expect(dayWord(now + 14 * hour, now)).toBe('today');
    expect(dayWord(now + 15 * hour, now)).toBe('tomorrow');
    expect(dayWord(now - 10 * hour, now)).toBe('yesterday');
    expect(dayWord(now + 40 * hour, now)).toBe('date');
  });
});
