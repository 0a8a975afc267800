// The foot of a form: the way back, and beside it what the form does.

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../text/text.ts';
import styles from './parts.module.css';

export function FormFoot({
  onBack,
  back = 'do.back',
  isBackFocused = false,
  children,
}: {
  readonly onBack: () => void;
  readonly back?: 'do.back' | 'do.cancel';
  /** Where a hasty Enter must do nothing. */
  readonly isBackFocused?: boolean;
  readonly children?: ReactNode;
}) {
  const { t } = useText();
  return (
    <footer className={styles.formFoot}>
      <Button variant="default" data-autofocus={isBackFocused || undefined} onClick={onBack}>
        {t(back)}
      </Button>
      {children}
    </footer>
  );
}
