// Tells a supervisor, wherever she is in the program, when the door-delivery ratio comes near its line (ask) and when it has crossed it
// (stop, heard until it is read): what fails today unbinds products tomorrow, and nothing else stops it in time (door.ratio).

import { ask, onStationEvent, type RequestAnswer } from '../parts/station.ts';
import { type Speech, useSpeechStore } from './speech-store.ts';
import { useStationStore } from './station-store.ts';

type DayOfShop = Pick<
  RequestAnswer<'compliance.read'>,
  'shop' | 'day' | 'level' | 'orders' | 'leastPercent' | 'mayFail'
>;

/** What is said when a shop's day has come from `before` to this; nothing at the first look, that is what the pages are for. */
export function speechOf(
  before: Pick<DayOfShop, 'level' | 'day'> | undefined,
  day: DayOfShop,
): Speech | null {
  if (before === undefined || before.day.date !== day.day.date || before.level === day.level) return null;
  if (day.level !== 'near' && day.level !== 'below') return null;
  if (day.level === 'near' && before.level === 'below') return null;
  const facts = {
    shop: day.shop.name,
    right: day.orders.compliant,
    all: day.orders.all,
    least: day.leastPercent,
    left: day.mayFail.untilEnd,
  };
  const refusal = { code: `compliance.${day.level}`, facts };
  return { key: `ratio ${day.shop.shopId}`, tone: day.level === 'below' ? 'stop' : 'ask', refusal };
}

/** Parcels leave in bursts; the day is read once after each. */
const burstMs = 2_000;
/** The first look only learns the day: it can wait until the first screen stands. */
const firstLookMs = 1_000;

/** Watches from now on; the answer stops it. */
export function watchRatio(): () => void {
  const known = new Map<string, DayOfShop>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const { station } = useStationStore.getState();
    if (station?.role !== 'supervisor') return known.clear();
    for (const { shopId } of station.shops.filter((shop) => shop.market === 'douyin')) {
      const reply = await ask('compliance.read', { shopId });
      if (!reply.ok) continue;
      const speech = speechOf(known.get(shopId), reply.value);
      known.set(shopId, reply.value);
      if (speech) useSpeechStore.getState().speak(speech);
    }
  }

  const stop = onStationEvent((event) => {
    if (event.kind === 'shipments.changed' || event.kind === 'station.changed') {
      timer ??= setTimeout(() => void look(), burstMs);
    }
  });
  // Whoever sits down as a supervisor knows the day from then on.
  const stopRoles = useStationStore.subscribe(({ station }, before) => {
    if (station && station.role !== before.station?.role) void look();
  });
  timer = setTimeout(() => void look(), firstLookMs);
  return () => {
    stop();
    stopRoles();
    clearTimeout(timer);
  };
}
