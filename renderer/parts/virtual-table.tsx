// biome-ignore-all lint/a11y/useSemanticElements: a real table cannot be virtualised by rows of one height
// A table of any length: rows of one height, pages fetched as it scrolls, never a blank row in sight for longer than one answer.
// Arrows move, Shift selects, Space ticks, Enter opens; the mouse does the same.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../text/text.ts';
import { RefusalBar } from './notice-bar.tsx';
import type { PageCache } from './page-cache.ts';
import styles from './virtual-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** Pixels; `rest` takes what is left, at least 160 px. */
  readonly width: number | 'rest';
  readonly align?: 'right';
  readonly cell: (row: Row) => ReactNode;
}

export interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: PageCache<Row> & { readonly question: string };
  readonly rowKey: (row: Row) => string;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  readonly onOpen?: (row: Row) => void;
  /** The row under the cursor changed (arrows, click). */
  readonly onCursor?: (row: Row) => void;
  /** The row whose panel is open. */
  readonly isOpen?: (row: Row) => boolean;
  readonly empty: ReactNode;
  /** Colour of the whole row: the rule that is broken, or faded. */
  readonly rowTone?: (row: Row) => 'stop' | 'ask' | 'faded' | undefined;
  /** New widths after a drag of a column's edge. */
  readonly onWidth?: (key: string, width: number) => void;
}

const rowHeight = 36;
const overscan = 24;
/** Chromium lays out at most about 33 million pixels. */
const mostRows = 900_000;

export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, pages, rowKey, selected, onSelect, onOpen, onCursor } = props;
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const total = pages.total();
  const count = Math.min(total ?? 0, mostRows);
  const [cursor, setCursor] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => pages.show(first, last), [pages, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its top
  useEffect(() => {
    setCursor(0);
    setAnchor(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [pages.question]);

  const template = [
    onSelect ? '40px' : '',
    ...columns.map(({ width }) => (width === 'rest' ? 'minmax(160px, 1fr)' : `${width}px`)),
  ].join(' ');

  async function selectRange(from: number, to: number, isAdding: boolean): Promise<void> {
    if (!onSelect) return;
    const between = await pages.rowsBetween(Math.min(from, to), Math.max(from, to));
    onSelect(new Set([...(isAdding ? (selected ?? []) : []), ...between.map(rowKey)]));
  }

  function toggle(index: number): void {
    const row = pages.rowAt(index);
    if (!row || !onSelect) return;
    const next = new Set(selected);
    if (!next.delete(rowKey(row))) next.add(rowKey(row));
    onSelect(next);
    setAnchor(index);
  }

  function move(to: number, event: KeyboardEvent): void {
    event.preventDefault();
    const index = Math.min(Math.max(to, 0), Math.max(0, count - 1));
    setCursor(index);
    rows.scrollToIndex(index, { align: 'auto' });
    if (event.shiftKey) void selectRange(anchor, index, false);
    else setAnchor(index);
    const row = pages.rowAt(index);
    if (row) onCursor?.(row);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 360) / rowHeight) - 2);
    if (event.key === 'ArrowDown') move(cursor + 1, event);
    else if (event.key === 'ArrowUp') move(cursor - 1, event);
    else if (event.key === 'PageDown') move(cursor + page, event);
    else if (event.key === 'PageUp') move(cursor - page, event);
    else if (event.key === 'Home') move(0, event);
    else if (event.key === 'End') move(count - 1, event);
    else if (event.key === ' ') {
      event.preventDefault();
      toggle(cursor);
    } else if (event.key === 'Enter') {
      const row = pages.rowAt(cursor);
      if (row) onOpen?.(row);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && onSelect) {
      event.preventDefault();
      void selectRange(0, count - 1, false);
    }
  }

  function onRowClick(index: number, event: MouseEvent): void {
    // The grid as a whole has the focus, so that the arrows go on from here.
    scroller.current?.focus({ preventScroll: true });
    setCursor(index);
    if (event.shiftKey) {
      void selectRange(anchor, index, true);
      return;
    }
    setAnchor(index);
    if (event.ctrlKey || event.metaKey) {
      toggle(index);
      return;
    }
    const row = pages.rowAt(index);
    if (!row) return;
    onCursor?.(row);
    onOpen?.(row);
  }

  return (
    <div className={styles.table}>
      <RefusalBar refusal={pages.refusal()} />
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={total ?? -1}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={styles.head} role="row" style={{ gridTemplateColumns: template }} tabIndex={-1}>
          {onSelect && (
            <span className={styles.tick}>
              <input
                type="checkbox"
                tabIndex={-1}
                aria-label={t('table.none')}
                checked={(selected?.size ?? 0) > 0}
                ref={(box) => {
                  if (box) box.indeterminate = (selected?.size ?? 0) > 0 && selected?.size !== total;
                }}
                onChange={() => {
                  if ((selected?.size ?? 0) > 0) onSelect(new Set());
                  else void selectRange(0, count - 1, false);
                }}
              />
            </span>
          )}
          {columns.map((column) => (
            <span
              key={column.key}
              className={styles.headCell}
              data-align={column.align}
              role="columnheader"
              tabIndex={-1}
            >
              {column.header}
              {props.onWidth && column.width !== 'rest' && (
                <WidthHandle width={column.width} onWidth={(width) => props.onWidth?.(column.key, width)} />
              )}
            </span>
          ))}
        </div>
        {total === 0 ? (
          <div className={styles.empty}>{props.empty}</div>
        ) : (
          <div className={styles.body} style={{ height: rows.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const row = pages.rowAt(index);
              const key = row && rowKey(row);
              const isSelected = key !== undefined && (selected?.has(key) ?? false);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around the rows takes the keys
                <div
                  key={index}
                  className={styles.row}
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={index + 1}
                  aria-selected={isSelected}
                  data-cursor={index === cursor}
                  data-open={row !== undefined && (props.isOpen?.(row) ?? false)}
                  data-tone={row && props.rowTone?.(row)}
                  style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
                  onClick={(event) => onRowClick(index, event)}
                >
                  {onSelect && (
                    <span className={styles.tick}>
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        checked={isSelected}
                        aria-label={key ?? ''}
                        onChange={() => undefined}
                        onClick={(event) => {
                          event.stopPropagation();
                          if (event.shiftKey) void selectRange(anchor, index, true);
                          else toggle(index);
                        }}
                      />
                    </span>
                  )}
                  {columns.map((column) => (
                    <span
                      key={column.key}
                      className={styles.cell}
                      data-align={column.align}
                      role="gridcell"
                      tabIndex={-1}
                    >
                      {row ? column.cell(row) : <i className={styles.coming} />}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        )}
        {(total ?? 0) > mostRows && (
          <p className={styles.more}>{t('table.narrow', { count: (total ?? 0) - mostRows })}</p>
        )}
      </div>
    </div>
  );
}

function WidthHandle({
  width,
  onWidth,
}: {
  readonly width: number;
  readonly onWidth: (width: number) => void;
}) {
  return (
    <i
      className={styles.handle}
      onPointerDown={(event) => {
        event.preventDefault();
        const startX = event.clientX;
        const handle = event.currentTarget;
        handle.setPointerCapture(event.pointerId);
        const drag = (moved: PointerEvent) => onWidth(Math.max(48, width + moved.clientX - startX));
        const drop = () => {
          handle.removeEventListener('pointermove', drag);
          handle.removeEventListener('pointerup', drop);
        };
        handle.addEventListener('pointermove', drag);
        handle.addEventListener('pointerup', drop);
      }}
    />
  );
}
