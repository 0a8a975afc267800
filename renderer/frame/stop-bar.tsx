// Stop and ask over the whole width: a stop stays, and sounds, until it is acknowledged by Enter, by PB-OK or by the button.

import { IconAlertOctagonFilled, IconAlertTriangleFilled } from '@tabler/icons-react';
import { useEffect } from 'react';
import { BigButton } from '../parts/big-button.tsx';
import { acknowledgeSignal, playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { sayAloud } from '../scanning/voice.ts';
import { sayRefusal } from '../text/sentence.tsx';
import { useText } from '../text/text.ts';
import styles from './frame.module.css';
import { useSpeechStore } from './speech-store.ts';

export function StopBar() {
  const { t, language } = useText();
  const speeches = useSpeechStore((state) => state.speeches);
  const acknowledge = useSpeechStore((state) => state.acknowledge);
  const speech = speeches.find((each) => each.tone === 'stop') ?? speeches[0];
  const key = speech?.key;
  const isStop = speech?.tone === 'stop';

  useEffect(() => {
    if (key === undefined || !isStop) return;
    playSignal('stop');
    const said = useSpeechStore.getState().speeches.find((each) => each.key === key);
    if (said) sayAloud(sayRefusal(said.refusal), language);
    return acknowledgeSignal;
  }, [key, isStop, language]);
  useEffect(() => {
    if (key === undefined) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      acknowledge(key);
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [key, acknowledge]);
  useScans(
    (scan) => {
      if (scan.code.trim().toUpperCase() !== 'PB-OK') return !isStop ? false : undefined;
      if (key !== undefined) acknowledge(key);
      return true;
    },
    { isActive: speech !== undefined },
  );

  if (!speech) return null;
  return (
    <div className={styles.stopBar} data-tone={speech.tone} role="alertdialog" aria-live="assertive">
      {isStop ? <IconAlertOctagonFilled size={48} /> : <IconAlertTriangleFilled size={40} />}
      <p>{sayRefusal(speech.refusal)}</p>
      <BigButton tone={isStop ? 'stop' : 'quiet'} hotkey="Enter" onPress={() => acknowledge(speech.key)}>
        {t('do.understood')}
      </BigButton>
    </div>
  );
}
