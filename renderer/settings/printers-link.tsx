// Printers are set up where they are used.

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { openWith } from '../frame/room-store.ts';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

export function PrintersLink() {
  const { t } = useText();
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <div className={styles.rowWords}>
          <h3>{t('settings.printers')}</h3>
          <p>{t('settings.printers-where')}</p>
        </div>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} />}
          onClick={() => openWith({ room: 'printing', part: 'printers' })}
        >
          {t('settings.to-printers')}
        </Button>
      </div>
    </div>
  );
}
