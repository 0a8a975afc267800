// What happened, newest at the top, as sentences of the floor; entries of one minute by one person stand together.

import type { AuditEntry } from '../../main/people/audit.ts';
import { sayDeed } from '../parts/audit-words.ts';
import { CodeText } from '../parts/code-text.tsx';
import { Time } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './orders.module.css';

export function Timeline({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useText();
  if (entries.length === 0) return <p className={styles.faint}>{t('orders.nothing-happened')}</p>;
  return (
    <ol className={styles.timeline}>
      {[...entries].reverse().map((entry) => (
        <li key={entry.entryNo}>
          <span>{sayDeed(entry)}</span>
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
