// A new PIN, typed twice; who holds both fields saves only when they are the same.

import { PasswordInput } from '@mantine/core';
import { useText } from '../text/text.ts';

export interface TypedPin {
  readonly pin: string;
  readonly again: string;
}

export function NewPin({
  typed,
  onChange,
  what,
}: {
  readonly typed: TypedPin;
  readonly onChange: (typed: TypedPin) => void;
  /** Under the first field. */
  readonly what?: string | undefined;
}) {
  const { t } = useText();
  const isDifferent = typed.again !== '' && typed.pin !== typed.again;
  return (
    <>
      <PasswordInput
        label={t('people.pin-new')}
        description={what}
        autoComplete="new-password"
        inputMode="numeric"
        value={typed.pin}
        onChange={(event) => onChange({ ...typed, pin: event.target.value })}
      />
      <PasswordInput
        label={t('people.pin-again')}
        autoComplete="new-password"
        inputMode="numeric"
        value={typed.again}
        error={isDifferent ? t('people.pin-differs') : undefined}
        onChange={(event) => onChange({ ...typed, again: event.target.value })}
      />
    </>
  );
}
