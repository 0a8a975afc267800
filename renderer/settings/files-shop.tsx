// A new shop whose orders come by export file and whose shipments go back as an upload file.

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

export function FilesShop({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useText();
  const add = useAsk('shops.add');
  const [name, setName] = useState('');
  const [market, setMarket] = useState<'douyin' | 'tiktok'>('douyin');
  const [timeZone, setTimeZone] = useState('Asia/Shanghai');
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        void add.send({ name: name.trim(), market, timeZone, requestId: newRequestId() }).then((shop) => {
          if (shop) setName('');
          onAdded();
        });
      }}
    >
      <div className={styles.rowWords}>
        <h3>{t('shops.files')}</h3>
        <p>{t('shops.add-what')}</p>
      </div>
      <div className={styles.fields}>
        <TextInput label={t('shops.name')} value={name} onChange={(event) => setName(event.target.value)} />
        <Select
          label={t('shops.market')}
          data={[
            { value: 'douyin', label: sayCode('market', 'douyin') },
            { value: 'tiktok', label: sayCode('market', 'tiktok') },
          ]}
          value={market}
          onChange={(value) => setMarket(value === 'tiktok' ? 'tiktok' : 'douyin')}
        />
        <Select
          label={t('shops.zone')}
          searchable
          data={Intl.supportedValuesOf('timeZone')}
          value={timeZone}
          onChange={(value) => value !== null && setTimeZone(value)}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''} loading={add.isPending}>
          {t('import.add-shop')}
        </Button>
      </div>
      <RefusalBar refusal={add.refusal} />
    </form>
  );
}
