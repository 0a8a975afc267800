// Every printer as a card: what it is and how it is, what it prints, how much paper is left; and what they printed day by day.

import { IconPlus } from '@tabler/icons-react';
import { dayOf } from '../parts/day-of.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { sayDate } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import { PrinterCard } from './printer-card.tsx';
import styles from './printers.module.css';
import { type PrinterView, setUpPrinter } from './printing-store.ts';

const shownDays = 7;

export function PrintersBoard({ printers }: { readonly printers: readonly PrinterView[] }) {
  const { t } = useText();
  const counts = useAnswer(
    'printers.counts',
    { days: shownDays },
    { refreshOn: ['printers.changed', 'batches.changed', 'station.changed'] },
  );
  const days = counts.value?.days ?? [];
  const today = dayOf(new Date());
  return (
    <div className={styles.page}>
      <div className={styles.cards}>
        {printers.map((printer) => (
          <PrinterCard
            key={printer.printerId}
            printer={printer}
            today={days.find((each) => each.printerId === printer.printerId && each.day === today) ?? null}
          />
        ))}
        <button type="button" className={styles.add} onClick={() => setUpPrinter('new')}>
          <IconPlus size={24} aria-hidden="true" /> {t('printing.add-printer')}
        </button>
      </div>
      {days.length > 0 && (
        <section className={styles.counts}>
          <h2>{t('printing.counts')}</h2>
          <table>
            <thead>
              <tr>
                <th>{t('printing.counts.day')}</th>
                <th>{t('printing.counts.printer')}</th>
                <th>{t('printing.counts.labels')}</th>
                <th>{t('printing.counts.reprints')}</th>
                <th>{t('printing.counts.tests')}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((each) => (
                <tr key={`${each.day} ${each.printerId}`}>
                  <td>{each.day === today ? t('printing.counts.today') : sayDate(dateOf(each.day), t)}</td>
                  <td>{each.printerName || t('printing.counts.gone')}</td>
                  <td>{each.labels}</td>
                  <td>{each.reprints}</td>
                  <td>{each.tests}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}
