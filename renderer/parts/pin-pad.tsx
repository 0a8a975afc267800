// Big keys for a PIN: for gloves, for a keyboard, never showing what was typed.

import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../text/text.ts';
import styles from './pin-pad.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function PinPad({
  onPin,
  isPending,
  label,
}: {
  readonly onPin: (pin: string) => void;
  readonly isPending: boolean;
  readonly label: string;
}) {
  const { t } = useText();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const add = (digit: string) => setPin((before) => (before + digit).slice(0, 12));
  return (
    <form
      className={styles.pad}
      onSubmit={(event) => {
        event.preventDefault();
        if (pin.length < 4 || isPending) return;
        onPin(pin);
        setPin('');
        field.current?.focus();
      }}
    >
      <input
        ref={field}
        className={styles.field}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        aria-label={label}
        value={pin}
        onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, '').slice(0, 12))}
      />
      <output className={styles.count}>{t('pad.digits', { count: pin.length })}</output>
      <div className={styles.keys}>
        {digits.map((digit) => (
          <button type="button" key={digit} onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" aria-label={t('pad.clear')} onClick={() => setPin('')}>
          <IconX size={32} aria-hidden="true" />
        </button>
        <button type="button" onClick={() => add('0')}>
          0
        </button>
        <button
          type="button"
          aria-label={t('pad.delete')}
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          <IconArrowBackUp size={32} aria-hidden="true" />
        </button>
        <button type="submit" className={styles.enter} disabled={pin.length < 4 || isPending}>
          <IconCheck size={32} aria-hidden="true" /> {t('pad.enter')}
        </button>
      </div>
    </form>
  );
}
