// Whose file it is: one of the shops of its market, or a new shop that lives by files.

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { NoticeBar } from '../parts/notice-bar.tsx';
import { useText } from '../text/text.ts';
import styles from './import.module.css';
import { addShopAndLook, type Inspection, look } from './import-store.ts';

const newShop = 'new shop';

export function ShopChoice({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useText();
  const [isNew, setIsNew] = useState(inspection.shopChoices.length === 0);
  const [name, setName] = useState('');
  if (inspection.kind === 'goods' && !inspection.needsShop) return null;
  const market = inspection.market === 'tiktok' ? 'tiktok' : 'douyin';
  return (
    <section className={styles.shop}>
      {inspection.needsShop && <NoticeBar tone="ask">{t('import.whose')}</NoticeBar>}
      <div className={styles.shopRow}>
        <Select
          label={t('import.shop')}
          placeholder={t('import.pick-shop')}
          data={[
            ...inspection.shopChoices.map((shop) => ({ value: shop.shopId, label: shop.name })),
            { value: newShop, label: t('import.new-shop') },
          ]}
          value={isNew ? newShop : inspection.shopId}
          onChange={(value) => {
            setIsNew(value === newShop);
            if (value !== null && value !== newShop) void look(value);
          }}
        />
        {isNew && (
          <form
            className={styles.newShop}
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') void addShopAndLook(name.trim(), market);
            }}
          >
            <TextInput
              label={t('import.shop-name')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoFocus
            />
            <Button type="submit" disabled={name.trim() === ''}>
              {t('import.add-shop')}
            </Button>
          </form>
        )}
      </div>
    </section>
  );
}
