// What the station as a whole has to say: a clock that went back, a backup that failed, a file that was replaced. One line each.

import { Button } from '@mantine/core';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { useAsk } from '../parts/use-ask.ts';
import { sayCode } from '../text/sentence.tsx';
import { hasText, useText } from '../text/text.ts';
import styles from './frame.module.css';
import { readStation, type StationView, useStationStore } from './station-store.ts';

type Notice = StationView['notices'][number];

/** One that has several reasons has a sentence for each (`facts.reason`). */
function noticeWords({ code, facts }: Notice): string {
  const closer = `${code}.${String(facts.reason ?? '')}`;
  return sayCode('notice', hasText(`notice.${closer}`) ? closer : code, facts);
}

export function NoticeLines() {
  const { t } = useText();
  const station = useStationStore((state) => state.station);
  const refusal = useStationStore((state) => state.refusal);
  const acceptClock = useAsk('station.acceptClock');
  const notices = station?.notices ?? [];
  if (notices.length === 0 && !refusal && !station?.isReadOnly) return null;
  return (
    <div className={styles.notices}>
      <RefusalBar refusal={refusal} />
      {station?.isReadOnly && <NoticeBar tone="ask">{sayCode('refusal', 'station.read-only')}</NoticeBar>}
      {notices.map((notice) => (
        <NoticeBar
          key={notice.code}
          tone="ask"
          actions={
            (notice.code === 'clock.moved-back' && (
              <Button
                variant="default"
                loading={acceptClock.isPending}
                onClick={() => void acceptClock.send({}).then(readStation)}
              >
                {t('frame.clock-is-right')}
              </Button>
            )) ||
            (notice.code === 'database.damaged' && !station?.isReadOnly && (
              <Button
                variant="default"
                onClick={() => useStationStore.setState({ recovery: { kind: 'asked', facts: notice.facts } })}
              >
                {t('shut.put-right')}
              </Button>
            ))
          }
        >
          {noticeWords(notice)}
        </NoticeBar>
      ))}
      <RefusalBar refusal={acceptClock.refusal} />
    </div>
  );
}
