// Setting a printer up, step by step: find it, say what it is, print a test label, answer what is on it. Nothing else is on screen.

import { Button } from '@mantine/core';
import { IconArrowLeft, IconCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { RefusalBar } from '../../parts/notice-bar.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { Wait } from '../../parts/wait.tsx';
import { useText } from '../../text/text.ts';
import { type PrinterView, setUpPrinter } from '../printing-store.ts';
import { DoneStep } from './done-step.tsx';
import { FindStep } from './find-step.tsx';
import { PaperlessStep } from './paperless-step.tsx';
import { ProfileStep } from './profile-step.tsx';
import styles from './set-up.module.css';
import { profileOfPrinter, steps, useSetUp } from './set-up-store.ts';
import { TestStep } from './test-step.tsx';

export function SetUpPrinter({ printer }: { readonly printer: PrinterView | null }) {
  const { t } = useText();
  const presets = useAnswer('printers.presets', {});
  const { step, name, profile } = useSetUp();
  const known = presets.value;

  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when the presets are there; later events change nothing
  useEffect(() => {
    if (!known) return;
    const { opensAt } = useSetUp.getState();
    const saved = printer && profileOfPrinter(printer, known);
    useSetUp.setState({
      opensAt: 'profile',
      step: saved ? opensAt : 'find',
      printerId: printer?.printerId ?? null,
      name: printer?.name ?? '',
      wire: saved?.wire ?? null,
      profile: saved,
    });
  }, [known === undefined]);

  const at = steps.indexOf(step);
  return (
    <div className={styles.room}>
      <header className={styles.head}>
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} />} onClick={() => setUpPrinter(null)}>
          {t('setup.back')}
        </Button>
        <h1>{printer ? name || printer.name : t('setup.title')}</h1>
        {printer?.kind !== 'paperless' && (
          <ol className={styles.steps}>
            {steps.map((each, index) => (
              <li key={each} data-present={each === step || undefined} data-done={index < at || undefined}>
                <i>{index < at ? <IconCheck size={16} stroke={3} /> : index + 1}</i>
                {t(`setup.step.${each}`)}
              </li>
            ))}
          </ol>
        )}
      </header>
      <main className={styles.body}>
        <RefusalBar refusal={presets.refusal} />
        {printer?.kind === 'paperless' ? (
          <PaperlessStep printer={printer} />
        ) : !known ? (
          <Wait what={t('setup.reading')} />
        ) : step === 'find' ? (
          <FindStep presets={known} />
        ) : step === 'profile' ? (
          <ProfileStep presets={known} />
        ) : step === 'test' && profile ? (
          <TestStep />
        ) : (
          <DoneStep />
        )}
      </main>
    </div>
  );
}
