// Tickets "not delivered to the door", one per order, and the fees that are foreseen for what left.

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconTicket, IconWallet } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { sayYuan } from '../parts/say-yuan.ts';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone, type ToneName } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';
import { showCompliance, useShopAsked } from './compliance-store.ts';
import { sayReasons } from './say-ratio.ts';

type Ticket = RequestAnswer<'tickets.page'>['rows'][number];
type Fees = RequestAnswer<'fees.read'>;

const refreshOn = ['shipments.changed', 'orders.changed', 'settings.changed'] as const;
const ticketTones: Readonly<Record<Ticket['outcome'], ToneName>> = {
  open: 'ask',
  upheld: 'stop',
  rejected: 'ok',
};
const feeTones: Readonly<Record<keyof Fees['counts'], ToneName>> = {
  open: 'say',
  stays: 'quiet',
  'comes-back': 'ok',
};

export function TicketsPart() {
  return (
    <div className={styles.two}>
      <Tickets />
      <FeesOfParcels />
    </div>
  );
}

function Tickets() {
  const { t, language } = useText();
  const shop = useShopAsked();
  const tickets = useAnswer('tickets.page', { ...shop, limit: 200 }, { refreshOn });
  const page = tickets.value;
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{t('tickets.title')}</h2>
        {page && page.total > 0 && (
          <p className={styles.quiet}>
            {t('tickets.sum', {
              open: page.counts.open,
              upheld: page.counts.upheld,
              cost: sayYuan(page.costCents, language),
            })}
          </p>
        )}
      </header>
      <RecordTicket onDone={tickets.reload} />
      <RefusalBar refusal={tickets.refusal} />
      {page?.total === 0 && (
        <EmptyList title={t('tickets.none')} picture={<IconTicket size={32} stroke={1.6} />}>
          {t('tickets.none-why')}
        </EmptyList>
      )}
      <ul className={styles.rows}>
        {page?.rows.map((ticket) => (
          <TicketRow key={`${ticket.shopId} ${ticket.orderId}`} ticket={ticket} onDone={tickets.reload} />
        ))}
      </ul>
    </section>
  );
}

function RecordTicket({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const shop = useShopAsked();
  const record = useAsk('tickets.record');
  const [orderId, setOrderId] = useState('');
  const [filedBy, setFiledBy] = useState<'consumer' | 'merchant'>('consumer');
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (orderId.trim() === '') return;
    const done = await record.send({ ...shop, orderId: orderId.trim(), filedBy, requestId: newRequestId() });
    if (!done) return;
    setOrderId('');
    onDone();
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.grow}
        aria-label={t('tickets.order')}
        placeholder={t('tickets.order')}
        value={orderId}
        onChange={(event) => setOrderId(event.currentTarget.value)}
      />
      <SegmentedControl
        value={filedBy}
        onChange={(value) => setFiledBy(value === 'merchant' ? 'merchant' : 'consumer')}
        data={[
          { value: 'consumer', label: t('tickets.by.consumer') },
          { value: 'merchant', label: t('tickets.by.merchant') },
        ]}
      />
      <Button type="submit" loading={record.isPending} disabled={orderId.trim() === ''}>
        {t('tickets.record')}
      </Button>
      {record.refusal && (
        <div className={styles.wholeLine}>
          <RefusalBar refusal={record.refusal} />
        </div>
      )}
    </form>
  );
}

function TicketRow({ ticket, onDone }: { readonly ticket: Ticket; readonly onDone: () => void }) {
  const { t, language } = useText();
  const settle = useAsk('tickets.settle');
  const judge = (outcome: 'upheld' | 'rejected') => {
    const { orderId, shopId } = ticket;
    void settle
      .send({ orderId, shopId, outcome, requestId: newRequestId() })
      .then((done) => done && onDone());
  };
  const { left } = ticket;
  return (
    <li className={styles.ticket}>
      <div className={styles.parcelWhat}>
        <strong>
          <CodeText code={ticket.orderId} />
        </strong>
        <p>
          {t(`tickets.by.${ticket.filedBy}`)} · <Time at={ticket.filedAt} />
        </p>
        <p data-proof={left === null ? 'none' : left.isCompliant ? 'right' : 'wrong'}>
          {left === null
            ? t('tickets.not-left')
            : left.isCompliant
              ? t('tickets.left-right', { carrier: left.carriers })
              : t('tickets.left-wrong', { why: sayReasons(left.reasons, left.carriers.join('/'), t) })}
        </p>
      </div>
      <Tone tone={ticketTones[ticket.outcome]} look="soft">
        {ticket.outcome === 'upheld'
          ? t('tickets.outcome.upheld', { cost: sayYuan(ticket.costCents, language) })
          : t(`tickets.outcome.${ticket.outcome}`)}
      </Tone>
      {ticket.outcome === 'open' && (
        <div className={styles.line}>
          <Button variant="default" loading={settle.isPending} onClick={() => judge('rejected')}>
            {t('tickets.reject')}
          </Button>
          <Button variant="default" loading={settle.isPending} onClick={() => judge('upheld')}>
            {t('tickets.uphold')}
          </Button>
        </div>
      )}
      <RefusalBar refusal={settle.refusal} />
    </li>
  );
}

function FeesOfParcels() {
  const { t, language } = useText();
  const shop = useShopAsked();
  const [state, setState] = useState<keyof Fees['counts'] | null>(null);
  const fees = useAnswer('fees.read', { ...shop, limit: 100, ...(state ? { state } : {}) }, { refreshOn });
  const page = fees.value;
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{t('fees.title')}</h2>
        <p className={styles.quiet}>{t('fees.window')}</p>
      </header>
      {page?.feeCents === null && (
        <div className={styles.line}>
          <Tone tone="ask">{t('fees.no-price')}</Tone>
          <Button variant="default" onClick={() => showCompliance('terms')}>
            {t('fees.set-price')}
          </Button>
        </div>
      )}
      <RefusalBar refusal={fees.refusal} />
      {page && (
        <div className={styles.feeCounts}>
          {(['open', 'stays', 'comes-back'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={state === each}
              onClick={() => setState(state === each ? null : each)}
            >
              <Tone tone={feeTones[each]}>{t(`fees.state.${each}`)}</Tone>
              <b>{page.counts[each].parcels.toLocaleString(language)}</b>
              <small>
                {page.counts[each].cents > 0 ? sayYuan(page.counts[each].cents, language) : t('fees.parcels')}
              </small>
            </button>
          ))}
        </div>
      )}
      {page?.total === 0 && (
        <EmptyList title={t('fees.none')} picture={<IconWallet size={32} stroke={1.6} />}>
          {t('fees.none-why')}
        </EmptyList>
      )}
      <ul className={styles.rows}>
        {page?.rows.map((fee) => (
          <li key={fee.parcelId} className={styles.fee}>
            <div className={styles.parcelWhat}>
              <strong>
                <CodeText code={fee.trackingNumber ?? fee.parcelId} />
              </strong>
              <p>
                {fee.carrier} · <Time at={fee.shippedAt} />
              </p>
            </div>
            <span className={styles.quiet}>
              {fee.state === 'stays' && fee.signedAt !== null ? (
                <>
                  {t('fees.signed')} <Time at={fee.signedAt} />
                </>
              ) : (
                <>
                  {t(fee.state === 'open' ? 'fees.back-unless' : 'fees.back-since')} <Time at={fee.backAt} />
                </>
              )}
            </span>
            <b>{fee.feeCents === null ? '–' : sayYuan(fee.feeCents, language)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
