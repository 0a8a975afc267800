// The lines of the open parcel as large rows whose counters fill. Rows never move; the one that was just scanned flashes where it lies.

import { IconCheck, IconGift, IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useText } from '../text/text.ts';
import styles from './bench-lines.module.css';
import { useBench } from './bench-store.ts';
import type { BenchView } from './bench-view.ts';
import { lineKey } from './view-changes.ts';

type BenchLine = BenchView['lines'][number];

export function BenchLines(props: {
  readonly lines: readonly BenchLine[];
  /** Ids of the lines that must leave the parcel. */
  readonly takenOut: ReadonlySet<string>;
}) {
  const { lines, takenOut } = props;
  const moved = useBench((shown) => shown.moved);
  return (
    <ol className={styles.lines} data-many={lines.length > 3 || undefined}>
      {lines.map((line) => {
        const key = lineKey(line);
        return (
          <LineRow
            key={key}
            line={line}
            turn={moved.keys.includes(key) ? moved.turn : 0}
            isOut={takenOut.has(line.lineId)}
          />
        );
      })}
    </ol>
  );
}

/** `turn` grows with each answer that moved this row; 0 when it was another one. */
function LineRow(props: { readonly line: BenchLine; readonly turn: number; readonly isOut: boolean }) {
  const { line, turn, isOut } = props;
  const { t } = useText();
  const row = useRef<HTMLLIElement>(null);
  const isFull = line.packed >= line.quantity;

  useEffect(() => {
    if (turn > 0) row.current?.scrollIntoView({ block: 'nearest' });
  }, [turn]);

  return (
    <li
      ref={row}
      className={styles.line}
      data-full={isFull || undefined}
      data-out={isOut || undefined}
      data-digits={line.quantity < 10 ? undefined : line.quantity < 100 ? '2' : 'many'}
    >
      {turn > 0 && <span key={turn} className={styles.lineFlash} />}
      <span className={styles.picture} aria-hidden="true">
        {line.isGift ? <IconGift size={40} stroke={1.5} /> : [...line.name].slice(0, 1)}
      </span>
      <span className={styles.lineWords}>
        <strong>
          {line.isGift && <em>{t('bench.gift')}</em>}
          {line.name}
        </strong>
        <span className={styles.lineSpec}>
          <span>{line.spec}</span>
          <code>{line.skuCode}</code>
        </span>
      </span>
      <span className={styles.counter} data-full={isFull || undefined}>
        <span
          className={styles.counterFill}
          style={{ transform: `scaleX(${Math.min(1, line.packed / line.quantity)})` }}
        />
        <span className={styles.counterDigits}>
          {line.packed}
          <i>/</i>
          {line.quantity}
        </span>
        {isOut ? (
          <IconHandStop className={styles.counterTick} size={32} aria-hidden="true" />
        ) : (
          isFull && <IconCheck className={styles.counterTick} size={32} stroke={3} aria-hidden="true" />
        )}
      </span>
    </li>
  );
}
