// The printers above the batches, one small card each: name, state in a word, what to do, what prints, how much paper is left.

import { IconPlus } from '@tabler/icons-react';
import type { BatchId } from '../../main/basics/ids.ts';
import { Tone } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import { Evidence } from './evidence.tsx';
import { printerTones } from './label-looks.tsx';
import { atPosition, isRollLow, rollWords, stateAdvice, stateWord } from './printer-words.ts';
import styles from './printers.module.css';
import { openBatch, type PrinterView, setUpPrinter, showPart } from './printing-store.ts';

export function PrinterStrip({ printers }: { readonly printers: readonly PrinterView[] }) {
  const { t } = useText();
  return (
    <div className={styles.strip}>
      {printers.map((printer) => (
        <SmallCard key={printer.printerId} printer={printer} />
      ))}
      {printers.length < 2 && (
        <button type="button" className={styles.add} onClick={() => setUpPrinter('new')}>
          <IconPlus size={20} aria-hidden="true" /> {t('printing.add-printer')}
        </button>
      )}
    </div>
  );
}

function SmallCard({ printer }: { readonly printer: PrinterView }) {
  const { t } = useText();
  const { now, lastLabel, state, roll } = printer;
  const advice = stateAdvice(state, t);
  return (
    <article className={styles.small} data-tone={printerTones[state.kind]}>
      <header>
        <button type="button" className={styles.name} onClick={() => showPart('printers')}>
          {printer.name}
        </button>
        <Tone tone={printerTones[state.kind]} look="soft" size={16}>
          {stateWord(state, t)}
        </Tone>
      </header>
      {advice ? (
        <p className={styles.advice}>{advice}</p>
      ) : (
        <p className={styles.now}>
          {now ? (
            <button type="button" onClick={() => openBatch(now.batchId as BatchId /* the station's own */)}>
              {t('printing.prints-batch', { batchNo: now.batchNo, position: atPosition(printer) })}
            </button>
          ) : lastLabel ? (
            <>
              {t('printing.last-label', { position: lastLabel.position, of: lastLabel.of })}{' '}
              <Evidence evidence={lastLabel.evidence} />
            </>
          ) : (
            t('printing.prints-nothing')
          )}
        </p>
      )}
      {roll && (
        <p className={styles.rollLine} data-low={isRollLow(roll) || undefined}>
          {rollWords(roll, t)}
        </p>
      )}
    </article>
  );
}
