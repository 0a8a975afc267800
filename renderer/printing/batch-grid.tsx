// One cell a label, in printing order. Each says its state by colour, shape and word, and how we know; a click shows the label. Goods
// lists and slips that belong to a label have cells of their own.

import { IconListDetails } from '@tabler/icons-react';

import { type Say, useText } from '../text/text.ts';
import styles from './batch-grid.module.css';
import { labelLooks } from './label-looks.tsx';
import type { LabelView } from './printing-store.ts';

const nothing: ReadonlySet<number> = new Set();

/** Empty for the waybill's own label. */
export function partWords(part: LabelView['part'], t: Say): string {
  if (part === 'label') return '';
  return t(part === 'slip' ? 'printing.part-of.slip' : 'printing.part-of.goods');
}

export function BatchGrid(props: {
  readonly labels: readonly LabelView[];
  readonly chosenId: string | null;
  readonly onChoose: (label: LabelView) => void;
  /** In recovery: everything up to this position counts as printed. */
  readonly upTo?: number | null;
  /** In recovery: before that position, and not there or torn. */
  readonly missing?: ReadonlySet<number>;
  /** Low cells without words, where a question stands above them. */
  readonly isLow?: boolean;
}) {
  const { labels, chosenId, onChoose, upTo = null, missing = nothing, isLow = false } = props;
  const { t } = useText();
  return (
    <ol className={styles.grid} data-low={isLow || undefined}>
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
              data-up-to={
                (upTo !== null && label.position <= upTo && !missing.has(label.position)) || undefined
              }
              data-missing={missing.has(label.position) || undefined}
              data-part={label.part === 'label' ? undefined : 'list'}
              data-evidence={label.evidence ?? undefined}
              aria-pressed={label.labelId === chosenId}
              title={[
                partWords(label.part, t),
                label.carrier,
                label.trackingNumber,
                label.recipientMask,
                label.state === 'printed' ? t(`printing.evidence.${label.evidence ?? 'none'}`) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
              onClick={() => onChoose(label)}
            >
              <b>
                {label.position}
                {label.part !== 'label' && <IconListDetails size={16} aria-hidden="true" />}
              </b>
              <Shape size={18} aria-hidden="true" />
              <span>
                {label.part === 'label'
                  ? t(`printing.label-state.${label.state}`)
                  : `${partWords(label.part, t)} · ${t(`printing.label-state.${label.state}`)}`}
              </span>
              {label.reprintCount > 0 && <em>{t('printing.again', { count: label.reprintCount })}</em>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
