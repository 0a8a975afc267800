// One printer whole: how it is, what to do, what it prints, how sure we are of the last label, its roll, what it printed today.

import { Button } from '@mantine/core';
import { IconFileTypePng, IconPencil, IconPrinter, IconTestPipe } from '@tabler/icons-react';
import type { BatchId } from '../../main/basics/ids.ts';
import type { RequestAnswer } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import { Evidence } from './evidence.tsx';
import { printerTones } from './label-looks.tsx';
import { usePresetNames } from './preset-names.ts';
import { atPosition, stateAdvice, stateWord, whatItIs } from './printer-words.ts';
import styles from './printers.module.css';
import { openBatch, type PrinterView, setUpPrinter } from './printing-store.ts';
import { RollPart } from './roll-part.tsx';
import { useSetUp } from './set-up/set-up-store.ts';

type DayCount = RequestAnswer<'printers.counts'>['days'][number];

export function PrinterCard(props: { readonly printer: PrinterView; readonly today: DayCount | null }) {
  const { printer, today } = props;
  const { t } = useText();
  const names = usePresetNames();
  const { now, lastLabel, state, printerId } = printer;
  const isPaperless = printer.kind === 'paperless';
  const Picture = isPaperless ? IconFileTypePng : IconPrinter;
  const advice = stateAdvice(state, t);
  return (
    <article className={styles.card} data-tone={printerTones[state.kind]} aria-label={printer.name}>
      <header>
        <Picture size={28} stroke={1.6} aria-hidden="true" />
        <div>
          <h2>{printer.name}</h2>
          <p className={styles.what}>{whatItIs(printer, names, t)}</p>
        </div>
        <Tone tone={printerTones[state.kind]} look="soft" size={18}>
          {stateWord(state, t)}
        </Tone>
      </header>
      {advice && <p className={styles.advice}>{advice}</p>}
      <dl className={styles.facts}>
        <dt>{t('printing.card.now')}</dt>
        <dd className={styles.now}>
          {now ? (
            <button type="button" onClick={() => openBatch(now.batchId as BatchId /* the station's own */)}>
              {t('printing.prints-batch', { batchNo: now.batchNo, position: atPosition(printer) })}
            </button>
          ) : (
            t('printing.prints-nothing')
          )}
        </dd>
        <dt>{t('printing.card.last')}</dt>
        <dd>
          {lastLabel ? (
            <>
              {t('printing.last-of-batch', {
                batchNo: lastLabel.batchNo,
                position: lastLabel.position,
                of: lastLabel.of,
              })}
              <br />
              <Evidence evidence={lastLabel.evidence} />
            </>
          ) : (
            t('printing.card.none-yet')
          )}
        </dd>
        {printer.kind === 'profile' && (
          <>
            <dt>{t('printing.card.asking')}</dt>
            <dd>{t(`printing.asking.${printer.asking}`)}</dd>
          </>
        )}
        <dt>{t('printing.card.today')}</dt>
        <dd>
          {today
            ? t('printing.card.today-counts', {
                labels: today.labels,
                reprints: today.reprints,
                tests: today.tests,
              })
            : t('printing.card.none-today')}
        </dd>
      </dl>
      {!isPaperless && <RollPart printer={printer} />}
      <footer className={styles.cardDo}>
        {!isPaperless && (
          <Button
            variant="default"
            leftSection={<IconTestPipe size={18} />}
            onClick={() => {
              useSetUp.setState({ opensAt: 'test' });
              setUpPrinter(printerId);
            }}
          >
            {t('printing.test')}
          </Button>
        )}
        <Button
          variant="subtle"
          leftSection={<IconPencil size={18} />}
          onClick={() => setUpPrinter(printerId)}
        >
          {t('printing.edit')}
        </Button>
      </footer>
    </article>
  );
}
