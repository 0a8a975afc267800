// Every label that waits or went out, newest first: by printer, day, person, batch, state and number; each with its picture, and to be
// printed again or voided with a reason.

import { Select, Switch, TextInput } from '@mantine/core';
import { IconHistory, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { PrinterId } from '../../main/basics/ids.ts';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { ask, type RequestAnswer, type RequestArgument } from '../parts/station.ts';
import { Tone } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { usePages } from '../parts/use-pages.ts';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Time } from '../parts/when.tsx';
import { reasonWords } from '../parts/why-words.ts';
import { type Say, useText } from '../text/text.ts';
import { partWords } from './batch-grid.tsx';
import { Evidence } from './evidence.tsx';
import styles from './history.module.css';
import { followPages } from './history-pages.ts';
import { labelLooks } from './label-looks.tsx';
import { LabelPanel } from './label-panel.tsx';
import { type LabelState, openLabel, type PrinterView, usePrinting } from './printing-store.ts';

type Asked = RequestArgument<'labels.history'>;
type Row = RequestAnswer<'labels.history'>['rows'][number];
const states: readonly LabelState[] = ['queued', 'sending', 'sent', 'printed', 'uncertain', 'failed', 'void'];
const leastOfNumber = 3;

export function HistoryBoard({ printers }: { readonly printers: readonly PrinterView[] }) {
  const { t } = useText();
  const people = useAnswer('people.list', {});
  const label = usePrinting((shown) => shown.label);
  const [printerId, setPrinterId] = useState<PrinterId | null>(null);
  const [day, setDay] = useState('');
  const [person, setPerson] = useState('');
  const [batchNo, setBatchNo] = useState('');
  const [state, setState] = useState<LabelState | ''>('');
  const [number, setNumber] = useState('');
  const [isReprint, setIsReprint] = useState(false);
  const asked: Asked = {
    ...(printerId === null ? {} : { printerId }),
    ...(/^\d{4}-\d\d-\d\d$/.test(day) ? { day } : {}),
    ...(person === '' ? {} : { person }),
    ...(/^\d{1,9}$/.test(batchNo) ? { batchNo: Number(batchNo) } : {}),
    ...(state === '' ? {} : { states: [state] }),
    ...(number.trim().length >= leastOfNumber ? { trackingNumber: number.trim() } : {}),
    ...(isReprint ? { isReprint } : {}),
  };
  const question = useDeferredValue(JSON.stringify(asked));
  const pages = usePages<Row>(question, historyLoad(JSON.parse(question)), {
    refreshOn: ['batches.changed', 'station.changed'],
  });
  const total = pages.total();
  return (
    <div className={styles.room} data-with-label={label !== null || undefined}>
      <div className={styles.main}>
        <div className={styles.filters}>
          <TextInput
            label={t('history.number')}
            value={number}
            leftSection={<IconSearch size={18} />}
            placeholder={t('history.number-hint')}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <Select
            label={t('history.printer')}
            value={printerId ?? ''}
            onChange={(value) =>
              setPrinterId(printers.find((each) => each.printerId === value)?.printerId ?? null)
            }
            data={[
              { value: '', label: t('history.all') },
              ...printers.map((each) => ({ value: each.printerId, label: each.name })),
            ]}
          />
          <TextInput
            label={t('history.day')}
            type="date"
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Select
            label={t('history.person')}
            value={person}
            onChange={(value) => setPerson(value ?? '')}
            data={[
              { value: '', label: t('history.all') },
              ...(people.value ?? []).map((each) => ({ value: each.name, label: each.name })),
            ]}
          />
          <TextInput
            label={t('history.batch')}
            value={batchNo}
            inputMode="numeric"
            onChange={(event) => setBatchNo(event.currentTarget.value.replace(/\D/g, ''))}
          />
          <Select<LabelState | ''>
            label={t('history.state')}
            value={state}
            onChange={(value) => setState(value ?? '')}
            data={[
              { value: '', label: t('history.all') },
              ...states.map((each) => ({ value: each, label: t(`printing.label-state.${each}`) })),
            ]}
          />
          <Switch
            label={t('history.reprints')}
            checked={isReprint}
            onChange={(event) => setIsReprint(event.currentTarget.checked)}
          />
        </div>
        <VirtualTable
          label={t('printing.part.history')}
          columns={columnsOf(t)}
          pages={pages}
          rowKey={(row) => row.labelId}
          onOpen={(row) => openLabel({ batchId: row.batchId, labelId: row.labelId })}
          isOpen={(row) => row.labelId === label?.labelId}
          rowTone={(row) => (row.state === 'uncertain' ? 'stop' : row.state === 'void' ? 'faded' : undefined)}
          empty={
            <EmptyList title={t('history.none')} picture={<IconHistory size={32} stroke={1.6} />}>
              {t(question === '{}' ? 'history.none-why' : 'history.none-filtered')}
            </EmptyList>
          }
        />
        {total !== undefined && total > 0 && <p className={styles.hint}>{t('history.open-hint')}</p>}
      </div>
      {label && (
        <LabelPanel key={label.labelId} {...label} printers={printers} onClose={() => openLabel(null)} />
      )}
    </div>
  );
}

function historyLoad(asked: Asked) {
  return followPages<Row, NonNullable<Asked['after']>>((after, limit) =>
    ask('labels.history', { ...asked, limit, after }),
  );
}

function columnsOf(t: Say): Column<Row>[] {
  return [
    { key: 'at', header: t('history.at'), width: 136, cell: (row) => <Time at={row.at} /> },
    {
      key: 'place',
      header: t('history.place'),
      width: 104,
      align: 'right',
      cell: (row) => `${row.batchNo} · ${row.position}`,
    },
    {
      key: 'number',
      header: t('history.number'),
      width: 248,
      cell: (row) => (
        <span>
          {row.carrier} <CodeText code={row.trackingNumber} />
        </span>
      ),
    },
    {
      key: 'state',
      header: t('history.state'),
      width: 112,
      cell: (row) => (
        <Tone tone={labelLooks[row.state].tone} size={15}>
          {t(`printing.label-state.${row.state}`)}
        </Tone>
      ),
    },
    {
      key: 'again',
      header: t('history.again'),
      width: 96,
      align: 'right',
      cell: (row) => (row.reprintCount > 0 ? t('printing.again', { count: row.reprintCount }) : ''),
    },
    {
      key: 'evidence',
      header: t('history.evidence'),
      width: 'rest',
      cell: (row) =>
        row.reason ? (
          reasonWords(row.reason, row.reasonFacts)
        ) : row.state === 'queued' ? (
          partWords(row.part, t)
        ) : (
          <span>
            <Evidence evidence={row.evidence} /> {row.reprintReason && `· ${row.reprintReason}`}
          </span>
        ),
    },
    { key: 'printer', header: t('history.printer'), width: 136, cell: (row) => row.printerName },
    { key: 'person', header: t('history.person'), width: 96, cell: (row) => row.person },
  ];
}
