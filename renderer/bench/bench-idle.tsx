// An empty bench teaches what to do: three steps in pictures, and how many parcels wait.

import { IconBarcode, IconBoxSeam, IconTags } from '@tabler/icons-react';
import { useAnswer } from '../parts/use-answer.ts';
import { useText } from '../text/text.ts';
import styles from './bench-idle.module.css';
import { useBench } from './bench-store.ts';

export function BenchIdle() {
  const { t } = useText();
  const toPack = useAnswer(
    'parcels.page',
    { states: ['released', 'open'], isUnlabelled: false, search: '', offset: 0, limit: 1 },
    { refreshOn: ['parcels.changed', 'station.changed'] },
  );
  const total = toPack.value?.total;
  const benchNumber = useBench((shown) => shown.benchId?.replace('bench-', ''));
  return (
    <div className={styles.idle}>
      <ol className={styles.steps}>
        <li>
          <IconTags size={88} stroke={1.25} aria-hidden="true" />
          <strong>{t('bench.idle.scan-label')}</strong>
          <span>{t('bench.idle.scan-label-why')}</span>
        </li>
        <li>
          <IconBarcode size={88} stroke={1.25} aria-hidden="true" />
          <strong>{t('bench.idle.scan-items')}</strong>
          <span>{t('bench.idle.scan-items-why')}</span>
        </li>
        <li>
          <IconBoxSeam size={88} stroke={1.25} aria-hidden="true" />
          <strong>{t('bench.idle.close')}</strong>
          <span>{t('bench.idle.close-why')}</span>
        </li>
      </ol>
      {total !== undefined && (
        <p className={styles.idleCount}>
          {benchNumber && <b>{t('bench.number', { number: benchNumber })}</b>}
          {total > 0 ? t('bench.idle.waiting', { count: total }) : t('bench.idle.nothing-waits')}
        </p>
      )}
    </div>
  );
}
