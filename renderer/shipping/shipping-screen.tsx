// The shipping room: what waits to be told to the shops, what was told, what needs a person; and how the connection is.

import { IconCircleCheck, IconMailbox, IconTruckDelivery } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useOpening } from '../frame/use-opening.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { ask } from '../parts/station.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { usePages } from '../parts/use-pages.ts';
import { useText } from '../text/text.ts';
import { ConnectionCard } from './connection-card.tsx';
import { ShipmentList } from './shipment-list.tsx';
import styles from './shipping.module.css';
import {
  type ShipmentView,
  type ShippingPart,
  shippingParts,
  showShipments,
  useShipping,
} from './shipping-store.ts';
import { UnsentParcels } from './unsent-parcels.tsx';
import { UploadFiles } from './upload-files.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

const partTones: Readonly<Record<ShippingPart, ToneName>> = {
  waiting: 'say',
  done: 'ok',
  'needs-person': 'stop',
};
const refreshOn = ['shipments.changed', 'parcels.changed', 'network.changed', 'station.changed'] as const;

export function ShippingScreen() {
  const { t } = useText();
  const { part: chosen, withdrawing } = useShipping();
  const counted = useAnswer('shipping.page', { state: 'all', offset: 0, limit: 1 }, { refreshOn });
  const counts = counted.value?.counts;
  const part = chosen ?? ((counts?.['needs-person'] ?? 0) > 0 ? 'needs-person' : 'waiting');
  const pages = usePages<ShipmentView>(
    part,
    (offset, limit) => ask('shipping.page', { state: part, offset, limit }),
    { refreshOn },
  );
  useOpening(
    'shipping',
    useCallback((what) => {
      const asked = shippingParts.find((each) => each === what.part);
      if (asked) showShipments(asked);
    }, []),
  );
  const total = pages.total();
  return (
    <div className={styles.room}>
      <main className={styles.main}>
        <header className={styles.head}>
          <h1>{t('room.shipping')}</h1>
        </header>
        <div className={styles.tabs} role="tablist">
          {shippingParts.map((each) => (
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
        <RefusalBar refusal={counted.refusal ?? pages.refusal()} />
        <UnsentParcels count={counted.value?.unsent ?? 0} />
        {total === 0 ? (
          <NothingHere part={part} />
        ) : (
          <ShipmentList key={part} pages={pages} count={total ?? 0} />
        )}
      </main>
      <aside className={styles.side}>
        <ConnectionCard />
        <UploadFiles />
      </aside>
      {withdrawing && <WithdrawForm shipment={withdrawing} />}
    </div>
  );
}

function NothingHere({ part }: { readonly part: ShippingPart }) {
  const { t } = useText();
  const Picture = { waiting: IconMailbox, done: IconTruckDelivery, 'needs-person': IconCircleCheck }[part];
  return (
    <EmptyList title={t(`shipping.none.${part}`)} picture={<Picture size={32} stroke={1.6} />}>
      {t(`shipping.none-why.${part}`)}
    </EmptyList>
  );
}
