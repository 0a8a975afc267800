// The printing room: printers as cards, batches as grids, one question when something is in doubt.

import { Button } from '@mantine/core';
import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { BatchId, ParcelId, WaveId } from '../../main/basics/ids.ts';
import { useSetting } from '../frame/station-store.ts';
import { useOpening } from '../frame/use-opening.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BatchList } from './batch-list.tsx';
import { BatchPanel } from './batch-panel.tsx';
import { ChooseParcels } from './choose-parcels.tsx';
import { LabelPanel } from './label-panel.tsx';
import { LeftParcels } from './left-parcels.tsx';
import { PrinterCards } from './printer-cards.tsx';
import styles from './printing.module.css';
import { type BatchView, chooseParcels, openBatch, usePrinting } from './printing-store.ts';

const shownBatches = 100;

export function PrintingScreen() {
  const { t } = useText();
  const { isChoosing, batchId, labelId } = usePrinting();
  const batchSize = Number(useSetting('printing.batchSize') ?? 50);
  const printers = useAnswer(
    'printers.list',
    {},
    { refreshOn: ['printers.changed', 'batches.changed', 'station.changed'] },
  );
  const batches = useAnswer(
    'batches.list',
    { limit: shownBatches },
    { refreshOn: ['batches.changed', 'station.changed'] },
  );
  useOpening(
    'printing',
    // Ids come from search, from Today or from a scan; the station looks each one up before it trusts it.
    useCallback((what) => {
      if (what.batchId) openBatch(what.batchId as BatchId);
      else if (what.waveId || what.parcelId || what.part === 'new') {
        const parcelId = what.parcelId as ParcelId | undefined;
        chooseParcels((what.waveId as WaveId | undefined) ?? null, parcelId ? [parcelId] : []);
      }
    }, []),
  );
  useShortcuts({ n: () => chooseParcels(null) }, !isChoosing);

  if (isChoosing && printers.value) return <ChooseParcels printers={printers.value} />;
  const shownId = batchId ?? mostUrgent(batches.value ?? [])?.batchId ?? null;
  const isInDoubt = batches.value?.some((batch) => batch.batchId === shownId && batch.state === 'in-doubt');
  return (
    <div className={styles.room} data-with-label={labelId !== null || undefined}>
      <div className={styles.main}>
        <header className={styles.roomHead}>
          <h1>{t('room.printing')}</h1>
          <Button leftSection={<IconPlus size={18} />} onClick={() => chooseParcels(null)}>
            {t('printing.new-labels')} <kbd>N</kbd>
          </Button>
        </header>
        <RefusalBar refusal={printers.refusal ?? batches.refusal} />
        {/* One question, one screen: nothing else stands beside it. */}
        {!isInDoubt && <PrinterCards printers={printers.value ?? []} />}
        <LeftParcels />
        <div className={styles.work}>
          {batches.value && batches.value.length > 0 && (
            <BatchList batches={batches.value} chosenId={shownId} />
          )}
          {shownId ? (
            <BatchPanel key={shownId} batchId={shownId} />
          ) : (
            batches.value && (
              <EmptyList
                title={t('printing.no-batches')}
                picture={<IconPrinter size={32} stroke={1.6} />}
                actions={<Button onClick={() => chooseParcels(null)}>{t('printing.new-labels')}</Button>}
              >
                {t('printing.no-batches-why', { size: batchSize })}
              </EmptyList>
            )
          )}
        </div>
      </div>
      {labelId && shownId && <LabelPanel batchId={shownId} labelId={labelId} />}
    </div>
  );
}

/** What somebody must look at comes first, then what prints, then the newest. */
function mostUrgent(batches: readonly BatchView[]): BatchView | undefined {
  return (
    batches.find((batch) => batch.state === 'in-doubt') ??
    batches.find((batch) => batch.state === 'printing') ??
    batches[0]
  );
}
