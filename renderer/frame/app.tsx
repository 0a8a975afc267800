// The whole window: rail, strip, the room, and what must not be missed. Rooms that were visited stay as they were left.

import { MantineProvider } from '@mantine/core';
import { Activity, type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { Wait } from '../parts/wait.tsx';
import { useScans } from '../scanning/use-scans.ts';
import { useText } from '../text/text.ts';
import { TodayScreen } from '../today/today-screen.tsx';
import { lookOf } from './apply-settings.ts';
import { Door } from './door.tsx';
import styles from './frame.module.css';
import { NoticeLines } from './notice-lines.tsx';
import { openScannedCode } from './open-scanned-code.ts';
import { Rail } from './rail.tsx';
import { type Room, rooms, useRoomStore } from './room-store.ts';
import { SearchEverything } from './search-everything.tsx';
import { StationShut } from './station-shut.tsx';
import { useSetting, useStationStore } from './station-store.ts';
import { StopBar } from './stop-bar.tsx';
import { Strip } from './strip.tsx';
import { mantineVariables, theme } from './theme.ts';
import { watchRatio } from './watch-ratio.ts';

const load: Record<Exclude<Room, 'today'>, () => Promise<{ default: ComponentType }>> = {
  orders: () => import('../orders/orders-screen.tsx').then((room) => ({ default: room.OrdersScreen })),
  waves: () => import('../waves/waves-screen.tsx').then((room) => ({ default: room.WavesScreen })),
  bench: () => import('../bench/bench-screen.tsx').then((room) => ({ default: room.BenchScreen })),
  printing: () =>
    import('../printing/printing-screen.tsx').then((room) => ({ default: room.PrintingScreen })),
  shipping: () =>
    import('../shipping/shipping-screen.tsx').then((room) => ({ default: room.ShippingScreen })),
  compliance: () =>
    import('../compliance/compliance-screen.tsx').then((room) => ({ default: room.ComplianceScreen })),
  settings: () =>
    import('../settings/settings-screen.tsx').then((room) => ({ default: room.SettingsScreen })),
};

const screens: Record<Room, ComponentType> = {
  today: TodayScreen,
  orders: lazy(load.orders),
  waves: lazy(load.waves),
  bench: lazy(load.bench),
  printing: lazy(load.printing),
  shipping: lazy(load.shipping),
  compliance: lazy(load.compliance),
  settings: lazy(load.settings),
};

/** Today is part of the frame; the others are fetched when they are entered, or while nobody waits for them. */
function fetchRoom(room: Room): void {
  if (room !== 'today') void load[room]().catch(() => undefined);
}

// The room of the address is fetched while the station describes itself.
fetchRoom(useRoomStore.getState().room);

export function App() {
  const room = useRoomStore((state) => state.room);
  const [visited, setVisited] = useState<readonly Room[]>([room]);
  const { t, language } = useText();
  const look = useLook();
  const isShut = useStationStore((state) => state.recovery !== null || state.station === null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the title is spoken anew when the language changes
  useEffect(() => {
    setVisited((before) => (before.includes(room) ? before : [...before, room]));
    document.title = `${t(`room.${room}`)} · ${t('app.name')}`;
  }, [room, t, language]);
  useEffect(() => {
    const timer = setTimeout(() => {
      rooms.forEach(fetchRoom);
    }, 1_500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => watchRatio(), []);
  useScans((scan) => {
    openScannedCode(scan.code);
    return true;
  });

  if (isShut) return <StationShut />;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={mantineVariables}
      forceColorScheme={look === 'dark' ? 'dark' : 'light'}
      withGlobalClasses={false}
    >
      <Door>
        <div className={styles.window}>
          <Rail />
          <Strip />
          <div className={styles.floor}>
            <NoticeLines />
            <div className={styles.rooms}>
              {rooms
                .filter((each) => each === room || visited.includes(each))
                .map((each) => {
                  const Screen = screens[each];
                  return (
                    <Activity key={each} mode={each === room ? 'visible' : 'hidden'}>
                      <main className={styles.room} data-room={each}>
                        <Suspense fallback={<Wait what={t('wait.room')} />}>
                          <Screen />
                        </Suspense>
                      </main>
                    </Activity>
                  );
                })}
            </div>
            <StopBar />
          </div>
        </div>
        <SearchEverything />
      </Door>
    </MantineProvider>
  );
}

/** The look as set; `system` follows the machine when it changes. */
function useLook() {
  const setting = useSetting('look.theme');
  const [look, setLook] = useState(() => lookOf(setting));
  useEffect(() => {
    const follow = () => setLook(lookOf(setting));
    follow();
    const machine = matchMedia('(prefers-color-scheme: dark)');
    machine.addEventListener('change', follow);
    return () => machine.removeEventListener('change', follow);
  }, [setting]);
  useEffect(() => {
    document.documentElement.dataset.look = look;
  }, [look]);
  return look;
}
