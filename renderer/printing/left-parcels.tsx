// The parcels that the last new batches left out, each with its reason; stays until it is put away.

import { Button } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { showParcel } from '../frame/open-parcel.ts';
import { CodeText } from '../parts/code-text.tsx';
import { Sentence } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './printing.module.css';
import { usePrinting } from './printing-store.ts';

export function LeftParcels() {
  const { t } = useText();
  const left = usePrinting((shown) => shown.left);
  if (left.length === 0) return null;
  return (
    <section className={styles.left}>
      <header>
        <IconAlertTriangleFilled size={22} aria-hidden="true" />
        <h3>{t('printing.left-out', { count: left.length })}</h3>
        <Button variant="subtle" size="xs" onClick={() => usePrinting.setState({ left: [] })}>
          {t('printing.put-away')}
        </Button>
      </header>
      <ul>
        {left.map((each) => (
          <li key={each.parcelId}>
            <button type="button" onClick={() => showParcel(each.parcelId)} title={t('printing.show-orders')}>
              <CodeText code={each.parcelId} />
            </button>
            <span>
              <Sentence refusal={each} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
