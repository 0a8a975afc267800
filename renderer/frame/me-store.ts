// Who sits at this window, as the station says. Tells it that somebody is there, and asks again when the lock is due.

import { create } from 'zustand';
import { ask, onRefusal, onStationEvent, type Refused, type RequestAnswer } from '../parts/station.ts';
import { readStation } from './station-store.ts';

type Me = RequestAnswer<'people.me'>;

interface MeState {
  /** Null until the station has answered. */
  readonly me: Me | null;
  /** Something was asked that needs the supervisor's PIN, not the badge alone. */
  readonly needsPin: boolean;
}

export const useMe = create<MeState>(() => ({ me: null, needsPin: false }));

let lockTimer: ReturnType<typeof setTimeout> | undefined;

export async function readMe(): Promise<void> {
  const before = useMe.getState().me;
  const reply = await ask('people.me', {});
  if (!reply.ok) return;
  const me = reply.value;
  useMe.setState(me.isConfirmed ? { me, needsPin: false } : { me });
  waitForLock(me.locksAt);
  // The strip names who works here.
  if (before && before.person?.personId !== me.person?.personId) void readStation();
}

function waitForLock(locksAt: number | null): void {
  clearTimeout(lockTimer);
  if (locksAt === null) return;
  lockTimer = setTimeout(() => void readMe(), Math.max(1_000, locksAt - Date.now() + 500));
}

/** Signs in at this window. The refusal when it did not work. */
export async function signIn(
  who: { readonly personId: string; readonly pin: string } | { readonly badge: string },
): Promise<Refused | null> {
  const reply = await ask('people.signIn', who);
  if (reply.ok) await readMe();
  return reply.ok ? null : reply.refusal;
}

export async function leave(how: 'people.lock' | 'people.signOut'): Promise<void> {
  await ask(how, {});
  await readMe();
}

/** A sign of life goes to the station at most this often. */
const stayEveryMs = 20_000;

/** Follows from now on; the answer stops it. */
export function followMe(target: Window): () => void {
  let toldAt = 0;
  const stay = () => {
    const { me } = useMe.getState();
    if (!me?.person || me.isLocked || performance.now() - toldAt < stayEveryMs) return;
    toldAt = performance.now();
    void ask('people.stay', {}).then((reply) => {
      if (reply.ok) waitForLock(reply.value.locksAt);
    });
  };
  const signs = ['keydown', 'pointerdown', 'wheel'] as const;
  for (const sign of signs) target.addEventListener(sign, stay, { passive: true, capture: true });
  const stopEvents = onStationEvent((event) => {
    if (event.kind === 'people.changed' || event.kind === 'station.changed') void readMe();
  });
  const stopRefusals = onRefusal(({ code }) => {
    if (code === 'people.signed-out' || code === 'people.locked') void readMe();
    if (code === 'people.pin-needed') useMe.setState({ needsPin: true });
  });
  if (useMe.getState().me === null) void readMe();
  return () => {
    for (const sign of signs) target.removeEventListener(sign, stay, { capture: true });
    stopEvents();
    stopRefusals();
    clearTimeout(lockTimer);
  };
}
