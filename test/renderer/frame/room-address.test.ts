import { afterEach, describe, expect, it } from 'vitest';
import { followRooms, roomOfAddress } from '../../../renderer/frame/room-address.ts';
import { useRoomStore } from '../../../renderer/frame/room-store.ts';

/** As much of a window as has an address. */
function pageAt(hash: string) {
  const listeners: (() => void)[] = [];
  const location = { hash };
  const page = {
    location,
    history: {
      replaceState: (_state: unknown, _title: string, address: string) => {
        location.hash = address;
      },
    },
    addEventListener: (_kind: string, listener: () => void) => listeners.push(listener),
  };
  return {
    // Nothing else of the window is used.
    window: page as unknown as Window,
    location,
    type(address: string) {
      location.hash = address;
      for (const listener of listeners) listener();
    },
  };
}

afterEach(() => useRoomStore.setState({ room: 'today', opening: null }));

describe('the room in the address', () => {
  it('is where a reload leads', () => {
    followRooms(pageAt('#printing').window);

    expect(useRoomStore.getState().room).toBe('printing');
  });

  it('follows the person', () => {
    const page = pageAt('');
    followRooms(page.window);
    expect(page.location.hash).toBe('#today');

    useRoomStore.getState().go('bench');

    expect(page.location.hash).toBe('#bench');
  });

  it('leads there when it is typed', () => {
    const page = pageAt('#today');
    followRooms(page.window);

    page.type('#waves');

    expect(useRoomStore.getState().room).toBe('waves');
  });

  it.each(['', '#attic', '#bench/..', '#b_YaYgXJB4O6rgPogM8bMvpUJQPJoWKq'])('is no room: %j', (hash) => {
    expect(roomOfAddress(hash)).toBeUndefined();
  });
});
