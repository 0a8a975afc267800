// What can be done with the ticked orders: a bar at the foot of the list while any is ticked.

import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconRoute } from '@tabler/icons-react';
import { openWith } from '../frame/room-store.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './orders.module.css';
import { showOrders, useOrders } from './orders-store.ts';

export function SelectionBar() {
  const { t, language } = useText();
  const selected = useOrders((state) => state.selected);
  const plan = useAsk('parcels.plan');
  if (selected.size === 0) return null;
  return (
    <footer className={styles.selection}>
      <RefusalBar refusal={plan.refusal} />
      <b>{t('orders.selected', { count: selected.size.toLocaleString(language) })}</b>
      <SelectedIds />
      <Button
        variant="default"
        leftSection={<IconRoute size={18} />}
        loading={plan.isPending}
        onClick={() =>
          void plan.send({}).then((planned) => {
            if (planned) openWith({ room: 'waves', part: 'plan' });
          })
        }
      >
        {t('orders.plan')}
      </Button>
      <Button variant="subtle" onClick={() => showOrders({ selected: new Set() })}>
        {t('orders.untick')}
      </Button>
    </footer>
  );
}

function SelectedIds() {
  const { t } = useText();
  const selected = useOrders((state) => state.selected);
  const known = [...selected].map((key) => key.slice(key.indexOf(' ') + 1));
  return (
    <CopyButton value={known.join('\n')}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          onClick={copy}
        >
          {t('orders.copy-ids')}
        </Button>
      )}
    </CopyButton>
  );
}
