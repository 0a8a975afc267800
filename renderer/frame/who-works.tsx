// Who works here, at the end of the strip: lock, change the person, sign out. Until there is a supervisor it leads to People.

import { IconUser } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useText } from '../text/text.ts';
import styles from './frame.module.css';
import { useMe } from './me-store.ts';
import { openWith } from './room-store.ts';
import type { StationView } from './station-store.ts';

const PersonMenu = lazy(() => import('./person-menu.tsx').then((part) => ({ default: part.PersonMenu })));

export function WhoWorks({ station }: { readonly station: Pick<StationView, 'person' | 'role'> }) {
  const { t } = useText();
  const isOpen = useMe((state) => state.me?.isOpen ?? true);
  const personId = useMe((state) => state.me?.person?.personId);
  const role = t(`role.${station.role}`);
  const badge = (onClick?: () => void) => (
    <button type="button" className={styles.badge} title={`${station.person} · ${role}`} onClick={onClick}>
      <IconUser size={18} />
      <b>{station.person}</b>
      <em className={styles.badgeRole}>{role}</em>
    </button>
  );
  if (isOpen) return badge(() => openWith({ room: 'settings', part: 'people' }));
  return (
    <Suspense fallback={badge()}>
      <PersonMenu badge={badge()} personId={personId} />
    </Suspense>
  );
}
