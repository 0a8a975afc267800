// The printing room: batches and their printers, setting printers up, what was printed, platform labels, layouts, slips. A question about
// labels in doubt takes the whole room: nothing competes with it.

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';
import type { BatchId, ParcelId, WaveId } from '../../main/basics/ids.ts';
import { useOpening } from '../frame/use-opening.ts';
import { Hotkey } from '../parts/hotkey.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { BatchesBoard } from './batches-board.tsx';
import { ChooseParcels } from './choose-parcels.tsx';
import { DocumentsBoard } from './documents-board.tsx';
import { HistoryBoard } from './history-board.tsx';
import { LayoutsBoard } from './layouts-board.tsx';
import { PrintersBoard } from './printers-board.tsx';
import styles from './printing.module.css';
import {
  type BatchView,
  chooseParcels,
  openBatch,
  type PrinterView,
  type PrintingPart,
  printingParts,
  showPart,
  usePrinting,
} from './printing-store.ts';
import { Recovery } from './recovery.tsx';
import { SetUpPrinter } from './set-up/set-up-printer.tsx';
import { shownBatches } from './shown-batches.ts';
import { SlipsBoard } from './slips-board.tsx';

const listedBatches = 100;

export function PrintingScreen() {
  const { t } = useText();
  const { part, isChoosing, batchId, settingUp, putOff } = usePrinting();
  const printers = useAnswer(
    'printers.list',
    {},
    { refreshOn: ['printers.changed', 'batches.changed', 'station.changed'] },
  );
  const batches = useAnswer(
    'batches.list',
    { limit: listedBatches },
    { refreshOn: ['batches.changed', 'station.changed'] },
  );
  useOpening(
    'printing',
    // Ids come from search, from Today or from a scan; the station looks each one up before it trusts it.
    useCallback((what) => {
      const asked = printingParts.find((each) => each === what.part);
      if (what.batchId) openBatch(what.batchId as BatchId);
      else if (asked) showPart(asked);
      else if (what.waveId || what.parcelId || what.part === 'new') {
        const parcelId = what.parcelId as ParcelId | undefined;
        chooseParcels((what.waveId as WaveId | undefined) ?? null, parcelId ? [parcelId] : []);
      }
    }, []),
  );
  useShortcuts({ n: () => chooseParcels(null) }, !isChoosing && settingUp === null);

  const listed = batches.value ?? [];
  const known = printers.value ?? [];
  if (settingUp !== null && printers.value) {
    return (
      <SetUpPrinter key={settingUp} printer={known.find((each) => each.printerId === settingUp) ?? null} />
    );
  }
  if (isChoosing && printers.value) return <ChooseParcels printers={printers.value} />;
  const shown = shownBatches(listed, batchId, putOff);
  const doubted = shown.find((batch) => batch.state === 'in-doubt');
  if (part === 'batches' && doubted) {
    return <Recovery key={doubted.batchId} batchId={doubted.batchId} hasOthers={listed.length > 1} />;
  }
  const boards: Readonly<Record<PrintingPart, (parts: Known) => ReactNode>> = {
    batches: (parts) => (
      <BatchesBoard {...parts} shown={shown} refusal={printers.refusal ?? batches.refusal} />
    ),
    printers: (parts) => <PrintersBoard {...parts} />,
    history: (parts) => <HistoryBoard {...parts} />,
    documents: () => <DocumentsBoard />,
    layouts: () => <LayoutsBoard />,
    slips: (parts) => <SlipsBoard {...parts} />,
  };
  return (
    <div className={styles.room}>
      <header className={styles.roomHead}>
        <h1>{t('room.printing')}</h1>
        <Tabs
          label={t('room.printing')}
          present={part}
          onShow={(to) => showPart(to)}
          tabs={printingParts.map((each) => ({
            part: each,
            words: t(`printing.part.${each}`),
            count: each === 'batches' ? listed.filter((batch) => batch.state === 'in-doubt').length : 0,
          }))}
        />
        <Button leftSection={<IconPlus size={18} />} onClick={() => chooseParcels(null)}>
          {t('printing.new-labels')} <Hotkey>N</Hotkey>
        </Button>
      </header>
      {boards[part]({ printers: known, batches: listed, isKnown: batches.value !== undefined })}
    </div>
  );
}

interface Known {
  readonly printers: readonly PrinterView[];
  readonly batches: readonly BatchView[];
  /** False until the station has answered. */
  readonly isKnown: boolean;
}
