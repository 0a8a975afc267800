// The columns that an orders list may show, in their usual order, and which of them a person has chosen.

import { useCallback, useMemo } from 'react';
import { useStationStore } from '../frame/station-store.ts';
import { CodeText } from '../parts/code-text.tsx';
import { DoorChip } from '../parts/door-chip.tsx';
import type { Column } from '../parts/virtual-table.tsx';
import { Countdown, Time } from '../parts/when.tsx';
import { sayCode } from '../text/sentence.tsx';
import { type TextKey, useText } from '../text/text.ts';
import { OrderStateWord } from './order-words.tsx';
import styles from './orders.module.css';
import type { OrderRow } from './orders-store.ts';
import { useRemembered } from './remembered.ts';

type ColumnKey =
  | 'state'
  | 'due'
  | 'tags'
  | 'orderId'
  | 'recipient'
  | 'pieces'
  | 'parcel'
  | 'shop'
  | 'tracking'
  | 'region'
  | 'paidAt'
  | 'note';

const every: ReadonlyArray<{
  readonly key: ColumnKey;
  readonly header: TextKey;
  readonly width: number | 'rest';
  readonly align?: 'right';
  readonly cell: Column<OrderRow>['cell'];
}> = [
  { key: 'state', header: 'orders.col.state', width: 180, cell: (order) => <OrderStateWord order={order} /> },
  {
    key: 'due',
    header: 'orders.col.due',
    width: 132,
    cell: (order) => <Countdown dueAt={order.dueAt} title={ruleWord(order.dueRule)} />,
  },
  { key: 'tags', header: 'orders.col.tags', width: 104, cell: (order) => <DoorChip tag={order.doorTag} /> },
  {
    key: 'orderId',
    header: 'orders.col.order',
    width: 188,
    cell: (order) => <CodeText code={order.orderId} />,
  },
  {
    key: 'recipient',
    header: 'orders.col.recipient',
    width: 'rest',
    cell: (order) => <span title={order.recipientMask}>{order.recipientMask}</span>,
  },
  {
    key: 'pieces',
    header: 'orders.col.pieces',
    width: 80,
    align: 'right',
    cell: (order) => <Pieces order={order} />,
  },
  { key: 'parcel', header: 'orders.col.parcel', width: 104, cell: (order) => <Parcels order={order} /> },
  { key: 'shop', header: 'orders.col.shop', width: 120, cell: (order) => <span>{order.shopName}</span> },
  {
    key: 'tracking',
    header: 'orders.col.tracking',
    width: 192,
    cell: (order) => (order.trackingNumber ? <CodeText code={order.trackingNumber} /> : null),
  },
  { key: 'region', header: 'orders.col.region', width: 136, cell: (order) => <span>{order.region}</span> },
  {
    key: 'paidAt',
    header: 'orders.col.paid',
    width: 128,
    cell: (order) => (order.paidAt === null ? null : <Time at={order.paidAt} />),
  },
  {
    key: 'note',
    header: 'orders.col.note',
    width: 200,
    cell: (order) => <span title={order.buyerNote}>{order.buyerNote}</span>,
  },
];

const usual: readonly ColumnKey[] = [
  'state',
  'due',
  'tags',
  'orderId',
  'recipient',
  'pieces',
  'parcel',
  'shop',
];

interface Chosen {
  readonly shown: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

export interface OrderColumns {
  readonly columns: readonly Column<OrderRow>[];
  readonly choices: ReadonlyArray<{ readonly key: string; readonly word: string; readonly isShown: boolean }>;
  readonly toggle: (key: string) => void;
  readonly setWidth: (key: string, width: number) => void;
}

export function useOrderColumns(): OrderColumns {
  const { t, language } = useText();
  const [chosen, setChosen] = useRemembered<Chosen>(
    'screen.orderColumns',
    { shown: usual, widths: {} },
    isChosen,
  );

  // With one shop its name tells nothing.
  const hasShops = useStationStore((state) => (state.station?.shops.length ?? 0) > 1);
  const offered = useMemo(() => every.filter((column) => hasShops || column.key !== 'shop'), [hasShops]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const columns = useMemo(
    () =>
      offered
        .filter((column) => chosen.shown.includes(column.key))
        .map(({ header, ...column }) => ({
          ...column,
          header: t(header),
          width: column.width === 'rest' ? column.width : (chosen.widths[column.key] ?? column.width),
        })),
    [chosen, offered, t, language],
  );
  const toggle = useCallback(
    (key: string) =>
      setChosen((before) => ({
        ...before,
        shown: before.shown.includes(key)
          ? before.shown.filter((each) => each !== key)
          : [...before.shown, key],
      })),
    [setChosen],
  );
  const setWidth = useCallback(
    (key: string, width: number) =>
      setChosen((before) => ({ ...before, widths: { ...before.widths, [key]: Math.round(width) } })),
    [setChosen],
  );
  const choices = offered.map(({ key, header }) => ({
    key,
    word: t(header),
    isShown: chosen.shown.includes(key),
  }));
  return { columns, choices, toggle, setWidth };
}

function isChosen(value: unknown): value is Chosen {
  if (typeof value !== 'object' || value === null) return false;
  const { shown, widths } = value as { shown?: unknown; widths?: unknown };
  return Array.isArray(shown) && typeof widths === 'object' && widths !== null;
}

/** The deadline's name in words. */
function ruleWord(rule: string | null): string {
  return rule === null ? '' : sayCode('rule', rule);
}

function Pieces({ order }: { readonly order: OrderRow }) {
  const { t } = useText();
  return (
    <span title={t('orders.lines-pieces', { lines: order.lineCount, pieces: order.pieceCount })}>
      {order.lineCount > 1 && <span className={styles.faint}>{order.lineCount} · </span>}
      {order.pieceCount}
    </span>
  );
}

function Parcels({ order }: { readonly order: OrderRow }) {
  const { t } = useText();
  const parcel = order.parcels[0];
  if (!parcel) return null;
  const words = sayCode('parcel.state', parcel.state);
  return (
    <span>
      {words}
      {order.parcels.length > 1 && (
        <span className={styles.faint}> {t('orders.more-parcels', { count: order.parcels.length - 1 })}</span>
      )}
    </span>
  );
}
