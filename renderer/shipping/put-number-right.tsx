// Another number for a parcel of the seller's own carrier. Told already: the platform takes a new one, once, for some days. Refused before: the
// parcel gets the new number and is sent again. Scanned off the carrier's paper or typed.

import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ParcelId } from '../../main/basics/ids.ts';
import { CodeText } from '../parts/code-text.tsx';
import { FormFoot } from '../parts/form-foot.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import styles from './shipping.module.css';
import { askNumber, type ShipmentView } from './shipping-store.ts';

export function PutNumberRight({ shipment }: { readonly shipment: ShipmentView }) {
  const { t } = useText();
  const correct = useAsk('shipping.correctNumber');
  const attach = useAsk('parcels.attachWaybill');
  const retry = useAsk('shipping.retry');
  const [carrier, setCarrier] = useState(shipment.carrier ?? '');
  const [trackingNumber, setNumber] = useState('');
  const { outboxNo, canCorrect } = shipment;
  const parcelId = shipment.parcelId as ParcelId; // as the station told it
  const close = () => askNumber(null);
  useScans((scan) => {
    setNumber(scan.code);
    return true;
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = { parcelId, carrier: carrier.trim(), trackingNumber: trackingNumber.trim() };
    if (canCorrect === 'told') {
      if (await correct.send({ ...given, requestId: newRequestId() })) close();
      return;
    }
    if (!(await attach.send({ ...given, requestId: newRequestId() }))) return;
    if (await retry.send({ outboxNo, requestId: newRequestId() })) close();
  }
  return (
    <Modal opened onClose={close} title={t('shipping.number-title')} size={560}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <p className={styles.formWhat}>
          {shipment.carrier} <CodeText code={shipment.trackingNumber ?? parcelId} />
        </p>
        <NoticeBar tone={canCorrect === 'told' ? 'ask' : 'say'}>
          {t(canCorrect === 'told' ? 'shipping.number-told' : 'shipping.number-untold')}
        </NoticeBar>
        <TextInput
          label={t('shipping.number-carrier')}
          value={carrier}
          maxLength={60}
          required
          onChange={(event) => setCarrier(event.currentTarget.value)}
        />
        <TextInput
          label={t('shipping.number-new')}
          description={t('shipping.number-scan')}
          value={trackingNumber}
          maxLength={60}
          required
          data-autofocus
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <RefusalBar refusal={correct.refusal ?? attach.refusal ?? retry.refusal} />
        <FormFoot back="do.cancel" onBack={close}>
          <Button
            type="submit"
            loading={correct.isPending || attach.isPending || retry.isPending}
            disabled={carrier.trim() === '' || trackingNumber.trim() === ''}
          >
            {t(canCorrect === 'told' ? 'shipping.number-tell' : 'shipping.number-send')}
          </Button>
        </FormFoot>
      </form>
    </Modal>
  );
}
