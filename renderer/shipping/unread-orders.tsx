// Orders that nobody could read: which, since when, what stood in the way, and what to do until they can be read.

import { Button, CopyButton } from '@mantine/core';
import { IconCopy, IconRefresh } from '@tabler/icons-react';
import { openWith } from '../frame/room-store.ts';
import { CodeText } from '../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './cancellations.module.css';

export type UnreadOrder = RequestAnswer<'orders.unread'>[number];

export function UnreadOrders({ orders }: { readonly orders: readonly UnreadOrder[] }) {
  const { t } = useText();
  const pull = useAsk('orders.pull');
  return (
    <>
      <NoticeBar
        tone="ask"
        actions={
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} />}
            loading={pull.isPending}
            onClick={() => void pull.send({ requestId: newRequestId() })}
          >
            {t('unread.ask-again')}
          </Button>
        }
      >
        {t('unread.what')}
      </NoticeBar>
      <RefusalBar refusal={pull.refusal} />
      <ul className={`${styles.list} ${styles.rows}`} aria-label={t('shipping.part.unread')}>
        {orders.map((order) => (
          <UnreadRow key={`${order.shopId} ${order.orderId}`} order={order} />
        ))}
      </ul>
    </>
  );
}

function UnreadRow({ order }: { readonly order: UnreadOrder }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const { orderId, orderKey } = order;
  return (
    <li data-unread={orderId}>
      <div className={styles.clock}>
        <small>{t('unread.seen', { time: sayTime(order.seenAt, now, language, t) })}</small>
        <span>{t('unread.since', { time: sayTime(order.firstSeenAt, now, language, t) })}</span>
      </div>
      <div className={styles.what}>
        {orderId === '' ? (
          <Tone tone="stop">{t('unread.number-unknown')}</Tone>
        ) : (
          <b>
            <CodeText code={orderId} />
          </b>
        )}
        <p>{order.shopName}</p>
        {order.platformState !== '' && <p>{t('unread.state', { words: order.platformState })}</p>}
      </div>
      <div className={styles.why}>
        <b>{t(orderKey === null ? 'unread.never' : 'unread.known')}</b>
        <p>{t(orderId === '' ? 'unread.do-number' : 'unread.do')}</p>
        <p>
          {t('unread.place', { place: order.place })} · {t('unread.tell')}
        </p>
      </div>
      <div className={styles.do}>
        {orderId !== '' && (
          <CopyButton value={orderId}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<IconCopy size={18} />} onClick={copy}>
                {t(copied ? 'unread.copied' : 'unread.copy')}
              </Button>
            )}
          </CopyButton>
        )}
        {orderKey !== null && (
          <Button variant="default" onClick={() => openWith({ room: 'orders', orderKey })}>
            {t('unread.open')}
          </Button>
        )}
      </div>
    </li>
  );
}
