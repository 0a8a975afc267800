// The panel at the right edge of a room: a head that stays, a body that scrolls, actions at the foot. Escape closes it.

import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../text/text.ts';
import styles from './parts.module.css';

export function SidePanel({
  head,
  children,
  foot,
  onClose,
}: {
  readonly head: ReactNode;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside className={styles.panel}>
      <header className={styles.panelHead}>
        <div>{head}</div>
        <button type="button" className={styles.plainButton} onClick={onClose} aria-label={t('do.close')}>
          <IconX size={20} />
        </button>
      </header>
      <div className={styles.panelBody}>{children}</div>
      {foot && <footer className={styles.panelFoot}>{foot}</footer>}
    </aside>
  );
}
