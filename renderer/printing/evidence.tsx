// How sure we are that a label came out: four marks that fill, and the words.

import { useText } from '../text/text.ts';
import styles from './evidence.module.css';
import { evidenceMarks } from './printer-words.ts';
import type { LabelView } from './printing-store.ts';

export function Evidence({ evidence }: { readonly evidence: LabelView['evidence'] }) {
  const { t } = useText();
  const marks = evidenceMarks(evidence);
  return (
    <span className={styles.evidence} title={t(`printing.evidence.${evidence ?? 'none'}`)}>
      <span className={styles.marks} data-marks={marks} aria-hidden="true">
        {[1, 2, 3, 4].map((mark) => (
          <i key={mark} data-on={mark <= marks || undefined} />
        ))}
      </span>
      <span>{t(`printing.evidence.${evidence ?? 'none'}`)}</span>
    </span>
  );
}
