// The volume test at the start of a shift: the loudness, and each of the four signals to be heard.

import { Slider } from '@mantine/core';
import {
  IconAlertOctagonFilled,
  IconCircleCheckFilled,
  IconStack2,
  IconVolume,
  IconX,
} from '@tabler/icons-react';
import { useSetting } from '../frame/station-store.ts';
import { BigButton } from '../parts/big-button.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { playOnce, type Signal, setVolume } from '../scanning/signals.ts';
import { sayAloud } from '../scanning/voice.ts';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

const signals: ReadonlyArray<readonly [Signal, typeof IconX]> = [
  ['ok', IconCircleCheckFilled],
  ['wrong', IconX],
  ['too-many', IconStack2],
  ['stop', IconAlertOctagonFilled],
];

export function SoundPanel() {
  const { t, language } = useText();
  const volume = useSetting('sound.volume');
  const save = useAsk('settings.set');
  return (
    <div className={styles.card}>
      <div className={styles.row} data-setting="sound.volume">
        <div className={styles.rowWords}>
          <h3>{t('setting.sound.volume')}</h3>
          <p>{t('setting.sound.volume.what')}</p>
        </div>
        <Slider
          key={String(volume)}
          className={styles.control ?? ''}
          aria-label={t('setting.sound.volume')}
          min={0}
          max={1}
          step={0.05}
          label={(value) => `${Math.round(value * 100)} %`}
          defaultValue={typeof volume === 'number' ? volume : 0.8}
          onChangeEnd={(value) => {
            setVolume(value);
            playOnce('ok');
            void save.send({ name: 'sound.volume', value, requestId: newRequestId() });
          }}
        />
      </div>
      <div className={styles.signals}>
        {signals.map(([signal, Icon]) => (
          <BigButton key={signal} icon={<Icon size={26} />} onPress={() => playOnce(signal)}>
            {t(`sound.${signal}`)}
          </BigButton>
        ))}
        <BigButton
          icon={<IconVolume size={26} />}
          onPress={() => sayAloud(t('sound.voice-sample'), language)}
        >
          {t('sound.voice')}
        </BigButton>
      </div>
      <RefusalBar refusal={save.refusal} />
    </div>
  );
}
