// The sheet that sets a scanner up: what to switch on in the scanner's own manual, then three codes of rising length to try it with.
// Makers' own programming codes differ by model, so the sheet names the options and never guesses a code.

import { useSetting } from '../frame/station-store.ts';
import { useText } from '../text/text.ts';
import styles from './paper.module.css';
import { CodeCard, Paper } from './paper.tsx';
import { useCodePictures } from './use-code-pictures.ts';

const tries = ['TRY-123', 'TRY-1234567890', 'TRY-ABCDEFGHIJ-0123456789'] as const;

export function SetUpSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const prefix = useSetting('scanner.prefix');
  const pictures = useCodePictures(tries);
  const steps = ['suffix', 'prefix', 'keyboard', 'input-method', 'aim'] as const;
  return (
    <Paper onClose={onClose}>
      <header>
        <h1>{t('set-up-sheet.title')}</h1>
        <p>{t('set-up-sheet.how')}</p>
      </header>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>
            <b>{t(`set-up-sheet.${step}`)}</b>
            <p>
              {t(`set-up-sheet.${step}.do`, {
                prefix: typeof prefix === 'string' && prefix !== '' ? prefix : '~',
              })}
            </p>
          </li>
        ))}
      </ol>
      <h2>{t('set-up-sheet.try')}</h2>
      <p>{t('set-up-sheet.try-how')}</p>
      <div className={styles.cards}>
        {tries.map((code, index) => (
          <CodeCard key={code} code={code} picture={pictures.get(code)} title={String(index + 1)} />
        ))}
      </div>
    </Paper>
  );
}
