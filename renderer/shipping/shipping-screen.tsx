// The shipping room: what waits to be told to the shops, what was told, what needs a person, which buyers ask to cancel, which orders
// nobody could read, what travels the first mile; and how the connection and each shop stand.

import { IconCircleCheck, IconMailbox, IconTruckDelivery } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useOpening } from '../frame/use-opening.ts';
import { dayOf } from '../parts/day-of.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { SlipButton } from '../parts/slip-button.tsx';
import { ask } from '../parts/station.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { usePages } from '../parts/use-pages.ts';
import { useText } from '../text/text.ts';
import { CancellationList } from './cancellation-list.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { type FirstMile, FirstMilePart } from './first-mile.tsx';
import { PutNumberRight } from './put-number-right.tsx';
import { ShipmentList } from './shipment-list.tsx';
import styles from './shipping.module.css';
import {
  type ShipmentView,
  type ShippingPart,
  shippingParts,
  showShipments,
  useShipping,
} from './shipping-store.ts';
import { ShopSyncs } from './shop-syncs.tsx';
import { UnreadOrders } from './unread-orders.tsx';
import { UnsentParcels } from './unsent-parcels.tsx';
import { UploadFiles } from './upload-files.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

const partTones: Readonly<Record<ShippingPart, ToneName>> = {
  waiting: 'say',
  done: 'ok',
  'needs-person': 'stop',
  cancellations: 'stop',
  unread: 'stop',
  'first-mile': 'say',
};
const refreshOn = ['shipments.changed', 'parcels.changed', 'network.changed', 'station.changed'] as const;

export function ShippingScreen() {
  const { t } = useText();
  const { part: chosen, withdrawing, correcting } = useShipping();
  const counted = useAnswer('shipping.page', { state: 'all', offset: 0, limit: 1 }, { refreshOn });
  const asked = useAnswer(
    'cancellations.list',
    {},
    { refreshOn: ['orders.changed', 'parcels.changed', 'batches.changed'] },
  );
  const own = useAnswer('cancellations.own', {}, { refreshOn: ['orders.changed', 'shipments.changed'] });
  const unread = useAnswer('orders.unread', {}, { refreshOn: ['orders.changed', 'syncs.changed'] });
  const firstMile = useAnswer(
    'firstMile.read',
    {},
    { refreshOn: ['parcels.changed', 'orders.changed', 'syncs.changed'] },
  );
  const counts = counted.value && {
    ...counted.value.counts,
    cancellations: (asked.value?.length ?? 0) + (own.value?.length ?? 0),
    unread: unread.value?.length ?? 0,
    // What is still to be bundled or handed over.
    'first-mile': countOpen(firstMile.value),
  };
  const part = chosen ?? ((counts?.['needs-person'] ?? 0) > 0 ? 'needs-person' : 'waiting');
  const isShipments = part === 'waiting' || part === 'done' || part === 'needs-person';
  const state = isShipments ? part : 'needs-person';
  const pages = usePages<ShipmentView>(
    state,
    (offset, limit) => ask('shipping.page', { state, offset, limit }),
    { refreshOn },
  );
  useOpening(
    'shipping',
    useCallback((what) => {
      const named = shippingParts.find((each) => each === what.part);
      if (named) showShipments(named);
    }, []),
  );
  const hasFirstMile = (firstMile.value?.shops.length ?? 0) > 0 || (firstMile.value?.bundles.length ?? 0) > 0;
  const isThere = { unread: (counts?.unread ?? 0) > 0, 'first-mile': hasFirstMile };
  const shown = shippingParts.filter(
    (each) => part === each || (each !== 'unread' && each !== 'first-mile') || isThere[each],
  );
  const total = isShipments ? pages.total() : part === 'first-mile' ? 1 : counts?.[part];
  return (
    <div className={styles.room}>
      <main className={styles.main}>
        <header className={styles.head}>
          <h1>{t('room.shipping')}</h1>
          <SlipButton kind="end-of-day" id={dayOf(new Date())} />
        </header>
        <div className={styles.tabs} role="tablist" data-count={shown.length}>
          {shown.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === part}
              data-part={each}
              data-some={(counts?.[each] ?? 0) > 0 || undefined}
              onClick={() => showShipments(each)}
            >
              <ToneIcon tone={(counts?.[each] ?? 0) > 0 ? partTones[each] : 'quiet'} size={20} />
              <span>{t(`shipping.part.${each}`)}</span>
              <b>{counts?.[each] ?? '–'}</b>
            </button>
          ))}
        </div>
        <RefusalBar
          refusal={
            counted.refusal ??
            asked.refusal ??
            own.refusal ??
            unread.refusal ??
            firstMile.refusal ??
            pages.refusal()
          }
        />
        {isShipments && <UnsentParcels count={counted.value?.unsent ?? 0} />}
        {total === 0 ? (
          <NothingHere part={part} />
        ) : part === 'cancellations' ? (
          <CancellationList cancellations={asked.value ?? []} own={own.value ?? []} />
        ) : part === 'unread' ? (
          <UnreadOrders orders={unread.value ?? []} />
        ) : part === 'first-mile' ? (
          firstMile.value && <FirstMilePart firstMile={firstMile.value} />
        ) : (
          <ShipmentList key={part} pages={pages} count={total ?? 0} />
        )}
      </main>
      <aside className={styles.side}>
        <ConnectionCard />
        <ShopSyncs />
        <UploadFiles />
      </aside>
      {withdrawing && <WithdrawForm shipment={withdrawing} />}
      {correcting && <PutNumberRight shipment={correcting} />}
    </div>
  );
}

function countOpen(firstMile: FirstMile | undefined): number {
  if (!firstMile) return 0;
  const bundles = firstMile.bundles.filter(({ state }) => state !== 'handed-over').length;
  return bundles + firstMile.unbundled.length;
}

function NothingHere({ part }: { readonly part: ShippingPart }) {
  const { t } = useText();
  const Picture = {
    waiting: IconMailbox,
    done: IconTruckDelivery,
    'needs-person': IconCircleCheck,
    cancellations: IconCircleCheck,
    unread: IconCircleCheck,
    'first-mile': IconMailbox,
  }[part];
  return (
    <EmptyList title={t(`shipping.none.${part}`)} picture={<Picture size={32} stroke={1.6} />}>
      {t(`shipping.none-why.${part}`)}
    </EmptyList>
  );
}
