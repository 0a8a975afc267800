// The batches, newest first: number, how far, how it stands.

import { Tone } from '../parts/tone.tsx';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './batch-list.module.css';
import { batchTones, doneCount } from './label-looks.tsx';
import { type BatchView, openBatch } from './printing-store.ts';

export function BatchList(props: {
  readonly batches: readonly BatchView[];
  readonly shownIds: readonly string[];
}) {
  const { batches, shownIds } = props;
  const { t } = useText();
  return (
    <ul className={styles.batches}>
      {batches.map((batch) => (
        <li key={batch.batchId}>
          <button
            type="button"
            className={styles.batch}
            aria-pressed={shownIds.includes(batch.batchId)}
            onClick={() => openBatch(batch.batchId)}
          >
            <strong>{t('printing.batch', { number: batch.batchNo })}</strong>
            <Tone tone={batchTones[batch.state]} look="soft" size={16}>
              {t(`printing.batch-state.${batch.state}`)}
            </Tone>
            <span className={styles.batchBar}>
              <i
                data-tone={batchTones[batch.state]}
                style={{ transform: `scaleX(${doneCount(batch.counts) / Math.max(1, batch.labelCount)})` }}
              />
            </span>
            <span className={styles.batchFacts}>
              {doneCount(batch.counts)} / {batch.labelCount} · {batch.printerName}
            </span>
            <span className={styles.batchFacts}>
              <Time at={batch.createdAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
