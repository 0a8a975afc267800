// The room stands in the address behind the # ("#bench"): a reload stays in it, and the desktop program allows the camera only
// there. Replaced, never pushed: there is no way back to press by accident.

import { type Room, rooms, useRoomStore } from './room-store.ts';

export function roomOfAddress(hash: string): Room | undefined {
  return rooms.find((room) => hash === `#${room}`);
}

/** Goes to the room of the address, and keeps the address at the room from now on. */
export function followRooms(page: Window): void {
  const go = () => {
    const room = roomOfAddress(page.location.hash);
    if (room) useRoomStore.getState().go(room);
  };
  const write = (room: Room) => page.history.replaceState(null, '', `#${room}`);
  go();
  write(useRoomStore.getState().room);
  useRoomStore.subscribe(({ room }, before) => {
    if (room !== before.room) write(room);
  });
  page.addEventListener('hashchange', go);
}
