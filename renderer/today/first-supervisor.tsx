// Offers, calmly, to make the first supervisor; gone when there is one.

import { Button } from '@mantine/core';
import { useMe } from '../frame/me-store.ts';
import { openWith } from '../frame/room-store.ts';
import { NoticeBar } from '../parts/notice-bar.tsx';
import { useText } from '../text/text.ts';

export function FirstSupervisor() {
  const { t } = useText();
  const isOpen = useMe((state) => state.me?.isOpen ?? false);
  if (!isOpen) return null;
  return (
    <NoticeBar
      tone="say"
      actions={
        <Button variant="default" onClick={() => openWith({ room: 'settings', part: 'people' })}>
          {t('people.first-do')}
        </Button>
      }
    >
      {t('people.first-title')}
    </NoticeBar>
  );
}
