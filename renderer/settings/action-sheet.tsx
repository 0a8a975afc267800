// The sheet of action codes that hangs at the bench: everything a packer does without touching the screen.

import { useText } from '../text/text.ts';
import styles from './paper.module.css';
import { CodeCard, Paper } from './paper.tsx';
import { useCodePictures } from './use-code-pictures.ts';

const actions = [
  'PB-OK',
  'PB-UNDO',
  'PB-NEXT',
  'PB-HOLD',
  'PB-QTY',
  'PB-QTY-5',
  'PB-QTY-10',
  'PB-QTY-20',
] as const;

export function ActionSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const pictures = useCodePictures(actions);
  return (
    <Paper onClose={onClose}>
      <header>
        <h1>{t('action-sheet.title')}</h1>
        <p>{t('action-sheet.how')}</p>
      </header>
      <div className={styles.cards}>
        {actions.map((action) => (
          <CodeCard key={action} code={action} picture={pictures.get(action)} title={t(`action.${action}`)}>
            {t(`action.${action}.what`)}
          </CodeCard>
        ))}
      </div>
    </Paper>
  );
}
