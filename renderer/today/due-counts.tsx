// What is due, as four big counts side by side; each opens the orders behind it.

import { openWith } from '../frame/room-store.ts';
import { sayCount } from '../parts/say-count.ts';
import type { RequestAnswer } from '../parts/station.ts';
import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { type TextKey, useText } from '../text/text.ts';
import styles from './today.module.css';

type Due = RequestAnswer<'today.read'>['due'];

const counts: ReadonlyArray<{
  readonly name: keyof Due;
  readonly due: 'overdue' | '2h' | '12h' | 'later';
  readonly tone: ToneName;
  readonly title: TextKey;
  readonly hint: TextKey;
}> = [
  { name: 'overdue', due: 'overdue', tone: 'stop', title: 'today.overdue', hint: 'today.overdue-hint' },
  { name: 'within2h', due: '2h', tone: 'ask', title: 'today.within-2h', hint: 'today.within-2h-hint' },
  { name: 'within12h', due: '12h', tone: 'say', title: 'today.within-12h', hint: 'today.within-12h-hint' },
  { name: 'later', due: 'later', tone: 'quiet', title: 'today.later', hint: 'today.later-hint' },
];

export function DueCounts({ due }: { readonly due: Due }) {
  const { t } = useText();
  return (
    <section className={styles.due} aria-label={t('today.due')}>
      {counts.map((each) => {
        const count = due[each.name];
        const tone = count === 0 ? 'quiet' : each.tone;
        return (
          <button
            type="button"
            key={each.name}
            className={styles.dueCard}
            data-tone={tone}
            data-due={each.due}
            onClick={() => openWith({ room: 'orders', filter: { state: ['open'], due: each.due } })}
          >
            <span className={styles.dueTitle}>
              <ToneIcon tone={count === 0 && each.name !== 'later' ? 'ok' : tone} size={20} />
              {t(each.title)}
            </span>
            <b>{sayCount(count)}</b>
            <small>{count === 0 ? t('today.none-due') : t(each.hint)}</small>
          </button>
        );
      })}
    </section>
  );
}
