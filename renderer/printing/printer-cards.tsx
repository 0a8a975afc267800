// Printers as cards: what each is, how it is in a word, what it prints now and how sure we are of its last label.

import { Button } from '@mantine/core';
import { IconFileTypePng, IconPencil, IconPlus, IconPrinter, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchId } from '../../main/basics/ids.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { Tone } from '../parts/tone.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { useText } from '../text/text.ts';
import { printerTones } from './label-looks.tsx';
import { PrinterForm } from './printer-form.tsx';
import styles from './printing.module.css';
import { openBatch, type PrinterView } from './printing-store.ts';
import { whyWords } from '../parts/why-words.ts';

export function PrinterCards({ printers }: { readonly printers: readonly PrinterView[] }) {
  const { t } = useText();
  const [edited, setEdited] = useState<PrinterView | 'new' | null>(null);
  return (
    <>
      <div className={styles.printers}>
        {printers.map((printer) => (
          <PrinterCard key={printer.printerId} printer={printer} onEdit={() => setEdited(printer)} />
        ))}
        <button type="button" className={styles.addPrinter} onClick={() => setEdited('new')}>
          <IconPlus size={20} aria-hidden="true" /> {t('printing.add-printer')}
        </button>
      </div>
      {edited && <PrinterForm printer={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function PrinterCard({ printer, onEdit }: { readonly printer: PrinterView; readonly onEdit: () => void }) {
  const { t } = useText();
  const test = useAsk('printers.test');
  const [isTested, setIsTested] = useState(false);
  const { now, lastLabel, state } = printer;
  const Picture = printer.kind === 'paperless' ? IconFileTypePng : IconPrinter;
  return (
    <article className={styles.printer} data-state={state.kind}>
      <header>
        <Picture size={28} stroke={1.6} aria-hidden="true" />
        <div>
          <h3>{printer.name}</h3>
          <p>{whatItIs(printer, t)}</p>
        </div>
        <Tone tone={printerTones[state.kind]} look="soft" size={16}>
          {t(`printing.printer.${state.kind}`)}
        </Tone>
      </header>
      {state.kind === 'trouble' && (
        <p className={styles.printerWhy}>{t(`printing.trouble.${state.troubles[0] ?? 'other'}`)}</p>
      )}
      {state.kind === 'silent' && <p className={styles.printerWhy}>{t('printing.silent-what')}</p>}
      {state.kind === 'unreachable' && <p className={styles.printerWhy}>{whyWords(state.reason)}</p>}
      <p className={styles.printerNow}>
        {now ? (
          <button type="button" onClick={() => openBatch(now.batchId as BatchId /* the station's own */)}>
            {t('printing.prints-now', { batchNo: now.batchNo, position: now.position })}
          </button>
        ) : (
          t('printing.prints-nothing')
        )}
        {lastLabel && (
          <span>
            {t('printing.last-label', { position: lastLabel.position, of: lastLabel.of })} ·{' '}
            {t(`printing.evidence.${lastLabel.evidence ?? 'none'}`)}
          </span>
        )}
      </p>
      <RefusalBar refusal={test.refusal} />
      <footer>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTestPipe size={16} />}
          loading={test.isPending}
          onClick={() =>
            void test
              .send({ printerId: printer.printerId, requestId: newRequestId() })
              .then((answer) => setIsTested(answer !== undefined))
          }
        >
          {t(isTested ? 'printing.test-again' : 'printing.test')}
        </Button>
        <Button variant="subtle" size="xs" leftSection={<IconPencil size={16} />} onClick={onEdit}>
          {t('printing.edit')}
        </Button>
      </footer>
      {isTested && !test.refusal && <p className={styles.printerTested}>{t('printing.tested')}</p>}
    </article>
  );
}

function whatItIs(printer: PrinterView, t: ReturnType<typeof useText>['t']): string {
  const { settings } = printer;
  if (!('host' in settings)) return t('printing.kind.paperless');
  return t('printing.kind.zpl-tcp', { host: settings.host, port: settings.port });
}
