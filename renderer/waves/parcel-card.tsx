// A planned parcel as a card: door tag as a band across the top, its lines, pieces, weight, carrier. Lines can be dragged away,
// and lines dropped here; while one hovers, the guard's answer lies over the card.

import { IconBan, IconCheck, IconGift, IconGripVertical } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { useInView } from '../parts/use-in-view.ts';
import { useText } from '../text/text.ts';
import styles from './parcel-card.module.css';
import {
  chooseLine,
  isSameLine,
  type LineRef,
  type ParcelLineView,
  type ParcelView,
  refOf,
  type Verdict,
} from './waves-store.ts';

export interface CardProps {
  readonly parcel: ParcelView;
  readonly number: number;
  /** The number is to be pressed to move the chosen line here. */
  readonly isMoving: boolean;
  /** It was scanned, or asked for by name. */
  readonly isNamed: boolean;
  readonly chosenLine: LineRef | null;
  /** What the guard says about the line that hovers here. */
  readonly hovering: { readonly verdict: Verdict | null } | null;
  readonly onHover: () => void;
  readonly onLeave: () => void;
  readonly onDrop: () => void;
}

export function ParcelCard(props: CardProps) {
  const { parcel, number, isMoving, isNamed, chosenLine, hovering } = props;
  const { t } = useText();
  const card = useInView<HTMLElement>(isNamed);
  return (
    <article
      ref={card}
      className={styles.card}
      data-named={isNamed || undefined}
      data-state={parcel.state}
      data-verdict={parcel.verdict.verdict}
      data-hover={hovering ? (hovering.verdict?.verdict ?? 'asking') : undefined}
      onDragOver={(event) => event.preventDefault()}
      onDragEnter={props.onHover}
      onDragLeave={(event) => leftFor(event) && props.onLeave()}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      <header className={styles.band} data-tag={parcel.doorTag}>
        <b className={styles.cardNumber} data-pressable={isMoving || undefined}>
          {number}
        </b>
        <strong>{t(`waves.band.${parcel.doorTag}`)}</strong>
        {parcel.state === 'planned' && (
          <span className={styles.cardAccepted}>
            <IconCheck size={18} stroke={3} aria-hidden="true" /> {t('waves.accepted')}
          </span>
        )}
      </header>
      <ul className={styles.lines}>
        {parcel.lines.map((line) => (
          <Line
            key={`${line.orderKey}/${line.lineId}`}
            line={line}
            parcelId={parcel.parcelId}
            isChosen={chosenLine !== null && isSameLine(chosenLine, line)}
          />
        ))}
      </ul>
      <footer className={styles.cardFoot}>
        <span>{t('waves.pieces', { count: parcel.pieces })}</span>
        {parcel.weightGrams !== null && (
          <span>{t('waves.kilograms', { weight: (parcel.weightGrams / 1000).toFixed(2) })}</span>
        )}
        <span className={styles.cardCarrier}>
          {parcel.trackingNumber ? (
            <>
              {parcel.carrier} <CodeText code={parcel.trackingNumber} />
            </>
          ) : (
            t('waves.no-waybill')
          )}
        </span>
      </footer>
      {hovering?.verdict?.verdict === 'block' && (
        <IconBan className={styles.cardNo} size={96} aria-hidden="true" />
      )}
    </article>
  );
}

function Line(props: {
  readonly line: ParcelLineView;
  readonly parcelId: ParcelView['parcelId'];
  readonly isChosen: boolean;
}) {
  const { line, parcelId, isChosen } = props;
  const { t } = useText();
  const choose = () => chooseLine({ parcelId, line: refOf(line) });
  return (
    <li>
      <button
        type="button"
        className={styles.line}
        draggable
        aria-pressed={isChosen}
        data-line={`${parcelId} ${line.orderKey} ${line.lineId}`}
        onClick={choose}
        onFocus={choose}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', line.skuCode);
          choose();
        }}
      >
        <IconGripVertical size={18} className={styles.grip} aria-hidden="true" />
        <span className={styles.thumb} aria-hidden="true">
          {line.isGift ? <IconGift size={20} /> : [...line.name].slice(0, 1)}
        </span>
        <span className={styles.lineWords}>
          <strong>{line.name}</strong>
          <span>
            {line.isGift && <em>{t('waves.gift')}</em>}
            {line.spec && <span>{line.spec}</span>}
            <code>{line.skuCode}</code>
          </span>
        </span>
        <span className={styles.lineOrder}>
          <CodeText code={line.orderId} />
        </span>
        <span className={styles.lineQuantity} data-many={line.quantity > 1 || undefined}>
          ×{line.quantity}
        </span>
      </button>
    </li>
  );
}

/** True when the drag really left the card, not just went over one of its parts. */
function leftFor(event: DragEvent<HTMLElement>): boolean {
  const { relatedTarget } = event;
  return !(relatedTarget instanceof Node) || !event.currentTarget.contains(relatedTarget);
}
