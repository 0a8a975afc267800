// The slips that were printed, newest first, each with what became of it; and the day in numbers.

import { Button } from '@mantine/core';
import { IconReceipt, IconReload } from '@tabler/icons-react';
import { CodeText } from '../parts/code-text.tsx';
import { dayOf } from '../parts/day-of.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { SlipButton } from '../parts/slip-button.tsx';
import { slipTones } from '../parts/slip-tones.ts';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Time } from '../parts/when.tsx';
import { whyWords } from '../parts/why-words.ts';
import { useText } from '../text/text.ts';
import printers from './printers.module.css';
import type { PrinterView } from './printing-store.ts';
import styles from './slips.module.css';

const listed = 200;

export function SlipsBoard({ printers: known }: { readonly printers: readonly PrinterView[] }) {
  const { t } = useText();
  const slips = useAnswer('slips.list', { limit: listed }, { refreshOn: ['station.changed'] });
  const nameOf = (printerId: string) => known.find((each) => each.printerId === printerId)?.name ?? '';
  return (
    <div className={styles.page}>
      <div className={styles.do}>
        <SlipButton kind="end-of-day" id={dayOf(new Date())} onPrinted={slips.reload} />
        <Button variant="subtle" leftSection={<IconReload size={18} />} onClick={slips.reload}>
          {t('slip.look-again')}
        </Button>
        <p>{t('slip.where')}</p>
      </div>
      <RefusalBar refusal={slips.refusal} />
      {slips.value?.length === 0 ? (
        <EmptyList title={t('slip.none')} picture={<IconReceipt size={32} stroke={1.6} />}>
          {t('slip.none-why')}
        </EmptyList>
      ) : (
        <div className={printers.counts}>
          <table>
            <thead>
              <tr>
                <th>{t('slip.at')}</th>
                <th>{t('slip.what')}</th>
                <th>{t('slip.state')}</th>
                <th>{t('slip.printer')}</th>
                <th>{t('slip.person')}</th>
              </tr>
            </thead>
            <tbody>
              {(slips.value ?? []).map((slip) => (
                <tr key={slip.slipId}>
                  <td>
                    <Time at={slip.askedAt} />
                  </td>
                  <td>
                    {t(`slip.kind.${slip.kind}`)}{' '}
                    {slip.kind === 'end-of-day' ? slip.subjectId : <CodeText code={slip.subjectId} />}
                    {slip.cartNo !== null && ` · ${t('slip.cart', { number: slip.cartNo })}`}
                  </td>
                  <td>
                    <Tone tone={slipTones[slip.state]} size={16}>
                      {t(`slip.state.${slip.state}`)}
                    </Tone>
                    {slip.reason && <small>{whyWords(slip.reason)}</small>}
                  </td>
                  <td>{nameOf(slip.printerId)}</td>
                  <td>{slip.askedBy}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
