// Cancelling an order as the seller: what follows is said before the reason is asked, the goods whose stock becomes 0 by name, and nothing
// happens until that was read and ticked.

import { Button, Checkbox, Modal } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Choices } from '../parts/choices.tsx';
import { CodeText } from '../parts/code-text.tsx';
import { FormFoot } from '../parts/form-foot.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Sentence } from '../text/sentence.tsx';
import { hasText, useText } from '../text/text.ts';
import styles from './cancel-order.module.css';

type Cancellable = NonNullable<RequestAnswer<'cancellations.cancellable'>>;

/** The way into it: there only for orders of a shop over the network that something is left of. */
export function CancelOrderButton({
  orderKey,
  orderId,
}: {
  readonly orderKey: number;
  readonly orderId: string;
}) {
  const { t } = useText();
  const [isAsking, setAsking] = useState(false);
  const answer = useAnswer(
    'cancellations.cancellable',
    { orderKey },
    { refreshOn: ['orders.changed', 'parcels.changed', 'shipments.changed'] },
  );
  const cancellable = answer.value;
  if (!cancellable || cancellable.obstacle?.code === 'own-cancel.ended') return null;
  return (
    <div className={styles.way}>
      <Button variant="default" leftSection={<IconBan size={18} />} onClick={() => setAsking(true)}>
        {t('own-cancel.button')}
      </Button>
      {isAsking && (
        <CancelOrder
          orderKey={orderKey}
          orderId={orderId}
          cancellable={cancellable}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

interface Props {
  readonly orderKey: number;
  readonly orderId: string;
  readonly cancellable: Cancellable;
  readonly onClose: () => void;
}

function CancelOrder({ orderKey, orderId, cancellable, onClose }: Props) {
  const { t } = useText();
  const { obstacle, place } = cancellable;
  const isPossible = obstacle === null && place === 'here';
  return (
    <Modal opened onClose={onClose} centered size={640} title={t('own-cancel.title', { orderId })}>
      {isPossible ? (
        <CancelForm orderKey={orderKey} cancellable={cancellable} onClose={onClose} />
      ) : (
        <div className={styles.form}>
          <NoticeBar tone="ask">
            {obstacle ? <Sentence refusal={obstacle} /> : t('own-cancel.back-office')}
          </NoticeBar>
          <FormFoot isBackFocused onBack={onClose} />
        </div>
      )}
    </Modal>
  );
}

function CancelForm({ orderKey, cancellable, onClose }: Omit<Props, 'orderId'>) {
  const { t } = useText();
  const { reasons, where } = cancellable;
  const cancel = useAsk('cancellations.cancelOrder');
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [isKnown, setKnown] = useState(false);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (reasonCode === null || !isKnown) return;
    const done = await cancel.send({ orderKey, reasonCode, requestId: newRequestId() });
    if (done) onClose();
  }
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <NoticeBar tone="stop">{t('own-cancel.stock')}</NoticeBar>
      <section className={styles.goods}>
        <h3>{t('own-cancel.goods')}</h3>
        <ul>
          {cancellable.goods.map((goods) => (
            <li key={goods.skuCode}>
              <div>
                <b>{goods.name || goods.skuCode}</b>
                <small>
                  {goods.spec && `${goods.spec} · `}
                  <CodeText code={goods.skuCode} />
                </small>
              </div>
              {goods.otherOrders > 0 && (
                <strong>{t('own-cancel.others', { count: goods.otherOrders })}</strong>
              )}
            </li>
          ))}
        </ul>
      </section>
      <p>{t('own-cancel.what')}</p>
      {where !== 'nowhere' && (
        <NoticeBar tone="ask">
          {t(`cancel.where.${where}`)} · {t(`own-cancel.where.${where}-do`)}
        </NoticeBar>
      )}
      <p className={styles.instead}>{t('own-cancel.instead')}</p>
      <Choices
        legend={t('own-cancel.why')}
        choices={reasons.map(({ code, words }) => ({ value: code, words: words || sayReason(code, t) }))}
        chosen={reasonCode}
        onChoose={setReasonCode}
        none={<p>{t('own-cancel.no-reasons')}</p>}
      />
      <Checkbox
        size="md"
        label={t('own-cancel.know')}
        checked={isKnown}
        onChange={(event) => setKnown(event.currentTarget.checked)}
      />
      <RefusalBar refusal={cancel.refusal} />
      <FormFoot isBackFocused onBack={onClose}>
        <Button
          type="submit"
          color="red"
          disabled={reasonCode === null || !isKnown}
          loading={cancel.isPending}
        >
          {t('own-cancel.do')}
        </Button>
      </FormFoot>
    </form>
  );
}

/** A market may put its name behind a reason; one that nobody wrote a sentence for stands as the platform writes it. */
function sayReason(code: string, t: ReturnType<typeof useText>['t']): string {
  const key = `own-cancel.reason.${code.replace(/_uk$/, '')}`;
  return hasText(key) ? t(key) : code;
}
