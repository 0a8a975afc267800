// A list with nothing in it says why, and what fills it.

import { IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './parts.module.css';

export function EmptyList({
  title,
  children,
  picture,
  actions,
}: {
  readonly title: string;
  /** Why it is empty and what fills it. */
  readonly children?: ReactNode;
  readonly picture?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <div className={styles.emptyPicture}>{picture ?? <IconInbox size={32} stroke={1.6} />}</div>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className={styles.emptyDo}>{actions}</div>}
    </div>
  );
}
