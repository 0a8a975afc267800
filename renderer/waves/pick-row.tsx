// One line of the picking list: bin large, what it is, how many when more than one, and a box for each slot it goes to.

import { IconCheck } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { useText } from '../text/text.ts';
import styles from './pick-row.module.css';
import type { PickLineView } from './waves-store.ts';

interface RowProps {
  readonly line: PickLineView;
  /** Grows with each scan that meant this line; 0 when it was another one. */
  readonly turn: number;
  readonly onToggle: (line: PickLineView) => void;
}

export const PickRow = memo(function PickRow({ line, turn, onToggle }: RowProps) {
  const { t } = useText();
  const row = useRef<HTMLLIElement>(null);
  const isDone = line.pickedQuantity >= line.quantity;
  // What is there may not be enough: the picker knows before the shelf does.
  const isShort = !isDone && line.stock !== null && line.stock < line.quantity - line.pickedQuantity;
  const isBegun = line.pickedQuantity > 0 && !isDone;

  useEffect(() => {
    if (turn > 0) row.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, [turn]);

  return (
    <li ref={row} className={styles.pick} data-done={isDone || undefined}>
      {turn > 0 && <span key={turn} className={styles.pickFlash} />}
      <button type="button" className={styles.pickRow} aria-pressed={isDone} onClick={() => onToggle(line)}>
        <span className={styles.tick}>{isDone && <IconCheck size={28} stroke={3} aria-hidden="true" />}</span>
        <span className={styles.bin}>{line.binCode ?? t('waves.no-bin')}</span>
        <span className={styles.picture} aria-hidden="true">
          {[...line.name].slice(0, 1)}
        </span>
        <span className={styles.pickWords}>
          <strong>{line.name}</strong>
          <span>
            {line.spec} <code>{line.skuCode}</code>
          </span>
        </span>
        <span className={styles.quantity} data-many={line.quantity > 1 || undefined}>
          {isBegun && <small>{line.pickedQuantity}/</small>}
          {line.quantity}
          {isShort && <em>{t('waves.shelf-short', { stock: line.stock })}</em>}
        </span>
        <span className={styles.slots}>
          {line.slots.map((slot) => (
            <span key={slot.slot} className={styles.slot}>
              <b>{slot.slot}</b>
              {slot.quantity > 1 && <i>×{slot.quantity}</i>}
            </span>
          ))}
        </span>
      </button>
    </li>
  );
});
