// The printer is ready.

import { Button } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useText } from '../../text/text.ts';
import { chooseParcels, setUpPrinter } from '../printing-store.ts';
import styles from './set-up.module.css';
import { useSetUp } from './set-up-store.ts';

export function DoneStep() {
  const { t } = useText();
  const { name, profile } = useSetUp();
  return (
    <div className={styles.done}>
      <IconCircleCheckFilled size={72} aria-hidden="true" />
      <h2>{t('setup.done', { name })}</h2>
      <p>{t(profile?.wire.kind === 'component' ? 'setup.done-component' : 'setup.done-what')}</p>
      <div>
        <Button size="md" onClick={() => setUpPrinter(null)}>
          {t('setup.to-printers')}
        </Button>
        <Button size="md" variant="default" onClick={() => chooseParcels(null)}>
          {t('printing.new-labels')}
        </Button>
      </div>
    </div>
  );
}
