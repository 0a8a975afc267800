// How an order's state, hold and numbers read in a row.

import { Tone, ToneIcon, type ToneName } from '../parts/tone.tsx';
import { sayCode } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './orders.module.css';
import type { OrderRow } from './orders-store.ts';

const tones: Readonly<Record<OrderRow['state'], ToneName>> = {
  unpaid: 'quiet',
  'on-hold': 'ask',
  'to-ship': 'say',
  'part-shipped': 'say',
  'awaiting-collection': 'say',
  shipped: 'ok',
  finished: 'ok',
  cancelled: 'quiet',
  unknown: 'ask',
};

/** The hold in plain words when there is one, else the state. */
export function OrderStateWord({ order, size = 16 }: { readonly order: OrderRow; readonly size?: number }) {
  useText();
  if (order.hold) {
    return (
      <Tone tone="stop" size={size}>
        {sayCode('hold', order.hold)}
      </Tone>
    );
  }
  const tone = tones[order.state];
  const word = sayCode('order.state', order.state);
  if (tone === 'ask') {
    return (
      <Tone tone={tone} size={size}>
        {word}
      </Tone>
    );
  }
  // What goes as it should speaks softly: the column is read for what does not.
  return (
    <span className={styles.stateWord}>
      <ToneIcon tone={tone} size={size} />
      {word}
    </span>
  );
}
