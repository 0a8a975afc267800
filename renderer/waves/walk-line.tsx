// The line a walk has come to: what to do now in one sentence, the bin, the goods, how many, and the totes they go into. Below it what
// comes next. When everything is picked, where the cart goes.

import { IconCheck } from '@tabler/icons-react';
import type { WaveId } from '../../main/basics/ids.ts';
import { BigButton } from '../parts/big-button.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useNowStore } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './walk.module.css';
import { type Scanned, toneOf } from './walk-signals.ts';
import { type CartView, openPickingList, type PickLineView, walkCart } from './waves-store.ts';

/** The line whose piece is in the hand, else the first that is not picked; lines come in walking order. */
export function nextLine(lines: readonly PickLineView[], inHand: number | null): PickLineView | undefined {
  const isOpen = (line: PickLineView) => line.pickedQuantity < line.quantity;
  return lines.find((line) => line.position === inHand && isOpen(line)) ?? lines.find(isOpen);
}

const comingLines = 3;

export function WalkLine({
  cart,
  line,
  lines,
  scanned,
  onPut,
}: {
  readonly cart: CartView;
  readonly line: PickLineView;
  readonly lines: readonly PickLineView[];
  readonly scanned: (Scanned & { readonly code: string; readonly turn: number }) | null;
  readonly onPut: (slot: number | null) => void;
}) {
  const { t } = useText();
  const isHeld = cart.inHand === line.position;
  const missing = line.quantity - line.pickedQuantity;
  const tone = toneOf(scanned?.outcome);
  const open = lines.filter((each) => each.pickedQuantity < each.quantity && each !== line);
  const isSorted = cart.mode === 'cluster' || cart.mode === 'list';
  return (
    <>
      <section className={styles.now} data-tone={tone}>
        <p
          key={scanned?.turn ?? 0}
          className={styles.todo}
          role={tone === 'wrong' || tone === 'over' ? 'alert' : 'status'}
        >
          {scanned && tone !== 'ok'
            ? sayCode('walk.heard', scanned.outcome, {
                code: scanned.code.slice(0, 40),
                slots: scanned.slots.join(' '),
              })
            : sayTodo()}
        </p>
        <p className={styles.bin}>{line.binCode ?? t('waves.no-bin')}</p>
        <div className={styles.goods}>
          <span className={styles.picture} aria-hidden="true">
            {[...line.name].slice(0, 1)}
          </span>
          <span className={styles.goodsWords}>
            <strong>{line.name}</strong>
            <span>
              {line.spec} <code>{line.skuCode}</code>
            </span>
          </span>
          <b className={styles.number} title={t('waves.quantity')}>
            {line.pickedQuantity > 0 && <small>{line.pickedQuantity}/</small>}
            {line.quantity}
          </b>
        </div>
        {isSorted ? (
          <ul className={styles.totes} aria-label={t('waves.slots')}>
            {line.slots.map((slot) => (
              <li key={slot.slot}>
                <button
                  type="button"
                  className={styles.tote}
                  data-state={slot.pickedQuantity >= slot.quantity ? 'full' : isHeld ? 'awaited' : 'open'}
                  disabled={slot.pickedQuantity >= slot.quantity}
                  onClick={() => onPut(slot.slot)}
                >
                  <b>{slot.slot}</b>
                  <span>
                    {slot.pickedQuantity >= slot.quantity ? (
                      <IconCheck size={22} stroke={3} aria-hidden="true" />
                    ) : (
                      `×${slot.quantity - slot.pickedQuantity}`
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p className={styles.heap}>{t(`walk.heap.${cart.mode === 'wall' ? 'wall' : 'run'}`)}</p>
        )}
        {!isSorted && (
          <BigButton tone="ok" onPress={() => onPut(null)}>
            {t('walk.all-of-it', { count: missing })}
          </BigButton>
        )}
        {line.shortQuantity > 0 && (
          <p className={styles.note}>{t('walk.was-short', { count: line.shortQuantity })}</p>
        )}
      </section>
      {open.length > 0 && (
        <ol className={styles.coming} aria-label={t('walk.coming')}>
          {open.slice(0, comingLines).map((each) => (
            <li key={each.position}>
              <code>{each.binCode ?? t('waves.no-bin')}</code>
              <span>{each.name}</span>
              <b>×{each.quantity - each.pickedQuantity}</b>
            </li>
          ))}
        </ol>
      )}
    </>
  );

  function sayTodo(): string {
    if (isHeld) {
      const slots = line.slots
        .filter((slot) => slot.pickedQuantity < slot.quantity)
        .map((slot) => String(slot.slot));
      return t('walk.todo.tote', { slots });
    }
    if (cart.atBin === line.position || line.binCode === null) return t('walk.todo.item', { count: missing });
    return t('walk.todo.bin');
  }
}

/** The cart is picked: the next one that nobody walks. */
export function WalkDone({ waveId }: { readonly waveId: WaveId }) {
  const { t } = useText();
  const now = useNowStore((state) => state.now);
  const list = useAnswer('waves.pickingList', { waveId }, { refreshOn: ['waves.changed'] });
  const free = list.value?.carts.find(
    (cart) => cart.finishedAt === null && (cart.takenUntil === null || cart.takenUntil < now),
  );
  return (
    <section className={styles.done}>
      <IconCheck size={96} stroke={2.5} aria-hidden="true" />
      <h2>{t('walk.done')}</h2>
      <p>{t('walk.done-why')}</p>
      {free && (
        <BigButton tone="act" onPress={() => walkCart(waveId, free.cartNo)}>
          {t('walk.next-cart', { number: free.cartNo })}
        </BigButton>
      )}
      <BigButton onPress={() => openPickingList(waveId)}>{t('walk.to-list')}</BigButton>
    </section>
  );
}
