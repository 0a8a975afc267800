// The bundle that is being filled: what is in it, what the platform left out of an earlier try, and closing it.

import { Button } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { hasText, useText } from '../text/text.ts';
import styles from './first-mile.module.css';
import type { Bundle } from './first-mile.tsx';
import { LeftOut } from './left-out.tsx';
import { TellBundle } from './tell-bundle.tsx';

export function OpenBundle({
  bundle,
  region,
  before,
}: {
  readonly bundle: Bundle;
  readonly region: string;
  readonly before: Bundle['dropOff'];
}) {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const takeOut = useAsk('firstMile.takeOut');
  const [isClosing, setClosing] = useState(false);
  const { bundleId, said } = bundle;
  const inside = bundle.parcels.filter(({ leftOut }) => leftOut === null);
  return (
    <section className={styles.open} data-bundle={bundleId}>
      <header>
        <div>
          <h2>
            {t('first-mile.open', {
              name: bundle.shopName,
              region: hasText(`region.${region}`) ? sayCode('region', region) : region,
            })}
          </h2>
          <p>
            {t('first-mile.opened', {
              person: bundle.openedBy,
              time: sayTime(bundle.openedAt, now, language, t),
            })}
          </p>
        </div>
        <b className={styles.count}>{inside.length}</b>
        <Button
          size="md"
          leftSection={<IconPackageExport size={20} />}
          disabled={inside.length === 0}
          onClick={() => setClosing(true)}
        >
          {t('first-mile.close')}
        </Button>
      </header>
      {said && (
        <NoticeBar tone="stop">
          {t('first-mile.said', { words: said.words === '' ? said.code : said.words })}
        </NoticeBar>
      )}
      <RefusalBar refusal={takeOut.refusal} />
      <ul>
        {inside.toReversed().map(({ parcelId, trackingNumber, carrier, orderIds }) => (
          <li key={parcelId}>
            <CodeText code={trackingNumber ?? parcelId} />
            <span>{carrier}</span>
            <span title={orderIds.join('\n')}>
              {orderIds.length === 1 ? orderIds[0] : t('first-mile.orders', { count: orderIds.length })}
            </span>
            <Button
              variant="default"
              size="compact-md"
              onClick={() => void takeOut.send({ bundleId, parcelId, requestId: newRequestId() })}
            >
              {t('first-mile.take-out')}
            </Button>
          </li>
        ))}
      </ul>
      <LeftOut bundle={bundle} />
      {isClosing && (
        <TellBundle
          bundleId={bundleId}
          count={inside.length}
          before={before}
          onClose={() => setClosing(false)}
        />
      )}
    </section>
  );
}
