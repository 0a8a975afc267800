// Buyers who ask to cancel, the most urgent first: the clock, where the goods are and what to do with them, and the answer. Beneath them
// what the shop cancels itself.

import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { openWith } from '../frame/room-store.ts';
import { CodeText } from '../parts/code-text.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone, type ToneName } from '../parts/tone.tsx';
import { Countdown, sayTime, useNowStore } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import { AcceptCancellation, RefuseCancellation } from './answer-cancellation.tsx';
import styles from './cancellations.module.css';
import { OwnCancellations } from './own-cancellations.tsx';

export type Cancellation = RequestAnswer<'cancellations.list'>[number];

const placeTones: Readonly<Record<Cancellation['goods'], ToneName>> = {
  nowhere: 'quiet',
  planned: 'say',
  printed: 'ask',
  open: 'stop',
  packed: 'ask',
  shipped: 'stop',
};

export function CancellationList({
  cancellations,
  own,
}: {
  readonly cancellations: readonly Cancellation[];
  readonly own: RequestAnswer<'cancellations.own'>;
}) {
  const { t } = useText();
  const [answering, setAnswering] = useState<{ cancelId: string; accept: boolean } | null>(null);
  const asked = cancellations.find(({ cancelId }) => cancelId === answering?.cancelId);
  const close = () => setAnswering(null);
  return (
    <div className={styles.list}>
      <ul className={styles.rows} aria-label={t('shipping.part.cancellations')}>
        {cancellations.map((cancellation) => (
          <CancellationRow
            key={`${cancellation.shopId} ${cancellation.cancelId}`}
            cancellation={cancellation}
            onAnswer={(accept) => setAnswering({ cancelId: cancellation.cancelId, accept })}
          />
        ))}
      </ul>
      {asked && answering?.accept === true && <AcceptCancellation cancellation={asked} onClose={close} />}
      {asked && answering?.accept === false && <RefuseCancellation cancellation={asked} onClose={close} />}
      <OwnCancellations own={own} />
    </div>
  );
}

function CancellationRow({
  cancellation,
  onAnswer,
}: {
  readonly cancellation: Cancellation;
  readonly onAnswer: (accept: boolean) => void;
}) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const { orderId, goods, said, state } = cancellation;
  return (
    <li data-cancel={cancellation.cancelId}>
      <div className={styles.clock}>
        <small>{t('cancel.answer-by')}</small>
        {cancellation.answerBy === null ? (
          <span>{t('cancel.no-clock')}</span>
        ) : (
          <Countdown dueAt={cancellation.answerBy} title={t('cancel.lapses')} />
        )}
      </div>
      <div className={styles.what}>
        <button
          type="button"
          onClick={() => openWith({ room: 'orders', orderKey: cancellation.orderKey })}
          title={t('cancel.open-order')}
        >
          <CodeText code={orderId} />
        </button>
        <p>
          {cancellation.shopName} · {t('cancel.pieces', { count: cancellation.pieces })}
        </p>
        <p>{t('cancel.asked', { time: sayTime(cancellation.askedAt, now, language, t) })}</p>
      </div>
      <div className={styles.why}>
        <b>
          {cancellation.reason === ''
            ? t('cancel.no-reason')
            : t('cancel.reason', { words: cancellation.reason })}
        </b>
        <Tone tone={placeTones[goods]}>{t(`cancel.where.${goods}`)}</Tone>
        <p>{t(`cancel.where.${goods}-do`)}</p>
        {said && state === 'asked' && (
          <p className={styles.said}>
            {said.words === ''
              ? sayCode('cancellation', said.code.replace('cancellation.', ''))
              : t('cancel.said', { words: said.words })}
          </p>
        )}
      </div>
      <div className={styles.do}>
        {state === 'answering' ? (
          <Tone tone="say">{t('cancel.answering')}</Tone>
        ) : (
          <>
            <Button leftSection={<IconCheck size={18} />} onClick={() => onAnswer(true)}>
              {t('cancel.accept')}
            </Button>
            <Button variant="default" leftSection={<IconX size={18} />} onClick={() => onAnswer(false)}>
              {t('cancel.refuse')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
