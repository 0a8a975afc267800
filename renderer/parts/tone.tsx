// The quartet of meanings: green/ok with a tick, amber/ask with a triangle, red/stop with an octagon, blue/say with a dot.
// Shape and word always repeat the colour.

import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconPointFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './tone.module.css';

export type ToneName = 'ok' | 'ask' | 'stop' | 'say' | 'quiet';

const shapes = {
  ok: IconCircleCheckFilled,
  ask: IconAlertTriangleFilled,
  stop: IconAlertOctagonFilled,
  say: IconPointFilled,
  quiet: IconPointFilled,
} as const;

export function ToneIcon({ tone, size = 18 }: { readonly tone: ToneName; readonly size?: number }) {
  const Shape = shapes[tone];
  return <Shape size={size} className={`${styles.icon} ${styles[tone]}`} aria-hidden />;
}

/** A word with its shape and colour. `soft`: on a soft ground, as a chip. `field`: on the full colour, for the bench and stop bar. */
export function Tone({
  tone,
  children,
  look = 'plain',
  size = 18,
}: {
  readonly tone: ToneName;
  readonly children: ReactNode;
  readonly look?: 'plain' | 'soft' | 'field';
  readonly size?: number;
}) {
  return (
    <span className={`${styles.tone} ${styles[tone]} ${styles[look]}`} data-tone={tone}>
      <ToneIcon tone={tone} size={size} />
      <span>{children}</span>
    </span>
  );
}
