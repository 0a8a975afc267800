// One cell a label, in printing order. Each says its state by colour, shape and word; a click shows the label.

import { useText } from '../text/text.ts';
import { labelLooks } from './label-looks.tsx';
import styles from './printing.module.css';
import type { LabelView } from './printing-store.ts';

export function BatchGrid(props: {
  readonly labels: readonly LabelView[];
  readonly chosenId: string | null;
  readonly onChoose: (label: LabelView) => void;
  /** In recovery: everything up to this position counts as printed. */
  readonly upTo?: number | null;
}) {
  const { labels, chosenId, onChoose, upTo = null } = props;
  const { t } = useText();
  return (
    <ol className={styles.grid}>
      {labels.map((label) => {
        const { tone, shape: Shape } = labelLooks[label.state];
        return (
          <li key={label.labelId}>
            <button
              type="button"
              className={styles.cell}
              data-tone={tone}
              data-state={label.state}
              data-position={label.position}
              data-up-to={(upTo !== null && label.position <= upTo) || undefined}
              aria-pressed={label.labelId === chosenId}
              title={[label.carrier, label.trackingNumber, label.recipientMask].filter(Boolean).join(' · ')}
              onClick={() => onChoose(label)}
            >
              <b>{label.position}</b>
              <Shape size={18} aria-hidden="true" />
              <span>{t(`printing.label-state.${label.state}`)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
