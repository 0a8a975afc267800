import { afterEach, describe, expect, it } from 'vitest';
import { openWith, parseOpenWith, useRoomStore } from '../../../renderer/frame/room-store.ts';
import { speakAsk, useSpeechStore } from '../../../renderer/frame/speech-store.ts';

afterEach(() => {
  useRoomStore.setState({ room: 'today', opening: null });
  useSpeechStore.setState({ speeches: [] });
});

describe('opening something', () => {
  it('goes to its room, where it is taken once', () => {
    openWith({ room: 'orders', orderKey: 12 });

    const taken = useRoomStore.getState().take('orders');

    expect(useRoomStore.getState().room).toBe('orders');
    expect(taken).toEqual({ room: 'orders', orderKey: 12 });
    expect(useRoomStore.getState().take('orders')).toBeNull();
  });

  it('is not taken by another room', () => {
    openWith({ room: 'printing', batchId: 'B1' });

    expect(useRoomStore.getState().take('orders')).toBeNull();
    expect(useRoomStore.getState().opening).not.toBeNull();
  });

  it('follows what the station answers', () => {
    expect(parseOpenWith({ screen: 'shipping', state: 'needs-person' })).toEqual({
      room: 'shipping',
      part: 'needs-person',
    });
    expect(parseOpenWith({ screen: 'printing', batchId: null })).toEqual({ room: 'printing' });
    expect(parseOpenWith({ screen: 'attic' })).toEqual({ room: 'today' });
    expect(parseOpenWith(null)).toEqual({ room: 'today' });
  });
});

describe('loud speech', () => {
  it('stays until it is acknowledged', () => {
    speakAsk({ code: 'parcel.on-hold', facts: {} });
    speakAsk({ code: 'scan.unknown', facts: { code: 'X' } });

    useSpeechStore.getState().acknowledge('scan.unknown');

    expect(useSpeechStore.getState().speeches.map((each) => each.key)).toEqual(['parcel.on-hold']);
  });

  it('said again does not queue twice', () => {
    speakAsk({ code: 'parcel.on-hold', facts: {} });
    speakAsk({ code: 'parcel.on-hold', facts: {} });

    expect(useSpeechStore.getState().speeches).toHaveLength(1);
  });
});
