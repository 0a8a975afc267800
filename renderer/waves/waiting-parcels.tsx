// Parcels that no rule takes yet, and what they wait for.

import { useText } from '../text/text.ts';
import styles from './proposals.module.css';
import type { Proposals } from './waves-store.ts';

export function Waiting({ waiting }: { readonly waiting: Proposals['waiting'] }) {
  const { t } = useText();
  if (waiting.length === 0) return null;
  return (
    <div className={styles.waiting}>
      {waiting.map(({ kind, count, least }) => (
        <p key={`${kind} ${least} ${count}`}>
          {t('group.waiting', { count, kind: t(`group.kind.${kind}`), least })}
        </p>
      ))}
    </div>
  );
}
