// The platform's numbers, each with the day from which it holds. What is changed for tomorrow leaves today as it was counted.

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { RequestAnswer } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Time, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './compliance.module.css';

type Term = RequestAnswer<'terms.list'>[number];

/** How a value is written and read back in a field: cents as yuan, lists with a comma between. */
function toField(term: Pick<Term, 'name'>, value: Term['value']): string {
  if (value === null) return '';
  if (typeof value === 'number') return term.name.endsWith('Cents') ? String(value / 100) : String(value);
  return value.join('，');
}

function fromField(term: Term, text: string): number | null | string[] {
  if (Array.isArray(term.byDefault)) {
    return text
      .split(/[,，、\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }
  if (text.trim() === '') return null;
  const number = Number(text);
  return term.name.endsWith('Cents') ? Math.round(number * 100) : number;
}

export function TermsPart() {
  const { t } = useText();
  const terms = useAnswer('terms.list', {}, { refreshOn: ['settings.changed'] });
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{t('terms.title')}</h2>
        <p className={styles.quiet}>{t('terms.what')}</p>
      </header>
      <RefusalBar refusal={terms.refusal} />
      <ul className={styles.rows}>
        {terms.value?.map((term) => (
          <TermRow key={`${term.name} ${JSON.stringify(term.value)}`} term={term} />
        ))}
      </ul>
    </section>
  );
}

function TermRow({ term }: { readonly term: Term }) {
  const { t } = useText();
  const now = useNowStore((state) => state.now);
  const set = useAsk('terms.set');
  const before = toField(term, term.value);
  const [text, setText] = useState(before);
  const [from, setFrom] = useState(() => dayOf(now));
  const isChanged = text.trim() !== before;
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    // From now on where today is chosen: what has left this morning was counted by the old number.
    const validFrom = from === dayOf(now) ? now : new Date(`${from}T00:00:00`).getTime();
    await set.send({ name: term.name, value: fromField(term, text), validFrom, requestId: newRequestId() });
  }
  return (
    <li className={styles.term}>
      <div className={styles.parcelWhat}>
        <strong>{t(`terms.${term.name}` as 'terms.leastPercent')}</strong>
        <p>{t(`terms.${term.name}.what` as 'terms.leastPercent.what')}</p>
        <p>
          <code>{term.rule}</code>
          {t('terms.default', { value: toField(term, term.byDefault as Term['value']) || t('terms.unsaid') })}
        </p>
        {term.dated.map((dated) => (
          <p key={dated.validFrom} data-proof={dated.validFrom > now ? 'right' : 'none'}>
            <Time at={dated.validFrom} />{' '}
            {t('terms.dated', {
              value: toField(term, dated.value) || t('terms.unsaid'),
              person: dated.setBy,
            })}
          </p>
        ))}
      </div>
      <form className={styles.line} onSubmit={(event) => void submit(event)}>
        <TextInput
          className={styles.grow}
          aria-label={t(`terms.${term.name}` as 'terms.leastPercent')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          aria-label={t('terms.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!isChanged || from === ''} loading={set.isPending}>
          {t('terms.set')}
        </Button>
      </form>
      <RefusalBar refusal={set.refusal} />
    </li>
  );
}

/** `2026-09-22`, where this window is. */
function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
