// How much paper is left in a printer, about; a new roll is told here, and its end where the printer cannot say so.

import { Button, NumberInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import { isRollLow, rollWords } from './printer-words.ts';
import styles from './printers.module.css';
import type { PrinterView } from './printing-store.ts';

/** What most rolls of 100 × 150 mm hold. */
const usualRoll = 500;

export function RollPart({ printer }: { readonly printer: PrinterView }) {
  const { t } = useText();
  const load = useAsk('printers.loadRoll');
  const end = useAsk('printers.rollEnded');
  const { roll, printerId } = printer;
  const [isLoading, setIsLoading] = useState(false);
  const [labels, setLabels] = useState<number | string>(roll?.full ?? usualRoll);
  const isLow = isRollLow(roll) || undefined;
  const left = roll?.isOut ? 0 : (roll?.aboutLeft ?? null);
  return (
    <section className={styles.roll}>
      <div className={styles.rollHead} data-low={isLow}>
        <b>{rollWords(roll, t)}</b>
        {roll?.full != null && <span>{t('printing.roll.of', { full: roll.full })}</span>}
      </div>
      {left !== null && roll?.full != null && (
        <div className={styles.rollBar} data-low={isLow} aria-hidden="true">
          <i style={{ width: `${Math.min(100, (100 * left) / Math.max(1, roll.full))}%` }} />
        </div>
      )}
      {isLoading ? (
        <form
          className={styles.rollForm}
          onSubmit={(event) => {
            event.preventDefault();
            void load
              .send({
                printerId,
                ...(typeof labels === 'number' ? { labels } : {}),
                requestId: newRequestId(),
              })
              .then((answer) => answer && setIsLoading(false));
          }}
        >
          <NumberInput
            label={t('printing.roll.holds')}
            value={labels}
            onChange={setLabels}
            min={1}
            max={100_000}
            data-autofocus
          />
          <Button type="submit" loading={load.isPending}>
            {t('printing.roll.loaded')}
          </Button>
          <Button variant="default" onClick={() => setIsLoading(false)}>
            {t('do.cancel')}
          </Button>
        </form>
      ) : (
        <div className={styles.rollForm} data-row>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} />}
            onClick={() => setIsLoading(true)}
          >
            {t('printing.roll.load')}
          </Button>
          {roll && !roll.isOut && printer.asking !== 'answers' && (
            <Button
              variant="subtle"
              loading={end.isPending}
              onClick={() => void end.send({ printerId, requestId: newRequestId() })}
            >
              {t('printing.roll.end')}
            </Button>
          )}
        </div>
      )}
      <RefusalBar refusal={load.refusal ?? end.refusal} />
    </section>
  );
}
