// Taking a shipment back: says what follows, and asks for the reason that is written down.

import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { FormFoot } from '../parts/form-foot.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import styles from './shipping.module.css';
import { askWithdraw, type ShipmentView } from './shipping-store.ts';

export function WithdrawForm({ shipment }: { readonly shipment: ShipmentView }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const withdraw = useAsk('shipping.withdraw');
  const close = () => askWithdraw(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const taken = await withdraw.send({
      outboxNo: shipment.outboxNo,
      reason: reason.trim(),
      requestId: newRequestId(),
    });
    if (taken) close();
  }
  return (
    <Modal opened onClose={close} title={t('shipping.withdraw-title')} size={520}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <p className={styles.formWhat}>
          {shipment.carrier} <CodeText code={shipment.trackingNumber ?? shipment.parcelId} />
        </p>
        <p>{t('shipping.withdraw-what')}</p>
        <TextInput
          label={t('shipping.withdraw-reason')}
          value={reason}
          maxLength={200}
          required
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <RefusalBar refusal={withdraw.refusal} />
        <FormFoot back="do.cancel" onBack={close}>
          <Button type="submit" loading={withdraw.isPending} disabled={reason.trim() === ''}>
            {t('shipping.withdraw')}
          </Button>
        </FormFoot>
      </form>
    </Modal>
  );
}
