// The shops this station packs for; a new one that lives by files.

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

export function ShopsPanel() {
  const { t } = useText();
  const shops = useAnswer('shops.list', {}, { refreshOn: ['station.changed'] });
  const add = useAsk('shops.add');
  const [name, setName] = useState('');
  const [market, setMarket] = useState<'douyin' | 'tiktok'>('douyin');
  const [timeZone, setTimeZone] = useState('Asia/Shanghai');
  const list = shops.value ?? [];
  return (
    <>
      <div className={styles.card}>
        {list.length === 0 && !shops.isLoading ? (
          <EmptyList title={t('shops.none')}>{t('shops.none-why')}</EmptyList>
        ) : (
          list.map((shop) => (
            <div className={styles.row} key={shop.shopId}>
              <div className={styles.rowWords}>
                <h3>{shop.name}</h3>
                <p>
                  {sayCode('market', shop.market)} · {sayCode('connection', shop.connection)} ·{' '}
                  {shop.timeZone}
                </p>
              </div>
            </div>
          ))
        )}
        <RefusalBar refusal={shops.refusal} />
      </div>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          void add.send({ name: name.trim(), market, timeZone, requestId: newRequestId() }).then((shop) => {
            if (shop) setName('');
            shops.reload();
          });
        }}
      >
        <div className={styles.rowWords}>
          <h3>{t('shops.add')}</h3>
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
          <Button type="submit" disabled={name.trim() === ''} loading={add.isPending}>
            {t('import.add-shop')}
          </Button>
        </div>
        <RefusalBar refusal={add.refusal} />
      </form>
    </>
  );
}
