// Platform labels as files: dropped here by the dozen, each finds its parcel by the code on the page. Which parcels have one, and which
// have not yet.

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconFileCheck, IconFileImport, IconFiles, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useRef, useState } from 'react';
import { CodeText } from '../parts/code-text.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { NoticeBar, RefusalBar } from '../parts/notice-bar.tsx';
import { ask, type Refused, type RequestAnswer } from '../parts/station.ts';
import { ToneIcon } from '../parts/tone.tsx';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { usePages } from '../parts/use-pages.ts';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Wait } from '../parts/wait.tsx';
import { Time } from '../parts/when.tsx';
import { Sentence, sayCode } from '../text/sentence.tsx';
import { type Say, useText } from '../text/text.ts';
import { type Attached, attachFiles } from './attach-files.ts';
import styles from './documents.module.css';
import { FetchedLabels } from './fetched-labels.tsx';
import type { ParcelView } from './printing-store.ts';

type Kept = RequestAnswer<'labels.documents'>['documents'][number];
interface Row {
  readonly parcel: ParcelView;
  readonly kept: Kept | null;
}

const unsent: readonly ['planned', 'released', 'open', 'packed'] = ['planned', 'released', 'open', 'packed'];
const toPrint: readonly ['planned', 'released', 'open'] = ['planned', 'released', 'open'];
type Shown = 'to-print' | 'all';

export function DocumentsBoard() {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('to-print');
  const [turn, setTurn] = useState(0);
  const asked = useDeferredValue(search.trim());
  const detach = useAsk('labels.detach');
  const sending = useSending(() => setTurn((before) => before + 1));
  const picker = useRef<HTMLInputElement>(null);
  const pages = usePages<Row>(
    JSON.stringify([shown, asked, turn]),
    async (offset, limit) => {
      const page = await ask('parcels.page', {
        states: shown === 'all' ? [...unsent] : [...toPrint],
        isUnlabelled: shown === 'to-print',
        search: asked,
        offset,
        limit,
      });
      if (!page.ok) return page;
      const { rows, total } = page.value;
      const kept = await ask('labels.documents', { parcelIds: rows.map((parcel) => parcel.parcelId) });
      if (!kept.ok) return kept;
      const byParcel = new Map(kept.value.documents.map((each) => [each.parcelId, each]));
      return {
        ok: true,
        value: {
          rows: rows.map((parcel) => ({ parcel, kept: byParcel.get(parcel.parcelId) ?? null })),
          total,
        },
      };
    },
    { refreshOn: ['parcels.changed', 'batches.changed', 'station.changed'] },
  );
  const forget = (row: Row) => void detach.send({ parcelId: row.parcel.parcelId, requestId: newRequestId() });
  return (
    <FileDrop words={t('documents.drop')} onFiles={sending.send}>
      <div className={styles.room}>
        <div className={styles.main}>
          <div className={styles.filters}>
            <SegmentedControl<Shown>
              value={shown}
              onChange={setShown}
              data={(['to-print', 'all'] as const).map((value) => ({
                value,
                label: t(`documents.${value}`),
              }))}
            />
            <TextInput
              aria-label={t('printing.find-parcel')}
              placeholder={t('printing.find-parcel')}
              value={search}
              leftSection={<IconSearch size={18} />}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </div>
          <RefusalBar refusal={detach.refusal} />
          <VirtualTable
            label={t('printing.part.documents')}
            columns={columnsOf(t, forget, detach.isPending)}
            pages={pages}
            rowKey={(row) => row.parcel.parcelId}
            empty={
              <EmptyList title={t('documents.none')} picture={<IconFiles size={32} stroke={1.6} />}>
                {t('documents.none-why')}
              </EmptyList>
            }
          />
        </div>
        <aside className={styles.side}>
          <button type="button" className={styles.here} onClick={() => picker.current?.click()}>
            <IconFileImport size={48} stroke={1.4} aria-hidden="true" />
            <b>{t('documents.choose')}</b>
            <span>{t('documents.choose-what')}</span>
          </button>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            accept=".pdf,.png,application/pdf,image/png"
            aria-label={t('documents.choose')}
            onChange={(event) => {
              sending.send([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
          {sending.left > 0 && (
            <Wait what={t('documents.sending')} done={sending.total - sending.left} total={sending.total} />
          )}
          <RefusalBar refusal={sending.refusal} />
          <FetchedLabels />
          <Answers answers={sending.answers} onPutAway={sending.putAway} />
        </aside>
      </div>
    </FileDrop>
  );
}

function useSending(onKept: () => void) {
  const [answers, setAnswers] = useState<readonly Attached[]>([]);
  const [total, setTotal] = useState(0);
  const [left, setLeft] = useState(0);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const line = useRef(Promise.resolve());
  return {
    answers,
    total,
    left,
    refusal,
    putAway: () => setAnswers([]),
    send(files: readonly File[]) {
      if (files.length === 0) return;
      setRefusal(null);
      setTotal((before) => (left === 0 ? files.length : before + files.length));
      setLeft((before) => before + files.length);
      // What is dropped meanwhile stands in line behind it.
      line.current = line.current.then(async () => {
        let heard = 0;
        const refused = await attachFiles(files, (more) => {
          heard += more.length;
          setAnswers((before) => [...before, ...more]);
          setLeft((before) => Math.max(0, before - more.length));
        });
        setLeft((before) => Math.max(0, before - (files.length - heard)));
        setRefusal(refused);
        onKept();
      });
    },
  };
}

function Answers(props: { readonly answers: readonly Attached[]; readonly onPutAway: () => void }) {
  const { answers, onPutAway } = props;
  const { t } = useText();
  if (answers.length === 0) return null;
  const kept = answers.filter((answer) => answer.kept !== null).length;
  // What needs a person stands first.
  const listed = [...answers].sort((a, b) => Number(a.kept !== null) - Number(b.kept !== null));
  return (
    <section className={styles.answers}>
      <NoticeBar
        tone={kept === answers.length ? 'ok' : 'ask'}
        actions={
          <Button variant="subtle" onClick={onPutAway}>
            {t('printing.put-away')}
          </Button>
        }
      >
        {t('documents.kept-of', { kept, of: answers.length })}
      </NoticeBar>
      <ul>
        {listed.map((answer, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
          <li key={index}>
            <ToneIcon tone={answer.kept ? 'ok' : 'stop'} size={18} />
            <div>
              <b>{answer.name}</b>
              <p>
                {answer.kept ? (
                  <CodeText code={answer.kept.trackingNumber} />
                ) : (
                  <Sentence refusal={{ code: answer.code ?? '', facts: answer.facts }} />
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function columnsOf(t: Say, forget: (row: Row) => void, isPending: boolean): Column<Row>[] {
  return [
    {
      key: 'has',
      header: t('documents.label'),
      width: 152,
      cell: ({ kept }) =>
        kept ? (
          <span className={styles.has}>
            <IconFileCheck size={18} aria-hidden="true" /> {kept.format.toUpperCase()}
            {kept.pageCount > 1 && ` · ${t('documents.pages', { count: kept.pageCount })}`}
          </span>
        ) : (
          <span className={styles.hasNot}>{t('documents.not-yet')}</span>
        ),
    },
    {
      key: 'waybill',
      header: t('printing.column.waybill'),
      width: 232,
      cell: ({ parcel }) =>
        parcel.trackingNumber ? (
          <span>
            {parcel.carrier} <CodeText code={parcel.trackingNumber} />
          </span>
        ) : (
          <span className={styles.hasNot}>{t('printing.waybill-when-printing')}</span>
        ),
    },
    { key: 'shop', header: t('documents.shop'), width: 144, cell: ({ parcel }) => parcel.shopName },
    {
      key: 'recipient',
      header: t('printing.recipient'),
      width: 'rest',
      cell: ({ parcel }) => parcel.recipientMask,
    },
    {
      key: 'from',
      header: t('documents.from'),
      width: 176,
      cell: ({ kept }) =>
        kept && (
          <>
            {kept.source === 'hand' ? t('documents.by-hand') : sayCode('platform', kept.source)} ·{' '}
            <Time at={kept.keptAt} />
          </>
        ),
    },
    {
      key: 'do',
      header: '',
      width: 104,
      cell: (row) =>
        row.kept && (
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={isPending}
            onClick={(event) => {
              event.stopPropagation();
              forget(row);
            }}
          >
            {t('documents.detach')}
          </Button>
        ),
    },
  ];
}
