// Ask and quiet speech at the place of work: a bar with shape, sentence and at most a few actions. Never floats, never goes by itself.

import type { ReactNode } from 'react';
import { Sentence } from '../text/sentence.tsx';
import styles from './parts.module.css';
import type { Refused } from './station.ts';
import { ToneIcon, type ToneName } from './tone.tsx';

export function NoticeBar({
  tone,
  children,
  actions,
}: {
  readonly tone: ToneName;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.bar} data-tone={tone} role={tone === 'stop' ? 'alert' : 'status'}>
      <ToneIcon tone={tone} size={22} />
      <span>{children}</span>
      {actions}
    </div>
  );
}

/** A refusal where it happened; nothing while there is none. */
export function RefusalBar({
  refusal,
  actions,
}: {
  readonly refusal: Pick<Refused, 'code' | 'facts'> | null;
  readonly actions?: ReactNode;
}) {
  if (!refusal) return null;
  return (
    <NoticeBar tone="stop" actions={actions}>
      <Sentence refusal={refusal} />
    </NoticeBar>
  );
}
