// The left rail: every room with its icon and word, Ctrl+1 the first. A room keeps its number when others join it.

import {
  type IconBarcode,
  IconClipboardList,
  IconLayoutDashboard,
  IconPackage,
  IconPrinter,
  IconRoute,
  IconSearch,
  IconSettings,
  IconShieldCheck,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { useText } from '../text/text.ts';
import styles from './frame.module.css';
import { type Room, rooms, useRoomStore } from './room-store.ts';
import { useSearchStore } from './search-store.ts';

const numbers: Record<Room, number> = {
  today: 1,
  orders: 2,
  waves: 3,
  bench: 4,
  printing: 5,
  shipping: 6,
  compliance: 7,
  settings: 8,
};

const icons: Record<Room, typeof IconBarcode> = {
  today: IconLayoutDashboard,
  orders: IconClipboardList,
  waves: IconRoute,
  bench: IconPackage,
  printing: IconPrinter,
  shipping: IconTruckDelivery,
  compliance: IconShieldCheck,
  settings: IconSettings,
};

export function Rail() {
  const { t } = useText();
  const present = useRoomStore((state) => state.room);
  const go = useRoomStore((state) => state.go);

  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const room = rooms.find((each) => numbers[each] === Number(event.key));
      if (!room) return;
      event.preventDefault();
      go(room);
    };
    window.addEventListener('keydown', jump);
    return () => window.removeEventListener('keydown', jump);
  }, [go]);

  return (
    <nav className={styles.rail} aria-label={t('frame.rooms')}>
      <button
        type="button"
        className={styles.railSearch}
        onClick={() => useSearchStore.getState().open()}
        title={`${t('frame.search')} · Ctrl K`}
        aria-label={t('frame.search')}
      >
        <IconSearch size={22} stroke={1.8} />
        <kbd>Ctrl K</kbd>
      </button>
      {rooms.map((room) => {
        const Icon = icons[room];
        return (
          <button
            type="button"
            key={room}
            className={styles.railRoom}
            data-room={room}
            aria-current={room === present ? 'page' : undefined}
            title={`${t(`room.${room}`)} · Ctrl ${numbers[room]}`}
            onClick={() => go(room)}
          >
            <Icon size={26} stroke={room === present ? 2 : 1.6} />
            <span>{t(`room.${room}`)}</span>
          </button>
        );
      })}
    </nav>
  );
}
