// What is on the paper: three large answers first; only when something is off, the small questions that say what.

import { NumberInput, SegmentedControl } from '@mantine/core';
import { IconCheck, IconRuler, IconTypography, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { BigButton } from '../../parts/big-button.tsx';
import { useText } from '../../text/text.ts';
import styles from './set-up.module.css';
import type { Profile } from './set-up-store.ts';
import type { TestAnswers } from './test-step.tsx';

type Tone = 'good' | 'pale' | 'heavy';

export function TestAnswersForm(props: {
  readonly profile: Profile;
  readonly isPending: boolean;
  readonly onAnswer: (answers: TestAnswers) => void;
  readonly onAgain: () => void;
}) {
  const { profile, isPending, onAnswer, onAgain } = props;
  const { t } = useText();
  const [isOff, setIsOff] = useState(false);
  const [isInverted, setIsInverted] = useState(false);
  const [tone, setTone] = useState<Tone>('good');
  const [lastMm, setLastMm] = useState<number | null>(null);
  const [firstMm, setFirstMm] = useState<number | null>(null);
  const [whiteLeftMm, setWhiteLeftMm] = useState<number | null>(null);
  const [whiteTopMm, setWhiteTopMm] = useState<number | null>(null);
  const [fiftyMm, setFiftyMm] = useState<number | null>(null);

  if (!isOff) {
    return (
      <div className={styles.ask}>
        <h2>{t('setup.what-came')}</h2>
        <p>{t('setup.what-came-how')}</p>
        <div className={styles.bigButtons}>
          <BigButton
            tone="ok"
            icon={<IconCheck size={28} />}
            isDisabled={isPending}
            onPress={() => onAnswer({ cameOut: 'picture' })}
          >
            {t('setup.came.right')}
          </BigButton>
          <BigButton icon={<IconRuler size={28} />} onPress={() => setIsOff(true)}>
            {t('setup.came.off')}
          </BigButton>
          <BigButton
            icon={<IconTypography size={28} />}
            isDisabled={isPending}
            onPress={() => onAnswer({ cameOut: 'letters' })}
          >
            {t('setup.came.letters')}
          </BigButton>
          <BigButton
            icon={<IconX size={28} />}
            isDisabled={isPending}
            onPress={() => onAnswer({ cameOut: 'nothing' })}
          >
            {t('setup.came.nothing')}
          </BigButton>
        </div>
        <div className={styles.quiet}>
          <button type="button" className={styles.link} onClick={onAgain}>
            {t('setup.print-once-more')}
          </button>
        </div>
      </div>
    );
  }
  const millimetres = (
    name: string,
    value: number | null,
    set: (to: number | null) => void,
    hint: string,
  ) => (
    <NumberInput
      label={name}
      size="md"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={hint}
      value={value ?? ''}
      min={0}
      max={600}
      suffix=" mm"
      onChange={(to) => set(typeof to === 'number' ? to : null)}
    />
  );
  const canTone = profile.language !== 'escpos' && profile.language !== 'page';
  return (
    <div className={styles.answers}>
      <h2>{t('setup.what-is-off')}</h2>
      <div className={styles.question}>
        <b>{t('setup.q.polarity')}</b>
        <SegmentedControl
          size="lg"
          value={isInverted ? 'yes' : 'no'}
          onChange={(value) => setIsInverted(value === 'yes')}
          data={[
            { value: 'no', label: t('setup.q.polarity-no') },
            { value: 'yes', label: t('setup.q.polarity-yes') },
          ]}
        />
      </div>
      {canTone && (
        <div className={styles.question}>
          <b>{t('setup.q.tone')}</b>
          <SegmentedControl<Tone>
            size="lg"
            value={tone}
            onChange={setTone}
            data={(['pale', 'good', 'heavy'] as const).map((value) => ({
              value,
              label: t(`setup.q.tone-${value}`),
            }))}
          />
        </div>
      )}
      <div className={styles.measures}>
        {millimetres(
          t('setup.q.last'),
          lastMm,
          setLastMm,
          t('setup.q.last-how', { width: profile.labelWidthMm }),
        )}
        {millimetres(t('setup.q.first'), firstMm, setFirstMm, t('setup.q.first-how'))}
        {millimetres(t('setup.q.white-left'), whiteLeftMm, setWhiteLeftMm, t('setup.q.white-how'))}
        {millimetres(t('setup.q.white-top'), whiteTopMm, setWhiteTopMm, t('setup.q.white-how'))}
        {millimetres(t('setup.q.fifty'), fiftyMm, setFiftyMm, t('setup.q.fifty-how'))}
      </div>
      <div className={styles.bigButtons}>
        <BigButton
          tone="act"
          isDisabled={isPending}
          onPress={() =>
            onAnswer({
              cameOut: 'picture',
              isInverted,
              tone,
              lastMm,
              firstMm,
              whiteLeftMm,
              whiteTopMm,
              fiftyMm,
            })
          }
        >
          {t('setup.change-it')}
        </BigButton>
        <BigButton onPress={() => setIsOff(false)}>{t('setup.back-to-answers')}</BigButton>
      </div>
    </div>
  );
}
