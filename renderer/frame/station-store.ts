// What the frame shows of the station, and the settings the window obeys: read once before the first screen, then kept fresh.

import { create } from 'zustand';
import {
  ask,
  onStationEvent,
  type Refused,
  type RequestAnswer,
  type StationEvent,
} from '../parts/station.ts';
import { followStationClock } from '../parts/when.tsx';
import { applySettings, type SettingValues } from './apply-settings.ts';

export type StationView = RequestAnswer<'station.describe'>;

/** The page that puts a damaged file right: asked for, or done. */
export type Recovery =
  | { readonly kind: 'asked'; readonly facts: Refused['facts'] }
  | { readonly kind: 'done'; readonly setAside: string; readonly madeAt: number | null };

interface StationState {
  readonly station: StationView | null;
  readonly settings: SettingValues;
  /** The station gives no answer; cleared by its next one. */
  readonly refusal: Refused | null;
  readonly recovery: Recovery | null;
}

export const useStationStore = create<StationState>(() => ({
  station: null,
  settings: {},
  refusal: null,
  recovery: null,
}));

/** The present value of a setting, or undefined before the station has told. */
export function useSetting(name: string): string | number | boolean | undefined {
  return useStationStore((state) => state.settings[name]);
}

export async function readStation(): Promise<void> {
  const [station, settings] = await Promise.all([ask('station.describe', {}), ask('settings.list', {})]);
  if (settings.ok) {
    const values = Object.fromEntries(settings.value.map((each) => [each.name, each.value]));
    useStationStore.setState({ settings: values });
    await applySettings(values);
  }
  takeStation(station);
}

async function describeStation(): Promise<void> {
  takeStation(await ask('station.describe', {}));
}

function takeStation(reply: Awaited<ReturnType<typeof ask<'station.describe'>>>): void {
  if (!reply.ok) {
    useStationStore.setState({ refusal: reply.refusal });
    return;
  }
  const before = useStationStore.getState().station;
  // Another data file was opened, by any window: nothing on screen is true any more. The window that puts a damaged file right says
  // first what it did, and has nothing else on its screen.
  const isOther = before && (before.mode !== reply.value.mode || before.opening !== reply.value.opening);
  if (isOther && useStationStore.getState().recovery === null) {
    location.reload();
    return;
  }
  followStationClock(reply.value.now);
  useStationStore.setState({ station: reply.value, refusal: null });
}

const toldBy: readonly StationEvent['kind'][] = [
  'station.changed',
  'network.changed',
  'printers.changed',
  'batches.changed',
  'shipments.changed',
  'orders.changed',
  'parcels.changed',
];

export function startFollowing(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onStationEvent((event) => {
    if (event.kind === 'settings.changed') void readStation();
    if (!toldBy.includes(event.kind) || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      // A station that could not be opened before has told nothing yet, not even its language.
      void (useStationStore.getState().station ? describeStation() : readStation());
    }, 200);
  });
  // A station that went silent tells nothing: look now and then.
  setInterval(describeStation, 15_000);
}
