// A person changes their own PIN: the present one first, then the new one twice.

import { Button, Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { NewPin, type TypedPin } from '../parts/new-pin.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './door.module.css';

export function OwnPin({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }) {
  const { t } = useText();
  const set = useAsk('people.setPin');
  const [oldPin, setOldPin] = useState('');
  const [typed, setTyped] = useState<TypedPin>({ pin: '', again: '' });
  const { pin, again } = typed;
  return (
    <Modal opened onClose={onClose} centered title={t('people.set-pin')}>
      <form
        className={styles.pin}
        onSubmit={(event) => {
          event.preventDefault();
          const asked = { personId, pin, ...(oldPin !== '' && { oldPin }), requestId: newRequestId() };
          void set.send(asked).then((done) => done && onClose());
        }}
      >
        <PasswordInput
          data-autofocus
          label={t('people.pin-old')}
          inputMode="numeric"
          value={oldPin}
          onChange={(event) => setOldPin(event.target.value)}
        />
        <NewPin typed={typed} onChange={setTyped} />
        <RefusalBar refusal={set.refusal} />
        <Button type="submit" loading={set.isPending} disabled={pin === '' || pin !== again}>
          {t('do.save')}
        </Button>
      </form>
    </Modal>
  );
}
