// Orders that the shop itself cancels: being told, or refused by the platform with its words, and what can be done about each.

import { Button } from '@mantine/core';
import { openWith } from '../frame/room-store.ts';
import { CodeText } from '../parts/code-text.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './cancellations.module.css';

type OwnCancellation = RequestAnswer<'cancellations.own'>[number];

export function OwnCancellations({ own }: { readonly own: readonly OwnCancellation[] }) {
  const { t } = useText();
  if (own.length === 0) return null;
  return (
    <section className={styles.own} aria-label={t('own-cancel.list')}>
      <h2>{t('own-cancel.list')}</h2>
      <ul className={styles.rows}>
        {own.map((each) => (
          <OwnRow key={each.orderKey} own={each} />
        ))}
      </ul>
    </section>
  );
}

function OwnRow({ own }: { readonly own: OwnCancellation }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const takeBack = useAsk('cancellations.takeBack');
  const { orderKey, said, askedBy } = own;
  const isRefused = own.state === 'refused';
  const send = () => void takeBack.send({ orderKey, requestId: newRequestId() });
  return (
    <li data-own={orderKey}>
      <div className={styles.what}>
        <button
          type="button"
          onClick={() => openWith({ room: 'orders', orderKey })}
          title={t('cancel.open-order')}
        >
          <CodeText code={own.orderId} />
        </button>
        <p>{own.shopName}</p>
        <p>{t('own-cancel.asked', { person: askedBy, time: sayTime(own.askedAt, now, language, t) })}</p>
      </div>
      <div className={styles.why}>
        <Tone tone={isRefused ? 'stop' : 'say'}>
          <b>{t(isRefused ? 'own-cancel.refused' : 'own-cancel.telling')}</b>
        </Tone>
        {said && (
          <p className={styles.said}>
            {sayCode('own-cancel.said', said.code.replace('own-cancel.', ''))}
            {said.words !== '' && ` · ${t('shipping.their-words', { words: said.words })}`}
          </p>
        )}
        <p>{t(isRefused ? 'own-cancel.refused-do' : 'own-cancel.telling-do')}</p>
        <RefusalBar refusal={takeBack.refusal} />
      </div>
      <div className={styles.do}>
        {isRefused && (
          <Button variant="default" onClick={() => openWith({ room: 'orders', orderKey })}>
            {t('own-cancel.again')}
          </Button>
        )}
        {(isRefused || own.canTakeBack) && (
          <Button variant="default" loading={takeBack.isPending} onClick={send}>
            {t(isRefused ? 'own-cancel.put-away' : 'own-cancel.take-back')}
          </Button>
        )}
      </div>
    </li>
  );
}
