// The connection to the shops: on or off in calm words, what waits, send now, and the plug for drills.

import { Button, Switch } from '@mantine/core';
import { IconCloud, IconCloudOff, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useStationStore } from '../frame/station-store.ts';
import { Hotkey } from '../parts/hotkey.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import styles from './shipping.module.css';

export function ConnectionCard() {
  const { t } = useText();
  const network = useStationStore((state) => state.station?.network);
  const mode = useStationStore((state) => state.station?.mode);
  const send = useAsk('shipping.sendNow');
  const plug = useAsk('network.set');
  const [tally, setTally] = useState<RequestAnswer<'shipping.sendNow'> | null>(null);
  const sendNow = () =>
    void send.send({ requestId: newRequestId() }).then((answer) => setTally(answer ?? null));
  useShortcuts({ g: sendNow });
  if (!network) return null;
  const { isOnline, isPluggedIn, waiting } = network;
  return (
    <section className={styles.connection} data-online={isOnline}>
      <header>
        {isOnline ? <IconCloud size={32} stroke={1.6} /> : <IconCloudOff size={32} stroke={1.6} />}
        <div>
          <h2>{t(isOnline ? 'shipping.online' : 'shipping.offline')}</h2>
          <p>{t(isOnline ? 'shipping.online-what' : 'shipping.offline-what', { count: waiting })}</p>
        </div>
      </header>
      <Button
        leftSection={<IconSend size={18} />}
        variant={waiting > 0 ? 'filled' : 'default'}
        loading={send.isPending}
        disabled={waiting === 0}
        onClick={sendNow}
      >
        {t('shipping.send-now', { count: waiting })} <Hotkey>G</Hotkey>
      </Button>
      {send.isPending && <Wait what={t('shipping.sending')} />}
      {tally !== null && tally.sent > 0 && !send.isPending && (
        <p className={styles.tally}>{t('shipping.sent-tally', { ...tally })}</p>
      )}
      <RefusalBar refusal={send.refusal ?? plug.refusal} />
      <Switch
        label={t('shipping.plug')}
        description={t(mode === 'training' ? 'shipping.plug-training' : 'shipping.plug-what')}
        checked={isPluggedIn}
        onChange={(event) =>
          void plug.send({ isOnline: event.currentTarget.checked, requestId: newRequestId() })
        }
      />
    </section>
  );
}
