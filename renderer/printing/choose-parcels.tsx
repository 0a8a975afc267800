// Choosing what to print: the parcels that are ready, all of them, those of a wave, or picked one by one. The batches that come
// of it are shown before the click.

import { Button, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPrinter, IconSearch, IconTags } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { ParcelId, PrinterId } from '../../main/basics/ids.ts';
import { useSetting } from '../frame/station-store.ts';
import { CodeText } from '../parts/code-text.tsx';
import { DoorChip } from '../parts/door-chip.tsx';
import { EmptyList } from '../parts/empty-list.tsx';
import { Hotkey } from '../parts/hotkey.tsx';
import { RefusalBar } from '../parts/notice-bar.tsx';
import { ask } from '../parts/station.ts';
import { ToneIcon } from '../parts/tone.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { newRequestId, useAsk } from '../parts/use-ask.ts';
import { usePages } from '../parts/use-pages.ts';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Wait } from '../parts/wait.tsx';
import { Countdown } from '../parts/when.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { type Say, useText } from '../text/text.ts';
import styles from './choose-parcels.module.css';
import { type GoodsListWish, goodsListWishes } from './goods-list.ts';
import { planBatches } from './plan-batches.ts';
import { needsNetwork, stateWord } from './printer-words.ts';
import { openBatch, type ParcelView, type PrinterView, usePrinting } from './printing-store.ts';

const printable: readonly ['released', 'open'] = ['released', 'open'];

export function ChooseParcels({ printers }: { readonly printers: readonly PrinterView[] }) {
  const { t } = useText();
  const { waveId, search, picked } = usePrinting();
  const asked = useDeferredValue(search.trim());
  const waves = useAnswer('waves.list', { limit: 100 }, { refreshOn: ['waves.changed', 'station.changed'] });
  const pages = usePages<ParcelView>(
    JSON.stringify([waveId, asked]),
    (offset, limit) =>
      ask('parcels.page', {
        states: [...printable],
        isUnlabelled: true,
        ...(waveId ? { waveId } : {}),
        search: asked,
        offset,
        limit,
      }),
    { refreshOn: ['parcels.changed', 'batches.changed', 'station.changed'] },
  );
  const total = pages.total() ?? 0;
  const count = picked.size > 0 ? picked.size : total;
  return (
    <div className={styles.choose}>
      <header className={styles.chooseHead}>
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} />} onClick={() => openBatch(null)}>
          {t('printing.back')}
        </Button>
        <h1>{t('printing.new-labels')}</h1>
      </header>
      <div className={styles.chooseFilter}>
        <Select
          aria-label={t('printing.from-wave')}
          value={waveId ?? ''}
          onChange={(value) =>
            usePrinting.setState({
              waveId: waves.value?.find((wave) => wave.waveId === value)?.waveId ?? null,
              picked: new Set(),
            })
          }
          data={[
            { value: '', label: t('printing.all-ready') },
            ...(waves.value ?? []).map((wave) => ({ value: wave.waveId, label: wave.name })),
          ]}
        />
        <TextInput
          value={search}
          onChange={(event) => usePrinting.setState({ search: event.currentTarget.value })}
          placeholder={t('printing.find-parcel')}
          aria-label={t('printing.find-parcel')}
          leftSection={<IconSearch size={18} />}
        />
      </div>
      <VirtualTable
        label={t('printing.parcels-ready')}
        columns={columnsOf(t)}
        pages={pages}
        rowKey={(parcel) => parcel.parcelId}
        selected={picked}
        // The table's keys are the parcels' ids, as `rowKey` says.
        onSelect={(selected) => usePrinting.setState({ picked: selected as ReadonlySet<ParcelId> })}
        empty={
          <EmptyList title={t('printing.nothing-ready')} picture={<IconTags size={32} stroke={1.6} />}>
            {t('printing.nothing-ready-why')}
          </EmptyList>
        }
      />
      <NewBatches
        printers={printers}
        count={count}
        isKnown={pages.total() !== undefined || pages.refusal() !== null}
        isAll={picked.size === 0}
        listAll={async () => (await pages.rowsBetween(0, total - 1)).map((parcel) => parcel.parcelId)}
      />
    </div>
  );
}

function columnsOf(t: Say): Column<ParcelView>[] {
  return [
    {
      key: 'sort',
      header: t('printing.column.order'),
      width: 72,
      align: 'right',
      cell: (each) => each.sortPosition,
    },
    {
      key: 'due',
      header: t('printing.column.due'),
      width: 140,
      cell: (each) => <Countdown dueAt={each.dueAt} />,
    },
    { key: 'door', header: '', width: 104, cell: (each) => <DoorChip tag={each.doorTag} /> },
    { key: 'recipient', header: t('printing.recipient'), width: 'rest', cell: (each) => each.recipientMask },
    {
      key: 'pieces',
      header: t('printing.column.pieces'),
      width: 64,
      align: 'right',
      cell: (each) => each.pieces,
    },
    {
      key: 'waybill',
      header: t('printing.column.waybill'),
      width: 232,
      cell: (each) =>
        each.trackingNumber ? (
          <span>
            {each.carrier} <CodeText code={each.trackingNumber} />
          </span>
        ) : (
          <span className={styles.later}>{t('printing.waybill-when-printing')}</span>
        ),
    },
    {
      key: 'guard',
      header: '',
      width: 40,
      cell: (each) => (each.verdict.verdict === 'block' ? <ToneIcon tone="stop" /> : null),
    },
  ];
}

function NewBatches(props: {
  readonly printers: readonly PrinterView[];
  readonly count: number;
  /** False until the station has counted. */
  readonly isKnown: boolean;
  readonly isAll: boolean;
  readonly listAll: () => Promise<ParcelId[]>;
}) {
  const { printers, count, isKnown, isAll, listAll } = props;
  const { t } = useText();
  const picked = usePrinting((shown) => shown.picked);
  const batchSize = Number(useSetting('printing.batchSize') ?? 50);
  const [printerId, setPrinterId] = useState(() => usualPrinter(printers));
  const chosen = printers.find((each) => each.printerId === printerId);
  const [startsAtOnce, setStartsAtOnce] = useState(true);
  /** Null: as each shop has it. */
  const [goodsList, setGoodsList] = useState<GoodsListWish | null>(null);
  const create = useAsk('batches.create');
  const start = useAsk('batches.start');
  const sizes = planBatches(count, batchSize);
  const isBusy = create.isPending || start.isPending;

  async function print(): Promise<void> {
    if (count === 0 || !printerId || isBusy) return;
    const parcelIds = isAll ? await listAll() : [...picked];
    const made = await create.send({
      parcelIds,
      printerId,
      ...(goodsList === null ? {} : { goodsList }),
      requestId: newRequestId(),
    });
    if (!made) return;
    usePrinting.setState({ left: made.left, picked: new Set() });
    const first = made.batches[0];
    if (startsAtOnce) {
      // In their order: the printer takes one after the other.
      for (const batch of made.batches) {
        if (!(await start.send({ batchId: batch.batchId, requestId: newRequestId() }))) break;
      }
    }
    if (first || made.left.length > 0) openBatch(first?.batchId ?? null);
  }
  useShortcuts({ g: () => void print() });

  if (!isKnown) {
    return (
      <aside className={styles.newBatches}>
        <Wait what={t('printing.reading')} />
      </aside>
    );
  }

  return (
    <aside className={styles.newBatches}>
      <p className={styles.newCount}>
        <strong>{count}</strong> {t('printing.labels', { count })}
      </p>
      <p className={styles.newWhat}>{t(isAll ? 'printing.all-listed' : 'printing.only-picked')}</p>
      {sizes.length > 0 && (
        <>
          <h3>{t('printing.batches', { count: sizes.length })}</h3>
          <ol className={styles.sizes}>
            {sizes.slice(0, 24).map((size, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the batches are told apart by their place alone
              <li key={index}>
                <span style={{ height: `${Math.max(12, (72 * size) / batchSize)}px` }} />
                <b>{size}</b>
              </li>
            ))}
          </ol>
        </>
      )}
      <Select
        label={t('printing.on-printer')}
        value={printerId}
        onChange={(value) =>
          setPrinterId(printers.find((each) => each.printerId === value)?.printerId ?? null)
        }
        data={printers.map((printer) => ({
          value: printer.printerId,
          label: `${printer.name} · ${stateWord(printer.state, t)}`,
        }))}
      />
      {needsNetwork(chosen) && <p className={styles.newWhat}>{t('printing.needs-network')}</p>}
      <Select
        label={t('layouts.goods-list')}
        value={goodsList ?? ''}
        onChange={(value) => setGoodsList(goodsListWishes.find((each) => each === value) ?? null)}
        data={[
          { value: '', label: t('printing.goods-list-by-shop') },
          ...goodsListWishes
            .filter((value) => value !== 'as-layout')
            .map((value) => ({ value, label: t(`layouts.goods-list.${value}`) })),
        ]}
      />
      <Switch
        label={t('printing.start-at-once')}
        checked={startsAtOnce}
        onChange={(event) => setStartsAtOnce(event.currentTarget.checked)}
      />
      <RefusalBar refusal={create.refusal ?? start.refusal} />
      <Button
        size="lg"
        leftSection={<IconPrinter size={22} />}
        loading={isBusy}
        disabled={count === 0 || !printerId}
        onClick={() => void print()}
      >
        {t(startsAtOnce ? 'printing.print' : 'printing.make-batches', { count })} <Hotkey>G</Hotkey>
      </Button>
    </aside>
  );
}

/** The first real printer that can be reached, else the first of all. */
function usualPrinter(printers: readonly PrinterView[]): PrinterId | null {
  const real = printers.find(
    (printer) => printer.kind !== 'paperless' && printer.state.kind !== 'unreachable',
  );
  return (real ?? printers[0])?.printerId ?? null;
}
