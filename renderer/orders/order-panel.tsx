// One order's whole story: hold, deadlines with their rules, recipient, lines, parcels, and everything that happened to it.

import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconGift } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { placeOfParcel, showParcel } from '../frame/open-parcel.ts';
import { openWith } from '../frame/room-store.ts';
import { CodeText } from '../parts/code-text.tsx';
import { DoorChip } from '../parts/door-chip.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { SlipButton } from '../parts/slip-button.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { useInView } from '../parts/use-in-view.ts';
import { Wait } from '../parts/wait.tsx';
import { Countdown, sayTime, Time, useNowStore } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import { CancelOrderButton } from './cancel-order.tsx';
import { OrderStateWord } from './order-words.tsx';
import styles from './orders.module.css';
import { useOrders } from './orders-store.ts';
import { Timeline } from './timeline.tsx';

type Story = RequestAnswer<'orders.story'>;

export function OrderPanel({
  orderKey,
  onClose,
}: {
  readonly orderKey: number;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const story = useAnswer(
    'orders.story',
    { orderKey },
    { refreshOn: ['orders.changed', 'parcels.changed', 'shipments.changed', 'batches.changed'] },
  );
  const present = story.value?.order.orderKey === orderKey ? story.value : undefined;
  return (
    <SidePanel
      onClose={onClose}
      head={present ? <Head order={present.order} /> : <h2>{t('orders.story')}</h2>}
    >
      <RefusalBar refusal={story.refusal} />
      {present ? <Body story={present} /> : story.isLoading && <Wait what={t('wait.story')} />}
    </SidePanel>
  );
}

function Head({ order }: { readonly order: Story['order'] }) {
  const { t } = useText();
  return (
    <div className={styles.panelHead}>
      <p>
        <OrderStateWord order={order} />
        <DoorChip tag={order.doorTag} />
        <span>{order.shopName}</span>
      </p>
      <h2>
        <CodeText code={order.orderId} />
        <CopyButton value={order.orderId}>
          {({ copied, copy }) => (
            <button type="button" className={styles.copy} onClick={copy} aria-label={t('do.copy')}>
              {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            </button>
          )}
        </CopyButton>
      </h2>
    </div>
  );
}

function Body({ story }: { readonly story: Story }) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const { order, recipient } = story;
  return (
    <div className={styles.story}>
      {story.hold && (
        <NoticeBar tone="stop">
          {sayCode('hold', `${story.hold.code}.do`)}
          {story.hold.answerBy !== null && (
            <small className={styles.barMore}>
              {t('orders.answer-by', { time: sayTime(story.hold.answerBy, now, language, t) })}
            </small>
          )}
        </NoticeBar>
      )}
      {order.doorTag === 'look' && <NoticeBar tone="ask">{t('orders.look-at-tag')}</NoticeBar>}

      {story.deadlines.length > 0 && (
        <Section title={t('orders.deadlines')}>
          <ul className={styles.deadlines}>
            {story.deadlines.map((deadline) => (
              <li key={`${deadline.rule} ${deadline.at}`}>
                <div>
                  <b>{sayCode('rule', deadline.rule)}</b>
                  <small>
                    {t(deadline.source === 'platform' ? 'orders.by-platform' : 'orders.by-rule')} ·{' '}
                    {deadline.rule}
                  </small>
                </div>
                <div>
                  <Countdown dueAt={deadline.at} />
                  <small>
                    <Time at={deadline.at} />
                  </small>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}

      <Section title={t('orders.recipient')}>
        <p className={styles.recipient}>
          <b>{recipient.name}</b> <span>{recipient.phone}</span>
          <br />
          {recipient.address}
        </p>
        {order.buyerNote && <Note title={t('orders.buyer-note')}>{order.buyerNote}</Note>}
        {order.sellerNote && <Note title={t('orders.seller-note')}>{order.sellerNote}</Note>}
      </Section>

      <Section title={t('orders.lines-pieces', { lines: order.lineCount, pieces: order.pieceCount })}>
        <ul className={styles.lines}>
          {story.lines.map((line) => (
            <li key={line.lineId}>
              <span className={styles.pieces} data-many={line.quantity > 1}>
                {line.quantity}
              </span>
              <div>
                <b>{line.name}</b>
                <small>
                  {line.spec && `${line.spec} · `}
                  <CodeText code={line.skuCode} />
                </small>
              </div>
              <span className={styles.lineTags}>
                {line.isGift && (
                  <span className={styles.gift}>
                    <IconGift size={14} /> {t('orders.gift')}
                  </span>
                )}
                <DoorChip tag={line.doorTag} />
              </span>
            </li>
          ))}
        </ul>
      </Section>

      <Section title={t('orders.parcels')}>
        {story.parcels.length === 0 ? (
          <p className={styles.faint}>{t('orders.no-parcel')}</p>
        ) : (
          <ul className={styles.parcels}>
            {story.parcels.map((parcel) => (
              <ParcelRow key={parcel.parcelId} parcel={parcel} />
            ))}
          </ul>
        )}
      </Section>

      <Section title={t('orders.timeline')}>
        <Timeline entries={story.timeline} />
      </Section>

      <CancelOrderButton orderKey={order.orderKey} orderId={order.orderId} />
    </div>
  );
}

function ParcelRow({ parcel }: { readonly parcel: Story['parcels'][number] }) {
  const { t } = useText();
  const isNamed = useOrders((shown) => shown.namedParcelId === parcel.parcelId);
  const row = useInView<HTMLLIElement>(isNamed);
  const { parcelId, waveId } = parcel;
  const isOnBoard = placeOfParcel(parcel)?.room === 'waves';
  return (
    <li ref={row} data-named={isNamed || undefined}>
      <div>
        <b>{sayCode('parcel.state', parcel.state)}</b>
        <small>
          {parcel.trackingNumber ? (
            <>
              {parcel.carrier} <CodeText code={parcel.trackingNumber} />
            </>
          ) : (
            t('orders.no-waybill')
          )}
          {' · '}
          <CodeText code={parcelId} />
        </small>
      </div>
      {parcel.state !== 'dissolved' && parcel.state !== 'pulled' && (
        <SlipButton kind="packing-slip" id={parcelId} size="compact-sm" />
      )}
      {(isOnBoard || waveId) && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => (isOnBoard ? showParcel(parcelId) : waveId && openWith({ room: 'waves', waveId }))}
        >
          {t(isOnBoard ? 'do.open' : 'orders.picking-list')}
        </Button>
      )}
    </li>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Note({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <p className={styles.note}>
      <small>{title}</small>
      {children}
    </p>
  );
}
