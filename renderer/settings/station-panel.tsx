// The station itself: which data it works on, who is at it, its version. Changing to the other data is asked twice.

import { Button, Modal } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useStationStore } from '../frame/station-store.ts';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { openStation, type Refused } from '../parts/station.ts';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

export function StationPanel() {
  const { t } = useText();
  const station = useStationStore((state) => state.station);
  const [isAsked, setIsAsked] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  if (!station) return null;
  const other = station.mode === 'training' ? 'shop' : 'training';

  async function change(): Promise<void> {
    setIsAsked(false);
    setIsPending(true);
    const reply = await openStation(other);
    setIsPending(false);
    if (reply.ok) location.reload();
    else setRefusal(reply.refusal);
  }

  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <div className={styles.rowWords}>
          <h3>{t(`station.mode.${station.mode}`)}</h3>
          <p>{t(`station.mode.${station.mode}.what`)}</p>
        </div>
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={18} />}
          loading={isPending}
          onClick={() => setIsAsked(true)}
        >
          {t(`station.to.${other}`)}
        </Button>
      </div>
      <RefusalBar refusal={refusal} />
      <div className={styles.row}>
        <div className={styles.rowWords}>
          <h3>{station.person}</h3>
          <p>{t(`role.${station.role}`)}</p>
        </div>
      </div>
      <div className={styles.row}>
        <div className={styles.rowWords}>
          <h3>{t('app.name')}</h3>
          <p>{t('station.version', { version: station.version })}</p>
        </div>
      </div>
      <Modal opened={isAsked} onClose={() => setIsAsked(false)} title={t(`station.to.${other}`)} size={560}>
        <NoticeBar tone="ask">{t(`station.to.${other}.what`)}</NoticeBar>
        <div className={styles.sureDo}>
          <Button variant="default" onClick={() => setIsAsked(false)} data-autofocus>
            {t('station.stay')}
          </Button>
          <Button onClick={() => void change()}>{t(`station.to.${other}`)}</Button>
        </div>
      </Modal>
    </div>
  );
}
