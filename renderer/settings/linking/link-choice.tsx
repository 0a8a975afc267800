// Which of the shops that the consent is good for this one is.

import { Button } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { CodeText } from '../../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../../parts/notice-bar.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { newRequestId, useAsk } from '../../parts/use-ask.ts';
import { Wait } from '../../parts/wait.tsx';
import { sayCode } from '../../text/sentence.tsx';
import { useText } from '../../text/text.ts';
import styles from './link.module.css';
import type { LinkView } from './link-draft.ts';

export function LinkChoice({ view, onDone }: { readonly view: LinkView; readonly onDone: () => void }) {
  const { t } = useText();
  const { shopId, name } = view.shop;
  const shops = useAnswer('shops.authorised', { shopId });
  const choose = useAsk('shops.choose');

  async function take(platformShopId: string): Promise<void> {
    const chosen = await choose.send({ shopId, platformShopId, requestId: newRequestId() });
    if (chosen) onDone();
  }

  return (
    <div className={styles.form}>
      <p>{t('choose.what', { name })}</p>
      {shops.isLoading && <Wait what={t('choose.reading')} />}
      <RefusalBar
        refusal={shops.refusal ?? choose.refusal}
        actions={
          shops.refusal && (
            <Button variant="default" onClick={shops.reload}>
              {t('do.retry')}
            </Button>
          )
        }
      />
      {shops.value?.length === 0 && <NoticeBar tone="ask">{t('choose.none')}</NoticeBar>}
      <ul className={styles.choices}>
        {(shops.value ?? []).map((shop) => (
          <li key={shop.platformShopId}>
            <IconBuildingStore size={28} stroke={1.5} aria-hidden="true" />
            <div>
              <b>{shop.name}</b>
              <p>
                {sayCode('region', shop.region)} · <CodeText code={shop.platformShopId} />
              </p>
            </div>
            <Button loading={choose.isPending} onClick={() => void take(shop.platformShopId)}>
              {t('choose.do')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
