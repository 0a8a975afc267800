// How each shop is synced: when it was last heard, what came, what waits or stands still, why it fails and what to do. One press asks it now.

import { Button } from '@mantine/core';
import { IconRefresh, IconTool } from '@tabler/icons-react';
import { openWith } from '../frame/room-store.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { sayRefusal } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './shipping.module.css';

type Sync = RequestAnswer<'shops.syncs'>[number];

export function ShopSyncs() {
  const { t } = useText();
  const syncs = useAnswer(
    'shops.syncs',
    {},
    { refreshOn: ['syncs.changed', 'station.changed', 'shipments.changed'] },
  );
  const settings = useAnswer('settings.list', {}, { refreshOn: ['settings.changed'] });
  const every = settings.value?.find(({ name }) => name === 'network.pullEverySeconds')?.value;
  if (!syncs.value || syncs.value.length === 0) return <RefusalBar refusal={syncs.refusal} />;
  return (
    <section className={styles.syncs}>
      <h2>{t('sync.title')}</h2>
      <ul>
        {syncs.value.map((sync) => (
          <ShopSync key={sync.shopId} sync={sync} everySeconds={Number(every ?? 60)} />
        ))}
      </ul>
    </section>
  );
}

function ShopSync({ sync, everySeconds }: { readonly sync: Sync; readonly everySeconds: number }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const pull = useAsk('orders.pull');
  const { shop, fault, trouble, pulledAt } = sync;
  const isFinished = sync.step === 'done';
  return (
    <li data-trouble={trouble ?? undefined}>
      <header>
        <Tone tone={toneOf(sync)} size={18}>
          <b>{shop.name}</b>
        </Tone>
        {isFinished && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={pull.isPending}
            onClick={() => void pull.send({ shopId: shop.shopId, requestId: newRequestId() })}
          >
            {t('sync.pull')}
          </Button>
        )}
      </header>
      {isFinished ? (
        <p>
          {pulledAt === null
            ? t('sync.never')
            : t('sync.pulled', { time: sayTime(pulledAt, now, language, t) })}
          {pulledAt !== null && ` · ${cameWords(sync, t)}`}
        </p>
      ) : (
        <p>{t('sync.not-finished')}</p>
      )}
      {(sync.waiting > 0 || sync.failing > 0) && (
        <p>
          {sync.waiting > 0 && t('sync.waiting', { count: sync.waiting })}
          {sync.waiting > 0 && sync.failing > 0 && ' · '}
          {sync.failing > 0 && <b>{t('sync.failing', { count: sync.failing })}</b>}
        </p>
      )}
      {fault && (
        <>
          <p className={styles.syncWhy}>{sayRefusal({ code: `fault.${fault.code}`, facts: fault.facts })}</p>
          <p>
            {t('sync.since', { time: sayTime(fault.at, now, language, t) })}
            {(trouble === null || trouble === 'silent') &&
              ` · ${t('sync.again-soon', { seconds: everySeconds })}`}
          </p>
        </>
      )}
      {trouble !== null && trouble !== 'silent' && (
        <Button
          size="xs"
          leftSection={<IconTool size={16} />}
          onClick={() => openWith({ room: 'settings', part: 'shops', shopId: shop.shopId })}
        >
          {t('sync.put-right')}
        </Button>
      )}
    </li>
  );
}

function toneOf({ trouble, fault, pulledAt }: Sync): ToneName {
  if (trouble === 'consent-ending' || trouble === 'not-finished') return 'ask';
  if (trouble !== null) return 'stop';
  if (fault) return 'ask';
  return pulledAt === null ? 'quiet' : 'ok';
}

function cameWords({ newCount, changedCount }: Sync, t: ReturnType<typeof useText>['t']): string {
  return newCount + changedCount === 0
    ? t('sync.came-nothing')
    : t('sync.came', { new: newCount, changed: changedCount });
}
