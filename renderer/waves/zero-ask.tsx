// After the last piece: the bin should be empty now. Yes with a key; or how many still lie there, and the count is put right.

import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { BigButton } from '../parts/big-button.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import styles from './walk.module.css';
import type { PickLineView } from './waves-store.ts';

export function ZeroAsk({
  line,
  onAnswered,
}: {
  readonly line: PickLineView;
  readonly onAnswered: () => void;
}) {
  const { t } = useText();
  const [isCounting, setIsCounting] = useState(false);
  const [pieces, setPieces] = useState<number | null>(null);
  const count = useAsk('goods.count');

  async function tell(found: number): Promise<void> {
    const { skuCode, binCode } = line;
    const told = { skuCode, binCode, pieces: found, reason: 'zero-check', requestId: newRequestId() };
    if (await count.send(told)) onAnswered();
  }
  useShortcuts({ y: () => void tell(0), c: () => setIsCounting(true) }, !isCounting);

  return (
    <section className={styles.zero} aria-label={t('walk.zero-ask', { bin: line.binCode })}>
      <p>{t('walk.zero-ask', { bin: line.binCode })}</p>
      {isCounting ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (pieces !== null) void tell(pieces);
          }}
        >
          <NumberInput
            size="xl"
            aria-label={t('walk.zero-how-many')}
            placeholder={t('walk.zero-how-many')}
            value={pieces ?? ''}
            min={0}
            allowDecimal={false}
            autoFocus
            onChange={(value) => setPieces(typeof value === 'number' ? value : null)}
          />
          <Button size="xl" type="submit" loading={count.isPending} disabled={pieces === null}>
            {t('walk.zero-save')}
          </Button>
        </form>
      ) : (
        <div>
          <BigButton tone="act" hotkey="Y" isDisabled={count.isPending} onPress={() => void tell(0)}>
            {t('walk.zero-yes')}
          </BigButton>
          <BigButton hotkey="C" onPress={() => setIsCounting(true)}>
            {t('walk.zero-no')}
          </BigButton>
          <BigButton onPress={onAnswered}>{t('walk.zero-skip')}</BigButton>
        </div>
      )}
      <RefusalBar refusal={count.refusal} />
    </section>
  );
}
