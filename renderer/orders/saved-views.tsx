// Views that a person named: a filter and a search under one word, a press away.

import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../text/text.ts';
import styles from './orders.module.css';
import { type OrderFilter, openOrders, parseOrderFilter, showOrders, useOrders } from './orders-store.ts';
import { useRemembered } from './remembered.ts';

interface SavedView {
  readonly name: string;
  readonly filter: OrderFilter;
  readonly search: string;
}

const isViews = (value: unknown): value is readonly SavedView[] =>
  Array.isArray(value) && value.every((each) => typeof each?.name === 'string');
const noViews: readonly SavedView[] = [];

export function SavedViews() {
  const { t } = useText();
  const [views, setViews] = useRemembered('screen.orderViews', noViews, isViews);
  const [name, setName] = useState('');
  const filter = useOrders((state) => state.filter);
  const search = useOrders((state) => state.search);
  const present = views.find(
    (view) => JSON.stringify(view.filter) === JSON.stringify(filter) && view.search === search,
  );

  function save(): void {
    const wanted = name.trim();
    if (wanted === '') return;
    setViews((before) => [
      ...before.filter((view) => view.name !== wanted),
      { name: wanted, filter, search },
    ]);
    setName('');
  }

  return (
    <Menu width={300} position="bottom-start" closeOnItemClick>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={18} />}>
          {present?.name ?? t('orders.views')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => showOrders({ filter: openOrders, search: '' })}>
          {t('orders.view.open')}
        </Menu.Item>
        <Menu.Item onClick={() => showOrders({ filter: { ...openOrders, unplanned: true }, search: '' })}>
          {t('orders.view.unplanned')}
        </Menu.Item>
        <Menu.Item onClick={() => showOrders({ filter: { state: ['held'] }, search: '' })}>
          {t('orders.view.held')}
        </Menu.Item>
        <Menu.Item onClick={() => showOrders({ filter: {}, search: '' })}>{t('orders.view.all')}</Menu.Item>
        {views.length > 0 && <Menu.Divider />}
        {views.map((view) => (
          <Menu.Item
            key={view.name}
            component="div"
            onClick={() => showOrders({ filter: parseOrderFilter(view.filter), search: view.search })}
            rightSection={
              <ActionIcon
                variant="subtle"
                size="sm"
                aria-label={t('orders.view.forget', { name: view.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  setViews((before) => before.filter((each) => each.name !== view.name));
                }}
              >
                <IconX size={14} />
              </ActionIcon>
            }
          >
            {view.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          className={styles.saveView}
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextInput
            value={name}
            placeholder={t('orders.view.name')}
            aria-label={t('orders.view.name')}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            {t('do.save')}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
