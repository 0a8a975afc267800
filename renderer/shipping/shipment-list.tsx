// Shipments of one list, newest first: which parcel, how it stands in a sentence, the platform's own words under it, and one action.

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconBarcode, IconRefresh } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { PageCache } from '../parts/page-cache.ts';
import { Tone } from '../parts/tone.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { shipmentTones, whyWords } from './shipment-words.ts';
import styles from './shipping.module.css';
import { askNumber, askWithdraw, type ShipmentView } from './shipping-store.ts';

export function ShipmentList(props: {
  readonly pages: PageCache<ShipmentView> & { readonly question: string };
  readonly count: number;
}) {
  const { pages, count } = props;
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => 88,
    overscan: 10,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => pages.show(first, last), [pages, first, last]);
  return (
    <div ref={box} className={styles.list}>
      <ul style={{ height: rows.getTotalSize() }} aria-label={t('room.shipping')}>
        {items.map((item) => {
          const shipment = pages.rowAt(item.index);
          return (
            <li
              key={shipment?.outboxNo ?? `coming ${item.index}`}
              data-index={item.index}
              ref={rows.measureElement}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {shipment ? <ShipmentRow shipment={shipment} /> : <div className={styles.coming} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ShipmentRow({ shipment }: { readonly shipment: ShipmentView }) {
  const { t } = useText();
  const retry = useAsk('shipping.retry');
  const needsPerson =
    shipment.state === 'held' || shipment.state === 'needs-person' || shipment.state === 'unreadable';
  const isWaiting = shipment.state === 'waiting' || shipment.state === 'sending';
  return (
    <article className={styles.row} data-state={shipment.state}>
      <div className={styles.rowWhat}>
        {shipment.trackingNumber ? (
          <CodeText code={shipment.trackingNumber} />
        ) : (
          <CodeText code={shipment.parcelId} />
        )}
        <span>{shipment.carrier}</span>
      </div>
      <div className={styles.rowOrders}>
        <span>{t('shipping.orders', { count: shipment.orderIds.length })}</span>
        <span title={shipment.orderIds.join('\n')}>{shipment.orderIds.slice(0, 2).join(', ')}</span>
      </div>
      <div className={styles.rowWhy}>
        <Tone tone={shipmentTones[shipment.state]}>{whyWords(shipment)}</Tone>
        {shipment.lastWords && shipment.state !== 'done' && (
          <p className={styles.theirWords}>{t('shipping.their-words', { words: shipment.lastWords })}</p>
        )}
        {isWaiting && <NextTry shipment={shipment} />}
        <RefusalBar refusal={retry.refusal} />
      </div>
      <div className={styles.rowDo}>
        {shipment.state === 'done' && shipment.settledAt !== null && <Time at={shipment.settledAt} />}
        {shipment.canCorrect !== null && (
          <Button
            variant="default"
            leftSection={<IconBarcode size={18} />}
            onClick={() => askNumber(shipment)}
          >
            {t('shipping.other-number')}
          </Button>
        )}
        {needsPerson && shipment.state !== 'unreadable' && (
          <Button
            leftSection={<IconRefresh size={18} />}
            loading={retry.isPending}
            onClick={() => void retry.send({ outboxNo: shipment.outboxNo, requestId: newRequestId() })}
          >
            {t('shipping.retry')}
          </Button>
        )}
        {(needsPerson || isWaiting) && (
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp size={18} />}
            disabled={shipment.state === 'sending'}
            onClick={() => askWithdraw(shipment)}
          >
            {t('shipping.withdraw')}
          </Button>
        )}
      </div>
    </article>
  );
}

/** When it is tried next, and how often it was. */
function NextTry({ shipment }: { readonly shipment: ShipmentView }) {
  const { t } = useText();
  const now = useNowStore((state) => state.now);
  const seconds = Math.max(0, Math.round((shipment.nextTryAt - now) / 1000));
  const when =
    shipment.state === 'sending'
      ? t('shipping.sending-now')
      : seconds < 10
        ? t('shipping.next-soon')
        : seconds < 90
          ? t('shipping.next-seconds', { count: seconds })
          : t('shipping.next-minutes', { count: Math.ceil(seconds / 60) });
  return (
    <p className={styles.nextTry}>
      {when}
      {shipment.attempts > 0 && ` · ${t('shipping.tried', { count: shipment.attempts })}`}
    </p>
  );
}
