// One batch: how far it is, the big buttons that act at label boundaries, its grid; and the one question when it is in doubt.

import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchId } from '../../main/basics/ids.ts';
import { BigButton } from '../parts/big-button.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ask, type Refused } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId } from '../parts/use-ask.ts';
import { Wait } from '../parts/wait.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BatchGrid } from './batch-grid.tsx';
import { batchTones, doneCount } from './label-looks.tsx';
import styles from './printing.module.css';
import { type BatchWithLabels, openLabel, usePrinting } from './printing-store.ts';
import { Recovery } from './recovery.tsx';
import { whyWords } from '../parts/why-words.ts';

export function BatchPanel({ batchId }: { readonly batchId: BatchId }) {
  const { t } = useText();
  const answer = useAnswer(
    'batches.read',
    { batchId },
    { refreshOn: ['batches.changed', 'station.changed'] },
  );
  const labelId = usePrinting((shown) => shown.labelId);
  const batch = answer.value;
  if (!batch) {
    return answer.refusal ? <RefusalBar refusal={answer.refusal} /> : <Wait what={t('printing.reading')} />;
  }
  return (
    <section className={styles.panel}>
      <header className={styles.panelHead}>
        <h2>{t('printing.batch', { number: batch.batchNo })}</h2>
        <Tone tone={batchTones[batch.state]} look="soft" size={18}>
          {t(`printing.batch-state.${batch.state}`)}
        </Tone>
        <p>
          <output className={styles.panelCount}>{doneCount(batch.counts)}</output> / {batch.labelCount}
        </p>
        <span className={styles.panelPrinter}>{batch.printerName}</span>
      </header>
      {batch.state === 'in-doubt' ? (
        <Recovery key={batch.batchId} batch={batch} />
      ) : (
        <>
          {batch.stopReason && batch.state === 'paused' && (
            <NoticeBar tone="ask">{whyWords(batch.stopReason)}</NoticeBar>
          )}
          <BatchButtons batch={batch} />
          <BatchGrid
            labels={batch.labels}
            chosenId={labelId}
            onChoose={(label) => openLabel(label.labelId === labelId ? null : label.labelId)}
          />
          <Legend counts={batch.counts} />
        </>
      )}
    </section>
  );
}

type BatchRequest = 'batches.start' | 'batches.pause' | 'batches.resume' | 'batches.cancel';

function BatchButtons({ batch }: { readonly batch: BatchWithLabels }) {
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
    !isOver,
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
            hotkey="G"
            onPress={() => void send('batches.start')}
          >
            {t('printing.start', { count: batch.labelCount })}
          </BigButton>
        )}
        {canResume && (
          <BigButton
            tone="act"
            icon={<IconPlayerPlay size={28} />}
            hotkey="G"
            onPress={() => void send('batches.resume')}
          >
            {t('printing.resume', { from: doneCount(batch.counts) + 1, of: batch.labelCount })}
          </BigButton>
        )}
        {canPause && (
          <BigButton
            tone="act"
            icon={<IconPlayerPause size={28} />}
            hotkey="H"
            onPress={() => void send('batches.pause')}
          >
            {t('printing.pause')}
          </BigButton>
        )}
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
