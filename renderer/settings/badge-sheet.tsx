// Badges to cut out: the name, the role, and the code that changes to this person.

import { useText } from '../text/text.ts';
import styles from './paper.module.css';
import { CodeCard, Paper } from './paper.tsx';
import type { Person } from './people-panel.tsx';
import { useCodePictures } from './use-code-pictures.ts';

export function BadgeSheet({
  people,
  onClose,
}: {
  readonly people: readonly Person[];
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const pictures = useCodePictures(people.map((person) => person.badgeCode ?? ''));
  return (
    <Paper onClose={onClose}>
      <header>
        <h1>{t('people.badges-title')}</h1>
        <p>{t('people.badges-how')}</p>
      </header>
      <div className={styles.cards}>
        {people.map(({ personId, name, role, badgeCode }) => (
          <CodeCard
            key={personId}
            code={badgeCode ?? ''}
            picture={pictures.get(badgeCode ?? '')}
            title={name}
          >
            {t(`role.${role}`)}
          </CodeCard>
        ))}
      </div>
    </Paper>
  );
}
