// What the person at this window can do about it: lock, change the person, set the own PIN, go to People.

import { Menu } from '@mantine/core';
import { IconKey, IconLock, IconLogout, IconUsers } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useText } from '../text/text.ts';
import { leave } from './me-store.ts';
import { OwnPin } from './own-pin.tsx';
import { openWith } from './room-store.ts';

export function PersonMenu({
  badge,
  personId,
}: {
  /** What is pressed to open it. */
  readonly badge: ReactElement;
  readonly personId: string | undefined;
}) {
  const { t } = useText();
  const [isSetting, setIsSetting] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>{badge}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLock size={18} />} onClick={() => void leave('people.lock')}>
            {t('door.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void leave('people.signOut')}>
            {t('door.change-person')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={18} />} onClick={() => setIsSetting(true)}>
            {t('people.set-pin')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUsers size={18} />}
            onClick={() => openWith({ room: 'settings', part: 'people' })}
          >
            {t('settings.group.people')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSetting && personId && <OwnPin personId={personId} onClose={() => setIsSetting(false)} />}
    </>
  );
}
