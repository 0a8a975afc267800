// Who works here, at the end of the strip: lock, change the person, sign out. Until there is a supervisor it leads to People.

import { Menu } from '@mantine/core';
import { IconKey, IconLock, IconLogout, IconUser, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../text/text.ts';
import styles from './frame.module.css';
import { leave, useMe } from './me-store.ts';
import { OwnPin } from './own-pin.tsx';
import { openWith } from './room-store.ts';
import type { StationView } from './station-store.ts';

export function WhoWorks({ station }: { readonly station: Pick<StationView, 'person' | 'role'> }) {
  const { t } = useText();
  const isOpen = useMe((state) => state.me?.isOpen ?? true);
  const personId = useMe((state) => state.me?.person?.personId);
  const [isSetting, setIsSetting] = useState(false);
  const role = t(`role.${station.role}`);
  const people = () => openWith({ room: 'settings', part: 'people' });
  const badge = (onClick?: () => void) => (
    <button type="button" className={styles.badge} title={`${station.person} · ${role}`} onClick={onClick}>
      <IconUser size={18} />
      <b>{station.person}</b>
      <em className={styles.badgeRole}>{role}</em>
    </button>
  );
  if (isOpen) return badge(people);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>{badge()}</Menu.Target>
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
          <Menu.Item leftSection={<IconUsers size={18} />} onClick={people}>
            {t('settings.group.people')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSetting && personId && <OwnPin personId={personId} onClose={() => setIsSetting(false)} />}
    </>
  );
}
