// After a jam or a cut cable, one screen with one question: which is the last label that came out? Scan it, or click its picture or cell;
// then the batch goes on after it. Nothing else is on screen.

import { Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconHandOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconScanEye,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchId } from '../../main/basics/ids.ts';
import { normaliseCode } from '../../main/basics/normalise-code.ts';
import { BigButton } from '../parts/big-button.tsx';
import { CodeText } from '../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ToneIcon } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { playSignal } from '../scanning/signals.ts';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BatchGrid } from './batch-grid.tsx';
import { candidatesOf, findLabelByCode } from './candidates.ts';
import { LabelPicture } from './label-picture.tsx';
import { stopWords } from './printer-words.ts';
import { type BatchWithLabels, openBatch, putOffQuestion } from './printing-store.ts';
import styles from './recovery.module.css';

export function Recovery({ batchId, hasOthers }: { readonly batchId: BatchId; readonly hasOthers: boolean }) {
  const { t } = useText();
  const answer = useAnswer(
    'batches.read',
    { batchId },
    { refreshOn: ['batches.changed', 'station.changed'] },
  );
  if (!answer.value) {
    return answer.refusal ? <RefusalBar refusal={answer.refusal} /> : <Wait what={t('printing.reading')} />;
  }
  return (
    <Question
      batch={answer.value}
      onLater={hasOthers ? () => putOffQuestion(batchId) : null}
      onSettled={() => openBatch(batchId)}
    />
  );
}

/** Also for a batch at rest whose printer cannot tell what came out. */
export function Question(props: {
  readonly batch: BatchWithLabels;
  readonly onLater: (() => void) | null;
  readonly onSettled: () => void;
}) {
  const { batch, onLater, onSettled } = props;
  const { t } = useText();
  const settle = useAsk('batches.settle');
  const [last, setLast] = useState<Answer | null>(null);
  const [missing, setMissing] = useState<ReadonlySet<number>>(new Set());
  const [isNamingMissing, setIsNamingMissing] = useState(false);
  const [strange, setStrange] = useState<string | null>(null);
  const candidates = candidatesOf(batch.labels);
  const position = last?.position ?? null;
  const of = batch.labelCount;

  function choose(next: Answer): void {
    setStrange(null);
    settle.forget();
    if (isNamingMissing && position !== null && next.position <= position && next.code === null) {
      setMissing(toggled(missing, next.position));
      return;
    }
    setLast(next);
    setMissing(new Set([...missing].filter((each) => each < next.position)));
  }

  async function answer(goOn: boolean): Promise<void> {
    if (last === null || settle.isPending) return;
    const settled = await settle.send({
      batchId: batch.batchId,
      ...(last.code === null ? { lastPrintedPosition: last.position } : { lastPrintedCode: last.code }),
      ...(missing.size === 0 ? {} : { missingPositions: [...missing] }),
      goOn,
      requestId: newRequestId(),
    });
    if (settled) onSettled();
  }
  useScans(({ code }) => {
    const scanned = normaliseCode(code);
    if (scanned === 'PB-OK' && last !== null) {
      void answer(true);
      return true;
    }
    const label = findLabelByCode(batch.labels, scanned);
    playSignal(label ? 'ok' : 'wrong');
    if (label) choose({ position: label.position, code });
    else setStrange(code.slice(0, 60));
    return true;
  });

  const left = batch.labels.filter(
    (label) => position !== null && (label.position > position || missing.has(label.position)),
  ).length;
  return (
    <section className={styles.screen} aria-label={t('printing.which-is-last')}>
      <header className={styles.head}>
        <ToneIcon tone="stop" size={56} />
        <div>
          <p className={styles.which}>
            {t('printing.batch', { number: batch.batchNo })} · {batch.printerName}
            {batch.stopReason && ` · ${stopWords(batch.stopReason, t)}`}
          </p>
          <h1>{t('printing.which-is-last')}</h1>
          <p className={styles.how}>
            <IconScanEye size={26} aria-hidden="true" /> {t('printing.which-is-last-how')}
          </p>
        </div>
        {onLater && (
          <Button variant="subtle" leftSection={<IconArrowLeft size={18} />} onClick={onLater}>
            {t('printing.later')}
          </Button>
        )}
      </header>
      <div className={styles.middle}>
        {strange && <NoticeBar tone="ask">{t('printing.not-in-batch', { code: strange })}</NoticeBar>}
        <RefusalBar refusal={settle.refusal} />
        <div className={styles.candidates}>
          <button
            type="button"
            className={styles.none}
            aria-pressed={position === batch.confirmedUpTo}
            onClick={() => choose({ position: batch.confirmedUpTo, code: null })}
          >
            <IconHandOff size={40} stroke={1.5} />
            <strong>
              {batch.confirmedUpTo === 0
                ? t('printing.none-came-out')
                : t('printing.none-after', { position: batch.confirmedUpTo })}
            </strong>
          </button>
          {candidates.map((label) => (
            <button
              key={label.labelId}
              type="button"
              className={styles.candidate}
              aria-pressed={label.position === position}
              data-missing={missing.has(label.position) || undefined}
              onClick={() => choose({ position: label.position, code: null })}
            >
              <span className={styles.picture}>
                <LabelPicture labelId={label.labelId} />
              </span>
              <strong>
                {label.position}/{of}
              </strong>
              <CodeText code={label.trackingNumber} />
            </button>
          ))}
        </div>
        <BatchGrid
          labels={batch.labels}
          chosenId={batch.labels.find((label) => label.position === position)?.labelId ?? null}
          upTo={position}
          missing={missing}
          isLow
          onChoose={(label) => choose({ position: label.position, code: null })}
        />
      </div>
      <footer className={styles.foot} data-answered={last !== null || undefined}>
        <p className={styles.confirmed}>
          <span>{t('printing.confirmed-up-to')}</span>
          <strong>
            {position ?? batch.confirmedUpTo}
            <small>/{of}</small>
          </strong>
          {last?.code != null && <em>{t('printing.by-scan')}</em>}
        </p>
        {position !== null && position > 1 && (
          <Button
            variant={isNamingMissing ? 'filled' : 'default'}
            size="md"
            aria-pressed={isNamingMissing}
            onClick={() => setIsNamingMissing(!isNamingMissing)}
          >
            {isNamingMissing || missing.size > 0
              ? t('printing.missing-chosen', { count: missing.size })
              : t('printing.some-missing')}
          </Button>
        )}
        {left > 0 && (
          <BigButton
            icon={<IconPlayerPause size={28} />}
            isDisabled={settle.isPending}
            onPress={() => void answer(false)}
          >
            {t('printing.only-say')}
          </BigButton>
        )}
        <BigButton
          tone="act"
          icon={<IconPlayerPlay size={28} />}
          isDisabled={last === null || settle.isPending}
          onPress={() => void answer(true)}
        >
          {position === null
            ? t('printing.say-which')
            : left === 0
              ? t('printing.all-came-out')
              : missing.size > 0
                ? t('printing.print-missing', { count: left })
                : t('printing.go-on-from', { from: position + 1, of })}
        </BigButton>
      </footer>
    </section>
  );
}

interface Answer {
  /** 0: none came out, and none was known to be out before. */
  readonly position: number;
  /** As it was scanned; null when it was clicked. */
  readonly code: string | null;
}

function toggled(set: ReadonlySet<number>, value: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
