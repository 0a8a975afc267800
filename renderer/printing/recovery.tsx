// After a jam or a cut cable, one question: which is the last label that came out? Scan it or click it; then the batch goes on after it.

import { IconHandOff, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { normaliseCode } from '../../main/basics/normalise-code.ts';
import { BigButton } from '../parts/big-button.tsx';
import { CodeText } from '../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ToneIcon } from '../parts/tone.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BatchGrid } from './batch-grid.tsx';
import { candidatesOf, findLabelByCode } from './candidates.ts';
import { LabelPicture } from './label-picture.tsx';
import styles from './printing.module.css';
import type { BatchWithLabels } from './printing-store.ts';
import { whyWords } from '../parts/why-words.ts';

export function Recovery({ batch }: { readonly batch: BatchWithLabels }) {
  const { t } = useText();
  const settle = useAsk('batches.settle');
  /** 0: none came out; null: not said yet. */
  const [last, setLast] = useState<number | null>(null);
  const [strange, setStrange] = useState<string | null>(null);
  const candidates = candidatesOf(batch.labels);
  const chosen = batch.labels.find((label) => label.position === last);
  const isLast = last === batch.labelCount;

  const goOn = () => {
    if (last === null) return;
    void settle.send({ batchId: batch.batchId, lastPrintedPosition: last, requestId: newRequestId() });
  };
  useScans(({ code }) => {
    const scanned = normaliseCode(code);
    if (scanned === 'PB-OK' && last !== null) {
      goOn();
      return true;
    }
    const label = findLabelByCode(batch.labels, scanned);
    playSignal(label ? 'ok' : 'wrong');
    setStrange(label ? null : code.slice(0, 60));
    if (label) setLast(label.position);
    return true;
  });

  return (
    <>
      <section className={styles.recovery}>
        <ToneIcon tone="stop" size={44} />
        <div>
          <h2>{t('printing.which-is-last')}</h2>
          <p>
            {batch.stopReason && `${whyWords(batch.stopReason)} `}
            {t('printing.which-is-last-how')}
          </p>
        </div>
      </section>
      {strange && <NoticeBar tone="ask">{t('printing.not-in-batch', { code: strange })}</NoticeBar>}
      <RefusalBar refusal={settle.refusal} />
      <div className={styles.buttons}>
        <BigButton
          tone="act"
          icon={<IconPlayerPlay size={28} />}
          isDisabled={last === null || settle.isPending}
          onPress={goOn}
        >
          {last === null
            ? t('printing.say-which')
            : isLast
              ? t('printing.all-came-out')
              : t('printing.go-on-from', { from: last + 1, of: batch.labelCount })}
        </BigButton>
        <BigButton icon={<IconHandOff size={28} />} onPress={() => setLast(0)}>
          {t('printing.none-came-out')}
        </BigButton>
        {last !== null && (
          <p className={styles.recoveryWords}>
            {last === 0 ? t('printing.settles-none') : t('printing.settles', { last, of: batch.labelCount })}
          </p>
        )}
      </div>
      <div className={styles.candidates}>
        {candidates.map((label) => (
          <button
            key={label.labelId}
            type="button"
            className={styles.candidate}
            aria-pressed={label.position === last}
            onClick={() => setLast(label.position)}
          >
            <LabelPicture labelId={label.labelId} />
            <strong>
              {label.position} / {batch.labelCount}
            </strong>
            <CodeText code={label.trackingNumber} />
          </button>
        ))}
      </div>
      <BatchGrid
        labels={batch.labels}
        chosenId={chosen?.labelId ?? null}
        upTo={last}
        onChoose={(label) => setLast(label.position)}
      />
    </>
  );
}
