// Whether the far side can be heard. Follows the last answers of the platforms; a person may pull the plug for a drill.

import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';

export interface NetworkState {
  readonly isOnline: boolean;
  /** False when a person has pulled the plug. */
  readonly isPluggedIn: boolean;
  /** When a platform last answered; null since the start. */
  readonly lastOkAt: number | null;
}

export interface Network {
  read(): NetworkState;
  /** The switch. Pulling it makes every platform that needs a network unreachable. */
  plugIn(isPluggedIn: boolean): void;
  /** A platform answered, yes or no. */
  heard(): void;
  /** Nothing came back. */
  silent(): void;
}

export function createNetwork(clock: Clock, events: Events): Network {
  let isPluggedIn = true;
  let wasHeard = true;
  let lastOkAt: number | null = null;

  function change(apply: () => void): void {
    const before = isPluggedIn && wasHeard;
    apply();
    if (before !== (isPluggedIn && wasHeard)) events.emit({ kind: 'network.changed' });
  }

  return {
    read: () => ({ isOnline: isPluggedIn && wasHeard, isPluggedIn, lastOkAt }),
    plugIn: (plugged) =>
      change(() => {
        // Plugged in again nobody knows yet; taken as reachable until a platform stays silent.
        if (plugged && !isPluggedIn) wasHeard = true;
        isPluggedIn = plugged;
      }),
    heard: () =>
      change(() => {
        wasHeard = true;
        lastOkAt = clock.now();
      }),
    silent: () =>
      change(() => {
        wasHeard = false;
      }),
  };
}
