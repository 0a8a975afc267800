// One batch: how far it is, the big buttons that act at label boundaries, its grid; what the printer needs now.

import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchId } from '../../main/basics/ids.ts';
import { BigButton } from '../parts/big-button.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ask, type Refused } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BatchGrid } from './batch-grid.tsx';
import { batchTones, doneCount } from './label-looks.tsx';
import { MoveBatch } from './move-batch.tsx';
import { needsNetwork, stateAdvice, stopWords } from './printer-words.ts';
import styles from './printing.module.css';
import { type BatchWithLabels, openLabel, type PrinterView, usePrinting } from './printing-store.ts';
import { Question } from './recovery.tsx';

export function BatchPanel(props: {
  readonly batchId: BatchId;
  readonly printers: readonly PrinterView[];
  /** False where two stand side by side: a key must not mean two things. */
  readonly hearsKeys: boolean;
}) {
  const { batchId, printers, hearsKeys } = props;
  const { t } = useText();
  const answer = useAnswer(
    'batches.read',
    { batchId },
    { refreshOn: ['batches.changed', 'station.changed'] },
  );
  const chosen = usePrinting((shown) => shown.label);
  const [isSaying, setIsSaying] = useState(false);
  const batch = answer.value;
  if (!batch) {
    return answer.refusal ? <RefusalBar refusal={answer.refusal} /> : <Wait what={t('printing.reading')} />;
  }
  const isResting = batch.state !== 'printing' && batch.state !== 'waiting' && batch.state !== 'in-doubt';
  const printer = printers.find((each) => each.printerId === batch.printerId);
  const advice = batch.state === 'printing' && printer ? stateAdvice(printer.state, t) : null;
  if (isSaying && isResting && batch.unconfirmed > 0) {
    return (
      <section className={styles.panel}>
        <Question batch={batch} onLater={() => setIsSaying(false)} onSettled={() => setIsSaying(false)} />
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label={t('printing.batch', { number: batch.batchNo })}>
      <header className={styles.panelHead}>
        <h2>{t('printing.batch', { number: batch.batchNo })}</h2>
        <Tone tone={batchTones[batch.state]} look="soft" size={18}>
          {t(`printing.batch-state.${batch.state}`)}
        </Tone>
        <p>
          <output className={styles.panelCount}>{doneCount(batch.counts)}</output> / {batch.labelCount}
        </p>
        <span className={styles.panelPrinter}>
          {batch.printerName}
          {needsNetwork(printer) && batch.state !== 'finished' && ` · ${t('printing.needs-network')}`}
        </span>
      </header>
      <div
        className={styles.panelBar}
        role="progressbar"
        aria-valuenow={doneCount(batch.counts)}
        aria-valuemax={batch.labelCount}
        aria-label={t('printing.batch', { number: batch.batchNo })}
      >
        <i style={{ width: `${(100 * doneCount(batch.counts)) / Math.max(1, batch.labelCount)}%` }} />
      </div>
      {advice && (
        <NoticeBar tone="stop" actions={<LetGo batchId={batch.batchId} />}>
          {advice}
        </NoticeBar>
      )}
      {batch.stopReason && batch.state === 'paused' && (
        <NoticeBar tone="ask">{stopWords(batch.stopReason, t)}</NoticeBar>
      )}
      {isResting && batch.unconfirmed > 0 && (
        <NoticeBar
          tone="ask"
          actions={
            <Button variant="default" onClick={() => setIsSaying(true)}>
              {t('printing.say-last')}
            </Button>
          }
        >
          {t('printing.unconfirmed', { count: batch.unconfirmed })}
        </NoticeBar>
      )}
      <BatchButtons batch={batch} printers={printers} hearsKeys={hearsKeys} />
      <BatchGrid
        labels={batch.labels}
        chosenId={chosen?.labelId ?? null}
        onChoose={(label) =>
          openLabel(
            label.labelId === chosen?.labelId ? null : { batchId: batch.batchId, labelId: label.labelId },
          )
        }
      />
      <Legend counts={batch.counts} />
    </section>
  );
}

/** The printer is jammed or carried away: nobody waits for it any more, and what was in it is asked about. */
function LetGo({ batchId }: { readonly batchId: BatchId }) {
  const { t } = useText();
  const pause = useAsk('batches.pause');
  return (
    <Button
      variant="default"
      loading={pause.isPending}
      onClick={() => void pause.send({ batchId, afterThis: false, requestId: newRequestId() })}
    >
      {t('printing.let-go')}
    </Button>
  );
}

type BatchRequest = 'batches.start' | 'batches.pause' | 'batches.resume' | 'batches.cancel';

function BatchButtons(props: {
  readonly batch: BatchWithLabels;
  readonly printers: readonly PrinterView[];
  readonly hearsKeys: boolean;
}) {
  const { batch, printers, hearsKeys } = props;
  const { t } = useText();
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [isCancelling, setIsCancelling] = useState(false);
  const { batchId, state } = batch;

  async function send(name: BatchRequest): Promise<void> {
    const reply = await ask(name, { batchId: batch.batchId, requestId: newRequestId() });
    setRefusal(reply.ok ? null : reply.refusal);
    setIsCancelling(false);
  }

  const canStart = state === 'waiting';
  const canPause = state === 'printing';
  const canResume = state === 'paused';
  const isOver = state === 'finished' || state === 'cancelled';
  useShortcuts(
    {
      g: () => {
        if (canStart) void send('batches.start');
        else if (canResume) void send('batches.resume');
      },
      h: () => canPause && void send('batches.pause'),
    },
    !isOver && hearsKeys,
  );
  if (isOver) return <RefusalBar refusal={refusal} />;
  return (
    <>
      <RefusalBar refusal={refusal} />
      <div className={styles.buttons} data-batch={batchId}>
        {canStart && (
          <BigButton
            tone="act"
            icon={<IconPlayerPlay size={28} />}
            {...(hearsKeys ? { hotkey: 'G' } : {})}
            onPress={() => void send('batches.start')}
          >
            {t('printing.start', { count: batch.labelCount })}
          </BigButton>
        )}
        {canResume && (
          <BigButton
            tone="act"
            icon={<IconPlayerPlay size={28} />}
            {...(hearsKeys ? { hotkey: 'G' } : {})}
            onPress={() => void send('batches.resume')}
          >
            {t('printing.resume', { from: doneCount(batch.counts) + 1, of: batch.labelCount })}
          </BigButton>
        )}
        {canPause && (
          <BigButton
            tone="act"
            icon={<IconPlayerPause size={28} />}
            {...(hearsKeys ? { hotkey: 'H' } : {})}
            onPress={() => void send('batches.pause')}
          >
            {t('printing.pause')}
          </BigButton>
        )}
        {(canStart || canResume) && <MoveBatch batch={batch} printers={printers} />}
        {isCancelling ? (
          <>
            <BigButton tone="stop" icon={<IconX size={28} />} onPress={() => void send('batches.cancel')}>
              {t('printing.cancel-really', { count: batch.counts.queued })}
            </BigButton>
            <BigButton icon={<IconPlayerTrackNext size={28} />} onPress={() => setIsCancelling(false)}>
              {t('printing.keep')}
            </BigButton>
          </>
        ) : (
          <BigButton icon={<IconX size={28} />} onPress={() => setIsCancelling(true)}>
            {t('printing.cancel')}
          </BigButton>
        )}
      </div>
    </>
  );
}

function Legend({ counts }: { readonly counts: BatchWithLabels['counts'] }) {
  const { t } = useText();
  const parts = (['printed', 'sent', 'sending', 'queued', 'uncertain', 'failed', 'void'] as const).filter(
    (state) => counts[state] > 0,
  );
  return (
    <p className={styles.legend}>
      {parts.map((state) => `${t(`printing.label-state.${state}`)} ${counts[state]}`).join(' · ')}
    </p>
  );
}
