// A button for gloves: at least 20 mm each way, its key shown beside the word.

import type { ReactNode } from 'react';
import styles from './parts.module.css';

export function BigButton({
  children,
  icon,
  tone = 'quiet',
  hotkey,
  onPress,
  isDisabled = false,
}: {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly tone?: 'quiet' | 'act' | 'ok' | 'stop';
  readonly hotkey?: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <button type="button" className={styles.big} data-tone={tone} disabled={isDisabled} onClick={onPress}>
      {icon}
      {children}
      {hotkey && <kbd>{hotkey}</kbd>}
    </button>
  );
}
