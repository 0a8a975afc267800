import { afterEach, describe, expect, it, vi } from 'vitest';
import { placeOfParcel } from '../../../renderer/frame/open-parcel.ts';
import { openScannedCode } from '../../../renderer/frame/open-scanned-code.ts';
import { useRoomStore } from '../../../renderer/frame/room-store.ts';
import { useSpeechStore } from '../../../renderer/frame/speech-store.ts';

// There is no sound card here.
const signals = vi.hoisted(() => [] as string[]);
vi.mock('../../../renderer/scanning/signals.ts', () => ({
  playSignal: (signal: string) => signals.push(signal),
}));

const parcelId = 'P3BZGG9CXHN' as Parameters<typeof placeOfParcel>[0]['parcelId']; // a code of ours

/** A station that knows these answers; everything else is unreachable. */
function stationAnswers(answers: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal('window', {
    station: {
      call: async (name: string) =>
        name in answers
          ? { ok: true, value: answers[name] }
          : { ok: false, refusal: { code: 'station.unreachable', facts: {} } },
    },
  });
}

function parcelIn(state: string, orders: readonly number[] = [12]) {
  const lines = orders.map((orderKey) => ({ orderKey, orderId: `69250000000${orderKey}` }));
  return { parcelId, state: state as 'planned', lines }; // one of the states of a parcel
}

afterEach(() => {
  vi.unstubAllGlobals();
  signals.length = 0;
  useRoomStore.setState({ room: 'today', opening: null });
  useSpeechStore.setState({ speeches: [] });
});

describe('a parcel that is scanned away from the bench', () => {
  it.each(['proposed', 'planned'])('is shown on the planning board while it is %s', (state) => {
    expect(placeOfParcel(parcelIn(state))).toEqual({
      room: 'waves',
      part: 'plan',
      parcelId,
      search: '6925000000012',
    });
  });

  it.each(['released', 'open', 'packed', 'shipped', 'pulled'])(
    'is shown in the story of its order when it is %s',
    (state) => {
      expect(placeOfParcel(parcelIn(state, [12, 13]))).toEqual({ room: 'orders', orderKey: 12, parcelId });
    },
  );

  it.each([
    ['dissolved', [12]],
    ['planned', []],
  ])('has no place when it holds nothing any more (%s)', (state, orders) => {
    expect(placeOfParcel(parcelIn(state, orders))).toBeNull();
  });

  it('opens in the room where it is now', async () => {
    stationAnswers({
      'search.resolve': { kind: 'parcel', code: parcelId, parcelId },
      'parcels.read': parcelIn('packed'),
    });

    openScannedCode(parcelId);

    await vi.waitFor(() => expect(useRoomStore.getState().room).toBe('orders'));
    expect(useRoomStore.getState().take('orders')).toEqual({ room: 'orders', orderKey: 12, parcelId });
    expect(signals).toEqual(['ok']);
  });

  it('is told when it was dissolved, and nobody is led away', async () => {
    stationAnswers({
      'search.resolve': { kind: 'parcel', code: parcelId, parcelId },
      'parcels.read': parcelIn('dissolved'),
    });

    openScannedCode(parcelId);

    await vi.waitFor(() => expect(useSpeechStore.getState().speeches).toHaveLength(1));
    expect(useSpeechStore.getState().speeches[0]?.refusal).toEqual({
      code: 'scan.parcel-dissolved',
      facts: { parcelId },
    });
    expect(useRoomStore.getState().room).toBe('today');
    expect(signals).toEqual(['wrong']);
  });
});

describe('any other scan away from the bench', () => {
  it('opens the order, the wave or the goods that it names', async () => {
    stationAnswers({ 'search.resolve': { kind: 'sku', code: 'TEA-1', skuCodes: ['TEA-1'] } });

    openScannedCode('TEA-1');

    await vi.waitFor(() =>
      expect(useRoomStore.getState().opening).toEqual({ room: 'orders', search: 'TEA-1' }),
    );
  });

  it('that names nothing is said with enough of its raw value', async () => {
    stationAnswers({ 'search.resolve': { kind: 'unknown', code: 'X', hint: 'nothing-known' } });

    openScannedCode('X'.repeat(10_000));

    await vi.waitFor(() => expect(useSpeechStore.getState().speeches).toHaveLength(1));
    const said = useSpeechStore.getState().speeches[0]?.refusal;
    expect(said?.code).toBe('scan.unknown');
    expect(String(said?.facts.code)).toHaveLength(61);
  });

  it('says so when nobody answers', async () => {
    stationAnswers({});

    openScannedCode('TEA-1');

    await vi.waitFor(() =>
      expect(useSpeechStore.getState().speeches[0]?.refusal.code).toBe('station.unreachable'),
    );
  });
});
