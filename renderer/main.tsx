// The first breath of the screens: words and look as the station has them, the scanner caught, then the frame.

import './frame/mantine-styles.ts';
import './frame/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app.tsx';
import { startWords } from './frame/apply-settings.ts';
import { readMe } from './frame/me-store.ts';
import { followRooms } from './frame/room-address.ts';
import { useRoomStore } from './frame/room-store.ts';
import { readStation, startFollowing } from './frame/station-store.ts';
import { askAhead } from './parts/station.ts';
import { startTicking } from './parts/when.tsx';
import { captureScans } from './scanning/capture-scans.ts';
import { prepareSound } from './scanning/signals.ts';

async function openScreens(): Promise<void> {
  const words = startWords();
  followRooms(window);
  prepareSound(window);
  captureScans(window);
  startTicking();
  if (useRoomStore.getState().room === 'today') askAhead('today.read', {});
  await Promise.all([words, readStation(), readMe()]);
  startFollowing();
  const place = document.getElementById('screen');
  if (place) createRoot(place).render(<App />);
}

void openScreens();
