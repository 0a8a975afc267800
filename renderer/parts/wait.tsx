// A wait that can be seen: nothing for the first 0.3 s, then where it stands, after 3 s a way out.

import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useText } from '../text/text.ts';
import styles from './parts.module.css';

export interface WaitState {
  readonly isSlow: boolean;
  readonly isLong: boolean;
}

/** `isSlow` after 0.3 s of waiting, `isLong` after 3 s. */
function useWait(isWaiting: boolean): WaitState {
  const [state, setState] = useState<WaitState>({ isSlow: false, isLong: false });
  useEffect(() => {
    setState({ isSlow: false, isLong: false });
    if (!isWaiting) return;
    const slow = setTimeout(() => setState({ isSlow: true, isLong: false }), 300);
    const long = setTimeout(() => setState({ isSlow: true, isLong: true }), 3_000);
    return () => {
      clearTimeout(slow);
      clearTimeout(long);
    };
  }, [isWaiting]);
  return state;
}

export function Wait({
  what,
  done,
  total,
  onCancel,
}: {
  /** What is being done, as a sentence. */
  readonly what: string;
  readonly done?: number | undefined;
  /** 0 or left out while unknown. */
  readonly total?: number | undefined;
  readonly onCancel?: (() => void) | undefined;
}) {
  const { t, language } = useText();
  const { isSlow, isLong } = useWait(true);
  if (!isSlow) return null;
  const isCounted = total !== undefined && total > 0 && done !== undefined;
  return (
    <div className={styles.wait} role="status">
      <span>
        {what}
        {isCounted && ` ${done.toLocaleString(language)} / ${total.toLocaleString(language)}`}
      </span>
      <div className={styles.waitBar} data-open={!isCounted}>
        <span style={isCounted ? { width: `${Math.min(100, (100 * done) / total)}%` } : undefined} />
      </div>
      {isLong && onCancel && (
        <Button variant="default" onClick={onCancel}>
          {t('do.cancel')}
        </Button>
      )}
    </div>
  );
}
