// Batches at work: every printer in one line, the list of batches, and the grids of what lies open.

import { Button } from '@mantine/core';
import { IconColumns2, IconPrinter } from '@tabler/icons-react';
import { useSetting } from '../frame/station-store.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { Refused } from '../parts/station.ts';
import { useText } from '../text/text.ts';
import { BatchList } from './batch-list.tsx';
import { BatchPanel } from './batch-panel.tsx';
import { LabelPanel } from './label-panel.tsx';
import { LeftParcels } from './left-parcels.tsx';
import { PrinterStrip } from './printer-strip.tsx';
import styles from './printing.module.css';
import {
  type BatchView,
  chooseParcels,
  openBatch,
  openLabel,
  type PrinterView,
  usePrinting,
} from './printing-store.ts';
import { printingNow } from './shown-batches.ts';

export function BatchesBoard(props: {
  readonly printers: readonly PrinterView[];
  readonly batches: readonly BatchView[];
  readonly shown: readonly BatchView[];
  readonly isKnown: boolean;
  readonly refusal: Refused | null;
}) {
  const { printers, batches, shown, isKnown, refusal } = props;
  const { t } = useText();
  const label = usePrinting((state) => state.label);
  const batchSize = Number(useSetting('printing.batchSize') ?? 50);
  const canStandSideBySide = shown.length === 1 && printingNow(batches).length > 1;
  return (
    <div className={styles.board} data-with-label={label !== null || undefined}>
      <div className={styles.main}>
        <RefusalBar refusal={refusal} />
        <PrinterStrip printers={printers} />
        <LeftParcels />
        <div className={styles.work}>
          {batches.length > 0 && (
            <div className={styles.side}>
              {canStandSideBySide && (
                <Button
                  variant="default"
                  leftSection={<IconColumns2 size={18} />}
                  onClick={() => openBatch(null)}
                >
                  {t('printing.side-by-side')}
                </Button>
              )}
              <BatchList batches={batches} shownIds={shown.map((batch) => batch.batchId)} />
            </div>
          )}
          {shown.length > 0 ? (
            <div className={styles.panels} data-count={shown.length}>
              {shown.map((batch) => (
                <BatchPanel
                  key={batch.batchId}
                  batchId={batch.batchId}
                  printers={printers}
                  hearsKeys={shown.length === 1}
                />
              ))}
            </div>
          ) : (
            isKnown &&
            batches.length === 0 && (
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
      {label && (
        <LabelPanel key={label.labelId} {...label} printers={printers} onClose={() => openLabel(null)} />
      )}
    </div>
  );
}
