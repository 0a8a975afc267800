// What happened, newest at the top, as sentences of the floor; entries of one minute by one person stand together.

import type { AuditEntry } from '../../main/people/audit.ts';
import { CodeText } from '../parts/code-text.tsx';
import { Time } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { hasText, say, useText } from '../text/text.ts';
import styles from './orders.module.css';

/** Facts whose values are codes with words of their own. */
const groups: Readonly<Record<string, string>> = { hold: 'hold', state: 'order.state', rule: 'rule' };

export function Timeline({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useText();
  if (entries.length === 0) return <p className={styles.faint}>{t('orders.nothing-happened')}</p>;
  return (
    <ol className={styles.timeline}>
      {[...entries].reverse().map((entry) => (
        <li key={entry.entryNo}>
          <span>{entrySentence(entry)}</span>
          <small>
            <Time at={entry.at} />
            {entry.person !== 'station' && ` · ${entry.person}`}
            {entry.subjectKind === 'parcel' && (
              <>
                {' · '}
                {t('kind.parcel')} <CodeText code={entry.subjectId} />
              </>
            )}
          </small>
        </li>
      ))}
    </ol>
  );
}

/** The verb's sentence with its facts in words; an unknown verb stands as it is. */
function entrySentence(entry: Pick<AuditEntry, 'verb' | 'facts'>): string {
  const facts = Object.fromEntries(
    Object.entries(entry.facts).map(([name, fact]) => {
      const group = groups[name];
      return [name, group && typeof fact === 'string' ? sayCode(group, fact) : fact];
    }),
  );
  const key = `audit.${entry.verb}`;
  return hasText(key) ? say(key, facts) : entry.verb;
}
