// One label: its true picture at any zoom, how we know what became of it, and the two things a person may do to it.

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPrinter, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { BatchId, LabelId } from '../../main/basics/ids.ts';
import { CodeText } from '../parts/code-text.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import { labelLooks } from './label-looks.tsx';
import { LabelPicture } from './label-picture.tsx';
import styles from './printing.module.css';
import { type LabelView, openBatch, openLabel } from './printing-store.ts';
import { reasonWords } from '../parts/why-words.ts';

const reasons = ['smudged', 'torn', 'jam', 'lost'] as const;
const zooms = ['fit', '1', '2', '4'] as const;
type Zoom = (typeof zooms)[number];

export function LabelPanel({ batchId, labelId }: { readonly batchId: BatchId; readonly labelId: LabelId }) {
  const { t } = useText();
  const batch = useAnswer('batches.read', { batchId }, { refreshOn: ['batches.changed', 'station.changed'] });
  const [zoom, setZoom] = useState<Zoom>('fit');
  const label = batch.value?.labels.find((each) => each.labelId === labelId);
  if (!batch.value || !label) return null;
  return (
    <SidePanel
      onClose={() => openLabel(null)}
      head={
        <>
          <h2>{t('printing.label-number', { position: label.position, of: batch.value.labelCount })}</h2>
          <p className={styles.labelFacts}>
            {label.carrier} <CodeText code={label.trackingNumber} />
          </p>
        </>
      }
    >
      <div className={styles.labelState}>
        <Tone tone={labelLooks[label.state].tone} size={22}>
          {t(`printing.label-state.${label.state}`)}
        </Tone>
        <span>{t(`printing.evidence.${label.evidence ?? 'none'}`)}</span>
      </div>
      {label.reprintCount > 0 && <p>{t('printing.reprinted', { count: label.reprintCount })}</p>}
      {label.reason && <p className={styles.labelFacts}>{reasonWords(label.reason, label.reasonFacts)}</p>}
      <SegmentedControl<Zoom>
        fullWidth
        aria-label={t('printing.zoom')}
        value={zoom}
        onChange={setZoom}
        data={zooms.map((value) => ({
          value,
          label: value === 'fit' ? t('printing.zoom-fit') : `${value}00 %`,
        }))}
      />
      <div className={styles.preview} data-zoomed={zoom !== 'fit' || undefined}>
        <LabelPicture labelId={label.labelId} {...(zoom === 'fit' ? {} : { zoom: Number(zoom) })} />
      </div>
      <dl className={styles.labelList}>
        <dt>{t('printing.recipient')}</dt>
        <dd>{label.recipientMask}</dd>
        <dt>{t('printing.orders')}</dt>
        <dd>{label.orderIds.join(', ')}</dd>
        {label.slot !== null && (
          <>
            <dt>{t('printing.slot')}</dt>
            <dd>{label.slot}</dd>
          </>
        )}
      </dl>
      {label.state !== 'void' && <LabelActions key={label.labelId} label={label} />}
    </SidePanel>
  );
}

function LabelActions({ label }: { readonly label: LabelView }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const reprint = useAsk('labels.reprint');
  const voiding = useAsk('labels.void');
  const given = reason.trim();

  async function printAgain(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (given === '') return;
    const batch = await reprint.send({ labelId: label.labelId, reason: given, requestId: newRequestId() });
    if (batch) openBatch(batch.batchId);
  }
  return (
    <form className={styles.labelDo} onSubmit={(event) => void printAgain(event)}>
      <h3>{t('printing.do-again')}</h3>
      <div className={styles.reasons}>
        {reasons.map((each) => {
          const words = t(`printing.reason.${each}`);
          return (
            <button key={each} type="button" aria-pressed={reason === words} onClick={() => setReason(words)}>
              {words}
            </button>
          );
        })}
      </div>
      <TextInput
        label={t('printing.reason')}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <RefusalBar refusal={reprint.refusal ?? voiding.refusal} />
      <div className={styles.labelButtons}>
        <Button
          type="submit"
          leftSection={<IconPrinter size={18} />}
          disabled={given === ''}
          loading={reprint.isPending}
        >
          {t('printing.reprint')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={18} />}
          disabled={given === ''}
          loading={voiding.isPending}
          onClick={() =>
            void voiding.send({ labelId: label.labelId, reason: given, requestId: newRequestId() })
          }
        >
          {t('printing.void')}
        </Button>
      </div>
      <p className={styles.labelHint}>{t('printing.reprint-says')}</p>
    </form>
  );
}
