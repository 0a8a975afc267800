// A sheet of paper on screen, and the same sheet on the printer: nothing else of the window is printed with it.

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../text/text.ts';
import styles from './paper.module.css';

export function Paper({ children, onClose }: { readonly children: ReactNode; readonly onClose: () => void }) {
  const { t } = useText();
  useEffect(() => {
    document.documentElement.dataset.paper = 'open';
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', close);
    return () => {
      delete document.documentElement.dataset.paper;
      window.removeEventListener('keydown', close);
    };
  }, [onClose]);
  return createPortal(
    <div className={styles.ground}>
      <div className={styles.bar}>
        <Button variant="default" onClick={onClose}>
          {t('do.close')}
        </Button>
        <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
          {t('do.print')}
        </Button>
      </div>
      <article className={styles.paper}>{children}</article>
    </div>,
    document.body,
  );
}

/** A Code 128 to scan, its text and its words under it. */
export function CodeCard({
  picture,
  code,
  title,
  children,
}: {
  readonly picture: string | undefined;
  readonly code: string;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      {picture && <img src={picture} alt={code} />}
      <code>{code}</code>
      {children && <p>{children}</p>}
    </section>
  );
}
