// The first breath of the screens: words and look as the station has them, the scanner caught, then the frame.

import './frame/mantine-styles.ts';
import './frame/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app.tsx';
import { systemLanguage } from './frame/apply-settings.ts';
import { followRooms } from './frame/room-address.ts';
import { useRoomStore } from './frame/room-store.ts';
import { readStation, startFollowing } from './frame/station-store.ts';
import { askAhead } from './parts/station.ts';
import { startTicking } from './parts/when.tsx';
import { captureScans } from './scanning/capture-scans.ts';
import { prepareSound } from './scanning/signals.ts';
import { startText } from './text/text.ts';

async function openScreens(): Promise<void> {
  followRooms(window);
  startText(systemLanguage());
  document.documentElement.lang = systemLanguage();
  prepareSound(window);
  captureScans(window);
  startTicking();
  if (useRoomStore.getState().room === 'today') askAhead('today.read', {});
  await readStation();
  startFollowing();
  const place = document.getElementById('screen');
  if (place) createRoot(place).render(<App />);
}

void openScreens();
