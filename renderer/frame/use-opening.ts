// A room takes what it was asked to open, also when it is already on screen.

import { useEffect } from 'react';
import { type OpenWith, type Room, useRoomStore } from './room-store.ts';

/** Calls `open` once for each thing this room is asked to open. */
export function useOpening(room: Room, open: (what: OpenWith) => void): void {
  const opening = useRoomStore((state) => state.opening);
  useEffect(() => {
    if (opening?.room !== room) return;
    const taken = useRoomStore.getState().take(room);
    if (taken) open(taken);
  }, [opening, room, open]);
}
