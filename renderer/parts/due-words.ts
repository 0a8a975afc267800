// Times as people say them: 今天 18:00, 2 小时后; "in 40 min", "3 h overdue". Pure; the zone is the machine's own.

import type { TextKey } from '../text/text.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How near a deadline is; the colour and the shape follow from it. */
export type Urgency = 'overdue' | '2h' | '12h' | 'later';

export function urgencyOf(dueAt: number, now: number): Urgency {
  const left = dueAt - now;
  if (left <= 0) return 'overdue';
  if (left <= 2 * hourMs) return '2h';
  return left <= 12 * hourMs ? '12h' : 'later';
}

export interface DueWords {
  readonly key: Extract<TextKey, `due.${string}`>;
  readonly facts: Readonly<Record<string, number>>;
}

/** The count-down in words: minutes under two hours, hours under two days, then days. Never rounds up what is left. */
export function dueWords(dueAt: number, now: number): DueWords {
  const left = dueAt - now;
  const size = Math.abs(left);
  const isOver = left <= 0;
  if (size < minuteMs) return { key: isOver ? 'due.just-over' : 'due.under-a-minute', facts: {} };
  if (size < 2 * hourMs) {
    return {
      key: isOver ? 'due.over-minutes' : 'due.in-minutes',
      facts: { count: Math.floor(size / minuteMs) },
    };
  }
  if (size < 48 * hourMs) {
    return { key: isOver ? 'due.over-hours' : 'due.in-hours', facts: { count: Math.floor(size / hourMs) } };
  }
  return {
    key: isOver ? 'due.over-days' : 'due.in-days',
    facts: { count: Math.floor(size / (24 * hourMs)) },
  };
}

export type DayWord = 'yesterday' | 'today' | 'tomorrow' | 'date';

/** Which day `at` falls on, seen from `now`. */
export function dayWord(at: number, now: number): DayWord {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / (24 * hourMs));
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days === -1 ? 'yesterday' : 'date';
}

function startOfDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
