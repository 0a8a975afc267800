// Orders: everything the shops sent, what is due first. Facets at the left, the list, one order's story at the right; files are
// dropped anywhere on it.

import { Button, Menu, TextInput } from '@mantine/core';
import {
  IconColumns3,
  IconFileExport,
  IconFileImport,
  IconScan,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { useCallback, useDeferredValue, useRef } from 'react';
import type { OpenWith } from '../frame/room-store.ts';
import { useOpening } from '../frame/use-opening.ts';
import { EmptyList } from '../parts/empty-list.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { ask } from '../parts/station.ts';
import { usePages } from '../parts/use-pages.ts';
import { VirtualTable } from '../parts/virtual-table.tsx';
import { useShortcuts } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { ExportSheet } from './export-sheet.tsx';
import { askExport } from './export-store.ts';
import { ImportSheet } from './import-sheet.tsx';
import { importFiles, showReport } from './import-store.ts';
import { useOrderColumns } from './order-columns.tsx';
import { OrderFacets } from './order-facets.tsx';
import { OrderPanel } from './order-panel.tsx';
import styles from './orders.module.css';
import {
  type OrderRow,
  openOrders,
  orderRowKey,
  parseOrderFilter,
  showOrders,
  useOrders,
} from './orders-store.ts';
import { SavedViews } from './saved-views.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useOrderScans } from './use-order-scans.ts';

export function OrdersScreen() {
  const { t, language } = useText();
  const { filter, search, selected, openKey, isScanSelecting } = useOrders();
  const columns = useOrderColumns();
  const field = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const asked = useDeferredValue(search.trim());

  const pages = usePages<OrderRow>(
    JSON.stringify([filter, asked]),
    (offset, limit) =>
      ask('orders.page', { filter, offset, limit, ...(asked === '' ? {} : { search: asked }) }),
    { refreshOn: ['orders.changed', 'parcels.changed', 'station.changed'] },
  );

  useOpening(
    'orders',
    useCallback((what: OpenWith) => {
      if (what.orderKey !== undefined)
        showOrders({ openKey: what.orderKey, namedParcelId: what.parcelId ?? null });
      if (what.filter) showOrders({ filter: parseOrderFilter(what.filter), search: '', openKey: null });
      if (what.search !== undefined) showOrders({ search: what.search, filter: {} });
      if (what.importId !== undefined) showReport(what.importId);
    }, []),
  );
  useOrderScans();
  useShortcuts({ '/': () => field.current?.focus(), i: () => picker.current?.click() });

  const total = pages.total();
  const isNarrowed = asked !== '' || JSON.stringify(filter) !== JSON.stringify(openOrders);

  return (
    <FileDrop onFiles={importFiles} words={t('import.drop-here')}>
      <div className={styles.screen} data-open={openKey !== null}>
        <OrderFacets />
        <section className={styles.list}>
          <header className={styles.bar}>
            <TextInput
              ref={field}
              className={styles.search ?? ''}
              leftSection={<IconSearch size={18} />}
              rightSection={
                search !== '' && (
                  <button
                    type="button"
                    className={styles.clear}
                    aria-label={t('do.clear')}
                    onClick={() => showOrders({ search: '' })}
                  >
                    <IconX size={16} />
                  </button>
                )
              }
              placeholder={t('orders.search')}
              aria-label={t('orders.search')}
              value={search}
              onChange={(event) => showOrders({ search: event.target.value })}
              onKeyDown={(event) => {
                if (event.key === 'Escape') showOrders({ search: '' });
              }}
            />
            <span className={styles.total} role="status">
              {total !== undefined && t('orders.count', { count: total.toLocaleString(language) })}
            </span>
            <SavedViews />
            <Menu closeOnItemClick={false} width={220}>
              <Menu.Target>
                <Button variant="default" leftSection={<IconColumns3 size={18} />}>
                  {t('orders.columns')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {columns.choices.map((choice) => (
                  <Menu.Item
                    key={choice.key}
                    leftSection={<input type="checkbox" checked={choice.isShown} readOnly tabIndex={-1} />}
                    onClick={() => columns.toggle(choice.key)}
                  >
                    {choice.word}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <Button
              variant={isScanSelecting ? 'filled' : 'default'}
              leftSection={<IconScan size={18} />}
              aria-pressed={isScanSelecting}
              onClick={() => showOrders({ isScanSelecting: !isScanSelecting })}
            >
              {t('orders.scan-select')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileExport size={18} />}
              disabled={total === undefined || total === 0}
              onClick={askExport}
            >
              {t('export.button')}
            </Button>
            <Button leftSection={<IconFileImport size={18} />} onClick={() => picker.current?.click()}>
              {t('import.button')}
            </Button>
            <input
              ref={picker}
              type="file"
              accept=".csv,.xlsx,.txt"
              multiple
              hidden
              data-testid="import-file"
              onChange={(event) => {
                importFiles([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </header>
          <VirtualTable
            label={t('room.orders')}
            columns={columns.columns}
            pages={pages}
            rowKey={orderRowKey}
            selected={selected}
            onSelect={(next) => showOrders({ selected: next })}
            onOpen={(order) => showOrders({ openKey: order.orderKey })}
            onCursor={(order) => {
              if (useOrders.getState().openKey !== null) showOrders({ openKey: order.orderKey });
            }}
            isOpen={(order) => order.orderKey === openKey}
            rowTone={(order) => (order.state === 'cancelled' ? 'faded' : undefined)}
            onWidth={columns.setWidth}
            empty={
              isNarrowed ? (
                <EmptyList
                  title={t('orders.none-found')}
                  actions={
                    <Button variant="default" onClick={() => showOrders({ filter: openOrders, search: '' })}>
                      {t('orders.show-open')}
                    </Button>
                  }
                >
                  {t('orders.none-found-why')}
                </EmptyList>
              ) : (
                <EmptyList
                  title={t('orders.none')}
                  picture={<IconFileImport size={32} stroke={1.6} />}
                  actions={<Button onClick={() => picker.current?.click()}>{t('import.button')}</Button>}
                >
                  {t('orders.none-why')}
                </EmptyList>
              )
            }
          />
          <SelectionBar />
        </section>
        {openKey !== null && <OrderPanel orderKey={openKey} onClose={() => showOrders({ openKey: null })} />}
      </div>
      <ImportSheet />
      <ExportSheet count={total ?? 0} />
    </FileDrop>
  );
}
