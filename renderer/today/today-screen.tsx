// Today, for the supervisor: what is due, how the work flows, what needs a person, how fast it goes. Every number opens its list.

import { useCallback } from 'react';
import { useOpening } from '../frame/use-opening.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { sayDate, sayTime, sayWeekday, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { DueCounts } from './due-counts.tsx';
import { FirstSupervisor } from './first-supervisor.tsx';
import { FlowLine } from './flow-line.tsx';
import { NeedsPerson } from './needs-person.tsx';
import { RatioLine } from './ratio-line.tsx';
import { Throughput } from './throughput.tsx';
import styles from './today.module.css';
import { useMinute } from './use-minute.ts';

export function TodayScreen() {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const minute = Math.floor(now / 60_000);
  const today = useAnswer(
    'today.read',
    {},
    {
      refreshOn: [
        'orders.changed',
        'parcels.changed',
        'batches.changed',
        'shipments.changed',
        'waves.changed',
        'station.changed',
      ],
    },
  );
  useOpening(
    'today',
    useCallback(() => undefined, []),
  );
  useMinute(minute, today.reload);
  const date = new Date(now);

  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1>{t('today.date', { day: sayDate(date, t), weekday: sayWeekday(date) })}</h1>
        <p>{t('today.as-of', { time: sayTime(now, now, language, t) })}</p>
      </header>
      <FirstSupervisor />
      <RefusalBar refusal={today.refusal} />
      {today.value && (
        <>
          <DueCounts due={today.value.due} />
          <FlowLine flow={today.value.flow} />
          <RatioLine ratios={today.value.ratios} />
          <div className={styles.foot}>
            <NeedsPerson needs={today.value.needsPerson} />
            <Throughput hours={today.value.throughput} now={now} />
          </div>
        </>
      )}
    </div>
  );
}
