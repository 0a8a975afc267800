// The audit: who did what, when. Filtered, endless, checked as a whole with one press, taken away as a file.

import { Button, Select, TextInput } from '@mantine/core';
import { IconFileExport, IconSearch, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { nameOfDeed, sayDeed, sayFacts, saySubject } from '../parts/audit-words.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ask, onStationEvent, type RequestAnswer, type RequestArgument } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { useAsk } from '../parts/use-ask.ts';
import { usePages } from '../parts/use-pages.ts';
import { VirtualTable } from '../parts/virtual-table.tsx';
import { Wait } from '../parts/wait.tsx';
import { sayTime, useNowStore } from '../parts/when.tsx';
import { useText } from '../text/text.ts';
import styles from './settings.module.css';

type Filter = NonNullable<RequestArgument<'audit.page'>['filter']>;
type Entry = RequestAnswer<'audit.page'>['rows'][number];

export function AuditPanel() {
  const { t, language } = useText();
  const choices = useAnswer('audit.choices', {});
  const takeAway = useAsk('audit.export');
  const [filter, setFilter] = useState<Filter>({});
  const [cutAt, setCutAt] = useState<number | null>(null);
  const pages = usePages<Entry>(JSON.stringify(filter), (offset, limit) =>
    ask('audit.page', { filter, offset, limit }),
  );
  const total = pages.total() ?? 0;

  /** An emptied field is no filter. */
  const narrow = (name: keyof Filter, value: string | number | null) =>
    setFilter((before) => {
      const { [name]: _, ...rest } = before;
      return value === null || value === '' ? rest : { ...rest, [name]: value };
    });

  async function save(): Promise<void> {
    const file = await takeAway.send({ filter });
    if (!file) return;
    setCutAt(file.isCut ? file.rows : null);
    const address = URL.createObjectURL(new Blob([file.csv], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = file.fileName;
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <>
      <CheckAudit />
      <div className={styles.auditFilter}>
        <TextInput
          leftSection={<IconSearch size={18} />}
          aria-label={t('audit-page.search')}
          placeholder={t('audit-page.search')}
          value={filter.search ?? ''}
          onChange={(event) => narrow('search', event.target.value)}
        />
        <Select
          searchable
          clearable
          aria-label={t('audit-page.who')}
          placeholder={t('audit-page.everybody')}
          data={choices.value?.people ?? []}
          value={filter.person ?? null}
          onChange={(value) => narrow('person', value)}
        />
        <Select
          searchable
          clearable
          aria-label={t('audit-page.what')}
          placeholder={t('audit-page.everything')}
          data={(choices.value?.verbs ?? []).map((verb) => ({ value: verb, label: nameOfDeed(verb) }))}
          value={filter.verb ?? null}
          onChange={(value) => narrow('verb', value)}
        />
        <TextInput
          type="date"
          aria-label={t('audit-page.from')}
          onChange={(event) => narrow('from', dayStart(event.target.value, 0))}
        />
        <TextInput
          type="date"
          aria-label={t('audit-page.to')}
          onChange={(event) => narrow('to', dayStart(event.target.value, 1))}
        />
        <Button
          variant="default"
          leftSection={<IconFileExport size={18} />}
          loading={takeAway.isPending}
          onClick={() => void save()}
        >
          {t('audit-page.export')}
        </Button>
      </div>
      <RefusalBar refusal={takeAway.refusal} />
      {cutAt !== null && (
        <NoticeBar tone="ask">
          {t('audit-page.export-cut', { count: cutAt.toLocaleString(language) })}
        </NoticeBar>
      )}
      <div className={styles.auditTable}>
        <VirtualTable
          label={t('audit-page.count', { count: total })}
          pages={pages}
          rowKey={(entry) => String(entry.entryNo)}
          columns={[
            {
              key: 'at',
              header: t('audit-page.when'),
              width: 176,
              cell: (entry) => <span title={`№ ${entry.entryNo}`}>{stamp(entry.at, language)}</span>,
            },
            {
              key: 'who',
              header: t('audit-page.who'),
              width: 120,
              cell: (entry) => (entry.person === 'station' ? t('audit-page.station') : entry.person),
            },
            {
              key: 'what',
              header: t('audit-page.what'),
              width: 200,
              cell: (entry) => <span title={sayDeed(entry)}>{sayDeed(entry)}</span>,
            },
            {
              key: 'of',
              header: t('audit-page.of'),
              width: 176,
              cell: (entry) => <span title={entry.subjectId}>{saySubject(entry)}</span>,
            },
            {
              key: 'facts',
              header: t('audit-page.facts'),
              width: 'rest',
              cell: (entry) => <span title={sayFacts(entry)}>{sayFacts(entry)}</span>,
            },
          ]}
          empty={<EmptyList title={t('audit-page.none')}>{t('audit-page.none-why')}</EmptyList>}
        />
      </div>
    </>
  );
}

/** The result stands as a sentence until it is checked again. */
function CheckAudit() {
  const { t, language } = useText();
  const now = useNowStore((state) => state.now);
  const check = useAsk('audit.check');
  const [result, setResult] = useState<RequestAnswer<'audit.check'> | null>(null);
  const [stage, setStage] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const count = result?.entries.toLocaleString(language);
  useEffect(
    () =>
      onStationEvent((event) => {
        if (event.kind === 'job.progress' && event.jobId === 'audit.check') setStage(event);
      }),
    [],
  );
  return (
    <>
      <div>
        <Button
          leftSection={<IconShieldCheck size={18} />}
          loading={check.isPending}
          onClick={() => {
            setStage(null);
            setResult(null);
            void check.send({}).then((answer) => setResult(answer ?? null));
          }}
        >
          {t('audit-page.check')}
        </Button>
      </div>
      {check.isPending && <Wait what={t('audit-page.checking')} done={stage?.done} total={stage?.total} />}
      {result?.isWhole && (
        <NoticeBar tone="ok">
          {t('audit-page.whole', { count, time: sayTime(result.checkedAt, now, language, t) })}
        </NoticeBar>
      )}
      {result && !result.isWhole && (
        <NoticeBar tone="stop">
          {t(`audit-page.${result.what}`, { count, entry: result.entryNo.toLocaleString(language) })}
        </NoticeBar>
      )}
      <RefusalBar refusal={check.refusal} />
    </>
  );
}

function stamp(at: number, language: string): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'short', timeStyle: 'medium' });
}

/** The beginning of a day picked by hand, on this machine's clock; null for an emptied field. */
function dayStart(day: string, daysLater: number): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + daysLater).getTime();
}
