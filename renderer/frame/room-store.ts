// Where the person is: which room, and what was asked to be opened in it. Holds what is shown, decides nothing.

import { create } from 'zustand';
import type { ParcelId } from '../../main/basics/ids.ts';

/** In the order of the rail; Ctrl+1 is the first. */
export const rooms = [
  'today',
  'orders',
  'waves',
  'bench',
  'printing',
  'shipping',
  'compliance',
  'settings',
] as const;
export type Room = (typeof rooms)[number];

/** What a room is asked to open: an order's side panel, a wave, a filter. A room takes what it knows and then forgets it. */
export interface OpenWith {
  readonly room: Room;
  readonly orderKey?: number;
  readonly parcelId?: ParcelId;
  readonly waveId?: string;
  /** One cart of that wave. */
  readonly cartNo?: number;
  readonly batchId?: string;
  readonly skuCode?: string;
  readonly search?: string;
  readonly setting?: string;
  readonly importId?: string;
  readonly shopId?: string;
  /** A filter in the room's own words, e.g. of `orders.page`. */
  readonly filter?: Readonly<Record<string, unknown>>;
  /** A part of the room, e.g. a tab. */
  readonly part?: string;
}

interface RoomState {
  readonly room: Room;
  /** Not yet taken by its room. */
  readonly opening: OpenWith | null;
  readonly go: (room: Room) => void;
  readonly openWith: (what: OpenWith) => void;
  /** The room takes what it was asked to open; the second call answers null. */
  readonly take: (room: Room) => OpenWith | null;
}

export const useRoomStore = create<RoomState>((set, get) => ({
  room: 'today',
  opening: null,
  go: (room) => set({ room }),
  openWith: (what) => set({ room: what.room, opening: what }),
  take: (room) => {
    const { opening } = get();
    if (opening?.room !== room) return null;
    set({ opening: null });
    return opening;
  },
}));

/** Goes to a room and opens something there. */
export function openWith(what: OpenWith): void {
  useRoomStore.getState().openWith(what);
}

/** Reads an `openWith` as the station answers it (search, today), where the room is called `screen`; unknown ones lead to Today. */
export function parseOpenWith(value: unknown): OpenWith {
  if (typeof value !== 'object' || value === null) return { room: 'today' };
  const { screen, state, ...rest } = value as { screen?: unknown; state?: unknown };
  const known = rooms.find((each) => each === screen);
  const what = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== null));
  return { ...what, ...(typeof state === 'string' ? { part: state } : {}), room: known ?? 'today' };
}
