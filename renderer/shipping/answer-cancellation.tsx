// Answering a buyer who asks to cancel: what accepting does (also to the stock on the platform), and for a refusal the platform's own
// reasons to choose from.

import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Choices } from '../parts/choices.tsx';
import { FormFoot } from '../parts/form-foot.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useText } from '../text/text.ts';
import type { Cancellation } from './cancellation-list.tsx';
import styles from './cancellations.module.css';

interface Props {
  readonly cancellation: Cancellation;
  readonly onClose: () => void;
}

export function AcceptCancellation({ cancellation, onClose }: Props) {
  const { t } = useText();
  const answer = useAsk('cancellations.answer');
  const { shopId, cancelId, orderId, goods } = cancellation;
  async function accept(): Promise<void> {
    const done = await answer.send({ shopId, cancelId, accept: true, requestId: newRequestId() });
    if (done) onClose();
  }
  return (
    <Modal opened onClose={onClose} centered size={600} title={t('cancel.accept-title', { orderId })}>
      <div className={styles.answer}>
        <p>{t('cancel.accept-what')}</p>
        {goods !== 'nowhere' && (
          <NoticeBar tone={goods === 'planned' ? 'say' : 'ask'}>
            {t(`cancel.where.${goods}`)} · {t(`cancel.where.${goods}-do`)}
          </NoticeBar>
        )}
        <NoticeBar tone="say">{t('cancel.accept-stock')}</NoticeBar>
        <RefusalBar refusal={answer.refusal} />
        <FormFoot onBack={onClose}>
          <Button data-autofocus loading={answer.isPending} onClick={() => void accept()}>
            {t('cancel.accept')}
          </Button>
        </FormFoot>
      </div>
    </Modal>
  );
}

export function RefuseCancellation({ cancellation, onClose }: Props) {
  const { t } = useText();
  const { shopId, cancelId, orderId } = cancellation;
  const reasons = useAnswer('cancellations.reasons', { shopId, cancelId });
  const answer = useAsk('cancellations.answer');
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [note, setNote] = useState('');
  async function refuse(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (reasonCode === null) return;
    const done = await answer.send({
      shopId,
      cancelId,
      accept: false,
      reasonCode,
      note: note.trim(),
      requestId: newRequestId(),
    });
    if (done) onClose();
  }
  return (
    <Modal opened onClose={onClose} centered size={600} title={t('cancel.refuse-title', { orderId })}>
      <form className={styles.answer} onSubmit={(event) => void refuse(event)}>
        <p>{t('cancel.refuse-what')}</p>
        {reasons.isLoading && <Wait what={t('cancel.refuse-reading')} />}
        <RefusalBar
          refusal={reasons.refusal}
          actions={
            <Button variant="default" onClick={reasons.reload}>
              {t('do.retry')}
            </Button>
          }
        />
        {reasons.value?.length === 0 && <NoticeBar tone="ask">{t('cancel.refuse-none')}</NoticeBar>}
        <Choices
          isLegendHidden
          legend={t('cancel.refuse-what')}
          choices={(reasons.value ?? []).map(({ code, words }) => ({ value: code, words }))}
          chosen={reasonCode}
          onChoose={setReasonCode}
        />
        <TextInput
          label={t('cancel.note')}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <RefusalBar refusal={answer.refusal} />
        <FormFoot onBack={onClose}>
          <Button type="submit" disabled={reasonCode === null} loading={answer.isPending}>
            {t('cancel.refuse')}
          </Button>
        </FormFoot>
      </form>
    </Modal>
  );
}
