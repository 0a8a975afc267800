// Closing a bag: how it leaves, and with whom; the carrier of the last time stands there already.

import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { parseTrackingNumber } from '../../main/basics/tracking-number.ts';
import { Choices } from '../parts/choices.tsx';
import { FormFoot } from '../parts/form-foot.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import styles from './first-mile.module.css';
import type { Bundle } from './first-mile.tsx';

const methods = ['pickup', 'drop-off'] as const;

export function TellBundle({
  bundleId,
  count,
  before,
  onClose,
}: {
  readonly bundleId: string;
  readonly count: number;
  readonly before: Bundle['dropOff'];
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const tell = useAsk('firstMile.tell');
  const [method, setMethod] = useState<(typeof methods)[number]>(before ? 'drop-off' : 'pickup');
  const [carrier, setCarrier] = useState(before?.carrier ?? '');
  const [carrierId, setCarrierId] = useState(before?.carrierId ?? '');
  const [number, setNumber] = useState('');
  const [phone, setPhone] = useState(before?.phoneTail ?? '');
  const dropOff = {
    carrier: carrier.trim(),
    carrierId: carrierId.trim(),
    trackingNumber: parseTrackingNumber(number) ?? '',
    phoneTail: phone.trim(),
  };
  const isWhole =
    dropOff.carrier !== '' &&
    /^\w+$/.test(dropOff.carrierId) &&
    dropOff.trackingNumber !== '' &&
    /^\d{4}$/.test(dropOff.phoneTail);
  // Whatever field has the focus: what is scanned here is the waybill the bag travels with, and no parcel for the bag behind this dialog.
  useScans(({ code }) => {
    const isNumber = method === 'drop-off' && parseTrackingNumber(code) !== null;
    playSignal(isNumber ? 'ok' : 'wrong');
    if (method === 'drop-off') enterNumber(code);
    return true;
  });
  /** What was said of the one before is no more. */
  function enterNumber(code: string): void {
    tell.forget();
    setNumber(code);
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = method === 'drop-off' ? dropOff : null;
    const done = await tell.send({ bundleId, method, dropOff: given, requestId: newRequestId() });
    if (done) onClose();
  }
  return (
    <Modal opened onClose={onClose} centered size={600} title={t('first-mile.tell-title', { count })}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <NoticeBar tone="ask">{t('first-mile.tell-what')}</NoticeBar>
        <Choices
          legend={t('first-mile.how')}
          choices={methods.map((each) => ({
            value: each,
            words: t(`first-mile.method.${each}`),
            what: t(`first-mile.method.${each}-what`),
          }))}
          chosen={method}
          onChoose={setMethod}
        />
        {method === 'drop-off' && (
          <div className={styles.fields}>
            <TextInput
              label={t('first-mile.carrier')}
              value={carrier}
              maxLength={60}
              required
              onChange={(event) => setCarrier(event.currentTarget.value)}
            />
            <TextInput
              label={t('first-mile.carrier-id')}
              description={t('first-mile.carrier-id-what')}
              value={carrierId}
              maxLength={60}
              required
              onChange={(event) => setCarrierId(event.currentTarget.value)}
            />
            <TextInput
              label={t('first-mile.number')}
              description={t('first-mile.number-what')}
              error={
                number.trim() !== '' &&
                dropOff.trackingNumber === '' &&
                t('first-mile.number-unlike', { trackingNumber: number.slice(0, 40) })
              }
              value={number}
              maxLength={60}
              required
              onChange={(event) => enterNumber(event.currentTarget.value)}
            />
            <TextInput
              label={t('first-mile.phone')}
              value={phone}
              maxLength={4}
              required
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          </div>
        )}
        <RefusalBar refusal={tell.refusal} />
        <FormFoot onBack={onClose}>
          <Button
            type="submit"
            data-autofocus
            disabled={method === 'drop-off' && !isWhole}
            loading={tell.isPending}
          >
            {t('first-mile.tell')}
          </Button>
        </FormFoot>
      </form>
    </Modal>
  );
}
