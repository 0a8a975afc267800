// The training shop's own side, for drills: how the shop behaves, new orders, a buyer who changes their mind, the plug.

import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStationStore } from '../frame/station-store.ts';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { Segments } from '../parts/segments.tsx';
import { ask } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

const behaviours = ['normal', 'slow', 'offline', 'refusing', 'losing-answers'] as const;

export function TrainingPanel() {
  const { t, language } = useText();
  const training = useAnswer(
    'training.describe',
    {},
    { refreshOn: ['orders.changed', 'shipments.changed', 'network.changed'] },
  );
  const setBehaviour = useAsk('training.setBehaviour');
  const setNetwork = useAsk('network.set');
  const isOnline = useStationStore((state) => state.station?.network.isOnline ?? true);
  if (training.refusal) return <RefusalBar refusal={training.refusal} />;
  if (!training.value) return null;
  return (
    <div className={styles.card}>
      <div className={styles.row} data-tall>
        <div className={styles.rowWords}>
          <h3>{t('training.behaviour')}</h3>
          <p>{t(`training.${training.value.behaviour}.what`)}</p>
          <small>
            {t('training.counts', {
              orders: training.value.orderCount.toLocaleString(language),
              shipped: training.value.shippedCount.toLocaleString(language),
            })}
          </small>
        </div>
        <div className={styles.behaviours}>
          <Segments
            label={t('training.behaviour')}
            segments={behaviours.map((value) => ({ value, label: t(`training.${value}`) }))}
            chosen={training.value.behaviour}
            onChoose={(behaviour) =>
              void setBehaviour.send({ behaviour, requestId: newRequestId() }).then(training.reload)
            }
          />
        </div>
        <RefusalBar refusal={setBehaviour.refusal} />
      </div>
      <div className={styles.row}>
        <div className={styles.rowWords}>
          <h3>{t('training.plug')}</h3>
          <p>{t('training.plug.what')}</p>
          <RefusalBar refusal={setNetwork.refusal} />
        </div>
        <Switch
          aria-label={t('training.plug')}
          checked={isOnline}
          onChange={(event) =>
            void setNetwork.send({ isOnline: event.currentTarget.checked, requestId: newRequestId() })
          }
        />
      </div>
      <AddOrders onDone={training.reload} />
      <CancelOrder />
    </div>
  );
}

function AddOrders({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const add = useAsk('training.addOrders');
  const [count, setCount] = useState<number | string>(20);
  const [added, setAdded] = useState<number | null>(null);
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        void add.send({ count: Number(count), requestId: newRequestId() }).then(async (done) => {
          setAdded(done?.added ?? null);
          if (done) await ask('orders.pull', {});
          onDone();
        });
      }}
    >
      <div className={styles.rowWords}>
        <h3>{t('training.add')}</h3>
        <p>{t('training.add.what')}</p>
        <RefusalBar refusal={add.refusal} />
        {added !== null && <NoticeBar tone="ok">{t('training.added', { count: added })}</NoticeBar>}
      </div>
      <div className={styles.pair}>
        <NumberInput
          aria-label={t('training.add')}
          w={120}
          min={1}
          max={2_000}
          value={count}
          onChange={setCount}
        />
        <Button type="submit" variant="default" loading={add.isPending} disabled={Number(count) < 1}>
          {t('training.add.do')}
        </Button>
      </div>
    </form>
  );
}

function CancelOrder() {
  const { t } = useText();
  const cancel = useAsk('training.cancelOrder');
  const [orderId, setOrderId] = useState('');
  const [cancelled, setCancelled] = useState<string | null>(null);
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        void cancel.send({ orderId: orderId.trim(), requestId: newRequestId() }).then(async (done) => {
          setCancelled(done ? orderId.trim() : null);
          if (!done) return;
          setOrderId('');
          await ask('orders.pull', {});
        });
      }}
    >
      <div className={styles.rowWords}>
        <h3>{t('training.cancel')}</h3>
        <p>{t('training.cancel.what')}</p>
        <RefusalBar refusal={cancel.refusal} />
        {cancelled !== null && (
          <NoticeBar tone="ok">{t('training.cancelled', { orderId: cancelled })}</NoticeBar>
        )}
      </div>
      <div className={styles.pair}>
        <TextInput
          aria-label={t('training.cancel')}
          placeholder={t('orders.col.order')}
          w={220}
          value={orderId}
          data-takes-scans
          onChange={(event) => setOrderId(event.target.value)}
        />
        <Button type="submit" variant="default" loading={cancel.isPending} disabled={orderId.trim() === ''}>
          {t('training.cancel.do')}
        </Button>
      </div>
    </form>
  );
}
