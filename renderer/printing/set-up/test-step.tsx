// The test label: print it, hold it in the hand, say what is on it. The station changes the profile by the answers and says what is next.

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { BigButton } from '../../parts/big-button.tsx';
import { NoticeBar, RefusalBar } from '../../parts/notice-bar.tsx';
import type { RequestArgument } from '../../parts/station.ts';
import { newRequestId, useAsk } from '../../parts/use-ask.ts';
import { Wait } from '../../parts/wait.tsx';
import { useText } from '../../text/text.ts';
import { TestPicture } from '../label-picture.tsx';
import styles from './set-up.module.css';
import { type Judged, useSetUp } from './set-up-store.ts';
import { TestAnswersForm } from './test-answers-form.tsx';

export type TestAnswers = RequestArgument<'printers.judge-test'>['answers'];

export function TestStep() {
  const { t } = useText();
  const { printerId, name, profile } = useSetUp();
  const test = useAsk('printers.test');
  const judge = useAsk('printers.judge-test');
  const [printed, setPrinted] = useState<'no' | 'plain' | 'z64'>('no');
  const [next, setNext] = useState<Judged['next'] | null>(null);
  if (printerId === null || profile === null) return null;

  async function print(tryZ64: boolean): Promise<void> {
    if (printerId === null) return;
    setNext(null);
    const answer = await test.send({ printerId, tryZ64, requestId: newRequestId() });
    // A refusal may come after the paper moved: the questions stay open either way.
    setPrinted(tryZ64 ? 'z64' : 'plain');
    if (!answer) return;
  }

  async function answer(answers: TestAnswers): Promise<void> {
    if (printerId === null) return;
    const judged = await judge.send({
      printerId,
      answers: { ...answers, wasZ64: printed === 'z64' },
      requestId: newRequestId(),
    });
    if (!judged) return;
    useSetUp.setState({ profile: judged.settings, wire: judged.settings.wire });
    setPrinted('no');
    setNext(judged.next);
    if (judged.next === 'done') useSetUp.setState({ step: 'done' });
  }

  const isWaiting = printed === 'no';
  return (
    <div className={styles.testRoom}>
      <div className={styles.test}>
        {next && next !== 'done' && (
          <NoticeBar tone={next === 'check-printer' || next === 'choose-language' ? 'stop' : 'say'}>
            {t(`after-test.${next}`)}
          </NoticeBar>
        )}
        <RefusalBar refusal={test.refusal ?? judge.refusal} />
        {test.isPending ? (
          <Wait what={t('setup.testing', { name })} />
        ) : isWaiting ? (
          <div className={styles.ask}>
            <h2>{t(next === 'try-z64' ? 'setup.try-short' : 'setup.test-first')}</h2>
            <p>{t('setup.test-what')}</p>
            <div className={styles.bigButtons}>
              {next === 'choose-language' ? (
                <BigButton tone="act" onPress={() => useSetUp.setState({ step: 'profile' })}>
                  {t('setup.other-language')}
                </BigButton>
              ) : (
                <BigButton
                  tone="act"
                  icon={<IconPrinter size={28} />}
                  onPress={() => void print(next === 'try-z64')}
                >
                  {t('printing.test')}
                </BigButton>
              )}
              {next === 'try-z64' && (
                <BigButton onPress={() => useSetUp.setState({ step: 'done' })}>
                  {t('setup.leave-it')}
                </BigButton>
              )}
            </div>
            <div className={styles.quiet}>
              <Button variant="subtle" onClick={() => useSetUp.setState({ step: 'profile' })}>
                {t('setup.to-profile')}
              </Button>
              <Button variant="subtle" onClick={() => useSetUp.setState({ step: 'done' })}>
                {t('setup.skip-test')}
              </Button>
            </div>
          </div>
        ) : (
          <TestAnswersForm
            key={printed}
            profile={profile}
            isPending={judge.isPending}
            onAnswer={(answers) => void answer(answers)}
            onAgain={() => void print(printed === 'z64')}
          />
        )}
      </div>
      <figure className={styles.rightOne}>
        <figcaption>{t('setup.right-one')}</figcaption>
        <TestPicture printerId={printerId} />
      </figure>
    </div>
  );
}
