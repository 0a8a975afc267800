// A time on screen: as people say it, and a count-down that keeps going. One ticking clock serves every count-down on the page.

import { create } from 'zustand';
import { sayCode } from '../text/sentence.tsx';
import { type Say, say, useText } from '../text/text.ts';
import { dayWord, dueWords, urgencyOf } from './due-words.ts';
import styles from './parts.module.css';
import { ToneIcon, type ToneName } from './tone.tsx';

/** Now, as the station sees it: the machine's clock plus what the station's differs from it. */
export const useNowStore = create<{ readonly now: number; readonly offsetMs: number }>(() => ({
  now: Date.now(),
  offsetMs: 0,
}));

/** Ticks every 10 s, which is as fine as any words change but the last minute's. */
export function startTicking(): () => void {
  const timer = setInterval(tick, 10_000);
  return () => clearInterval(timer);
}
function tick(): void {
  useNowStore.setState((state) => ({ now: Date.now() + state.offsetMs }));
}
/** The station told its time: count-downs follow it. */
export function followStationClock(stationNow: number): void {
  useNowStore.setState({ offsetMs: stationNow - Date.now(), now: stationNow });
}

/** 今天 18:00 / tomorrow 09:30 / 9月24日 18:00. */
export function sayTime(at: number, now: number, language: 'zh-CN' | 'en', t: Say = say): string {
  const date = new Date(at);
  const time = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  const day = dayWord(at, now);
  if (day !== 'date') return t(`when.${day}`, { time });
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  if (isThisYear) return `${sayDate(date, t, 'month-short')} ${time}`;
  const words = date.toLocaleDateString(language, { month: 'short', day: 'numeric', year: 'numeric' });
  return `${words} ${time}`;
}

/** 11月21日 / November 21, Nov 21. In our own words: the machine's tables of dates take 30 ms of the first screen to load. */
export function sayDate(date: Date, t: Say = say, length: 'month' | 'month-short' = 'month'): string {
  const month = sayCode(length, String(date.getMonth() + 1));
  return t('when.month-day', { month, day: date.getDate() });
}

export function sayWeekday(date: Date): string {
  return sayCode('weekday', String(date.getDay()));
}

export function Time({ at }: { readonly at: number }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  return <time dateTime={new Date(at).toISOString()}>{sayTime(at, now, language, t)}</time>;
}

const toneOf: Record<ReturnType<typeof urgencyOf>, ToneName> = {
  overdue: 'stop',
  '2h': 'ask',
  '12h': 'say',
  later: 'quiet',
};

/** What is left until `dueAt`, in words, colour and shape; nothing when nothing is due. `title` tells the exact time. */
export function Countdown({ dueAt, title }: { readonly dueAt: number | null; readonly title?: string }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  if (dueAt === null) return <span className={styles.none}>–</span>;
  const urgency = urgencyOf(dueAt, now);
  const words = dueWords(dueAt, now);
  const exact = sayTime(dueAt, now, language, t);
  return (
    <span className={styles.countdown} data-urgency={urgency} title={title ? `${title} · ${exact}` : exact}>
      {urgency !== 'later' && <ToneIcon tone={toneOf[urgency]} size={15} />}
      {t(words.key, words.facts)}
    </span>
  );
}
