// One label: its true picture at any zoom, how we know what became of it, and the two things a person may do to it.

import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconPrinter, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { BatchId, LabelId, PrinterId } from '../../main/basics/ids.ts';
import { CodeText } from '../parts/code-text.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { reasonWords } from '../parts/why-words.ts';
import { useText } from '../text/text.ts';
import { partWords } from './batch-grid.tsx';
import { Evidence } from './evidence.tsx';
import { labelLooks } from './label-looks.tsx';
import styles from './label-panel.module.css';
import { LabelPicture } from './label-picture.tsx';
import { stateWord } from './printer-words.ts';
import { type LabelView, openBatch, type PrinterView } from './printing-store.ts';
import { useReprintRight } from './reprint-right.ts';

const reasons = ['smudged', 'torn', 'jam', 'lost'] as const;
const zooms = ['fit', '0.5', '1', '2', '4'] as const;
type Zoom = (typeof zooms)[number];

export function LabelPanel(props: {
  readonly batchId: BatchId;
  readonly labelId: LabelId;
  readonly printers: readonly PrinterView[];
  readonly onClose: () => void;
}) {
  const { batchId, labelId, printers, onClose } = props;
  const { t } = useText();
  const batch = useAnswer('batches.read', { batchId }, { refreshOn: ['batches.changed', 'station.changed'] });
  const [zoom, setZoom] = useState<Zoom>('fit');
  const label = batch.value?.labels.find((each) => each.labelId === labelId);
  if (!batch.value || !label) return null;
  return (
    <SidePanel
      onClose={onClose}
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
        {label.part !== 'label' && <span>{partWords(label.part, t)}</span>}
        {label.state !== 'queued' && <Evidence evidence={label.evidence} />}
      </div>
      {label.isMaybeTwice && <NoticeBar tone="ask">{t('printing.maybe-twice')}</NoticeBar>}
      {label.reprintCount > 0 && <p>{t('printing.reprinted', { count: label.reprintCount })}</p>}
      {label.reason && <p className={styles.labelFacts}>{reasonWords(label.reason, label.reasonFacts)}</p>}
      <SegmentedControl<Zoom>
        fullWidth
        aria-label={t('printing.zoom')}
        value={zoom}
        onChange={setZoom}
        data={zooms.map((value) => ({
          value,
          label: value === 'fit' ? t('printing.zoom-fit') : `${Number(value) * 100} %`,
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
            <dd>
              {label.cartNo !== null && `${t('walk.cart', { number: label.cartNo })} · `}
              {label.slot}
            </dd>
          </>
        )}
      </dl>
      {label.state !== 'void' && <LabelActions label={label} printers={printers} />}
    </SidePanel>
  );
}

function LabelActions(props: { readonly label: LabelView; readonly printers: readonly PrinterView[] }) {
  const { label, printers } = props;
  const { t } = useText();
  const [printerId, setPrinterId] = useState<PrinterId | null>(null);
  const right = useReprintRight(label.reprintCount);
  // What was never sent comes anyway; what is in doubt is asked about first.
  const canReprint = label.state === 'sent' || label.state === 'printed';
  const canVoid = canReprint || label.state === 'queued' || label.state === 'failed';
  const [reason, setReason] = useState('');
  const reprint = useAsk('labels.reprint');
  const voiding = useAsk('labels.void');
  const given = reason.trim();

  async function printAgain(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (given === '' || !canReprint || right.needs !== null) return;
    const batch = await reprint.send({
      labelId: label.labelId,
      reason: given,
      ...(printerId === null ? {} : { printerId }),
      requestId: newRequestId(),
    });
    if (batch) openBatch(batch.batchId);
  }
  if (!canReprint && !canVoid) {
    return (
      <p className={styles.labelHint}>
        {t(`printing.not-now.${label.state === 'uncertain' ? 'uncertain' : 'sending'}`)}
      </p>
    );
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
      {canReprint && printers.length > 1 && (
        <Select
          label={t('printing.on-printer')}
          value={printerId ?? ''}
          onChange={(value) =>
            setPrinterId(printers.find((each) => each.printerId === value)?.printerId ?? null)
          }
          data={[
            { value: '', label: t('printing.same-printer') },
            ...printers.map((each) => ({
              value: each.printerId,
              label: `${each.name} · ${stateWord(each.state, t)}`,
            })),
          ]}
        />
      )}
      {canReprint && right.needs && (
        <NoticeBar tone="ask">
          {t(`printing.reprint-needs.${right.needs}`, { count: label.reprintCount, most: right.most })}
        </NoticeBar>
      )}
      <RefusalBar refusal={reprint.refusal ?? voiding.refusal} />
      <div className={styles.labelButtons}>
        <Button
          type="submit"
          leftSection={<IconPrinter size={18} />}
          disabled={given === '' || !canReprint || right.needs !== null}
          loading={reprint.isPending}
        >
          {t('printing.reprint')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={18} />}
          disabled={given === '' || !canVoid}
          loading={voiding.isPending}
          onClick={() =>
            void voiding.send({ labelId: label.labelId, reason: given, requestId: newRequestId() })
          }
        >
          {t('printing.void')}
        </Button>
      </div>
      <p className={styles.labelHint}>
        {t('printing.reprint-says')}{' '}
        {right.needs === null && t('printing.reprints-alone', { most: right.most })}
      </p>
    </form>
  );
}
