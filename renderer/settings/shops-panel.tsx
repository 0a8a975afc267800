// The shops this station packs for: how each one stands, linking one, and adding one that lives by files.

import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { openWith } from '../frame/room-store.ts';
import { useStationStore } from '../frame/station-store.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useText } from '../text/text.ts';
import { FilesShop } from './files-shop.tsx';
import { type Linking, LinkWizard } from './linking/link-wizard.tsx';
import styles from './settings.module.css';
import { ShopRow } from './shop-row.tsx';

export function ShopsPanel() {
  const { t } = useText();
  const shops = useAnswer('shops.list', {}, { refreshOn: ['station.changed'] });
  const syncs = useAnswer('shops.syncs', {}, { refreshOn: ['syncs.changed', 'station.changed'] });
  const isTraining = useStationStore((state) => state.station?.mode === 'training');
  const [linking, setLinking] = useState<Linking | null>(null);
  const list = shops.value ?? [];
  if (linking) {
    const close = () => {
      setLinking(null);
      shops.reload();
      syncs.reload();
    };
    return <LinkWizard linking={linking} onClose={close} />;
  }
  return (
    <>
      <div className={styles.card}>
        {list.length === 0 && !shops.isLoading ? (
          <EmptyList title={t('shops.none')}>{t('shops.none-why')}</EmptyList>
        ) : (
          list.map((shop) => (
            <ShopRow
              key={shop.shopId}
              shop={shop}
              sync={syncs.value?.find((sync) => sync.shopId === shop.shopId) ?? null}
              onLink={(step) => setLinking({ shopId: shop.shopId, step })}
            />
          ))
        )}
        <RefusalBar refusal={shops.refusal} />
      </div>
      <div className={styles.card}>
        <div className={styles.row}>
          <div className={styles.rowWords}>
            <h3>{t('shops.link')}</h3>
            <p>{t(isTraining ? 'shops.link-training' : 'shops.link-what')}</p>
          </div>
          {isTraining ? (
            <Button variant="default" onClick={() => openWith({ room: 'settings', part: 'station' })}>
              {t('shops.link-training-do')}
            </Button>
          ) : (
            <Button
              leftSection={<IconPlugConnected size={18} />}
              onClick={() => setLinking({ shopId: null, step: null })}
            >
              {t('shops.link')}
            </Button>
          )}
        </div>
      </div>
      <FilesShop onAdded={shops.reload} />
    </>
  );
}
