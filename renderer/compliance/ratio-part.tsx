// The day of one shop: the number, the line, what would break it, which products pay for it.

import { IconTruckDelivery } from '@tabler/icons-react';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { useMinute } from '../today/use-minute.ts';
import styles from './compliance.module.css';
import { useShopAsked } from './compliance-store.ts';
import { FailingParcels } from './failing-parcels.tsx';
import { ProductsAtRisk } from './products-at-risk.tsx';
import { RatioChart } from './ratio-chart.tsx';
import { RatioHead } from './ratio-head.tsx';

export function RatioPart() {
  const { t } = useText();
  const shop = useShopAsked();
  const minute = useNowStore((state) => Math.floor(state.now / 60_000));
  const day = useAnswer('compliance.read', shop, {
    refreshOn: [
      'parcels.changed',
      'shipments.changed',
      'orders.changed',
      'goods.changed',
      'settings.changed',
      'station.changed',
    ],
  });
  useMinute(minute, day.reload);
  if (!day.value) {
    return day.refusal?.code === 'compliance.no-shop' ? (
      <EmptyList title={t('compliance.no-shop')} picture={<IconTruckDelivery size={32} stroke={1.6} />}>
        {t('compliance.no-shop-why')}
      </EmptyList>
    ) : (
      <RefusalBar refusal={day.refusal} />
    );
  }
  const { parcels, products, failingParcels } = day.value;
  return (
    <>
      <section className={styles.day}>
        <RatioHead day={day.value} />
        <RatioChart day={day.value} />
      </section>
      <div className={styles.two}>
        <FailingParcels counts={{ toCome: failingParcels, failed: parcels.all - parcels.compliant }} />
        <ProductsAtRisk products={products} />
      </div>
    </>
  );
}
